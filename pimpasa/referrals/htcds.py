"""A case in the Human Trafficking Case Data Standard of IOM, version 2.0 (CC BY 4.0; IOM endorses nothing here).

Fields and codes are the standard's own. What nobody assessed is left empty, but for gender, which has a code for it. A
person is a "possible victim" and nothing else: whether somebody is one a competent body decides, not this office's
screening. A field is filled only where our words say the same; what would be a guess stays empty.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from pimpasa.cases.days import first_day
from pimpasa.cases.kinds import Answer, Citizenship, EventKind, Sex
from pimpasa.cases.models import Case
from pimpasa.cases.opening.events import OpenEvent
from pimpasa.cases.opening.people import OpenPerson
from pimpasa.cases.states import CaseState, Closure
from pimpasa.common import countries
from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.identifiers.kinds import Kind
from pimpasa.referrals.models import Referral
from pimpasa.verification.contents import FindingContents
from pimpasa.verification.htcds import Control, Exploitation

STANDARD = "HTCDS 2.0"
# Our own column beside the standard's: what names a row within one file.
ROW_ID = "id"

PERSON_FIELDS = (
    "prs_Gender",
    "prs_Citizenship",
    "vic_TraffickingStatus",
    "vic_MethodsOfControl",
    "vic_TypeOfExploitation",
    "cas_Status",
    "cas_ReferredOrganisation",
    "cas_OutgoingReferralDate",
)
# Who somebody is; left out unless asked for with a reason. A name goes whole into the first: many have no second.
IDENTITY_FIELDS = (
    "prs_FirstName",
    "prs_Birthdate",
    "prs_IdentityNumber",
    "prs_MobilePhone",
    "prs_Email",
    "prs_MailingStreet",
)
EVENT_FIELDS = ("hte_Type", "hte_Date", "hte_Country")
EVENT_IDENTITY_FIELDS = ("hte_Street", "hte_Description")

GENDER = {
    Sex.FEMALE: "Feminine",
    Sex.MALE: "Masculine",
    Sex.OTHER: "NonSpecifiedUnknown",
    Sex.UNKNOWN: "NonSpecifiedUnknown",
}
POSSIBLE_VICTIM = "PossibleVictimOfTrafficking"
EVENT_TYPE = {
    EventKind.RECRUITMENT: "Recruitment",
    EventKind.TRANSIT: "Transit",
    EventKind.EXPLOITATION: "Exploitation",
}
STATUS = {
    CaseState.OPEN: "Active",
    CaseState.PLANNED: "Active",
    CaseState.CARRIED_OUT: "Active",
    CaseState.CLOSED: "Closed",
}
REFERRED = "ClosedReferred"
# Questions of a screening whose “yes” says exactly what a code says. “Hurt, locked in or always watched” and others
# could be one of several codes, so they are not among them.
CONTROL_OF = {
    "different": Control.FALSE_PROMISES,
    "papers": Control.DOCUMENTS,
    "debt": Control.DEBT_BONDAGE,
    "unpaid": Control.TAKES_EARNINGS,
    "hours": Control.HOURS,
}
EXPLOITATION_OF = {"sexual": Exploitation.SEXUAL}
Row = dict[str, str | list[str]]


@dataclass(frozen=True)
class Tables:
    """Rows of people and of events; each has every column, in this order, empty where nothing was assessed."""

    person_columns: tuple[str, ...]
    event_columns: tuple[str, ...]
    persons: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)


@dataclass(frozen=True)
class Facts:
    """What a case's rows are made of. `findings` are of the case's reports, `referrals` what went to partners."""

    case: Case
    persons: list[OpenPerson]
    events: list[OpenEvent]
    findings: list[FindingContents]
    referrals: list[Referral]


def tables(facts: Facts, *, with_identity: bool) -> Tables:
    """A row for each possible victim and for each event that has a type of the standard."""
    victims = [person for person in facts.persons if person.person.is_possible_victim]
    # Of several people a finding does not say of whom it speaks.
    findings = facts.findings if len(victims) == 1 else []
    both = Tables(
        person_columns=(ROW_ID, *PERSON_FIELDS, *(IDENTITY_FIELDS if with_identity else ())),
        event_columns=(ROW_ID, *EVENT_FIELDS, *(EVENT_IDENTITY_FIELDS if with_identity else ())),
    )
    for victim in victims:
        row = _person(victim, findings) | _of_case(facts)
        both.persons.append(_whole(row, victim, with_identity=with_identity))
    for event in facts.events:
        if event.contents.kind in EVENT_TYPE:
            both.events.append(_event(event, with_identity=with_identity))
    return both


def _whole(row: Row, victim: OpenPerson, *, with_identity: bool) -> Row:
    """With a number made for this file alone, so that two files cannot be joined by it."""
    return {ROW_ID: secrets.token_hex(8)} | row | (_identity(victim) if with_identity else {})


def _person(victim: OpenPerson, findings: list[FindingContents]) -> Row:
    answers = victim.screenings[-1][1].answers if victim.screenings else {}
    yes = {code for code, answer in answers.items() if answer == Answer.YES}
    control = {CONTROL_OF[code].value for code in yes if code in CONTROL_OF}
    exploitation = {EXPLOITATION_OF[code].value for code in yes if code in EXPLOITATION_OF}
    for finding in findings:
        control |= {code for code in finding.controls if code in Control.values}
        exploitation |= {code for code in finding.exploitation if code in Exploitation.values}
    return {
        "prs_Gender": GENDER.get(Sex(victim.contents.sex), GENDER[Sex.UNKNOWN]),
        "prs_Citizenship": country_of(victim),
        "vic_TraffickingStatus": POSSIBLE_VICTIM,
        "vic_MethodsOfControl": [code for code in Control.values if code in control],
        "vic_TypeOfExploitation": [code for code in Exploitation.values if code in exploitation],
    }


def country_of(victim: OpenPerson) -> list[str]:
    """Codes of ISO 3166-1; none where it is not known for sure."""
    if victim.person.citizenship == Citizenship.CITIZEN:
        return ["ID"]
    code = countries.code_of(victim.contents.nationality)
    return [code] if code else []


def _identity(victim: OpenPerson) -> Row:
    contents = victim.contents
    identifiers = find(f"{contents.documents}\n{contents.contacts}")
    by_kind = {identifier.kind: identifier.value for identifier in reversed(identifiers)}
    return {
        "prs_FirstName": contents.name,
        "prs_Birthdate": _day(contents.born),
        "prs_IdentityNumber": by_kind.get(Kind.NIK, ""),
        "prs_MobilePhone": by_kind.get(Kind.PHONE, ""),
        "prs_Email": by_kind.get(Kind.EMAIL, ""),
        "prs_MailingStreet": contents.address,
    }


def _of_case(facts: Facts) -> Row:
    sent = sorted({referral.sent_at.date().isoformat() for referral in facts.referrals})
    is_passed_on = facts.case.closure == Closure.PASSED_ON
    return {
        "cas_Status": REFERRED if is_passed_on else STATUS[CaseState(facts.case.state)],
        "cas_ReferredOrganisation": sorted({referral.recipient for referral in facts.referrals}),
        "cas_OutgoingReferralDate": sent[-1] if sent else "",
    }


def _event(one: OpenEvent, *, with_identity: bool) -> Row:
    contents = one.contents
    row: Row = {
        ROW_ID: secrets.token_hex(8),
        "hte_Type": EVENT_TYPE[EventKind(contents.kind)],
        "hte_Date": _day(contents.day),
        "hte_Country": contents.country,
    }
    return row | ({"hte_Street": contents.place, "hte_Description": contents.text} if with_identity else {})


def _day(text: str) -> str:
    """As much of a day as is known, as ISO 8601 writes it (4.2, reduced precision): `2025`, `2025-09`, `2025-09-23`.

    The standard asks for a date and says nothing of one that is known in part; a made-up first of the month would be
    taken for the day itself.
    """
    return text.strip() if first_day(text) else ""
