"""Things of a file of offices put where they belong; what is there stays as it is.

Of desks, decisions and programmes there are as many as villages: they come by handfuls.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from pimpasa.coverage import rules
from pimpasa.coverage.models import Decision, DecisionFile, Programme
from pimpasa.keys.actions.desk_keys import make_desk_key
from pimpasa.keys.queries import has_key
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, District, Jurisdiction, Office


@act(Act.OFFICE_FOUNDED, Act.OFFICE_CHANGED, idle="it stands there already")
def place_office(*, name: str, level: Level, above: Office | None) -> tuple[Office, bool]:
    """An office of a level, hung on the one above it. Raises Refused by the rules."""
    rules.check_office(name, level, above)
    office = Office.objects.filter(name=name).first()
    if office is None:
        office = Office.objects.create(name=name, level=level, above=above)
        record(office, by=SYSTEM, act=Act.OFFICE_FOUNDED, facts=office.facts)
        return office, True
    if office.above_id != (above.pk if above else None):
        office.above = above
        office.save(update_fields=["above"])
        record(office, by=SYSTEM, act=Act.OFFICE_CHANGED, facts=office.facts)
    return office, False


@act(Act.DESK_OPENED, idle="the office has this unit already")
def place_unit(*, office: Office, name: str) -> bool:
    """The unit of an office. Raises Refused where it has one of another name."""
    rules.check_unit(office, name)
    unit, is_new = Desk.objects.get_or_create(
        office=office, kind=Desk.Kind.UNIT, closed_on=None, defaults={"name": name}
    )
    if is_new:
        record(unit, by=SYSTEM, facts=unit.facts)
    return is_new


@act(Act.OFFICE_CHANGED, idle="all of it is the office's already")
def place_jurisdiction(*, office: Office, districts: Sequence[District]) -> bool:
    """Districts that an office answers for. Raises Refused where one is another's."""
    rules.check_free(office, districts)
    present = set(Jurisdiction.objects.filter(office=office).values_list("district", flat=True))
    missing = [district for district in districts if district.pk not in present]
    Jurisdiction.objects.bulk_create(Jurisdiction(office=office, district=district) for district in missing)
    if missing:
        record(office, by=SYSTEM, facts={"jurisdiction": ",".join(district.pk for district in missing)})
    return bool(missing)


@act(Act.DESK_OPENED, Act.DESK_KEYED, Act.DESK_GRANTED, idle="there is none")
def open_desks(*, desks: Sequence[Desk]) -> None:
    """Desks of kelurahan, that rules found fit; each gets its key at once, or with the unit's first one."""
    Desk.objects.bulk_create(desks)
    keyed = {office: has_key(rules.unit_of(office)) for office in {desk.office for desk in desks}}
    for desk in desks:
        record(desk, by=SYSTEM, act=Act.DESK_OPENED, facts=desk.facts)
        if keyed[desk.office]:
            make_desk_key(desk=desk, by=SYSTEM)


@act(Act.DECISION_RECORDED, idle="there is none")
def place_decisions(*, decisions: Sequence[Decision]) -> None:
    """Decisions by which villages are Desa Binaan, that rules found fit."""
    Decision.objects.bulk_create(decisions)
    for decision in decisions:
        record(decision, by=SYSTEM, facts=decision.facts)


def kept(content: bytes) -> DecisionFile:
    """The file of this content, once however many villages it names."""
    digest = hashlib.sha256(content).digest()
    return DecisionFile.objects.get_or_create(digest=digest, defaults={"content": content})[0]


@act(Act.PROGRAMME_KEPT, idle="all of them are there already")
def keep_programmes(*, programmes: Sequence[Programme]) -> None:
    """Other programmes of villages and whom to call; another contact takes the place of the one before."""
    Programme.objects.bulk_update([programme for programme in programmes if programme.pk], ["contact"])
    Programme.objects.bulk_create(programme for programme in programmes if not programme.pk)
    for programme in programmes:
        record(programme, by=SYSTEM, facts=programme.facts)
