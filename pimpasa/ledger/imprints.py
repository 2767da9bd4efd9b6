"""What acts leave of rows: written with the acts, and read to see whether a row still is as its newest act left it."""

from __future__ import annotations

import hmac
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.models import Model

from pimpasa.common.batches import each
from pimpasa.ledger import signing
from pimpasa.ledger.bound import BOUND, ENDED, Binding, digests_of
from pimpasa.ledger.commitments import EMPTY, commit, digest_of_rows
from pimpasa.ledger.models import Entry, Imprint

# What the triggers of `ledger/watching.py` noted since the transaction began: "model row", one a line.
_CHANGED = "SELECT current_setting('pimpasa.changed', true)"
_TAKE_CHANGED = f"{_CHANGED}, set_config('pimpasa.changed', '', true)"
_NEWEST = """
SELECT DISTINCT ON (asked.model, asked.row) asked.model, asked.row, imprint.digest, entry.id, entry.act, entry.at
FROM unnest(%s::text[], %s::text[]) AS asked(model, row)
JOIN ledger_imprint AS imprint ON imprint.model = asked.model AND imprint.row = asked.row
JOIN ledger_entry AS entry ON entry.id = imprint.entry_id
ORDER BY asked.model, asked.row, entry.position DESC NULLS FIRST, entry.id DESC
"""
MARK = "form "  # no primary key begins so
AnyRow = TypeVar("AnyRow", bound=Model)
Changed = dict[Binding, list[str]]


@dataclass(frozen=True)
class Newest:
    """What the newest act about a row left of it."""

    digest: bytes
    entry: int
    act: str
    at: datetime


class Written(NamedTuple):
    """An act, and what it leaves of rows."""

    entry: Entry
    imprints: Sequence[Imprint]


def write(acts: Sequence[Written]) -> None:
    """Write a verb's acts; the last of them commits to every row that the transaction changed."""
    changed = _imprints_of(_changed(_TAKE_CHANGED))
    last = acts[-1]
    acts = [*acts[:-1], Written(last.entry, [*last.imprints, *changed])]
    for entry, imprints in acts:
        complete(entry, imprints)
    Entry.objects.bulk_create(entry for entry, _imprints in acts)
    for _entry, imprints in acts:
        Imprint.objects.bulk_create(imprints)


def of_new(entry: Entry, rows: Iterable[Model]) -> list[Imprint]:
    """Let an act that is about to be inserted commit to new rows, too; returns what goes in with it."""
    imprints = [Imprint(model=binding.label, row=name, digest=digest) for binding, name, digest in digests_of(rows)]
    complete(entry, imprints)
    return imprints


def complete(entry: Entry, imprints: Sequence[Imprint] = ()) -> None:
    """Give an act its commitment, and the code by which this program knows it as its own."""
    for imprint in imprints:
        imprint.entry = entry
    entry.rows = _rows_of(imprints) if imprints else None
    entry.nonce = secrets.token_bytes(32)
    entry.commitment = commit(entry.content, entry.nonce)
    entry.mac = signing.mac(entry.commitment)


def is_ours(entry: Entry) -> bool:
    """Whether this program wrote the act, as it stands."""
    return commits(entry) and hmac.compare_digest(signing.mac(bytes(entry.commitment)), bytes(entry.mac or b""))


def commits(entry: Entry) -> bool:
    """Whether the act is the one that its commitment hides."""
    return commit(entry.content, bytes(entry.nonce)) == bytes(entry.commitment)


def fit(entry: Entry, imprints: Iterable[Imprint]) -> bool:
    """Whether these are the imprints that the act commits to."""
    present = list(imprints)
    return (_rows_of(present) if present else None) == (None if entry.rows is None else bytes(entry.rows))


def newest(names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Newest]:
    """By model and row; rows that no act ever left anything of are missing."""
    pairs = list(names)
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [[model for model, _row in pairs], [row for _model, row in pairs]])
        return {(model, row): Newest(bytes(digest), *rest) for model, row, digest, *rest in cursor.fetchall()}


def known(rows: Sequence[AnyRow]) -> list[AnyRow]:
    """Those of the rows that are as an act of this program left them, or that this very transaction changes."""
    own = _changed(_CHANGED)
    ours = []
    triples = digests_of(rows)
    latest = newest((binding.label, name) for binding, name, _digest in triples)
    vouched = _vouched({row.entry for row in latest.values()})
    for row, (binding, name, digest) in zip(rows, triples, strict=True):
        imprint = latest.get((binding.label, name))
        is_vouched = imprint is not None and imprint.digest == digest and imprint.entry in vouched
        if is_vouched or name in own.get(binding, ()):
            ours.append(row)
    return ours


def present(binding: Binding, names: Iterable[str]) -> dict[str, bytes]:
    """The digests of those rows that are there, by name."""
    rows = binding.rows().filter(pk__in=[binding.key(name) for name in names])
    return {binding.name(values): binding.digest(values) for values in rows}


def is_bound(binding: Binding) -> bool:
    """Whether an act took over the rows that the model had before it was bound, or said that there were none."""
    return Imprint.objects.filter(model=binding.label, row=_mark(binding)).exists()


def begun(binding: Binding) -> Imprint:
    """That a model is bound from an act on."""
    return Imprint(model=binding.label, row=_mark(binding), digest=EMPTY)


def of_all(binding: Binding) -> Iterator[Imprint]:
    """Every row of a model as it is now."""
    for values in each(binding.rows(), 1_000, key=binding.key_of):
        yield Imprint(model=binding.label, row=binding.name(values), digest=binding.digest(values))


def _mark(binding: Binding) -> str:
    return f"{MARK}{binding.form}"


def _vouched(ids: Iterable[int]) -> set[int]:
    entries = Entry.objects.filter(pk__in=list(ids)).prefetch_related("imprints")
    return {entry.pk for entry in entries if is_ours(entry) and fit(entry, entry.imprints.all())}


def _imprints_of(changed: Mapping[Binding, Sequence[str]]) -> list[Imprint]:
    """What is now of the changed rows, as far as it is not what was logged of them before."""
    if not changed:
        return []
    latest = newest((binding.label, name) for binding, names in changed.items() for name in names)
    imprints = []
    for binding, names in changed.items():
        digests = present(binding, names)
        for name in names:
            before = latest.get((binding.label, name))
            digest = digests.get(name, ENDED)
            if digest != (ENDED if before is None else before.digest):
                imprints.append(Imprint(model=binding.label, row=name, digest=digest))
    return imprints


def _rows_of(imprints: Iterable[Imprint]) -> bytes:
    return digest_of_rows((imprint.model, imprint.row, bytes(imprint.digest)) for imprint in imprints)


def _changed(query: str) -> Changed:
    with connection.cursor() as cursor:
        cursor.execute(query)
        noted: str | None = cursor.fetchone()[0]
    changed: dict[Binding, dict[str, Any]] = defaultdict(dict)
    for line in (noted or "").splitlines():
        label, _, name = line.partition(" ")
        if label in BOUND:
            changed[BOUND[label]][name] = None
    return {binding: list(names) for binding, names in changed.items()}
