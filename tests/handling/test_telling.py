"""What somebody told an officer by word of mouth is a report like any other, and its words are the officer's."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.cases.dossier import report_of
from pimpasa.common import clock
from pimpasa.handling import rules
from pimpasa.handling.actions.identifying import ask_identity, open_identity
from pimpasa.handling.actions.telling import tell
from pimpasa.handling.models import Telling
from pimpasa.handling.queries.custody import custody_of
from pimpasa.handling.queries.milestones import milestones_of
from pimpasa.insights.actions.publishing import published
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.reports.kinds import Channel, Mode, Source, Urgency
from pimpasa.reports.models import Alarm, Mention, Report
from pimpasa.reports.opening import peek
from tests.factories import reports as given
from tests.factories.acts import count_on
from tests.factories.people import Cast, cast, keyring
from tests.factories.territory import CENGKARENG_TIMUR, PEGADUNGAN

pytestmark = pytest.mark.django_db
WORDS = "Karangan: ibu di acara bercerita, anaknya disuruh menghubungi 0812-0000-0000."


@pytest.fixture
def office() -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    telling, code = given.written_down(office.sari, narrative=WORDS)
    report = telling.report
    assert (report.channel, report.desk, report.unit) == (Channel.ORAL, office.at.cengkareng_timur, office.at.unit)
    for reader in (office.sari, office.dewi):
        assert peek(report, keyring(reader)).answers.narrative == WORDS
    assert given.seen_by_reporter(code).answers.narrative == WORDS
    read_by_reporters = given.report(narrative="Karangan: lain.", mode="anonymous").due_at
    assert report.due_at is not None
    assert abs(report.due_at - read_by_reporters) < timedelta(minutes=1)
    assert Mention.objects.filter(report=report).count() == 1


def test_the_log_says_that_the_officer_wrote_it(office: Cast) -> None:
    report = given.written_down(office.sari)[0].report
    acts = [(entry.act, entry.actor) for entry in entries_of([report.subject])]
    assert sorted(acts) == sorted([(Act.REPORT_TOLD, office.sari.actor), (Act.REPORT_RECEIVED, office.sari.actor)])
    assert milestones_of(report).received is not None
    assert {entry.who for entry in custody_of(peek(report, keyring(office.sari)))} == {"Sari Contoh"}


def test_bayu_writes_for_another_desk_and_cannot_read_it(office: Cast) -> None:
    report = given.written_down(office.bayu, village=CENGKARENG_TIMUR)[0].report
    with pytest.raises(Refused) as refused:
        peek(report, keyring(office.bayu))
    assert refused.value.code == "other_desk"
    assert peek(report, keyring(office.sari)).report == report
    with pytest.raises((Refused, NotGranted)):
        peek(given.written_down(office.fani, village=PEGADUNGAN)[0].report, keyring(office.fani))


def test_past_the_pimpasa_even_by_herself(office: Cast) -> None:
    report = given.written_down(office.sari, direct=True)[0].report
    assert report.desk is None
    with pytest.raises(Refused):
        peek(report, keyring(office.sari))
    assert peek(report, keyring(office.dewi)).report == report


@pytest.mark.parametrize(
    ("graded", "words", "urgency"),
    [
        (3, "Karangan: ditawari kerja.", Urgency.ROUTINE),
        (2, "Karangan: ditawari kerja.", Urgency.PRIORITY),
        (1, "Karangan: ditawari kerja.", Urgency.EMERGENCY),
        (3, "Karangan: ia dikurung di mes.", Urgency.EMERGENCY),
    ],
)
def test_an_officer_makes_it_more_urgent_never_less(office: Cast, graded: int, words: str, urgency: Urgency) -> None:
    report = given.written_down(office.sari, graded=graded, narrative=words)[0].report
    assert report.urgency == urgency
    assert Alarm.objects.filter(report=report).exists() == (urgency == Urgency.EMERGENCY)


def test_who_told_it_is_sealed_apart(office: Cast) -> None:
    official = {"source": Source.OFFICIAL, "liaison_role": "Karangan: ketua RW", **IDENTITY}
    report = given.written_down(office.sari, **official)[0].report
    assert report.mode == Mode.CONFIDENTIAL
    opened = peek(report, keyring(office.sari))
    contents = json.dumps(opened.answers.contents()) + json.dumps(report_of(opened))
    assert opened.answers.source == Source.MET
    assert not [words for words in ("Pencerita", "0813", "ketua RW", "official", "liaison") if words in contents]
    asking = ask_identity(report=report, keyring=keyring(office.sari), reason="Karangan: mau bertanya.")
    identity = open_identity(asking=asking, keyring=keyring(office.sari))
    assert identity["name"] == "Pencerita Karangan"
    assert identity["office"] == "Karangan: ketua RW"
    assert identity["mode"] == Mode.LIAISON


IDENTITY = {"mode": Mode.CONFIDENTIAL, "contact_name": "Pencerita Karangan", "contact_way": "0813-0000-0000"}


@pytest.mark.parametrize("card", ["unwanted", "dangerous", "unreachable"])
def test_without_a_card_nobody_has_a_code(office: Cast, card: str) -> None:
    telling, code = given.written_down(office.sari, card=card)
    assert code == ""
    assert peek(telling.report, keyring(office.sari)).answers.card == card


def test_the_same_form_sent_twice_is_one_report(office: Cast) -> None:
    pk = uuid4()
    tell(pk=pk, answers=given.told_to_an_officer(), by=office.sari)
    for officer in (office.sari, office.dewi):
        with pytest.raises(Refused) as refused:
            tell(pk=pk, answers=given.told_to_an_officer(), by=officer)
        assert refused.value.code == "told_already"
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"narrative": " "}, "incomplete"),
        ({"kind": ""}, "incomplete"),
        ({"source": ""}, "teller_unknown"),
        ({"consent": "no"}, "teller_unknown"),
        ({"card": ""}, "teller_unknown"),
        ({"consent": "unasked", "card": "unreachable", **IDENTITY}, "contact_without_consent"),
        ({"consent": "unasked"}, "card_without_teller"),
    ],
)
def test_what_is_refused(office: Cast, changes: dict[str, str], code: str) -> None:
    with pytest.raises(Refused) as refused:
        given.written_down(office.sari, **changes)
    assert refused.value.code == code
    assert not Report.objects.exists()
    assert not Telling.objects.exists()


def test_a_flood_under_one_name_ends(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_TOLD_A_DAY", 2)
    for _turn in range(2):
        given.written_down(office.sari)
    with pytest.raises(Refused) as refused:
        given.written_down(office.sari)
    assert refused.value.code == "too_many_today"
    given.written_down(office.dewi)


def test_it_is_counted_as_a_way_of_its_own(office: Cast) -> None:
    for _turn in range(11):
        given.written_down(office.sari)
    given.report()
    count_on()
    tomorrow = clock.today() + timedelta(days=1)
    assert dict(published(on=tomorrow).by_channel) == {
        Channel.WEB: None,
        Channel.POSTER: None,
        Channel.ORAL: 10,
    }


def test_the_export_says_whose_words_they_are(office: Cast) -> None:
    told = report_of(peek(given.written_down(office.sari)[0].report, keyring(office.sari)))
    assert told["channel"] == "oral"
    assert told["written_down"] == {"by": "Sari Contoh", "as": "Disampaikan lisan, ditulis oleh petugas"}
    assert report_of(peek(given.report(), keyring(office.sari)))["written_down"] is None
