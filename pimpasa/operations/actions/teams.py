"""Who carries an operation out, and with that, who opens it."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.keys.queries import officer_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.operations import rules
from pimpasa.operations.kinds import TeamRole
from pimpasa.operations.models import Operation, OperationGrant, TeamMember
from pimpasa.operations.queries import lock_officers, locked_operation, plan_of
from pimpasa.operations.rules import Team
from pimpasa.operations.states import OperationStep
from pimpasa.vault.granting import granted
from pimpasa.vault.opening import key_of


@act(Act.OPERATION_TEAM)
def change_team(*, operation: Operation, team: Team, keyring: Keyring) -> Operation:
    """Set who is in the team; who leaves it opens it no more. Raises Refused by the rules."""
    operation = locked_operation(operation)
    rules.check_step(keyring.officer, operation, OperationStep.TEAM)
    facts = rules.facts_of(operation)
    lock_officers(team)
    rules.check_team(team, unit=operation.unit, facts=facts, changed=operation)
    key = key_of(operation, keyring)
    rules.check_named_in_letter(plan_of(operation, key), team)
    set_team(operation=operation, team=team, key=key, by=keyring.officer)
    return operation


@act(Act.OPERATION_TEAM)
def set_team(*, operation: Operation, team: Team, key: bytes, by: Officer) -> None:
    """Write who is in it anew, and grant the key to whom of them it is not granted yet; the others' grants go.

    Whose key nobody has met yet is in the team, and opens it after the next change of the team.
    """
    TeamMember.objects.filter(operation=operation).delete()
    leader_first = sorted(team, key=lambda member: member[1] != TeamRole.LEADER)
    TeamMember.objects.bulk_create(
        TeamMember(operation=operation, officer=officer, role=role) for officer, role in leader_first
    )
    officers = [officer for officer, _role in team]
    own_grants = OperationGrant.objects.filter(operation=operation, officer_key__isnull=False)
    own_grants.exclude(officer_key__officer__in=officers, officer_key__retired_at=None).delete()
    for officer in officers:
        _grant(operation, officer, key)
    record(operation, by=by, facts={"team": {officer.actor: str(role) for officer, role in team}})


def _grant(operation: Operation, officer: Officer, key: bytes) -> None:
    holder = officer_key(officer)
    if holder is None or not holder.is_let_in:
        return
    if OperationGrant.objects.filter(operation=operation, officer_key=holder).exists():
        return
    granted(OperationGrant(operation=operation, officer_key=holder), key).save(force_insert=True)
