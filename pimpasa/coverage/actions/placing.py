"""One thing of a file of offices put where it belongs; returns whether it is new. What is there stays as it is."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from pimpasa.accounts.actions import add_officer, assign
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.coverage import rules
from pimpasa.coverage.models import Decision, DecisionFile, Programme
from pimpasa.keys.actions.desk_keys import make_desk_key
from pimpasa.keys.queries import has_key
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, District, Jurisdiction, Office, Village


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


@act(Act.DESK_OPENED, Act.DESK_KEYED, Act.DESK_GRANTED, idle="the desk is there already")
def place_desk(*, office: Office, village: Village, name: str) -> bool:
    """A kelurahan's desk; it gets its key at once, or with the unit's first one. Raises Refused by the rules."""
    if Desk.objects.filter(office=office, village=village, closed_on=None).exists():
        return False
    rules.check_desk(office, village, name)
    desk = Desk.objects.create(office=office, kind=Desk.Kind.VILLAGE, name=name, village=village)
    record(desk, by=SYSTEM, act=Act.DESK_OPENED, facts=desk.facts)
    if has_key(rules.unit_of(office)):
        make_desk_key(desk=desk, by=SYSTEM)
    return True


@act(Act.OFFICER_ADDED, Act.OFFICER_ASSIGNED, idle="they work there already")
def place_officer(*, office: Office, name: str, email: str, role: Role, desk: Desk | None) -> tuple[Officer, bool]:
    """An officer, at their desk from today. Raises Refused by the rules, and for who works elsewhere already."""
    officer = Officer.objects.filter(email=email.lower()).first()
    is_new = officer is None
    if officer is None:
        officer = add_officer(office=office, email=email, name=name, role=role, by=None)
    rules.check_same(officer, office, role)
    if desk is not None and not Assignment.objects.filter(officer=officer, desk=desk, ends_on=None).exists():
        assign(officer=officer, desk=desk, starts_on=clock.today(), by=None)
    return officer, is_new


@act(Act.DECISION_RECORDED, idle="the decision is there already")
def place_decision(
    *, office: Office, village: Village, number: str, decided_on: date, officer: Officer | None, content: bytes
) -> bool:
    """The decision by which a village is a Desa Binaan. Raises Refused where its number stands there otherwise."""
    decision = Decision.objects.filter(village=village, number=number).first()
    if decision is not None:
        rules.check_same_decision(decision, office, decided_on)
        return False
    decision = Decision.objects.create(
        village=village,
        office=office,
        number=number,
        decided_on=decided_on,
        officer=officer,
        file=kept(content) if content else None,
    )
    record(decision, by=SYSTEM, facts=decision.facts)
    return True


def kept(content: bytes) -> DecisionFile:
    """The file of this content, once however many villages it names."""
    digest = hashlib.sha256(content).digest()
    return DecisionFile.objects.get_or_create(digest=digest, defaults={"content": content})[0]


@act(Act.PROGRAMME_KEPT, idle="it is there already")
def keep_programme(*, office: Office, village: Village, name: str, contact: str) -> bool:
    """Another programme of a village and whom to call; another contact takes the place of the one before."""
    programme, is_new = Programme.objects.get_or_create(
        village=village, name=name, ended_on=None, defaults={"office": office, "contact": contact}
    )
    is_changed = is_new or programme.contact != contact
    if is_changed:
        programme.contact = contact
        programme.save(update_fields=["contact"])
        record(programme, by=SYSTEM, facts=programme.facts)
    return is_new
