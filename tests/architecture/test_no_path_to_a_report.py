"""Nothing that is stored leads from a participant of a dialogue to a report, or back.

What a participant leaves behind is a row of PARTICIPANTS. What could be about a reporter is any model of ABOUT_REPORTS.
Both may point at what is the same for everybody: the territory, the office's officers, and public keys. A chain of
foreign keys (one-to-one and many-to-many among them) from one side must therefore end in those, and nothing outside of
outreach may point at a participant.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from django.apps import apps
from django.db.models import BinaryField, Field, Model

from pimpasa.outreach.day.actions import seats
from pimpasa.outreach.day.queries import seat_digest
from pimpasa.reports.queries.drafts import draft_id
from pimpasa.sealing import receipts

PARTICIPANTS = {"Seat", "QuizAnswer", "Vote", "AudienceQuestion", "Attendance", "Tally"}
ABOUT_REPORTS = {
    *("reports", "handling", "connections", "complaints", "evidence", "verification", "cases", "operations"),
    *("referrals", "papers", "privacy"),
}
SHARED = {"territory", "accounts", "keys"}
SUSPICIOUS = ("report", "receipt", "draft", "message", "case", "exhibit", "identity", "mention", "finding", "object_id")

Leads = list[tuple[str, type[Model]]]


def ours() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("pimpasa.")]


def participants() -> list[type[Model]]:
    return [model for model in ours() if model._meta.app_label == "outreach" and model.__name__ in PARTICIPANTS]


def leads(model: type[Model]) -> Leads:
    """What a row of the model names, by field: every relation that is stored with it."""
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [(field.name, field.related_model) for field in fields if isinstance(field.related_model, type)]


def reachable(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """Every model that following relations comes to, with the way there."""
    seen, left = {model}, [(model, model.__name__)]
    while left:
        here, way = left.pop()
        for name, there in leads(here):
            if there not in seen:
                seen.add(there)
                left.append((there, f"{way}.{name}"))
                yield there, f"{way}.{name}"


def test_the_names_are_those_of_the_models() -> None:
    assert {model.__name__ for model in participants()} == PARTICIPANTS
    assert {model._meta.app_label for model in ours()} >= ABOUT_REPORTS | SHARED


def test_no_way_leads_from_a_participant_to_a_report() -> None:
    ways = [
        f"{way} -> {there._meta.label}"
        for model in participants()
        for there, way in reachable(model)
        if there._meta.app_label in ABOUT_REPORTS
    ]
    assert ways == []


def test_participants_lead_only_to_their_dialogue_and_to_what_everybody_shares() -> None:
    allowed = {"outreach"} | SHARED
    assert {there._meta.app_label for model in participants() for there, _way in reachable(model)} <= allowed


def test_no_way_leads_from_a_report_to_outreach() -> None:
    ways = [
        f"{way} -> {there._meta.label}"
        for model in ours()
        if model._meta.app_label in ABOUT_REPORTS
        for there, way in reachable(model)
        if there._meta.app_label == "outreach"
    ]
    assert ways == []


def test_nobody_outside_points_at_a_participant() -> None:
    pointing = [
        f"{model._meta.label}.{name}"
        for model in apps.get_models()
        for name, there in leads(model)
        if there in participants() and model._meta.app_label != "outreach"
    ]
    assert pointing == []


def test_no_field_could_hold_the_name_of_a_report() -> None:
    """A number or a digest needs no foreign key to join two tables."""
    found = [
        f"{model.__name__}.{field.name}"
        for model in participants()
        for field in model._meta.get_fields()
        if isinstance(field, Field) and any(word in field.name for word in SUSPICIOUS)
    ]
    assert found == []
    digests = [
        f"{model.__name__}.{field.name}"
        for model in participants()
        for field in model._meta.local_fields
        if isinstance(field, BinaryField)
    ]
    assert sorted(digests) == ["AudienceQuestion.envelope", "AudienceQuestion.grant", "Seat.token_digest"]


def test_nothing_says_when_a_participant_did_what() -> None:
    """A time could be laid beside a report's; ids of seats, answers and votes only count."""
    kinds = {"DateTimeField", "DateField", "GenericIPAddressField"}
    timed = {
        model.__name__ for model in participants() for f in model._meta.local_fields if f.get_internal_type() in kinds
    }
    assert timed == set()


def test_a_seat_s_digest_is_like_no_other() -> None:
    """Even for the same bytes, a seat is found by another digest than a draft or a receipt."""
    token = b"\x07" * 32
    receipt = receipts.Receipt(int.from_bytes(token[:13], "big"))
    digests = {seat_digest(token)[:16], draft_id(token), receipt.lookup_id}
    assert len(digests) == 3
    assert "reports" not in inspect.getsource(seats)
