"""What an auditor sees: deadlines and acts, never contents."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import officers_of
from pimpasa.accounts.roles import Permission
from pimpasa.evidence import queries as evidence
from pimpasa.handling.queries.queue import deadlines_of
from pimpasa.insights.queries.oversight import Narrowing, acts_of, doers_of, subjects_of
from pimpasa.installation.queries import last_restoration
from pimpasa.ledger import queries as ledger
from pimpasa.ledger.acts import Act
from pimpasa.ledger.continuity import CONTINUITY
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.account.views.keys import letting_in_of
from pimpasa.sites.officers.http import OfficerRequest, officer_required

# How the ledger names what an act was about, and who did it where it was no officer.
SUBJECTS = {
    "absence": _("Days away"),
    "agencies": _("Placement companies"),
    "area": _("What is told of an area"),
    "backup-kit": _("Kit for backups"),
    "breach": _("Data breach"),
    "case": _("Case"),
    "clock-doubt": _("Clocks"),
    "complaint": _("Complaint"),
    "departures": _("Departures of a year"),
    "desk": _("Desk"),
    "dialogue": _("Dialogue with residents"),
    "dialogue-kind": _("Kind of dialogues"),
    "encounter": _("Possible victim"),
    "exhibit": _("File"),
    "glance": _("First words in a list"),
    "installation": _("Installation"),
    "lesson": _("Learning page"),
    "letter": _("Surat perintah"),
    "log": _("Log of acts"),
    "monthly": _("Monthly report"),
    "move": _("Move to another office"),
    "office": _("Office"),
    "officer": _("Officer"),
    "open-data": _("Open data"),
    "operation": _("Operation"),
    "pack": _("Dated facts"),
    "paper": _("Official paper"),
    "partner": _("Partner"),
    "photo": _("Photo"),
    "promise": _("Promise"),
    "question": _("Question of a dialogue"),
    "referral": _("Referral"),
    "report": _("Report"),
    "rows": _("Records of before"),
    "rw-contact": _("Contact of an RW"),
    "share": _("Request to read a report"),
    "simulation": _("Invented reports"),
    "subject-request": _("Request about personal data"),
    "support": _("Support"),
    "village-decision": _("Decision about a village"),
    "village-programme": _("Programme of a village"),
    "warning": _("Early warning"),
    "code": _("Code that browsers get"),
    "witness": _("Witness of the log"),
}
MOST_DIFFERENCES = 20
# No act was before this program, and the day after the last one of a calendar is none.
FIRST_YEAR = 2000
LAST_YEAR = 2100
# Of these there is one, whatever the log writes behind it.
ONE_ALONE = {"installation", "log", "rows", "simulation"}
OTHERS = {"partner": _("Partner"), "reporter": _("Reporter"), "system": _("Program")}


@officer_required(Permission.READ_LOG)
def deadlines(request: OfficerRequest) -> HttpResponse:
    """The office's open reports by deadline, late ones first."""
    rows = page_of(deadlines_of(request.user.office), request, size=50)
    return render(request, "officers/oversight/deadlines.html", {"rows": rows} | letting_in_of(request.user))


@officer_required(Permission.READ_LOG)
def log(request: OfficerRequest) -> HttpResponse:
    """The office's acts, newest first, by kind, officer and period."""
    office = request.user.office
    colleagues = list(officers_of(office))
    narrowing = _narrowing(request.GET, colleagues)
    page = acts_of(office, narrowing, before=entry_number(request.GET.get("sebelum", "")))
    names = doers_of(page.acts, office)
    subjects = subjects_of(page.acts, office)
    audits = list(ledger.audits())
    context = {
        "older": page.older,
        "audited_at": audits[0].ended_at if audits else None,
        "restoration": last_restoration(),
        "faults": sum(audit.number for audit in audits if audit.part != CONTINUITY),
        "is_behind": any(audit.part == CONTINUITY for audit in audits),
        "comparison": evidence.comparison(),
        "differences": evidence.differences()[:MOST_DIFFERENCES],
        "entries": [
            (entry, names.get(entry.actor) or _nobody_s_name(entry.actor), *_subject(entry.subject, subjects))
            for entry in page.acts
        ],
        "acts": Act.choices,
        "officers": [(str(colleague.pk), colleague.name) for colleague in colleagues],
        "narrowing": narrowing,
        "officer": narrowing.by.removeprefix("officer:"),
        "query": _query(narrowing),
    }
    return render(request, "officers/oversight/log.html", context)


def _narrowing(query: QueryDict, colleagues: list[Officer]) -> Narrowing:
    """What is asked for; nonsense, and who is no officer of this office, asks for nothing."""
    act = query.get("tindakan", "")
    chosen = query.get("petugas", "")
    return Narrowing(
        act=act if act in Act.values else "",
        by=next((colleague.actor for colleague in colleagues if str(colleague.pk) == chosen), ""),
        since=_day(query.get("dari", "")),
        until=_day(query.get("sampai", "")),
    )


def _query(narrowing: Narrowing) -> str:
    parameters = {
        "tindakan": narrowing.act,
        "petugas": narrowing.by.removeprefix("officer:"),
        "dari": narrowing.since or "",
        "sampai": narrowing.until or "",
    }
    return "".join(f"{name}={value}&" for name, value in parameters.items() if value)


def _nobody_s_name(actor: str) -> str:
    """Who acted where it was no officer whom anybody knows; the log's own number for them says nothing to a reader."""
    return str(OTHERS.get(actor) or OTHERS.get(actor.partition(":")[0]) or _("Somebody who is not on record"))


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def entry_number(text: str) -> int:
    """An entry's number; nonsense is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _subject(subject: str, names: dict[str, str]) -> tuple[str, str]:
    """What an act was about: its kind, and its name, or the end of its id as a report's page shows it and which part.

    A bare number of the database is shown to nobody.
    """
    kind, _colon, rest = subject.partition(":")
    if kind in ONE_ALONE:
        return str(SUBJECTS[kind]), ""
    number, _colon, part = rest.partition(":")
    named = names.get(f"{kind}:{number}") or _tail(number)
    return str(SUBJECTS.get(kind, kind)), f"{named} {_part(part)}".strip()


def _part(part: str) -> str:
    """The last of what a subject says behind its id; a number there is the database's."""
    last = part.rpartition(":")[2]
    return "" if last.isdecimal() else _tail(last)


def _tail(number: str) -> str:
    """Of an id its last ten digits in two groups, of the database's own numbers nothing; a name as it is."""
    if number.isdecimal() or number == "None":
        return ""
    if len(number) < 32:
        return number
    tail = number.replace("-", "")[-10:].upper()
    return f"{tail[:5]}-{tail[5:]}"
