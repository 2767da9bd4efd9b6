"""A report and a case in the words of an exported file, for people and programs.

All of it are JSON objects; days are ISO 8601, kinds are the codes of the vocabularies, people are named by their id.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import PersonMerge
from pimpasa.cases.opening.cases import OpenCase
from pimpasa.cases.opening.course import OpenTerm
from pimpasa.cases.opening.decisions import OpenGelar, OpenTak
from pimpasa.cases.opening.events import OpenEvent
from pimpasa.cases.opening.people import OpenMerge, OpenPerson, OpenTie, splits_of, ties_in
from pimpasa.cases.opening.whole import whole_of
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of
from pimpasa.handling.queries.tellings import telling_of
from pimpasa.reports.indicators import INDICATORS
from pimpasa.reports.kinds import Channel
from pimpasa.reports.models import Report
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.vault.models import Correctable
from pimpasa.verification.queries import findings_of


def report_of(opened: OpenReport) -> dict[str, Any]:
    """A report with its dialogue, its findings and the facts of its files."""
    report = opened.report
    return {
        "reference": report.reference,
        "kind": report.kind,
        "mode": report.mode,
        "channel": report.channel,
        "written_down": _written_down(report),
        "state": report.state,
        "village": {"code": report.village_id, "name": report.village.name},
        "received_at": report.received_at.isoformat(),
        "answers": opened.answers.contents(),
        "signs": [str(INDICATORS[number].text) for number in opened.answers.indicators],
        "messages": [
            {
                "from": turn.message.officer.name if turn.message.officer else "reporter",
                "at": turn.message.sent_at.isoformat(),
                "text": turn.text,
                "news": turn.news.value if turn.news else None,
                "added": turn.added.to_json() if turn.added else None,
            }
            for turn in opened.messages
        ],
        "findings": [
            finding.contents.to_json()
            | {
                "id": str(finding.finding.pk),
                "by": finding.finding.officer.name,
                "at": finding.finding.recorded_at.isoformat(),
                "corrected": _corrected(finding.finding, finding.why_corrected),
            }
            for finding in findings_of(opened)
        ],
        "heard": [
            {
                "file": str(hearing.heard.exhibit_id),
                "by": hearing.heard.officer.name,
                "at": hearing.heard.at.isoformat(),
                "words": hearing.words,
            }
            for hearing in opened.heard
        ],
        "files": [_facts(exhibit, opened.key) for exhibit in opened.all_exhibits],
    }


def _written_down(report: Report) -> dict[str, str] | None:
    """Whose words they are, where somebody told an officer; None where they are a reporter's own."""
    telling = telling_of(report)
    return {"by": telling.officer.name, "as": str(Channel.ORAL.label)} if telling else None


def _facts(exhibit: Exhibit, key: bytes) -> dict[str, Any]:
    facts = facts_of(exhibit, key=key)
    return {
        "name": facts.name,
        "size": facts.size,
        "sha256": facts.sha256,
        "declared": facts.declared,
        "shown": facts.shown,
        "obtained": facts.obtained,
        "received_at": facts.received_at.isoformat(),
        "voice_changed": facts.voice_changed,
        # Size and SHA-256 are then those of the original, which is not in the export: it opens for a reason of its own.
        "original_kept_sealed": facts.hides_voice,
    }


def case_of(opened: OpenCase) -> dict[str, Any]:
    """A case with its people, events, decisions and terms; its reports are named only."""
    case, whole = opened.case, whole_of(opened)
    return {
        "number": str(case),
        "state": case.state,
        "closure": case.closure,
        "leader": case.leader.name,
        "contents": asdict(opened.contents),
        "reports": [report.reference for report in opened.reports],
        "persons": [_person(person) for person in whole.people],
        "taken_for_one": [_split(*split) for split in splits_of(opened)],
        "in_other_cases": [_tie(tie) for tie in ties_in(opened)],
        "events": [_event(event) for event in whole.events],
        "decisions": [_gelar(gelar) for gelar in whole.decisions],
        "actions": [_tak(tak) for tak in whole.taks],
        "terms": [_term(term) for term in whole.terms],
    }


def _person(opened: OpenPerson) -> dict[str, Any]:
    person = opened.person
    return {
        "id": str(person.pk),
        "roles": person.roles,
        "citizenship": person.citizenship,
        "screening": person.screening,
        **asdict(opened.contents),
        "earlier": [
            asdict(earlier.contents)
            | {
                "roles": earlier.row.roles,
                "citizenship": earlier.row.citizenship,
                "corrected": {
                    "by": earlier.row.officer.name,
                    "at": earlier.row.at.isoformat(),
                    "reason": earlier.reason,
                },
            }
            for earlier in opened.earlier
        ],
        "merged": [_merged(merge) for merge in opened.merges],
        "screenings": [
            asdict(contents) | {"outcome": row.outcome, "by": row.officer.name, "at": row.at.isoformat()}
            for row, contents in opened.screenings
        ],
    }


def _merged(opened: OpenMerge) -> dict[str, Any]:
    """Who turned out to be the same one, as they were known; events name who stands, actions and terms the ids here."""
    gone, merge = opened.gone, opened.merge
    return {
        "id": str(gone.pk),
        "into": str(merge.kept_id),
        "roles": gone.roles,
        "citizenship": gone.citizenship,
        "screening": gone.screening,
        **asdict(opened.contents),
        "by": merge.officer.name,
        "at": merge.at.isoformat(),
        "reason": opened.reason,
    }


def _split(merge: PersonMerge, reason: str, why_split: str) -> dict[str, Any]:
    """Two who were taken for one by mistake."""
    return {
        "persons": [str(merge.kept_id), str(merge.gone_id)],
        "merged": {"by": merge.officer.name, "at": merge.at.isoformat(), "reason": reason},
        "split": {
            "by": merge.split_by.name if merge.split_by else None,
            "at": merge.split_at.isoformat() if merge.split_at else None,
            "reason": why_split,
        },
    }


def _tie(opened: OpenTie) -> dict[str, Any]:
    """Who is in another case, too, and whose that is: nothing of what stands in it."""
    tie = opened.tie
    return {
        "id": str(opened.here.pk) if opened.here else None,
        "unit": opened.case.unit.name,
        "office": opened.case.office.name,
        "by": tie.officer.name,
        "at": tie.at.isoformat(),
        "agreed": _when(tie.agreed_by, tie.agreed_at),
        "reason": opened.reason,
        "ended": _when(tie.ended_by, tie.ended_at),
        "why_ended": opened.why_ended,
    }


def _when(officer: Officer | None, at: datetime | None) -> dict[str, str] | None:
    return {"by": officer.name, "at": at.isoformat()} if officer and at else None


def _event(opened: OpenEvent) -> dict[str, Any]:
    event = opened.event
    return {
        "id": str(event.pk),
        **asdict(opened.contents),
        "law": _law(opened),
        "by": event.added_by.name,
        "at": event.added_at.isoformat(),
        "corrected": _corrected(event, opened.why_corrected),
    }


def _corrected(row: Correctable, reason: str) -> dict[str, str | None] | None:
    """Who corrected what stands here, when, why, and the id of what counts instead; None for what counts."""
    if row.corrected_at is None or row.corrected_by is None:
        return None
    return {
        "by": row.corrected_by.name,
        "at": row.corrected_at.isoformat(),
        "reason": reason,
        "replaced_by": str(row.replaced_by_id) if row.replaced_by_id else None,
    }


def _law(opened: OpenEvent) -> dict[str, Any]:
    """Both rules of an act of before a change, with the article on it and what was chosen; else the one that holds."""
    law = opened.law
    rules = {
        compared.offence.value: {
            "old": [provision.article for provision in compared.old],
            "new": [provision.article for provision in compared.new],
        }
        for compared in law.compared
    }
    choices = [
        asdict(row.contents) | {"by": row.choice.officer.name, "at": row.choice.chosen_at.isoformat()}
        for row in opened.choices
    ]
    return {"change": law.change.values["article"] if law.change else None, "rules": rules, "choices": choices}


def _gelar(opened: OpenGelar) -> dict[str, Any]:
    gelar = opened.gelar
    return {
        "id": str(gelar.pk),
        "held_on": str(gelar.held_on),
        "verdict": gelar.verdict,
        "recorded_by": gelar.set_by.name,
        **asdict(opened.contents),
        "corrected": _corrected(gelar, opened.why_corrected),
    }


def _tak(opened: OpenTak) -> dict[str, Any]:
    tak = opened.tak
    return {
        "person": str(tak.person_id),
        "decision": str(tak.decision_id),
        "kind": tak.kind,
        "starts_on": str(tak.starts_on),
        "ends_on": str(tak.ends_on) if tak.ends_on else None,
        "lifted_on": str(tak.lifted_on) if tak.lifted_on else None,
        "by": tak.officer.name,
        **asdict(opened.contents),
    }


def _term(opened: OpenTerm) -> dict[str, Any]:
    term = opened.term
    return {
        "kind": term.kind,
        "person": str(term.person_id) if term.person_id else None,
        "due_on": str(term.due_on),
        "done_on": str(term.done_on) if term.done_on else None,
        "done_by": term.done_by.name if term.done_by else None,
        **asdict(opened.contents),
    }
