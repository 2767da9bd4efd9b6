"""A case's people, events, decisions and terms in the words of an exported file, for people and programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pimpasa.cases.actions.decisions import OpenGelar, OpenTak, decisions_of, taks_of
from pimpasa.cases.actions.events import OpenEvent, events_of
from pimpasa.cases.actions.persons import OpenPerson, persons_of
from pimpasa.cases.actions.terms import OpenTerm, terms_of
from pimpasa.cases.opening import OpenCase


def everything_in(opened: OpenCase) -> dict[str, Any]:
    """Lists of JSON objects; days are ISO 8601, kinds are the codes of cases.kinds, people are named by their id."""
    return {
        "persons": [_person(one) for one in persons_of(opened)],
        "events": [_event(one) for one in events_of(opened)],
        "decisions": [_gelar(one) for one in decisions_of(opened)],
        "actions": [_tak(one) for one in taks_of(opened)],
        "terms": [_term(one) for one in terms_of(opened)],
    }


def _person(one: OpenPerson) -> dict[str, Any]:
    person = one.person
    return {
        "id": str(person.pk),
        "roles": person.roles,
        "citizenship": person.citizenship,
        "screening": person.screening,
        **asdict(one.contents),
        "screenings": [
            asdict(contents) | {"outcome": row.outcome, "by": row.officer.name, "at": row.at.isoformat()}
            for row, contents in one.screenings
        ],
    }


def _event(one: OpenEvent) -> dict[str, Any]:
    law = [provision.article for provision in one.law]
    return {**asdict(one.contents), "law": law, "by": one.event.added_by.name, "at": one.event.added_at.isoformat()}


def _gelar(one: OpenGelar) -> dict[str, Any]:
    gelar = one.gelar
    return {
        "id": str(gelar.pk),
        "held_on": str(gelar.held_on),
        "verdict": gelar.verdict,
        "set_by": gelar.set_by.name,
        **asdict(one.contents),
    }


def _tak(one: OpenTak) -> dict[str, Any]:
    tak = one.tak
    return {
        "person": str(tak.person_id),
        "decision": str(tak.decision_id),
        "kind": tak.kind,
        "starts_on": str(tak.starts_on),
        "ends_on": str(tak.ends_on) if tak.ends_on else None,
        "lifted_on": str(tak.lifted_on) if tak.lifted_on else None,
        "by": tak.officer.name,
        **asdict(one.contents),
    }


def _term(one: OpenTerm) -> dict[str, Any]:
    term = one.term
    return {
        "kind": term.kind,
        "person": str(term.person_id) if term.person_id else None,
        "due_on": str(term.due_on),
        "done_on": str(term.done_on) if term.done_on else None,
        "done_by": term.done_by.name if term.done_by else None,
        **asdict(one.contents),
    }
