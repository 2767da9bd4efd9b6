import pytest

from pimpasa.common.publication import in_full_tens, publishable


@pytest.mark.parametrize(("count", "public"), [(0, None), (1, None), (9, None), (10, 10), (19, 10), (20, 20)])
def test_no_cell_of_a_few_is_told(count: int, public: int | None) -> None:
    assert publishable(count) == public


@pytest.mark.parametrize(("count", "rounded"), [(0, 0), (9, 0), (10, 10), (19, 10), (20, 20)])
def test_a_total_leaves_nobody_alone(count: int, rounded: int) -> None:
    assert in_full_tens(count) == rounded
