"""Who may draft, issue, sign off and change what about papers, and when."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.cases.models import Case
from pimpasa.cases.queries import standing_in
from pimpasa.cases.rules import cases, enforcement
from pimpasa.cases.states import CaseState
from pimpasa.evidence.media import media_type
from pimpasa.letters.rules import check_valid
from pimpasa.papers import numbers, orders
from pimpasa.papers.contents import PaperContents
from pimpasa.papers.fields import fields_of
from pimpasa.papers.kinds import AGAINST_A_PERSON, OF_A_CASE, FieldKind, PaperKind
from pimpasa.papers.models import Paper
from pimpasa.papers.states import NEEDED, PAPER_TRANSITIONS, PaperState, PaperStep
from pimpasa.territory import zones
from pimpasa.territory.models import Desk, Office
from pimpasa.vault.rules import check_in_use

LONGEST = 20_000
LONGEST_SOURCE = 60_000
MOST_LINES = 6
SIGNED_AS = ("application/pdf", "image/jpeg", "image/png")


def check_view(officer: Officer, paper: Paper) -> None:
    """Raise Refused unless the officer leads cases, sits at the paper's unit today, and it was not erased."""
    check_permission(officer, Permission.LEAD_CASES)
    if paper.case is not None:
        cases.check_view(officer, paper.case)
    cases.check_unit_member(officer, paper.unit)
    check_in_use(paper)
    if paper.shredded_at is not None:
        day = zones.day(paper.shredded_at)
        raise Refused("erased", _("This paper was erased on %(day)s, when its time was over.") % {"day": day})


def check_may_draft(officer: Officer, kind: PaperKind, case: Case | None, *, unit: Desk, person: str) -> None:
    """Raise Refused unless the officer may write a paper of this kind about this case and this person.

    `person` is the id of whom a paper against a person is about, and is empty for all other kinds.
    """
    check_permission(officer, Permission.LEAD_CASES)
    cases.check_unit_member(officer, unit)
    if case is None:
        if kind in OF_A_CASE:
            raise Refused("no_case", _("A paper of this kind belongs to a case. Start it from the case's page."))
        return
    cases.check_view(officer, case)
    if case.unit_id != unit.pk:
        raise Refused("other_unit", _("This case belongs to another unit."))
    if case.state == CaseState.CLOSED:
        raise Refused("case_closed", _("This case is closed."))
    if kind in AGAINST_A_PERSON:
        check_enforcement(case, person)


def check_enforcement(case: Case, person: str) -> None:
    """Raise Refused unless a paper against this person of the case may be written (UU 6/2011 art. 86 to 88)."""
    whom = standing_in(case, person)
    if whom is None:
        raise Refused("no_person", _("Choose whom of the case it is about: a measure is always against one person."))
    enforcement.check_enforcement(whom)


def check_step(officer: Officer, paper: Paper, step: PaperStep) -> PaperState:
    """The state a step leads to. Raises Refused where the paper's state or the officer's role does not allow it."""
    check_view(officer, paper)
    check_permission(officer, NEEDED[step])
    to = PAPER_TRANSITIONS[PaperState(paper.state)].get(step)
    if to is None:
        raise Refused(
            "not_in_this_state",
            _("A paper in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": PaperState(paper.state).label, "step": step.label},
        )
    return to


def check_issue(officer: Officer, paper: Paper, contents: PaperContents) -> PaperState:
    """As `check_step`; what makes a draft whole is looked at again, since a screening may have changed meanwhile."""
    to = check_step(officer, paper, PaperStep.ISSUE)
    kind = PaperKind(paper.kind)
    if kind in AGAINST_A_PERSON and paper.case is not None:
        check_enforcement(paper.case, contents.person)
    missing = [str(field.label) for field in fields_of(kind) if field.required and not contents.fields.get(field.name)]
    if missing:
        raise Refused("missing", _("Still missing: %(fields)s.") % {"fields": ", ".join(missing)})
    if kind == PaperKind.WARRANT:
        _check_days(contents)
    return to


def _check_days(contents: PaperContents) -> None:
    """A surat perintah is valid from a day to a day; nobody finds out at its signing that it is not."""
    try:
        check_valid(orders.facts_of("", contents.fields))
    except ValueError:
        raise Refused("no_days", _("Give the days of the surat perintah.")) from None


def check_cancel(officer: Officer, paper: Paper, reason: str) -> PaperState:
    to = check_step(officer, paper, PaperStep.CANCEL)
    if paper.number:
        check_permission(officer, Permission.ISSUE_PAPERS)
    if len(reason.strip()) < 5:
        raise Refused("no_reason", _("Say in a few words why the paper is cancelled."))
    return to


def check_let_stand(officer: Officer, paper: Paper, reason: str, *, is_outdated: bool) -> None:
    """Raise Refused unless who issues papers says why one stays though something of its case was corrected since."""
    check_view(officer, paper)
    check_permission(officer, Permission.ISSUE_PAPERS)
    if not is_outdated:
        raise Refused("nothing_corrected", _("Nothing of its case was corrected since somebody last looked."))
    if len(reason.strip()) < 10:
        raise Refused("no_reason", _("Say in a few words why the paper stays as it is."))


def check_replaces(officer: Officer, earlier: Paper, kind: PaperKind, case: Case | None) -> None:
    """Raise Refused unless a paper of this kind and case may stand in for the earlier one."""
    check_step(officer, earlier, PaperStep.REPLACE)
    if earlier.kind != kind or earlier.case_id != (case.pk if case else None):
        raise Refused("not_alike", _("A paper is replaced by one of the same kind and case."))
    if earlier.replacements.exclude(state=PaperState.CANCELLED).exists():
        raise Refused("replaced_already", _("Somebody is writing its replacement already."))


def check_fields(kind: PaperKind, fields: dict[str, str]) -> None:
    """Raise Refused for fields that this kind does not have, or that are too long or no choice of theirs."""
    of_kind = {field.name: field for field in fields_of(kind)}
    if not set(fields) <= set(of_kind) or any(len(value) > LONGEST for value in fields.values()):
        raise Refused("unreadable", _("This form cannot be read."))
    for name, value in fields.items():
        if of_kind[name].kind is FieldKind.CHOICE and value not in ("", *of_kind[name].choices):
            raise Refused("unreadable", _("This form cannot be read."))


def check_set(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer sets how this office writes its papers."""
    check_permission(officer, Permission.SET_PAPERS)
    if officer.office_id != office.pk:
        raise Refused("other_office", _("You set the papers of your own office only."))


def check_pattern(pattern: str) -> None:
    match numbers.fault(pattern):
        case "letters":
            raise Refused("letters", _("Use letters, digits, spaces and . / _ - only."))
        case "unknown":
            raise Refused(
                "unknown_placeholder", _("Known are {kode}, {nomor}, {nomor3}, {bulan}, {bulan_romawi} and {tahun}.")
            )
        case "missing":
            raise Refused(
                "missing_placeholder", _("{kode}, {nomor} and {tahun} have to be in it, so that no number comes twice.")
            )


def check_source(source: str) -> None:
    if len(source) > LONGEST_SOURCE:
        raise Refused("too_long", _("A template has at most %(most)d characters.") % {"most": LONGEST_SOURCE})
    if "\x00" in source:
        raise Refused("unreadable", _("This form cannot be read."))


def check_letterhead(parts: dict[str, str]) -> None:
    if any(len(parts[name].strip().splitlines()) > MOST_LINES for name in ("above", "address")):
        raise Refused("too_many_lines", _("At most %(most)d lines.") % {"most": MOST_LINES})


def check_number_is_free(office: Office, number: str) -> None:
    """Raise Refused where a paper of the office has this number, as after its pattern was changed back."""
    if Paper.objects.filter(office=office, number=number).exists():
        raise Refused(
            "number_taken",
            _("The number %(number)s is taken. Change how numbers are written.") % {"number": number},
        )


def check_signed_copy(head: bytes) -> None:
    """Raise Refused unless the first bytes of a file are those of a PDF or a photo."""
    if media_type(head) not in SIGNED_AS:
        raise Refused("not_a_scan", _("Choose a PDF, or a photo as JPEG or PNG."))
