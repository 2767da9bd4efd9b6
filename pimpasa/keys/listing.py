"""Every desk's key as the whole world sees it: what a report may be sealed to, a line each.

desk-key:7.2 <SHA-256 of the public key, in hex> <the desk's name>
"""

from __future__ import annotations

from collections.abc import Iterator

from pimpasa.keys.models import DeskKey
from pimpasa.ledger.commitments import digest_of
from pimpasa.ledger.imprints import known
from pimpasa.ledger.telling import lists_keys


@lists_keys
def lines() -> list[str]:
    """Of each open desk the newest key that an act vouches for, by the desks' numbers."""
    return list(_lines())


def name_of(key: DeskKey) -> str:
    """The line without its desk's name, which may have changed since."""
    return f"{key} {digest_of(bytes(key.public)).hex()}"


def line_of(key: DeskKey) -> str:
    name = " ".join(key.desk.name.split())
    return f"{name_of(key)} {name}"


def _lines() -> Iterator[str]:
    keys = DeskKey.objects.filter(desk__closed_on=None).select_related("desk").order_by("desk_id", "version")
    newest = {key.desk_id: key for key in known(list(keys))}
    for desk_id in sorted(newest):
        yield line_of(newest[desk_id])
