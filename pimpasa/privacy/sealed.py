"""How a request or a breach is sealed: under a key of its own, which the office's unit opens."""

from __future__ import annotations

from typing import Any

from pimpasa.keys.queries import sealing_key
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import grant_to


def seal_to_unit(row: SubjectRequest | Breach, contents: dict[str, Any]) -> None:
    """Fill the row's envelope and grant. Raises NoDeskKey where nobody could read it."""
    key = envelopes.new_key()
    row.desk_key = sealing_key(Desk.objects.get(office=row.office, kind=Desk.Kind.UNIT, closed_on=None))
    row.grant = grant_to(row.desk_key, key, context=row.key_context)
    row.envelope = envelopes.seal_json(contents, key=key, context=row.context)
