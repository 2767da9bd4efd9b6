"""What an auditor sees: deadlines and acts, never contents."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.roles import Permission
from pimpasa.evidence import queries as evidence
from pimpasa.handling.queries.queue import deadlines_of
from pimpasa.insights.queries.oversight import acts_of, doers_of
from pimpasa.installation.queries import last_restoration
from pimpasa.ledger import queries as ledger
from pimpasa.ledger.acts import Act
from pimpasa.ledger.continuity import CONTINUITY
from pimpasa.sites.common.pages import page_of
from pimpasa.sites.officers.account.views.keys import letting_in_of
from pimpasa.sites.officers.http import OfficerRequest, officer_required

# How the ledger names what an act was about, and who did it where it was no officer.
SUBJECTS = {
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
    "exhibit": _("File"),
    "installation": _("Installation"),
    "lesson": _("Learning page"),
    "log": _("Log of acts"),
    "office": _("Office"),
    "officer": _("Officer"),
    "operation": _("Operation"),
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
    "witness": _("Witness of the log"),
}
MOST_DIFFERENCES = 20
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
    """The office's acts, newest first, by kind and day."""
    act = request.GET.get("tindakan", "")
    day = _day(request.GET.get("hari", ""))
    page = acts_of(request.user.office, act=act, on=day, before=_number(request.GET.get("sebelum", "")))
    names = doers_of(page.acts, request.user.office)
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
            (entry, names.get(entry.actor, OTHERS.get(entry.actor, "")), *_subject(entry.subject))
            for entry in page.acts
        ],
        "acts": Act.choices,
        "act": act,
        "day": day,
        "query": f"tindakan={act if act in Act.values else ''}&hari={day or ''}&",
    }
    return render(request, "officers/oversight/log.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _number(text: str) -> int:
    """An entry's number; nonsense is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _subject(subject: str) -> tuple[str, str]:
    """What an act was about: its kind, the end of its id as a report's page shows it, and which part of it."""
    kind, _colon, rest = subject.partition(":")
    if kind in ONE_ALONE:
        return str(SUBJECTS[kind]), ""
    number, _colon, part = rest.partition(":")
    return str(SUBJECTS.get(kind, kind)), f"{_tail(number)} {part.rpartition(':')[2]}".strip()


def _tail(number: str) -> str:
    """Of an id its last ten digits in two groups; whatever else names a thing as it is."""
    if len(number) < 32:
        return number
    tail = number.replace("-", "")[-10:].upper()
    return f"{tail[:5]}-{tail[5:]}"
