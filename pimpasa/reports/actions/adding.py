"""What a reporter adds with the code: signs, people, files; and who they are, sealed apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.queries import sealing_keys
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, act, record
from pimpasa.linking.identifiers.finding import of_row
from pimpasa.reports.actions.answering import mark_answered
from pimpasa.reports.actions.indexing import remember_mentions, write_word_index
from pimpasa.reports.actions.keeping import count_from_today
from pimpasa.reports.actions.moving import hasten
from pimpasa.reports.actions.resealing import bring_under
from pimpasa.reports.actions.submitting import attach
from pimpasa.reports.alarms import urgency_told
from pimpasa.reports.contents import Addition, identity_within
from pimpasa.reports.kinds import Mode
from pimpasa.reports.models import Message, Report, ReportGrant
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.opened import OpenReport, as_it_is_now, contents_of, is_repeat
from pimpasa.sealing import envelopes
from pimpasa.vault.granting import granted


@act(Act.REPORT_ADDED, Act.EXHIBIT_RECEIVED, idle="the very same came within a minute: a form sent twice")
def add(*, opened: OpenReport, addition: Addition, exhibits: Sequence[Exhibit] = ()) -> Message | None:
    """The reporter adds signs, rows about people, or files kept under the report's key.

    An awaited answer is still awaited; what is more urgent now is due sooner. What the report said first is taken once
    more: whoever holds the code could tell from what is left out what was said. Returns None for a form sent twice.
    """
    report = locked(opened.report)
    opened = as_it_is_now(opened, report)
    if not exhibits and is_repeat(report, opened.key, _contents(addition)):
        return None
    message = _write(report, opened.key, addition)
    answers = opened.answers.with_added([addition])
    identifiers = [identifier for row in addition.persons for identifier in of_row(row.what, row.value)]
    remember_mentions(report=report, identifiers=identifiers)
    write_word_index(report=report, answers=answers, later=opened.later_texts)
    ids = [str(exhibit.pk) for exhibit in exhibits]
    bring_under(opened=opened, exhibit_ids=ids)
    attach(report=report, exhibit_ids=ids, from_key=opened.key, to_key=opened.key, message=message)
    mark_answered(report=report)
    hasten(report=report, urgency=urgency_told(answers))
    if report.keep_until is not None:
        count_from_today(reports=[report])
    return message


def _contents(addition: Addition) -> dict[str, Any]:
    return {"text": "", "added": addition.to_json()}


def _write(report: Report, key: bytes, addition: Addition) -> Message:
    message = Message(report=report, sent_at=clock.now())
    contents = _contents(addition)
    message.envelope = envelopes.seal_json(contents, key=key, context=message.context)
    message.save(force_insert=True)
    record(report, by=REPORTER, act=Act.REPORT_ADDED, sealed=message.envelope)
    return message


@act(Act.IDENTITY_GIVEN)
def give_contact(*, opened: OpenReport, name: str, way: str) -> None:
    """How officers may reach the reporter; replaces what was told so before."""
    _seal_apart(opened, ReportGrant.Purpose.CONTACT, {"name": name.strip(), "way": way.strip()})


@act(Act.IDENTITY_GIVEN)
def give_relation(*, opened: OpenReport, office: str, relation: str) -> None:
    """That somebody reported for another, as what, and for whom; replaces what was told so before."""
    identity = {"mode": Mode.LIAISON.value, "office": office.strip(), "relation": relation.strip()}
    _seal_apart(opened, ReportGrant.Purpose.LIAISON, identity)


@act(Act.IDENTITY_WITHDRAWN, idle="nothing was told afterwards")
def withdraw_contact(*, opened: OpenReport) -> None:
    """The reporter wishes not to be reached: what they told afterwards is destroyed."""
    _withdraw(opened, ReportGrant.Purpose.CONTACT)


@act(Act.IDENTITY_WITHDRAWN, idle="nothing was told afterwards")
def withdraw_relation(*, opened: OpenReport) -> None:
    """The reporter takes back for whom they reported: what they told of it afterwards is destroyed."""
    _withdraw(opened, ReportGrant.Purpose.LIAISON)


def _withdraw(opened: OpenReport, purpose: ReportGrant.Purpose) -> None:
    """Whoever has told nothing else of themselves is anonymous again."""
    report = locked(opened.report)
    if getattr(report, purpose) is None:
        return
    opened = as_it_is_now(opened, report)
    report.grants.filter(purpose=purpose).delete()
    setattr(report, purpose, None)
    if not report.identity_parts and not identity_within(contents_of(report, opened.key)):
        report.mode = Mode.ANONYMOUS
    report.save(update_fields=[purpose, "mode"])
    record(report, by=REPORTER, facts={purpose.value: None})


def _seal_apart(opened: OpenReport, purpose: ReportGrant.Purpose, identity: Mapping[str, str]) -> None:
    """Under a key of its own, granted to the report's desks alone: whom it was shared with do not read it."""
    report = locked(opened.report, "desk", "unit")
    key = envelopes.new_key()
    sealed = envelopes.seal_json(dict(identity), key=key, context=f"{report.subject}:{purpose}")
    report.grants.filter(purpose=purpose).delete()
    setattr(report, purpose, sealed)
    report.mode = Mode.CONFIDENTIAL
    report.save(update_fields=[purpose, "mode"])
    for desk_key in sealing_keys([desk for desk in (report.desk, report.unit) if desk is not None]):
        granted(ReportGrant(report=report, desk_key=desk_key, purpose=purpose), key).save(force_insert=True)
    record(report, by=REPORTER, sealed=sealed)
