"""A case gets another leader; who led it before stays beside it, with the reason."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case, LeaderChange
from pimpasa.cases.queries import locked_case
from pimpasa.cases.rules.cases import check_lead
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@act(Act.CASE_LED)
def change_leader(*, case: Case, leader: Officer, reason: str, keyring: Keyring) -> LeaderChange:
    """Let another of the unit lead the case from now on. Raises Refused by the rules."""
    case = locked_case(case)
    check_lead(keyring.officer, case, leader, reason)
    change = LeaderChange(case=case, officer=keyring.officer, at=clock.now(), before=case.leader, after=leader)
    change.reason = envelopes.seal_json({"reason": reason.strip()}, key=key_of(case, keyring), context=change.context)
    change.save(force_insert=True)
    case.leader = leader
    case.save(update_fields=["leader"])
    record(case, by=keyring.officer, sealed=change.reason)
    return change
