"""Reports that name the same meet openly within a desk; what other desks know is theirs until they agree."""

from __future__ import annotations

import re
import timeit
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.connections.actions import decide_share, inquire, judge_mention
from pimpasa.connections.models import Inquiry
from pimpasa.connections.opening import answer_to, reason_of
from pimpasa.connections.queries.clusters import MOST_LANES, cluster_around
from pimpasa.connections.queries.links import Link, links_of
from pimpasa.connections.queries.shares import answered_to, asked_of
from pimpasa.connections.rules import MOST_INQUIRIES_A_DAY
from pimpasa.handling.actions.disclosing import disclose
from pimpasa.handling.actions.identifying import ask_identity
from pimpasa.handling.actions.verifying import ask, take
from pimpasa.handling.opening import open_report
from pimpasa.handling.queries.queue import queue
from pimpasa.handling.rules import check_redact
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.linking.identifiers.finding import MOST, find
from pimpasa.linking.words import words
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.contents import PersonAnswer
from pimpasa.reports.kinds import MentionStatus, ShareState
from pimpasa.reports.mentions import name_more_than_kept
from pimpasa.reports.models import Mention, Report, ReportGrant, Share
from pimpasa.reports.opening import peek
from pimpasa.vault.opening import key_among
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast, cast, keyring
from tests.factories.tables import everything
from tests.factories.territory import CENGKARENG_TIMUR

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
REASON = "Karangan: perekrut yang sama."


@pytest.fixture
def office() -> Cast:
    return cast()


def naming(words: str, village: str = CENGKARENG_TIMUR, **changes: object) -> Report:
    return given.report(narrative=f"Karangan: {words}", persons=[], village=village, **changes)


def link(report: Report, officer: Officer, value: str = "+6281234567890") -> Link:
    found = links_of(peek(report, keyring(officer)), officer)
    return next(one for one in found if one.value == value)


def village_of(office: Cast) -> str:
    village = office.at.pegadungan.village
    assert village is not None
    return village.code


def test_within_a_desk_they_meet_openly(office: Cast) -> None:
    first, second = naming("hub 0812-3456 7890"), naming("WA +62(812)34567890")
    third = given.report(persons=[PersonAnswer("phone", "0812.3456.7890")])
    naming("hub 0812-9999-0000")
    found = link(first, office.sari)
    assert set(found.near) == {second, third}


def test_what_a_reporter_adds_later_counts(office: Cast) -> None:
    first = naming("hub 0812-3456 7890")
    second, code = given.received(narrative="Karangan", persons=[])
    answer(opened=given.seen_by_reporter(code), text="Nomornya 081234567890")
    assert link(first, office.sari).near == [second]
    assert link(second, office.sari).near == [first]


def test_elsewhere_nothing_is_told(office: Cast) -> None:
    mine, theirs = naming("hub 0812-3456 7890"), naming("WA 081234567890", village_of(office))
    assert link(mine, office.sari).near == []
    with pytest.raises(Refused):
        open_report(report=theirs, keyring=keyring(office.sari))
    assert link(mine, office.dewi).near == [theirs]


def test_the_database_holds_no_number(office: Cast) -> None:
    naming("hub 0812-3456 7890")
    stored = repr(everything())
    for spelled in ("81234567890", "0812-3456", "3456 7890"):
        assert spelled not in stored
    assert {len(bytes(row.digest)) for row in Mention.objects.all()} == {16}


def test_ten_thousand_numbers_are_taken_and_bounded(office: Cast) -> None:
    numbers = " ".join(f"0812{number:08}" for number in range(10_000))
    report, again = naming(numbers), naming(numbers)
    assert Mention.objects.filter(report=report).count() == MOST
    opened = peek(report, keyring(office.sari))
    assert name_more_than_kept(opened)
    links = links_of(opened, office.sari)
    assert len(links) == MOST
    assert {tuple(link.near) for link in links} == {(again,)}
    drawn = cluster_around(report, office.sari, {bytes(link.mention.digest): link.value for link in links})
    assert drawn is not None
    assert (len(drawn.lanes), len(drawn.rows), drawn.is_cut) == (MOST_LANES, 2, True)
    with CaptureQueriesContext(connection) as asked:
        links_of(opened, office.sari)
    assert len(asked) <= 5


def test_ten_thousand_cost_no_more_than_in_proportion() -> None:
    few, many = (" ".join(f"0812{number:08}" for number in range(most)) for most in (1_000, 10_000))
    for read in (find, partial(find, most=20_000), words):
        cost = [min(timeit.repeat(partial(read, text), number=1, repeat=5)) for text in (few, many)]
        assert cost[1] < 25 * cost[0]


def test_what_is_not_listed_is_counted(office: Cast) -> None:
    report = naming(" ".join(f"0812{number:08}" for number in range(201)))
    browser = Client()
    browser.post("/masuk/", {"login": office.sari.email, "password": PASSPHRASE})
    page = browser.get(f"/petugas/laporan/{report.pk}/").content.decode()
    assert "dan 170 lagi" in page
    assert "hanya 200 yang pertama" in page
    assert page.count("+62812") == 3 * 30
    everything_listed = browser.get(f"/petugas/laporan/{report.pk}/?penanda=semua").content.decode()
    assert everything_listed.count("+62812") == 3 * MOST
    assert re.search(r"dan \d+ lagi", everything_listed) is None


def test_what_is_no_identifier_ties_nothing(office: Cast) -> None:
    first, second = naming("hub 0812-3456 7890"), naming("hub 0812-3456 7890")
    judge_mention(mention=link(first, office.sari).mention, status=MentionStatus.REFUSED, by=office.sari)
    assert link(first, office.sari).near == []
    assert link(second, office.sari).near == []
    judge_mention(mention=link(first, office.sari).mention, status=MentionStatus.CONFIRMED, by=office.sari)
    assert link(second, office.sari).near == [first]
    with pytest.raises(Refused):
        judge_mention(mention=link(first, office.sari).mention, status="found", by=office.sari)
    with pytest.raises(Refused):
        judge_mention(mention=link(first, office.sari).mention, status="refused", by=office.bayu)


def asked(office: Cast, mine: Report) -> Share | None:
    """Sari asks the other desks; the question that reached one of them."""
    inquire(mention=link(mine, office.sari).mention, reason=REASON, keyring=keyring(office.sari))
    return Share.objects.filter(because_of=mine).order_by("-id").first()


class TestSharing:
    @pytest.fixture
    def pair(self, office: Cast) -> tuple[Report, Report]:
        """Sari's, and Bayu's with a reporter who can be reached."""
        return naming("hub 0812-3456 7890"), naming("WA 081234567890", village_of(office), **given.IDENTITY)

    @pytest.fixture
    def share(self, office: Cast, pair: tuple[Report, Report]) -> Share:
        reached = asked(office, pair[0])
        assert reached is not None
        return reached

    def test_sari_asks_dewi_grants_and_sari_reads(
        self, office: Cast, pair: tuple[Report, Report], share: Share
    ) -> None:
        mine, theirs = pair
        assert asked_of(office.dewi) == [share]
        assert asked_of(office.bayu) == []
        assert reason_of(share, keyring(office.dewi)) == REASON
        assert answered_to(mine, office.sari) == []
        decide_share(share=share, decision=ShareState.GRANTED, reason="Silakan.", keyring=keyring(office.dewi))
        [answered] = answered_to(mine, office.sari)
        assert answer_to(answered, keyring(office.sari)) == "Silakan."
        opened = open_report(report=theirs, keyring=keyring(office.sari))
        assert opened.answers.narrative == "Karangan: WA 081234567890"
        assert link(mine, office.sari).near == [theirs]
        assert asked_of(office.dewi) == []
        acts = [entry.act for entry in entries_of([theirs.subject])]
        assert acts == [Act.REPORT_RECEIVED, Act.SHARE_ASKED, Act.SHARE_GRANTED, Act.REPORT_OPENED]
        assert [entry.act for entry in entries_of([mine.subject])] == [Act.REPORT_RECEIVED, Act.OTHERS_ASKED]

    def test_reading_is_all_she_may(self, office: Cast, pair: tuple[Report, Report], share: Share) -> None:
        _mine, theirs = pair
        decide_share(share=share, decision=ShareState.GRANTED, reason="", keyring=keyring(office.dewi))
        sari = keyring(office.sari)
        opened = open_report(report=theirs, keyring=sari)
        for attempt in (
            lambda: take(report=theirs, by=office.sari),
            lambda: ask(opened=opened, text="Karangan?", by=office.sari),
            lambda: ask_identity(report=theirs, keyring=sari, reason=REASON),
            lambda: disclose(report=theirs, keyring=sari, act=Act.REPORT_EXPORTED, reason=REASON),
            lambda: check_redact(office.sari, theirs, [[1, 1, 1, 1]]),
        ):
            with pytest.raises(Refused, match="dibagikan"):
                attempt()
        with pytest.raises(NotGranted):
            key_among(theirs.keys_for(ReportGrant.Purpose.IDENTITY), sari)
        assert theirs not in queue(office.sari)

    def test_no_is_said_with_a_reason_and_may_be_asked_again(
        self, office: Cast, pair: tuple[Report, Report], share: Share
    ) -> None:
        mine, theirs = pair
        dewi = keyring(office.dewi)
        with pytest.raises(Refused, match="mengapa tidak"):
            decide_share(share=share, decision=ShareState.REFUSED, reason="", keyring=dewi)
        decide_share(share=share, decision=ShareState.REFUSED, reason="Karangan: korban masih takut.", keyring=dewi)
        [answered] = answered_to(mine, office.sari)
        assert answered.state == ShareState.REFUSED
        assert answer_to(answered, keyring(office.sari)) == "Karangan: korban masih takut."
        with pytest.raises(Refused):
            open_report(report=theirs, keyring=keyring(office.sari))
        assert asked(office, mine) != share

    def test_a_question_left_unanswered_looks_like_one_that_reached_nobody(
        self, office: Cast, pair: tuple[Report, Report], share: Share
    ) -> None:
        mine, _theirs = pair
        decide_share(share=share, decision=ShareState.SILENT, reason="", keyring=keyring(office.dewi))
        assert answered_to(mine, office.sari) == []
        assert asked(office, mine) == share  # and does not reach them again
        assert asked_of(office.dewi) == []

    def test_two_at_once_the_second_is_told(self, office: Cast, share: Share) -> None:
        decide_share(share=share, decision=ShareState.GRANTED, reason="", keyring=keyring(office.dewi))
        with pytest.raises(Refused, match="rekan sudah memutuskan"):
            decide_share(share=share, decision=ShareState.REFUSED, reason=REASON, keyring=keyring(office.hadi))

    def test_asking_twice_puts_one_question(self, office: Cast, pair: tuple[Report, Report], share: Share) -> None:
        assert asked(office, pair[0]) == share
        assert Share.objects.count() == 1

    def test_who_may_not(self, office: Cast, pair: tuple[Report, Report]) -> None:
        mine, _theirs = pair
        mention = link(mine, office.sari).mention
        for person in (office.bayu, office.agus, office.rina, office.hadi):
            with pytest.raises((Refused, NotGranted)):
                inquire(mention=mention, reason=REASON, keyring=keyring(person))
        with pytest.raises(Refused, match="untuk apa"):
            inquire(mention=mention, reason="ya", keyring=keyring(office.sari))
        share = asked(office, mine)
        assert share is not None
        for person in (office.sari, office.bayu, office.agus, office.rina):
            with pytest.raises(Refused):
                decide_share(share=share, decision=ShareState.GRANTED, reason="", keyring=keyring(person))
        with pytest.raises(Refused) as refused:
            decide_share(share=share, decision=ShareState.ASKED, reason="", keyring=keyring(office.dewi))
        assert refused.value.code == "no_decision"

    def test_without_the_ledger_nothing_happens(
        self, office: Cast, pair: tuple[Report, Report], broken_ledger: Broken
    ) -> None:
        mine, _theirs = pair
        dewi = keyring(office.dewi)
        mention = link(mine, office.sari).mention
        before = everything()
        with broken_ledger():
            inquire(mention=mention, reason=REASON, keyring=keyring(office.sari))
        with broken_ledger():
            judge_mention(mention=mention, status=MentionStatus.CONFIRMED, by=office.sari)
        assert everything() == before
        share = asked(office, mine)
        assert share is not None
        before = everything()
        with broken_ledger():
            decide_share(share=share, decision=ShareState.GRANTED, reason="", keyring=dewi)
        assert everything() == before
        assert Share.objects.get().state == ShareState.ASKED


class TestACorruptOfficer:
    """Sari files reports herself that name a number, to learn who else knows it."""

    def pages(self, office: Cast, mine: Report) -> list[str]:
        """Everything that may tell her: the report, its picture, the clusters, the question before and after."""
        browser = Client()
        browser.post("/masuk/", {"login": office.sari.email, "password": PASSPHRASE})
        mention = Mention.objects.get(report=mine)
        asking = f"/petugas/laporan/{mine.pk}/penanda/{mention.pk}/tanya/"
        looked = ["/petugas/hubungan/", f"/petugas/laporan/{mine.pk}/hubungan/", asking, f"/petugas/laporan/{mine.pk}/"]
        shown = [browser.get(path).content.decode() for path in looked]
        shown.append(browser.post(asking, {"reason": REASON}, follow=True).content.decode())
        shown += [browser.get(path).content.decode() for path in looked]
        token = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
        return [token.sub("", page) for page in shown]

    @pytest.mark.parametrize("others", [0, 3])
    def test_she_sees_the_same_whoever_knows_it(self, office: Cast, others: int) -> None:
        mine = naming("hub 0812-3456 7890")
        for _number in range(others):
            naming("WA 081234567890", village_of(office))
        shown = "".join(self.pages(office, mine))
        assert Share.objects.count() == others
        assert "Kantor Imigrasi" not in shown.replace(office.at.office.name, "")
        assert [str(report.pk) for report in Report.objects.exclude(pk=mine.pk) if str(report.pk) in shown] == []
        assert "Tidak ada dua laporan yang menyebut hal yang sama" in shown
        assert "laporan lain" not in shown.replace("Tidak ada laporan lain", "")

    def test_she_may_ask_so_often_a_day_and_each_time_is_an_act(self, office: Cast) -> None:
        mine = naming("hub 0812-3456 7890")
        mention = link(mine, office.sari).mention
        for _number in range(MOST_INQUIRIES_A_DAY):
            inquire(mention=mention, reason=REASON, keyring=keyring(office.sari))
        with pytest.raises(Refused) as refused:
            inquire(mention=mention, reason=REASON, keyring=keyring(office.sari))
        assert refused.value.code == "asked_often"
        acts = [entry.act for entry in entries_of([mine.subject])]
        assert acts.count(Act.OTHERS_ASKED) == MOST_INQUIRIES_A_DAY
        Inquiry.objects.update(asked_at=clock.now() - timedelta(days=1))
        inquire(mention=mention, reason=REASON, keyring=keyring(office.sari))
