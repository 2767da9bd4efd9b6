"""Chosen parts go, sealed to the partner; nothing else does, and nothing of it is readable at rest."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from uuid import UUID

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pimpasa.accounts.errors import Refused
from pimpasa.cases.models import Term
from pimpasa.cases.opening.cases import peek
from pimpasa.common.ids import uuid7
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.referrals import contents
from pimpasa.referrals.actions.links import look, take_file
from pimpasa.referrals.actions.sending import send_to_partner
from pimpasa.referrals.models import Partner, Referral
from pimpasa.referrals.opening.pieces import choose, offer, preview
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from tests.factories import referrals as made
from tests.factories import reports as given_reports
from tests.factories.people import Cast, keyring
from tests.factories.referrals import WANTED, Whole
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db


def test_it_works(office: Cast, whole: Whole) -> None:
    sent = made.sent(office, whole)
    door = made.door(sent)
    parts = look(link=door)
    assert parts.summary == WANTED.summary
    assert [section.kind for section in parts.sections] == ["person", "person", "event", "finding", "words"]
    file, chunks = take_file(link=door, number=1)
    assert (file.name, b"".join(chunks)) == ("bukti-01.txt", whole.file)
    sent.referral.refresh_from_db()
    assert sent.referral.state == "opened"
    acts = [entry.act for entry in entries_of([sent.referral.subject])]
    assert acts == [Act.REFERRAL_SENT, Act.REFERRAL_OPENED, Act.REFERRAL_FILE_TAKEN]


def test_the_preview_is_what_the_partner_sees(office: Cast, whole: Whole) -> None:
    wanted, dewi = made.everything(whole, office.dewi), keyring(office.dewi)
    seen = preview(case=whole.case, to=made.partner(office), choice=wanted, keyring=dewi)
    assert look(link=made.door(made.sent(office, whole, wanted))) == seen


def test_who_reported_is_never_among_it(office: Cast, whole: Whole) -> None:
    shown = str(look(link=made.door(made.sent(office, whole))).to_json())
    for told in (given_reports.IDENTITY["contact_name"], given_reports.IDENTITY["contact_way"], "chat.txt"):
        assert told not in shown


@pytest.mark.django_db(transaction=False)
class TestOnlyWhatWasChosen:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
    @given(data=st.data())
    def test_and_nothing_else(self, office: Cast, whole: Whole, data: st.DataObject) -> None:
        """Each offered part carries a text of its own; what is opened holds those of the ticked parts alone."""
        keys = keyring(office.dewi)
        opened = peek(whole.case, keys)
        offered = [
            replace(piece, rows=[[name, f"kenari-{number}-{row}-x"] for row, (name, _value) in enumerate(piece.rows)])
            for number, piece in enumerate(offer(opened, keys))
        ]
        ticked = frozenset(data.draw(st.sets(st.sampled_from([piece.token for piece in offered]))))
        chosen = choose(opened, offered, replace(WANTED, parts=ticked, words_are_safe=True))
        shown = str(chosen.parts.to_json())
        for piece in offered:
            for _name, canary in piece.rows:
                assert (canary in shown) == (piece.token in ticked and piece.file is None)
            if piece.file is not None:
                assert (piece.file.file_key.hex() in shown) == (piece.token in ticked)

    def test_through_the_door(self, office: Cast, whole: Whole) -> None:
        token = f"person:{whole.victim.pk}:name"
        parts = look(link=made.door(made.sent(office, whole, replace(WANTED, parts=frozenset({token})))))
        assert [section.rows for section in parts.sections] == [[["name", "Korban Karangan"]]]
        assert parts.files == []


def test_nothing_of_it_is_readable_at_rest(office: Cast, whole: Whole) -> None:
    sent = made.sent(office, whole)
    stored = b"\n".join(_dump())
    said = [WANTED.summary, WANTED.consent_words, "Korban Karangan", "ditawari kerja", sent.link, sent.code]
    for text in said:
        for form in (text.encode(), text.encode().hex().encode()):
            assert form not in stored
    assert b"Mitra Karangan lpsk" in stored


def _dump() -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        found = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - from the catalogue
            found += [row.encode() for (row,) in cursor.fetchall()]
    return found


def test_the_office_keeps_no_means_to_open_files(office: Cast, whole: Whole) -> None:
    sent = made.sent(office, whole)
    opened = peek(whole.case, keyring(office.dewi))
    referral = sent.referral
    kept = envelopes.open_json(bytes(referral.copy), key=opened.key, context=referral.copy_context)
    parts = contents.Parts.from_json(kept)
    assert parts == look(link=made.door(sent)).without_keys()
    assert {file.file_key for file in parts.files} == {b""}


class TestDutyToRefer:
    def test_a_protecting_partner_keeps_it(self, office: Cast, whole: Whole) -> None:
        made.sent(office, whole)
        term = Term.objects.get(kind="refer")
        assert (term.person, term.done_by) == (whole.victim, office.dewi)

    def test_the_police_do_not(self, office: Cast, whole: Whole) -> None:
        made.sent(office, whole, to=made.partner(office, "polri"))
        assert Term.objects.get(kind="refer").done_on is None

    def test_nor_does_a_referral_of_somebody_else(self, office: Cast, whole: Whole) -> None:
        token = f"person:{whole.offender.pk}:name"
        made.sent(office, whole, replace(WANTED, parts=frozenset({token})))
        assert Term.objects.get(kind="refer").done_on is None


def test_the_chain_of_custody_tells(office: Cast, whole: Whole) -> None:
    made.sent(office, whole)
    report = Report.objects.get()
    acts = [entry.act for entry in entries_of([report.subject])]
    assert acts.count(Act.REPORT_REFERRED) == 1
    exhibit = report.attachments.get().exhibit
    assert [e.act for e in entries_of([exhibit.subject])][-1] == Act.EXHIBIT_REFERRED


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"purpose": "x"}, "no_purpose"),
            ({"consent": "x"}, "no_consent"),
            ({"consent": "not_needed"}, "only_a_crime"),
            ({"consent": "nobody"}, "consent_missing"),
            ({"consent_words": "ya"}, "no_consent_words"),
            ({"summary": "pendek"}, "no_summary"),
            ({"days": 0}, "days_out_of_range"),
            ({"days": 61}, "days_out_of_range"),
            ({"words_are_safe": False}, "words_unread"),
            ({"parts": frozenset({"person:x:name"})}, "part_gone"),
        ],
    )
    def test_what_is_wrong_is_told(self, office: Cast, whole: Whole, changes: dict[str, object], why: str) -> None:
        wanted = replace(made.everything(whole, office.dewi), **changes)  # type: ignore[arg-type]
        with refused(why):
            made.sent(office, whole, wanted)
        assert not Referral.objects.exists()

    def test_a_crime_goes_to_the_police_alone(self, office: Cast, whole: Whole) -> None:
        with refused("not_the_police"):
            made.sent(office, whole, made.everything(whole, office.dewi, purpose="crime"))

    def test_a_partner_switched_off(self, office: Cast, whole: Whole) -> None:
        off = made.partner(office, "iom", is_active=False, verified_on=None)
        with refused("switched_off_partner"):
            made.sent(office, whole, to=off)

    def test_another_office_s_partner(self, office: Cast, whole: Whole) -> None:
        other = Partner.objects.create(office=office.at.fallback, kind="lpsk", name="Karangan")
        with refused("partner_of_other_office"):
            made.sent(office, whole, to=other)

    @pytest.mark.parametrize("who", ["sari", "bayu", "agus", "rina"])
    def test_who_may_not(self, office: Cast, whole: Whole, who: str) -> None:
        wanted, to = made.everything(whole, office.dewi), made.partner(office)
        with pytest.raises(Refused):
            send_to_partner(
                case=whole.case,
                partner=to,
                choice=wanted,
                keyring=keyring(getattr(office, who)),
                referral_id=uuid7(),
            )

    def test_the_same_form_twice(self, office: Cast, whole: Whole) -> None:
        sent = made.sent(office, whole)
        again: UUID = sent.referral.pk
        with refused("sent_already"):
            send_to_partner(
                case=whole.case,
                partner=Partner.objects.get(),
                choice=WANTED,
                keyring=keyring(office.dewi),
                referral_id=again,
            )


def test_without_the_ledger_nothing_is_sent(office: Cast, whole: Whole, broken_ledger: Broken) -> None:
    wanted, to = made.everything(whole, office.dewi), made.partner(office)
    with broken_ledger():
        made.sent(office, whole, wanted, to)
