"""Somebody who may be a victim is met anywhere: the unit hears of it at once, and they become a person of a case.

From then on they are screened before anything is done against them (docs/adr/0023).
"""

from __future__ import annotations

from dataclasses import asdict

from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.cases import open_own_case
from pimpasa.cases.actions.persons import add_person
from pimpasa.cases.contents import PersonContents
from pimpasa.cases.kinds import MetAt, PersonRole
from pimpasa.cases.models import Case, Encounter, Person
from pimpasa.cases.opening.encounters import peek_encounter
from pimpasa.cases.queries import locked_encounter
from pimpasa.cases.rules import encounters as rules
from pimpasa.common import clock
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import grant_to


@act(Act.VICTIM_MET)
def meet(
    *, unit: Desk, at: str, contents: PersonContents, citizenship: str, by: Officer, case: Case | None = None
) -> Encounter:
    """Tell the unit of somebody who may be a victim. Raises Refused by the rules."""
    rules.check_meet(by, unit, contents, citizenship, at)
    encounter = Encounter(unit=unit, case=case, at=at, met_by=by, met_at=clock.now(), desk_key=sealing_key(unit))
    key = envelopes.new_key()
    encounter.grant = grant_to(encounter.desk_key, key, context=encounter.key_context)
    words = {"person": asdict(contents), "citizenship": citizenship}
    encounter.envelope = envelopes.seal_json(words, key=key, context=encounter.context)
    encounter.save(force_insert=True)
    record(encounter, by=by, sealed=encounter.envelope)
    return encounter


@act(Act.VICTIM_TAKEN_IN)
def take_in(*, encounter: Encounter, case: Case | None, title: str, keyring: Keyring) -> Person:
    """Make them a person of a case, or of a new one under this title, as a possible victim who was not screened yet.

    Raises Refused by the rules.
    """
    encounter = locked_encounter(encounter)
    opened = peek_encounter(encounter, keyring)
    if case is None:
        finding = _("Somebody who may be a victim was met: %(where)s.") % {"where": MetAt(encounter.at).label}
        case = open_own_case(unit=encounter.unit, title=title, finding=finding, keyring=keyring)
    roles = [PersonRole.POSSIBLE_VICTIM]
    person = add_person(
        case=case, contents=opened.contents, roles=roles, citizenship=opened.citizenship, keyring=keyring
    )
    record(encounter, by=keyring.officer, facts={"person": person.pk})
    encounter.delete()
    return person
