"""Which tables are bound to the log, and how one of their rows is said as bytes.

    @bound(without={"last_login": "changes with every sign-in"})
    class Officer(Model): ...

Every act commits to the digest of each bound row that it changed, so that a row changed by anything but an act shows.
What is not bound says why: `@unbound("gone within a day")`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import CompositePrimaryKey, Field, Model, QuerySet

from pimpasa.ledger.commitments import digest_of_facts

AnyModel = TypeVar("AnyModel", bound=type[Model])
FIRST = {"keys": 0, "accounts": 1, "territory": 2}
BETWEEN_KEYS = "|"
ENDED = b""


@dataclass(frozen=True, eq=False)
class Binding:
    """How a model's rows are bound.

    `without` are columns that decide nothing, with the reason; `only` which rows count; `form` rises when columns are
    renamed or filled anew by a migration: the next `pimpasa migrate` then takes every row over by an act.
    """

    model: type[Model]
    without: Mapping[str, str] = field(default_factory=dict)
    only: Mapping[str, object] = field(default_factory=dict)
    form: int = 1

    @property
    def label(self) -> str:
        return self.model._meta.label_lower  # noqa: SLF001 - Django documents _meta

    @property
    def capability(self) -> str:
        return self.model._meta.app_label  # noqa: SLF001 - as above

    @property
    def columns(self) -> list[Field[Any, Any]]:
        return [column for column in _columns(self.model) if column.name not in self.without]

    @property
    def keys(self) -> list[Field[Any, Any]]:
        """The columns of its primary key."""
        key = self.model._meta.pk  # noqa: SLF001 - as above
        if isinstance(key, CompositePrimaryKey):
            columns = {column.attname: column for column in _columns(self.model)}
            return [columns[name] for name in key.field_names]
        return [key]

    def rows(self) -> QuerySet[Any, dict[str, Any]]:
        """Every row that counts, as what it says by column."""
        names = {column.attname for column in (*self.columns, *self.keys)}
        # The manager that hides no row, whatever the model calls its own.
        return self.model._base_manager.filter(**self.only).order_by("pk").values(*sorted(names))  # noqa: SLF001

    def counts(self, row: Model) -> bool:
        return all(getattr(row, name) == value for name, value in self.only.items())

    def name(self, values: Mapping[str, Any]) -> str:
        """How the log names a row: its primary key as text."""
        return BETWEEN_KEYS.join(str(values[key.attname]) for key in self.keys)

    def key(self, name: str) -> Any:
        """The primary key that a row's name says. Raises django.core.exceptions.ValidationError for what says none."""
        parts = tuple(key.to_python(part) for key, part in zip(self.keys, name.split(BETWEEN_KEYS), strict=True))
        return parts if len(parts) > 1 else parts[0]

    def key_of(self, values: Mapping[str, Any]) -> Any:
        """A row's primary key."""
        parts = tuple(values[key.attname] for key in self.keys)
        return parts if len(parts) > 1 else parts[0]

    def digest(self, values: Mapping[str, Any]) -> bytes:
        """SHA-256 of a row. A column at its empty value is left out, so that a new column changes no earlier digest."""
        return digest_of_facts(
            {
                column.attname: values[column.attname]
                for column in self.columns
                if not _is_empty(column, values[column.attname])
            }
        )


BOUND: dict[str, Binding] = {}
UNBOUND: dict[str, str] = {}


def bound(
    *, without: Mapping[str, str] | None = None, only: Mapping[str, object] | None = None, form: int = 1
) -> Callable[[AnyModel], AnyModel]:
    """Declare that an act commits to the rows of this model."""

    def declare(model: AnyModel) -> AnyModel:
        binding = Binding(model, without or {}, only or {}, form)
        if unknown := set(binding.without) - {column.name for column in _columns(model)}:
            raise LookupError(f"{binding.label} has no {sorted(unknown)}")
        BOUND[binding.label] = binding
        return model

    return declare


def unbound(why: str) -> Callable[[AnyModel], AnyModel]:
    """Declare that rows of this model decide nothing that an act would have to vouch for, with the reason."""

    def declare(model: AnyModel) -> AnyModel:
        UNBOUND[model._meta.label_lower] = why  # noqa: SLF001 - as above
        return model

    return declare


def bindings() -> Iterator[Binding]:
    """All of them, keys first: whoever holds a key reads."""
    yield from sorted(BOUND.values(), key=lambda binding: (FIRST.get(binding.capability, len(FIRST)), binding.label))


def digests_of(rows: Iterable[Model]) -> list[tuple[Binding, str, bytes]]:
    """Name and digest of new rows that are about to be inserted; those of models that are not bound are passed over."""
    triples = []
    for row in rows:
        binding = BOUND.get(type(row)._meta.label_lower)  # noqa: SLF001 - as above
        if binding is not None and binding.counts(row):
            values = {column.attname: getattr(row, column.attname) for column in _columns(type(row))}
            triples.append((binding, binding.name(values), binding.digest(values)))
    return triples


def _columns(model: type[Model]) -> list[Field[Any, Any]]:
    return [column for column in model._meta.local_concrete_fields if column.column]  # noqa: SLF001 - as above


def _is_empty(column: Field[Any, Any], value: object) -> bool:
    if value is None:
        return True
    return not column.null and not value
