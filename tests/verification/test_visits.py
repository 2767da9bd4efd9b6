"""A visit is written down entry by entry; the phone may send each as often as it likes."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.evidence.opening.files import facts_of
from pimpasa.handling.actions.verifying import take
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.logbook.rules import MOST_POINTS
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.vault.opening import key_of
from pimpasa.verification.actions.checks import decide_check, plan_check
from pimpasa.verification.actions.visits import add_entry
from pimpasa.verification.contents import EntryContents
from pimpasa.verification.kinds import CheckState
from pimpasa.verification.models import FieldCheck, VisitEntry
from pimpasa.verification.opening import draft_key
from pimpasa.verification.queries import open_check
from tests.factories import evidence
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
STROKES = [[[10, 20], [30, 40]], [[500, 400]]]


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    return cast()


@pytest.fixture
def check(office: Cast) -> FieldCheck:
    report = given.taken(office.sari)
    return given.check(report, office.sari)


def told(
    text: str = "Karangan: pintu terkunci dari luar.", *, at: datetime | None = None, **more: object
) -> EntryContents:
    return EntryContents(at=(at or clock.now()).isoformat(), text=text, **more)  # type: ignore[arg-type]


def enter(
    check: FieldCheck, office: Cast, kind: str = "note", contents: EntryContents | None = None, **more: object
) -> tuple[VisitEntry, bool]:
    ident = more.pop("ident", None) or uuid.uuid4()
    by = more.pop("by", office.sari)
    return add_entry(
        check=check,
        entry_id=ident,
        kind=kind,
        contents=contents or told(),
        keyring=keyring(by),
        **more,  # type: ignore[arg-type]
    )


def test_it_works(office: Cast, check: FieldCheck) -> None:
    """A visit from its checklist to its signature."""
    enter(check, office, "checklist", told("", items=["letter", "shown"]))
    enter(check, office, contents=told(place=[-6.1438, 106.7394, 12]))
    photo, _new = enter(check, office, "photo", told("Pintu"), photo=evidence.sealed_upload(name="pintu.jpg"))
    enter(check, office, "signature", told("Sari Contoh", strokes=STROKES))
    check.refresh_from_db()
    assert check.state == CheckState.VISITED
    assert check.visited_at is not None
    report = Report.objects.get()
    key = key_of(report, keyring(office.dewi))
    opened = open_check(check, key)
    assert [one.entry.kind for one in opened.entries] == ["checklist", "note", "photo", "signature"]
    assert opened.entries[1].contents.place == [-6.1438, 106.7394, 12]
    assert opened.entries[3].contents.strokes == STROKES
    assert photo.exhibit is not None
    assert facts_of(photo.exhibit, key=key).name == "pintu.jpg"
    acts = [entry.act for entry in entries_of([report.subject])]
    assert acts[-4:] == [Act.VISIT_NOTED, Act.VISIT_NOTED, Act.VISIT_NOTED, Act.VISIT_SIGNED]
    assert [entry.act for entry in entries_of([photo.exhibit.subject])] == [Act.EXHIBIT_RECEIVED]


def test_the_reporter_never_sees_it(office: Cast) -> None:
    report, code = given.received()
    take(report=report, by=office.sari)
    report.refresh_from_db()
    check = given.check(report, office.sari)
    enter(check, office, "photo", told(), photo=evidence.sealed_upload())
    seen = given.seen_by_reporter(code)
    assert (seen.exhibits, len(seen.by_officers)) == ([], 1)
    assert len(peek(report, keyring(office.sari)).by_officers) == 1


def test_what_is_sent_twice_is_kept_once(office: Cast, check: FieldCheck) -> None:
    ident = uuid.uuid4()
    assert [enter(check, office, ident=ident)[1] for _time in range(3)] == [True, False, False]
    assert VisitEntry.objects.count() == 1
    other = given.check(given.taken(office.sari), office.sari)
    with pytest.raises(Refused) as refused:
        enter(other, office, ident=ident)
    assert refused.value.code == "of_another_log"


def test_what_was_written_without_a_network_may_come_after_the_signature(office: Cast, check: FieldCheck) -> None:
    enter(check, office, "signature", told("Sari Contoh"))
    enter(check, office)
    with pytest.raises(Refused) as refused:
        enter(check, office, "signature", told("Sari Contoh"))
    assert refused.value.code == "not_in_this_state"


def test_the_entry_s_own_moment_has_to_be_covered(
    office: Cast, check: FieldCheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The letter ran out while there was no network: what was written before is taken, what came after is not."""
    now = clock.now()
    later = now + timedelta(days=9)
    monkeypatch.setattr(clock, "now", lambda: later)
    enter(check, office, contents=told(at=now + timedelta(hours=1)))
    for moment in (later, now - timedelta(days=2), later + timedelta(hours=1)):
        with pytest.raises(Refused):
            enter(check, office, contents=told(at=moment))


def test_an_urgent_one_may_begin_once_agreed_to(office: Cast) -> None:
    report = given.taken(office.sari, kind="foreigner", indicators=[45])
    check = plan_check(report=report, plan=given.urgent_plan(), keyring=keyring(office.sari))
    with pytest.raises(Refused):
        enter(check, office)
    check = decide_check(check=check, agrees=True, words="", keyring=keyring(office.dewi))
    assert enter(check, office)[1]


@pytest.mark.parametrize(
    ("kind", "contents"),
    [
        ("note", told(" ")),
        ("photo", told()),
        ("sulap", told()),
        ("checklist", told("", items=["bohong"])),
        ("note", told("x" * 20_001)),
        ("note", told(place=[500, 500])),
        ("note", EntryContents(at="kemarin", text="Karangan")),
        ("note", EntryContents(at="2025-09-23T10:00:00", text="Karangan")),
        ("signature", told("")),
        ("signature", told("", strokes=[[[2000, 1]]])),
        ("signature", told("", strokes=[[[1, 1]] * (MOST_POINTS + 1)])),
    ],
)
def test_what_cannot_be_is_refused(office: Cast, check: FieldCheck, kind: str, contents: EntryContents) -> None:
    with pytest.raises(Refused):
        enter(check, office, kind, contents)
    assert not VisitEntry.objects.exists()


def test_a_photo_that_did_not_arrive_is_none(office: Cast, check: FieldCheck) -> None:
    upload = evidence.sealed_upload()
    upload.discard()
    with pytest.raises(ExhibitGone):
        enter(check, office, "photo", told(), photo=upload)
    assert not VisitEntry.objects.exists()


def test_only_who_goes_writes(office: Cast, check: FieldCheck) -> None:
    for person in (office.dewi, office.bayu, office.hadi, office.rina):
        with pytest.raises(Refused):
            enter(check, office, by=person)


def test_the_phone_s_key_is_of_one_visit_and_one_officer(office: Cast, check: FieldCheck) -> None:
    other = given.check(given.taken(office.sari), office.sari)
    keys = {draft_key(check, keyring(office.sari)), draft_key(check, keyring(office.dewi))}
    keys |= {draft_key(other, keyring(office.sari)), draft_key(check, keyring(office.sari))}
    assert len(keys) == 3
    assert all(len(key) == 32 for key in keys)
