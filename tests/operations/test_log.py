"""Several people write one log; each phone may send what it has as often as it likes."""

from __future__ import annotations

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.evidence.opening.files import facts_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.operations.actions import ending
from pimpasa.operations.contents import LogContents
from pimpasa.operations.drafts import draft_of
from pimpasa.operations.kinds import LogKind
from pimpasa.operations.models import LogEntry, Operation
from pimpasa.operations.opening import draft_key, peek, view_photo
from pimpasa.operations.rules import may
from pimpasa.operations.states import OperationState, OperationStep
from tests.factories import evidence
from tests.factories import operations as made
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    return cast()


@pytest.fixture
def operation(office: Cast) -> Operation:
    return made.operation(office)


def test_it_works(office: Cast, operation: Operation) -> None:
    """What Dewi's phone sends late stands where it was made; the first entry begins, the leader's last one ends it."""
    now = clock.now()
    made.enter(operation, office.sari, contents=made.told(at=now - timedelta(minutes=9)))
    made.enter(operation, office.sari, "note", made.told("Karangan: pintu terbuka.", at=now - timedelta(minutes=3)))
    operation.refresh_from_db()
    assert operation.state == OperationState.UNDER_WAY
    late = made.told("Karangan: lobi", at=now - timedelta(minutes=6), place=[-6.1438, 106.7394, 12])
    made.enter(operation, office.dewi, "photo", late, photo=evidence.sealed_upload(name="lobi.jpg"))
    made.enter(operation, office.sari, "end", made.told(at=now))
    operation.refresh_from_db()
    assert operation.state == OperationState.CARRIED_OUT
    opened = peek(operation, keyring(office.hadi))
    assert [one.entry.kind for one in opened.entries] == ["arrived", "photo", "note", "end"]
    assert opened.entries[1].contents.place == [-6.1438, 106.7394, 12]
    exhibit = opened.entries[1].entry.exhibit
    assert exhibit is not None
    assert facts_of(exhibit, key=opened.key).name == "lobi.jpg"
    assert view_photo(entry=opened.entries[1].entry, keyring=keyring(office.sari)) == (exhibit, opened.key)
    assert [entry.act for entry in entries_of([exhibit.subject])] == [Act.EXHIBIT_RECEIVED, Act.EXHIBIT_VIEWED]


def test_it_can_be_ended_from_a_page_that_was_opened_before_its_first_entry(office: Cast, operation: Operation) -> None:
    """Without a network the page learns of nothing more: it offers the end from the start, to its leader alone."""
    assert may(office.sari, operation, OperationStep.END)
    with pytest.raises(Refused) as refused:
        made.enter(made.operation(office, with_team=[(office.bayu, "leader")]), office.sari, "end")
    assert refused.value.code == "not_in_team"
    made.enter(operation, office.sari, "end")
    operation.refresh_from_db()
    assert operation.state == OperationState.CARRIED_OUT
    made.enter(operation, office.dewi, "note", made.told("Karangan: ditulis tanpa jaringan, datang sesudahnya."))
    operation.refresh_from_db()
    assert operation.state == OperationState.CARRIED_OUT


def test_what_is_sent_twice_is_kept_once(office: Cast, operation: Operation) -> None:
    ident = uuid.uuid4()
    assert [made.enter(operation, office.sari, ident=ident)[1] for _time in range(3)] == [True, False, False]
    assert LogEntry.objects.count() == 1
    other = made.operation(office, with_team=[(office.bayu, "leader")])
    with pytest.raises(Refused) as refused:
        made.enter(other, office.bayu, ident=ident)
    assert refused.value.code == "of_another_log"


def test_late_ones_come_after_the_end_and_after_the_report(office: Cast, operation: Operation) -> None:
    made.enter(operation, office.sari)
    made.enter(operation, office.sari, "end")
    made.enter(operation, office.dewi, "note", made.told("Karangan: terlambat."))
    with pytest.raises(Refused) as refused:
        made.enter(operation, office.sari, "end")
    assert refused.value.code == "not_in_this_state"
    operation.refresh_from_db()
    ending.record_result(operation=operation, result=made.RESULT, keyring=keyring(office.dewi))
    assert made.enter(operation, office.dewi, "note", made.told("Karangan: lebih terlambat."))[1]


def test_the_entry_s_own_moment_has_to_be_covered(
    office: Cast, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter ran out while there was no network: what was written before is taken, what came after is not."""
    now = clock.now()
    later = now + timedelta(days=9)
    monkeypatch.setattr(clock, "now", lambda: later)
    made.enter(operation, office.sari, contents=made.told(at=now + timedelta(hours=1)))
    for moment in (later, now - timedelta(days=1), later + timedelta(hours=1)):
        with pytest.raises(Refused):
            made.enter(operation, office.sari, contents=made.told(at=moment))


@pytest.mark.parametrize(
    ("kind", "contents"),
    [
        ("note", made.told(" ")),
        ("photo", made.told()),
        ("sulap", made.told()),
        ("checklist", made.told(items=["bohong"])),
        ("note", made.told("x" * 20_001)),
        ("note", made.told("Karangan", place=[500, 500])),
        ("arrived", LogContents(at="kemarin")),
        ("arrived", LogContents(at="2025-09-23T10:00:00")),
        ("person", made.told("Karangan")),
        ("person", made.met(name=" ", number="")),
    ],
)
def test_what_cannot_be_is_refused(office: Cast, operation: Operation, kind: str, contents: LogContents) -> None:
    with pytest.raises(Refused):
        made.enter(operation, office.sari, kind, contents)
    assert not LogEntry.objects.exists()


def test_every_kind_can_be_written(office: Cast, operation: Operation) -> None:
    for kind in LogKind:
        contents = made.met() if kind == LogKind.PERSON else made.told("Karangan")
        photo = evidence.sealed_upload() if kind == LogKind.PHOTO else None
        assert made.enter(operation, office.sari, kind, contents, photo=photo)[1]
        assert kind.label


def test_only_the_team_and_the_unit_write_and_only_the_leader_ends(office: Cast, operation: Operation) -> None:
    for person in (office.bayu, office.rina, office.agus):
        with pytest.raises(Refused):
            made.enter(operation, person)
    assert made.enter(operation, office.hadi)[1]
    other = made.operation(office, with_team=[(office.bayu, "member"), (office.hadi, "leader")])
    made.enter(other, office.bayu)
    with pytest.raises(Refused):
        made.enter(other, office.bayu, "end")


def test_a_photo_that_did_not_arrive_is_none(office: Cast, operation: Operation) -> None:
    upload = evidence.sealed_upload()
    upload.discard()
    with pytest.raises(ExhibitGone):
        made.enter(operation, office.sari, "photo", photo=upload)
    assert not LogEntry.objects.exists()


class TestPersonsMet:
    def test_a_passport_s_lines_fill_in_what_was_not_typed(self, office: Cast, operation: Operation) -> None:
        contents = made.met(mrz=made.PASSPORT, name="Anna Karangan", number="", nationality="", document="")
        made.enter(operation, office.sari, "person", contents)
        person = peek(operation, keyring(office.dewi)).entries[0].contents.person
        assert person is not None
        assert (person.name, person.number, person.nationality) == ("Anna Karangan", "L898902C3", "UTO")
        assert (person.document, person.born_on, person.expires_on) == ("P", "1974-08-12", "2012-04-15")
        assert (person.problems, person.maybe_victim) == ([], True)

    def test_what_does_not_fit_is_kept_and_told(self, office: Cast, operation: Operation) -> None:
        made.enter(operation, office.sari, "person", made.met(mrz=made.PASSPORT[:-1] + "1"))
        made.enter(operation, office.sari, "person", made.met(mrz="tidak terbaca"))
        people = [one.contents.person for one in peek(operation, keyring(office.dewi)).entries]
        assert ["seluruh baris" in person.problems[0] for person in people if person] == [True, False]
        assert ["bukan baris" in person.problems[0] for person in people if person] == [False, True]

    def test_the_report_is_drafted_with_them(self, office: Cast, operation: Operation) -> None:
        made.enter(operation, office.sari, "checklist", made.told(items=["letter", "apart"]))
        made.enter(operation, office.sari)
        made.enter(operation, office.dewi, "person", made.met())
        made.enter(operation, office.dewi, "person", made.met(name="Orang Lain", maybe_victim=False))
        draft = draft_of(peek(operation, keyring(office.sari)))
        assert draft.carried_out_on == clock.today().isoformat()
        assert draft.course.splitlines()[0].endswith(" Tiba (Sari Contoh)")
        assert len(draft.course.splitlines()) == 3
        assert draft.findings.splitlines() == [
            "Orang yang ditemui: 2.",
            "1. Orang Karangan, UTO, P X0000000 (mungkin korban, belum dinilai)",
            "2. Orang Lain, UTO, P X0000000",
        ]
        assert draft.follow_up.startswith("1 orang mungkin korban")

    def test_an_empty_log_drafts_nothing_wrong(self, office: Cast, operation: Operation) -> None:
        draft = draft_of(peek(operation, keyring(office.sari)))
        assert (draft.course, draft.findings, draft.follow_up) == ("", "Orang yang ditemui: 0.", "")


def test_the_phone_s_key_is_of_one_operation_and_one_officer(office: Cast, operation: Operation) -> None:
    other = made.operation(office, with_team=[(office.bayu, "leader")])
    keys = {draft_key(operation, keyring(office.sari)), draft_key(operation, keyring(office.dewi))}
    keys |= {draft_key(other, keyring(office.dewi)), draft_key(operation, keyring(office.sari))}
    assert len(keys) == 3
    assert all(len(key) == 32 for key in keys)
