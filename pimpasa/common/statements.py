"""What a statement of the database was given, kept with the error that it ended in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DataError, connection

_VALUES = "given_values"


@contextmanager
def noting_values() -> Iterator[None]:
    """Within it a DataError knows what its statement was given: `values_of(error)`."""
    with connection.execute_wrapper(_note):
        yield


def values_of(error: DataError) -> Any:
    """The parameters of the statement, as they were given; empty for an error from outside `noting_values`."""
    return getattr(error, _VALUES, ())


def _note(execute: Callable[..., Any], statement: str, values: Any, many: bool, context: dict[str, Any]) -> Any:
    try:
        return execute(statement, values, many, context)
    except DataError as error:
        setattr(error, _VALUES, values)
        raise
