"""Every bound row compared with what its newest act left of it: changed, put in or taken out by hand, it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db import connection

from pimpasa.common.batches import pages
from pimpasa.ledger import audit
from pimpasa.ledger.bound import BOUND, ENDED, Binding, bindings
from pimpasa.ledger.imprints import MARK, Newest, newest, present

CHUNK = 1_000
LOG = "log"
# Every row that acts speak of, in the order of their names.
_NAMES = """
SELECT DISTINCT row FROM ledger_imprint
WHERE model = %s AND row > %s AND NOT starts_with(row, %s) ORDER BY row LIMIT %s
"""


def audit_parts() -> list[str]:
    """What can be audited by itself: the log, and each bound table, keys first."""
    return [LOG, *(binding.label for binding in bindings())]


def faults_of(part: str) -> Iterator[str]:
    """What does not fit in a part, one sentence each."""
    return audit.faults() if part == LOG else faults(BOUND[part])


def faults(binding: Binding) -> Iterator[str]:
    """What is wrong with a table, one sentence each, the row first; nothing where all is well."""
    for values in pages(binding.rows(), CHUNK, key=binding.key_of):
        yield from _compare(binding, {binding.name(row): binding.digest(row) for row in values})
    for names in _logged(binding):
        there = present(binding, names)
        yield from _compare(binding, {name: ENDED for name in names if name not in there})


def _logged(binding: Binding) -> Iterator[list[str]]:
    last = ""
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_NAMES, [binding.label, last, MARK, CHUNK])
            names = [name for (name,) in cursor.fetchall()]
        if not names:
            return
        yield names
        last = names[-1]


def _compare(binding: Binding, digests: Mapping[str, bytes]) -> Iterator[str]:
    """A row that differs is looked at again: an act may have come between the two looks."""
    suspects = _differing(binding, digests)
    if suspects:
        there = present(binding, suspects)
        suspects = _differing(binding, {name: there.get(name, ENDED) for name in suspects})
    for name, (digest, imprint) in suspects.items():
        yield f"{binding.label} {name} {_what_happened(digest, imprint)}"


def _differing(binding: Binding, digests: Mapping[str, bytes]) -> dict[str, tuple[bytes, Newest | None]]:
    latest = newest((binding.label, name) for name in digests)
    pairs = {name: (digest, latest.get((binding.label, name))) for name, digest in digests.items()}
    return {
        name: (digest, imprint)
        for name, (digest, imprint) in pairs.items()
        if digest != (ENDED if imprint is None else imprint.digest)
    }


def _what_happened(digest: bytes, imprint: Newest | None) -> str:
    if imprint is None:
        return "is in no act: its row was put in by hand"
    act = f"{imprint.act} of {imprint.at:%Y-%m-%d %H:%M} UTC"
    if digest == ENDED:
        return f"is gone, which no act after {act} says: its row was removed by hand"
    if imprint.digest == ENDED:
        return f"ended with {act}: its row was put back by hand"
    return f"is not as {act} left it: its row was changed by hand"
