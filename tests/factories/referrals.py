"""A case with people, an event, a finding, words and a file, and what is handed over of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.decisions import record_gelar
from pimpasa.cases.actions.events import add_event
from pimpasa.cases.actions.persons import add_person, screen
from pimpasa.cases.contents import EventContents, GelarContents, PersonContents, ScreeningContents
from pimpasa.cases.kinds import Answer, Screening
from pimpasa.cases.models import Case, Person
from pimpasa.cases.opening.cases import peek
from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.handling.actions.verifying import take
from pimpasa.referrals.actions.links import unlock
from pimpasa.referrals.actions.partners import PartnerFacts, add_partner
from pimpasa.referrals.actions.sending import Sent, send_to_partner
from pimpasa.referrals.contents import Choice, OpenLink
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.opening.pieces import Piece, offer
from pimpasa.referrals.queries import open_link
from pimpasa.reports.actions.answering import answer
from pimpasa.sealing import handovers
from tests.factories import evidence
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

WANTED = Choice(
    purpose="protection",
    consent="given",
    consent_words="Karangan: ia setuju secara lisan.",
    summary="Karangan: seorang calon pekerja perlu tempat aman.",
)
SCREENED = ScreeningContents(
    place="Karangan: ruang tertutup",
    language="id",
    reason="Karangan: paspornya dipegang orang lain.",
    is_private=True,
    is_willing=True,
    is_child=Answer.NO.value,
    answers={"papers": Answer.YES.value, "debt": Answer.YES.value, "hours": Answer.NO.value},
)


@dataclass(frozen=True)
class Whole:
    """The case, its two people (a possible victim with signs, a possible offender), and its file's bytes."""

    case: Case
    victim: Person
    offender: Person
    file: bytes


def whole_case(office: Cast, **changes: Any) -> Whole:
    """Led by Dewi, of a confidential report; `changes` are answers of the report."""
    dewi, content = keyring(office.dewi), b"Karangan: isi berkas\n" * 500
    report, code = given.received(**given.IDENTITY | changes)
    opened = given.seen_by_reporter(code)
    answer(opened=opened, text="Karangan: ini fotonya", exhibits=[evidence.exhibit(content, key=opened.key)])
    given.conclude(take(report=report, by=office.sari), office.sari)
    case = given.case(office.dewi, report)
    victim = person(case, office.dewi, "Korban Karangan", ["possible_victim"], sex="female", contacts="0812-1111-2222")
    screen(person=victim, contents=SCREENED, outcome=Screening.INDICATED, keyring=dewi)
    victim.refresh_from_db()
    offender = person(case, office.dewi, "Perekrut Karangan", ["possible_offender"])
    happened = EventContents(
        kind="recruitment", text="Karangan: ditawari kerja.", day="2025-09-01", place="Karangan: warung"
    )
    add_event(case=case, contents=happened, keyring=dewi)
    return Whole(case, victim, offender, content)


def person(case: Case, by: Officer, name: str, roles: list[str], **contents: Any) -> Person:
    told = PersonContents(name=name, address=f"Karangan: rumah {name}", **contents)
    return add_person(case=case, contents=told, roles=roles, citizenship="wni", keyring=keyring(by))


def partner(office: Cast, kind: str = "lpsk", **changes: Any) -> Partner:
    facts = PartnerFacts(kind, f"Mitra Karangan {kind}", "0800-0000", "Karangan", verified_on=clock.today())
    return add_partner(office=office.at.office, facts=replace(facts, **changes), by=office.dewi)


def offered(whole: Whole, by: Officer) -> list[Piece]:
    keys = keyring(by)
    return offer(peek(whole.case, keys), keys)


def everything(whole: Whole, by: Officer, **changes: Any) -> Choice:
    """Each part that can be ticked, ticked."""
    tokens = frozenset(piece.token for piece in offered(whole, by))
    return replace(WANTED, parts=tokens, words_are_safe=True, **changes)


def sent(office: Cast, whole: Whole, wanted: Choice | None = None, to: Partner | None = None) -> Sent:
    """A referral by Dewi to LPSK, of everything unless said otherwise."""
    return send_to_partner(
        case=whole.case,
        partner=to or Partner.objects.filter(kind="lpsk").first() or partner(office),
        choice=wanted or everything(whole, office.dewi),
        keyring=keyring(office.dewi),
        referral_id=uuid7(),
    )


def handed_to_police(office: Cast, whole: Whole) -> Referral:
    wanted = replace(
        WANTED, purpose="crime", consent="not_needed", parts=frozenset({f"person:{whole.offender.pk}:name"})
    )
    return sent(office, whole, wanted, partner(office, "polri")).referral


def decided_a_crime(office: Cast, case: Case) -> None:
    contents = GelarContents(*(f"Karangan: {word}" for word in ("ketua", "anggota", "bukti", "putusan", "alasan")))
    record_gelar(case=case, held_on=clock.today(), verdict="crime", contents=contents, keyring=keyring(office.hadi))


def door(made: Sent) -> OpenLink:
    """As the partner opens it."""
    return open_link(made.link, unlock(link=made.link, code=made.code))


def wrong_code(made: Sent) -> str:
    """Of the right form, and another than the referral's."""
    while (code := handovers.new_code()) == made.code:
        pass
    return code
