"""What of a case can be handed over, piece by piece; nothing goes that was not chosen.

Never among it: who reported. The reporter's own words are, with a warning, since they may give them away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from pimpasa.accounts.errors import Refused
from pimpasa.cases.contents import EventContents, PersonContents
from pimpasa.cases.kinds import Answer, Citizenship, Screening, Sex
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import OpenCase
from pimpasa.cases.opening.cases import peek as peek_case
from pimpasa.cases.opening.events import OpenEvent, events_of
from pimpasa.cases.opening.people import OpenPerson, persons_of
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of, file_key_of
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.referrals import rules
from pimpasa.referrals.contents import Choice, Parts, Section, SharedFile
from pimpasa.referrals.kinds import SectionKind
from pimpasa.referrals.models import Partner
from pimpasa.reports.kinds import Channel
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.territory.models import Desk
from pimpasa.verification.queries import counting_findings_of

_NOTHING = {Answer.UNKNOWN.value, Sex.UNKNOWN.value, Citizenship.UNKNOWN.value, Screening.NONE.value, ""}


@dataclass(frozen=True)
class Piece:
    """One thing to tick: its rows go together. `of` says whose it is, in words for the officer alone."""

    token: str
    kind: str
    of: str
    rows: list[list[str]]
    whose: str = ""
    report: Report | None = None
    exhibit: Exhibit | None = None
    file: SharedFile | None = None

    @property
    def person(self) -> UUID | None:
        """The person it is about, if any."""
        return UUID(self.whose) if self.kind == SectionKind.PERSON else None


@dataclass(frozen=True)
class Chosen:
    """What goes: the parts as the recipient sees them, and the pieces they were made of."""

    parts: Parts
    pieces: list[Piece]


def offer(opened: OpenCase, keyring: Keyring) -> list[Piece]:
    """Everything of an open case that an officer can tick, people first, files last."""
    reports = list(_readable(opened, keyring))
    pieces = [piece for person in persons_of(opened) for piece in _of_person(person)]
    pieces += [_of_event(event) for event in events_of(opened)]
    pieces += [piece for report in reports for piece in _of_report(report)]
    files = [(report, exhibit) for report in reports for exhibit in report.all_exhibits if _may_go(report, exhibit)]
    return pieces + [_of_file(report, exhibit, number) for number, (report, exhibit) in enumerate(files, 1)]


def preview(*, case: Case, to: Partner | Desk, choice: Choice, keyring: Keyring) -> Parts:
    """What the recipient would see. Raises Refused by the rules."""
    return chosen(peek_case(case, keyring), to, choice, keyring).parts


def chosen(opened: OpenCase, to: Partner | Desk, choice: Choice, keyring: Keyring) -> Chosen:
    """The chosen pieces as parts for this recipient. Raises Refused by the rules."""
    rules.check_send(keyring.officer, opened.case, choice)
    if isinstance(to, Partner):
        rules.check_to_partner(opened.case, to, choice.purpose)
    else:
        rules.check_to_unit(opened.case, to)
    return choose(opened, offer(opened, keyring), choice)


def choose(opened: OpenCase, offered: list[Piece], choice: Choice) -> Chosen:
    """The chosen pieces as parts. Raises Refused for what is not offered, and for words nobody looked through."""
    pieces = [piece for piece in offered if piece.token in choice.parts]
    rules.check_choice(choice, {piece.token: piece.kind for piece in pieces})
    parts = Parts(
        office=opened.case.office.name,
        purpose=choice.purpose,
        consent=choice.consent,
        consent_words=choice.consent_words.strip(),
        summary=choice.summary.strip(),
        sections=_sections(pieces),
        files=[piece.file for piece in pieces if piece.file is not None],
    )
    return Chosen(parts, pieces)


def _sections(pieces: list[Piece]) -> list[Section]:
    """Rows of one person, event or report together, in the order in which they were offered."""
    sections: dict[tuple[str, str], list[list[str]]] = {}
    for piece in pieces:
        if piece.file is None:
            sections.setdefault((piece.kind, piece.whose), []).extend(piece.rows)
    return [Section(kind, rows) for (kind, _whose), rows in sections.items()]


def _readable(opened: OpenCase, keyring: Keyring) -> Iterator[OpenReport]:
    """The reports of the case that this officer reads; some may keep out of one."""
    for report in opened.reports:
        with suppress(Refused, NotGranted):
            yield peek(report, keyring)


def _of_person(opened: OpenPerson) -> Iterator[Piece]:
    person = opened.person
    contents = opened.contents
    values = {name: getattr(contents, name) for name in PersonContents.__dataclass_fields__}
    values |= {"citizenship": person.citizenship, "screening": person.screening}
    for name, value in values.items():
        if value.strip() not in _NOTHING:
            token = f"person:{person.pk}:{name}"
            yield Piece(token, SectionKind.PERSON, contents.name, [[name, value]], whose=str(person.pk))


def _of_event(opened: OpenEvent) -> Piece:
    contents: EventContents = opened.contents
    values = [(name, getattr(contents, name)) for name in ("kind", "day", "place", "country", "text")]
    rows = [[name, value] for name, value in values if value.strip()]
    return Piece(f"event:{opened.event.pk}", SectionKind.EVENT, "", rows, whose=str(opened.event.pk))


def _of_report(opened: OpenReport) -> Iterator[Piece]:
    report = opened.report
    for finding in counting_findings_of(opened):
        rows = [["outcome", finding.contents.outcome], ["reason", finding.contents.reason]]
        whose = str(finding.finding.pk)
        yield Piece(f"finding:{whose}", SectionKind.FINDING, report.reference, rows, whose=whose, report=report)
    rows = [["told" if report.channel == Channel.ORAL else "narrative", opened.answers.narrative]]
    if opened.answers.has_words:
        yield Piece(
            f"words:{report.pk}", SectionKind.WORDS, report.reference, rows, whose=str(report.pk), report=report
        )


def _may_go(opened: OpenReport, exhibit: Exhibit) -> bool:
    """No original whose reporter wished another voice: a partner has no reason of its own to know it."""
    return not facts_of(exhibit, key=opened.key).hides_voice


def _of_file(opened: OpenReport, exhibit: Exhibit, number: int) -> Piece:
    facts = facts_of(exhibit, key=opened.key)
    file = SharedFile(
        exhibit=exhibit.pk,
        name=f"bukti-{number:02}{_suffix(facts)}",
        size=facts.size,
        sha256=facts.sha256,
        parts=facts.parts,
        file_key=file_key_of(exhibit, key=opened.key),
    )
    whose = str(exhibit.pk)
    rows = [["name", facts.name]]
    return Piece(f"file:{whose}", "file", opened.report.reference, rows, whose, opened.report, exhibit, file)


def _suffix(facts: ExhibitFacts) -> str:
    """The ending alone: a file's own name may tell who took it."""
    suffix = PurePath(facts.name).suffix.lower()
    return suffix if 2 <= len(suffix) <= 6 and suffix[1:].isascii() and suffix[1:].isalnum() else ""
