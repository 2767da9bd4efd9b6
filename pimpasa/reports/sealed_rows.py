"""Which columns are sealed under a report's key, wherever they stand: when it is sealed anew, none may be forgotten.

@under_report("reason")
@bound()
class Grading(models.Model): ...
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model

AnyModel = TypeVar("AnyModel", bound=type[Model])


@dataclass(frozen=True)
class SealedRows:
    """A table of them; `by` is how a row is found by its report."""

    model: type[Model]
    columns: tuple[str, ...]
    by: str


UNDER_REPORT: list[SealedRows] = []


def under_report(*columns: str, by: str = "report") -> Callable[[AnyModel], AnyModel]:
    """Declare that these columns of a model are sealed under the key of the row's report."""

    def declare(model: AnyModel) -> AnyModel:
        UNDER_REPORT.append(SealedRows(model, columns, by))
        return model

    return declare
