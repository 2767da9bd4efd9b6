"""What the rules refuse, told by its code: a sentence may change its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pimpasa.accounts.errors import Refused


@contextmanager
def refused(code: str) -> Iterator[None]:
    """A block that ends by being refused with this code."""
    with pytest.raises(Refused) as raised:
        yield
    assert raised.value.code == code
