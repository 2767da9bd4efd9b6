"""Looking into a report, which is logged, and into the views that an officer keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.handling.kinds import ViewOf
from pimpasa.handling.models import Glance, SavedView
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.imprints import known
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.alarming import hear
from pimpasa.reports.actions.indexing import write_word_index
from pimpasa.reports.excerpts import Part, Sought, excerpt
from pimpasa.reports.models import Report, ReportGrant
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.lists import visible_to
from pimpasa.reports.queries.opened import OpenReport, contents_of, open_with_key, unread
from pimpasa.reports.rules import check_read
from pimpasa.sealing.errors import SealingError
from pimpasa.sealing.grants import PrivateKey, open_grant
from pimpasa.territory.models import Desk
from pimpasa.vault.models import IN_USE
from pimpasa.vault.opening import key_among, key_of

LONGEST_WORDS = 140


@act(Act.REPORT_OPENED)
def open_report(*, report: Report, keyring: Keyring) -> OpenReport:
    """Open a report for reading; the opening is logged, and ends its alarm and the mark that its reporter wrote.

    Raises Refused, or NotGranted while a key is awaited.
    """
    opened = peek(report, keyring)
    write_word_index(report=report, answers=opened.answers, later=opened.later_texts)
    hear(report=report, by=keyring.officer)
    record(report, by=keyring.officer)
    return opened


def opens_for_nobody(report: Report, keyring: Keyring) -> bool:
    """Whether its sender's browser sealed a report to nothing.

    Only who holds every key that it was sealed to can say so, and only while the log vouches that every byte is as it
    came: what was damaged here is no sender's doing. Raises NotGranted for who lacks one of the keys, and SealingError
    where theirs is damaged.
    """
    if not report.sealed_on_phone:
        return False
    content_grants = list(report.grants.select_related("desk_key").filter(purpose=ReportGrant.Purpose.CONTENTS))
    private_keys = [keyring.desk_private(grant.desk_key) for grant in content_grants]
    is_as_it_came = bool(content_grants) and known([report]) == [report] and known(content_grants) == content_grants
    return is_as_it_came and not any(map(_opens, content_grants, private_keys))


def _opens(grant: ReportGrant, private: PrivateKey) -> bool:
    sealed = grant.sealed_key()
    with suppress(SealingError):
        contents_of(grant.report, open_grant(sealed.grant, private=private, context=sealed.context))
        return True
    return False


@dataclass(frozen=True)
class Glimpse:
    """What a row of a list says of a sealed report; `words` are its first, none where it is told in sound or pictures.

    `is_spoken` says that some of it is sound; `matching` is the sentence that has what a search asks for.
    """

    words: str
    rw: str
    place: str
    is_spoken: bool
    matching: Sequence[Part] = ()

    @classmethod
    def of(cls, contents: Mapping[str, Any], sought: Sought | None = None) -> Glimpse:
        words = " ".join(contents.get("narrative", "")[: 4 * LONGEST_WORDS].split())
        return cls(
            words=words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS].rpartition(' ')[0]}…",
            rw=contents.get("rw", ""),
            place=contents.get("place", ""),
            is_spoken=bool(contents.get("spoken")),
            matching=excerpt(_texts(contents), sought) if sought else (),
        )


def _texts(contents: Mapping[str, Any]) -> list[str]:
    persons = [str(row.get("value", "")) for row in contents.get("persons", [])]
    return [contents.get("narrative", ""), contents.get("address", ""), contents.get("place", ""), *persons]


@act(Act.REPORTS_GLANCED, idle="the officer's keys open none of them")
def glance(
    *, reports: Sequence[Report], keyring: Keyring, seats: Sequence[Desk] | None = None, sought: Sought | None = None
) -> dict[UUID, Glimpse]:
    """First words, RW and place of reports of the officer's desks, by id, as one act for all that were opened.

    With the sentence that has what is sought, where something is.

    Those whose key is awaited, or which are damaged, are missing. It ends no alarm and no mark: nobody read them yet.
    Raises Refused where one of them is not the officer's to read.
    """
    officer = keyring.officer
    check_permission(officer, Permission.READ_REPORTS)
    readable = visible_to(officer, seats=seats).filter(IN_USE, pk__in=[report.pk for report in reports])
    grants = _grants_of(readable)
    if not {report.pk for report in reports} <= {grant.report_id for grant in grants}:
        raise Refused("other_desk", _("This report belongs to another desk."))
    keyring.take_up(grant.desk_key for grant in grants)
    by_report = groupby(grants, key=lambda grant: grant.report)
    glimpses = {
        report.pk: glimpse
        for report, rows in by_report
        if (glimpse := _glimpse(report, rows, keyring, sought)) is not None
    }
    if glimpses:
        _read_what_phones_sealed([grant for grant in grants if grant.report_id in glimpses], keyring)
        row = Glance.objects.create(officer=officer, at=clock.now(), reports=sorted(glimpses))
        record(row, by=officer, facts={"reports": row.reports})
    return glimpses


def _read_what_phones_sealed(grants: Sequence[ReportGrant], keyring: Keyring) -> None:
    """Whoever sees the first words of a report that its sender's browser sealed has it read for what it is found by."""
    sealed = {grant.report for grant in grants if grant.report.sealed_on_phone}
    if not sealed:
        return
    for report in unread(sealed):
        with suppress(NotGranted, SealingError):
            opened = open_with_key(report, key_of(report, keyring))
            write_word_index(report=report, answers=opened.answers, later=opened.later_texts)


def _grants_of(readable: QuerySet[Report]) -> list[ReportGrant]:
    """The grants of the reports' contents, each with its report, report by report."""
    rows = ReportGrant.objects.filter(report__in=readable.values("pk"), purpose=ReportGrant.Purpose.CONTENTS)
    return list(rows.select_related("report", "desk_key").order_by("report_id"))


def _glimpse(report: Report, grants: Iterable[ReportGrant], keyring: Keyring, sought: Sought | None) -> Glimpse | None:
    sealed_keys = [grant.sealed_key() for grant in grants if keyring.has_open(grant.desk_key)]
    with suppress(NotGranted, SealingError):
        return Glimpse.of(contents_of(report, key_among(sealed_keys, keyring)), sought)
    return None


@act(Act.EXHIBIT_VIEWED)
def log_look(*, report: Report, exhibit: Exhibit, by: Officer) -> None:
    """Write down that an officer looks at a file of a report. Raises Refused for who may not read the report."""
    check_read(by, report)
    record(exhibit, by=by, digest=bytes(exhibit.digest) if exhibit.digest else None)


@dataclass(frozen=True)
class View:
    """What an officer keeps under a name: the fields of a search or a list with what they ask."""

    pk: int
    name: str
    fields: dict[str, str]
    of: ViewOf


def views_of(keyring: Keyring, *, of: ViewOf) -> list[View]:
    """An officer's views of the search or of a list, oldest first; those sealed to a key they lost are passed over."""
    views = []
    for row in SavedView.objects.filter(officer=keyring.officer):
        try:
            contents = json.loads(keyring.open_own(bytes(row.envelope), context=view_context(keyring)))
        except SealingError:
            continue
        views.append(View(row.pk, contents["name"], contents["asked"], ViewOf(contents.get("of", ViewOf.SEARCH))))
    return [view for view in views if view.of == of]


def view_context(keyring: Keyring) -> str:
    return f"saved view of {keyring.officer.actor}"
