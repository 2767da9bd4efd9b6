"""An office's ways of writing papers, and lists of papers."""

from __future__ import annotations

import re
from datetime import date, timedelta
from uuid import UUID

from django.db.models import DateTimeField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.cases.corrected import Correction, corrected_after, corrected_since, led_anew_since
from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.papers import codes, layout, numbers, rules
from pimpasa.papers.kinds import PaperKind
from pimpasa.papers.layout import ABOVE, Head
from pimpasa.papers.models import Letterhead, NumberPattern, Paper, PaperStays, PaperTemplate
from pimpasa.papers.states import STANDS, PaperState
from pimpasa.sealing.errors import MalformedCode
from pimpasa.territory.models import Desk, Office
from pimpasa.vault.models import IN_USE
from pimpasa.vault.queries import grace_is_over, may_be_set_aside

# As long as a closed case (reports.queries.retention): a proposal, for the office's lawyer to confirm.
KEPT_WITHOUT_CASE = timedelta(days=5 * 365)
MOST_NUMBERED = 10
MOST_WAITING = 25
_FEWEST_PARTS = 2


def letterhead_of(office: Office) -> Letterhead:
    """The office's own, or an unsaved one with what we know."""
    own = Letterhead.objects.filter(office=office).first()
    return own or Letterhead(office=office, above="\n".join(ABOVE))


def head_of(letterhead: Letterhead) -> Head:
    return Head(_lines(letterhead.above), letterhead.office.name, _lines(letterhead.address))


def patterns_of(office: Office) -> dict[PaperKind, str]:
    own = NumberPattern.objects.filter(office=office).values_list("kind", "pattern")
    return dict.fromkeys(PaperKind, numbers.DEFAULT) | {PaperKind(kind): pattern for kind, pattern in own}


def versions_of(office: Office, kind: PaperKind) -> QuerySet[PaperTemplate]:
    """An office's own templates of a kind, newest first."""
    return PaperTemplate.objects.filter(office=office, kind=kind).select_related("saved_by").order_by("-version")


def template_of(office: Office, kind: PaperKind) -> tuple[int, str]:
    """The version in force and its source; 0 and nothing for the shipped one."""
    newest = versions_of(office, kind).first()
    return (newest.version, newest.source) if newest and newest.source else (0, "")


def sample_pages(*, office: Office, kind: PaperKind, source: str, by: Officer) -> list[bytes]:
    """Pages of a template with invented data, as PNG.

    Raises Refused by the rules, TemplateFault where it does not compile.
    """
    rules.check_set(by, office)
    rules.check_source(source)
    return layout.sample(kind, head_of(letterhead_of(office)), source=source).pages


def newest_templates(office: Office) -> dict[PaperKind, PaperTemplate]:
    """The newest version of each kind that the office ever changed."""
    rows = PaperTemplate.objects.filter(office=office).select_related("saved_by").order_by("kind", "-version")
    return {PaperKind(row.kind): row for row in rows.distinct("kind")}


def by_id(paper_id: UUID) -> Paper | None:
    return _whole().filter(pk=paper_id).first()


def corrections_after(paper: Paper) -> list[Correction]:
    """What of its case was corrected since it was drafted; nothing while it is a draft, which is written anew."""
    if paper.case is None or paper.state in (PaperState.DRAFT, PaperState.CANCELLED):
        return []
    rows = corrected_since(paper.case, paper.drafted_at) + led_anew_since(paper.case, paper.drafted_at)
    return sorted(rows, key=lambda row: row.at)


def outdated(rows: QuerySet[Paper]) -> QuerySet[Paper]:
    """Of these papers those that hold though their case was corrected since, and of which nobody said that they stay.

    Another leader of a case is no reason: no paper names who leads it.
    """
    looked = PaperStays.objects.filter(paper=OuterRef("pk")).order_by("-at").values("at")[:1]
    rows = rows.filter(state__in=STANDS, case__isnull=False)
    rows = rows.annotate(looked_at=Coalesce(Subquery(looked), F("drafted_at"), output_field=DateTimeField()))
    return rows.filter(corrected_after("case", "looked_at"))


def is_outdated(paper: Paper) -> bool:
    return paper.state in STANDS and outdated(Paper.objects.filter(IN_USE, pk=paper.pk)).exists()


def visible_to(officer: Officer, *, kind: str = "", state: str = "") -> QuerySet[Paper]:
    """Papers of the units where the officer sits today, newest first."""
    rows = Paper.objects.filter(unit__in=units_of(officer).values("pk")).select_related("drafted_by", "case")
    if kind in PaperKind.values:
        rows = rows.filter(kind=kind)
    if state in PaperState.values:
        rows = rows.filter(state=state)
    return rows.order_by("-id")


def waiting_for(officer: Officer) -> list[Paper]:
    """What cannot go on without somebody: drafts for who gives numbers, then what was issued and is not signed yet.

    The oldest of each first.
    """
    may = [PaperState.ISSUED, *([PaperState.DRAFT] if officer.may(Permission.ISSUE_PAPERS) else [])]
    rows = visible_to(officer).filter(IN_USE, state__in=may).order_by("state", "id")
    return list(rows[:MOST_WAITING])


def numbered(text: str, officer: Officer) -> list[Paper]:
    """The papers of this number that the officer reads, whatever signs and blanks stand between its parts."""
    parts = re.findall(r"[^\W_]+", text)
    if len(parts) < _FEWEST_PARTS or not any(map(str.isdecimal, parts)):
        return []
    pattern = f"^{'[^[:alnum:]]+'.join(parts)}$"
    return list(visible_to(officer).filter(number__iregex=pattern)[:MOST_NUMBERED])


def units_of(officer: Officer) -> QuerySet[Desk]:
    return desks_of(officer, on=clock.today()).filter(kind=Desk.Kind.UNIT)


def papers_of(case: Case) -> QuerySet[Paper]:
    """A case's papers, newest first."""
    return Paper.objects.filter(case=case).select_related("drafted_by", "case").order_by("-id")


def by_code(code: str) -> Paper | None:
    """The paper that carries a check code; nothing for a code that no issued paper has."""
    try:
        check_id = codes.id_of(code)
    except MalformedCode:
        return None
    return Paper.objects.filter(check_id=check_id).first()


def locked_paper(paper: Paper) -> Paper:
    """The paper as it stands now, until the transaction ends."""
    rows = Paper.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "office", "case__unit", "replaces", "pdf", "signed", "letter").get(pk=paper.pk)


def to_be_set_aside(on: date) -> QuerySet[Paper]:
    """Papers without a case that are old enough; those of a case are set aside with it."""
    oldest = on - KEPT_WITHOUT_CASE
    return Paper.objects.filter(may_be_set_aside(on), case=None, drafted_at__date__lt=oldest).order_by(
        "drafted_at", "id"
    )


def to_be_erased(on: date) -> QuerySet[Paper]:
    """Papers whose case was erased, and those without a case whose grace is over."""
    over = Q(case__shredded_at__isnull=False) | grace_is_over(on)
    return Paper.objects.filter(over, shredded_at=None).order_by("drafted_at", "id")


def _whole() -> QuerySet[Paper]:
    return Paper.objects.select_related(
        "unit", "office", "case__unit", "drafted_by", "issued_by", "pdf", "signed", "replaces", "letter"
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def first_unit_of(officer: Officer) -> Desk | None:
    return units_of(officer).order_by("pk").first()


def version_of(office: Office, kind: PaperKind, number: int) -> PaperTemplate | None:
    return versions_of(office, kind).filter(version=number).first()


def replacements_of(paper: Paper) -> list[Paper]:
    return list(paper.replacements.all())
