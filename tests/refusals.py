"""What the rules refuse, told by its code: a sentence may change its words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from pimpasa.accounts.errors import Refused


@contextmanager
def refused(code: str, *, saying: str = "") -> Iterator[None]:
    """A block that ends by being refused with this code; `saying` is what of its sentence only this case has."""
    with pytest.raises(Refused) as raised:
        yield
    assert raised.value.code == code
    assert saying in str(raised.value.reason)
