import pytest

from pimpasa.common.countries import COUNTRIES, WRITTEN, code_of


@pytest.mark.parametrize(
    ("written", "code"),
    [("WNI", "ID"), (" Kamboja ", "KH"), ("burma", "MM"), ("UZ", "UZ"), ("uz", ""), ("negeri seberang", ""), ("", "")],
)
def test_a_country_is_known_however_it_is_written(written: str, code: str) -> None:
    assert code_of(written) == code


def test_every_code_has_two_letters_and_no_name_two_codes() -> None:
    assert {len(code) for code in [*COUNTRIES, *WRITTEN]} == {2}
    names = [name for spellings in WRITTEN.values() for name in spellings]
    assert sorted(names) == sorted({name.lower() for name in names})
