"""Early warning: what desks of two offices have alike, told to their units as a fact, once, and to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.connections.actions import judge_mention
from pimpasa.handling.actions.verifying import take
from pimpasa.insights.actions.warning import forget_warnings, read_warning, set_warning_terms, watch
from pimpasa.insights.kinds import Pattern
from pimpasa.insights.models import Bookmark, EarlyWarning
from pimpasa.insights.queries.early_warnings import said_of, spread_of
from pimpasa.insights.rules import DAYS, DESKS
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries
from pimpasa.reports.kinds import Kind as ReportKind
from pimpasa.reports.kinds import MentionStatus
from pimpasa.reports.models import Mention, Report
from pimpasa.reports.states import State
from pimpasa.territory.models import Village
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories import reports as given
from tests.factories.acts import count_on
from tests.factories.people import Cast, cast
from tests.factories.territory import CENGKARENG_TIMUR, KAPUK, PEGADUNGAN, TANAH_TINGGI, make_village_desk
from tests.factories.warnings import at_three_desks, looked_at, naming, warned

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Cast:
    office = cast()
    looked_at()
    return office


def identifiers() -> list[str]:
    """The offices that were warned of an identifier."""
    rows = EarlyWarning.objects.filter(pattern=Pattern.IDENTIFIER)
    return sorted(rows.values_list("office__name", flat=True))


def both(office: Cast) -> list[str]:
    return sorted([office.at.office.name, office.at.fallback.name])


class TestTheSameNumber:
    def test_at_three_desks_is_told_to_the_units_of_both_offices(self, office: Cast) -> None:
        at_three_desks(office)
        looked_at()
        assert identifiers() == both(office)
        acts = entries(act=Act.WARNING_RAISED)
        assert sorted(act.subject for act in acts) == sorted(row.subject for row in EarlyWarning.objects.all())
        assert {act.actor for act in acts} == {"system"}
        for officer in (office.dewi, office.fani):
            assert Kind.ALIKE in [entry.kind for entry in waiting_for(officer).entries]
        for officer in (office.sari, office.bayu, office.agus, office.rina):
            assert Kind.ALIKE not in [entry.kind for entry in waiting_for(officer).entries]

    def test_at_two_desks_is_told_to_nobody(self, office: Cast) -> None:
        naming(CENGKARENG_TIMUR, office.sari)
        naming(CENGKARENG_TIMUR, office.sari)
        naming(TANAH_TINGGI, office.fani)
        looked_at()
        assert identifiers() == []

    def test_of_reports_that_nobody_took_up_says_nothing(self, office: Cast) -> None:
        """Who files reports naming a number learns from no warning whether other desks know it."""
        naming(TANAH_TINGGI, office.fani)
        planted = [naming(village) for village in (CENGKARENG_TIMUR, PEGADUNGAN)]
        looked_at()
        assert identifiers() == []
        take(report=planted[0], by=office.sari)
        looked_at()
        assert identifiers() == []
        take(report=planted[1], by=office.bayu)
        looked_at()
        assert identifiers() == both(office)

    def test_that_an_officer_called_none_counts_nowhere(self, office: Cast) -> None:
        first = naming(CENGKARENG_TIMUR, office.sari)
        judge_mention(mention=first.mentions.get(), status=MentionStatus.REFUSED, by=office.sari)
        naming(PEGADUNGAN, office.bayu)
        naming(TANAH_TINGGI, office.fani)
        looked_at()
        assert identifiers() == []

    def test_long_apart_is_no_pattern(self, office: Cast) -> None:
        first, *_others = at_three_desks(office)
        Report.objects.filter(pk=first.pk).update(received_at=clock.now() - timedelta(days=DAYS.usual + 1))
        looked_at()
        assert identifiers() == []

    def test_is_told_by_each_office_s_own_numbers(self, office: Cast) -> None:
        set_warning_terms(office=office.at.office, desks=4, days=30, by=office.hadi)
        at_three_desks(office)
        looked_at()
        assert identifiers() == [office.at.fallback.name]

    def test_is_told_once(self, office: Cast) -> None:
        warning = warned(office)
        at_three_desks(office)
        looked_at()
        assert EarlyWarning.objects.get(office=office.at.office).raised_at == warning.raised_at
        assert len(entries(act=Act.WARNING_RAISED)) == 2

    def test_is_told_anew_when_it_comes_again_later(self, office: Cast) -> None:
        warning = warned(office)
        read_warning(warning=warning, by=office.dewi)
        EarlyWarning.objects.update(raised_at=clock.now() - timedelta(days=DAYS.usual + 1))
        at_three_desks(office)
        looked_at()
        warning.refresh_from_db()
        assert (warning.read_at, warning.read_by) == (None, None)
        assert len(entries(act=Act.WARNING_RAISED)) == 4


class TestOneKindInAKecamatan:
    @pytest.fixture(autouse=True)
    def _three_desks(self, office: Cast) -> None:
        sari_s = Village.objects.get(pk=CENGKARENG_TIMUR).district
        Village.objects.filter(pk=PEGADUNGAN).update(district=sari_s)
        self.kapuk = make_village_desk(office.at.office, Village.objects.get(pk=KAPUK))

    def three(self, office: Cast, kind: str) -> None:
        for number, (village, officer) in enumerate(
            [(CENGKARENG_TIMUR, office.sari), (PEGADUNGAN, office.bayu), (KAPUK, office.dewi)]
        ):
            report = naming(village, number=f"0812-0000-10{number}0", kind=kind)
            Report.objects.filter(pk=report.pk).update(desk=self.kapuk if village == KAPUK else report.desk)
            report.refresh_from_db()
            take(report=report, by=officer)

    def patterns(self) -> list[tuple[str, str]]:
        return [(row.pattern, row.kind) for row in EarlyWarning.objects.all()]

    def test_is_told_to_the_unit(self, office: Cast) -> None:
        self.three(office, "pmi")
        looked_at()
        assert self.patterns() == [("place", "pmi")]
        assert said_of(EarlyWarning.objects.get()).endswith("Kec. Cengkareng")

    def test_is_never_one_of_foreigners(self, office: Cast) -> None:
        self.three(office, ReportKind.FOREIGNER)
        looked_at()
        assert self.patterns() == []


class TestReading:
    def test_shows_days_and_kelurahan_and_no_words(self, office: Cast) -> None:
        warning = warned(office)
        spread = spread_of(warning, office.dewi, today=clock.today())
        assert [village for village, _office in spread.days] == ["Cengkareng Timur", "Pegadungan", "Tanah Tinggi"]
        assert set(map(tuple, spread.days.values())) == {(clock.today(),)}
        assert spread.offices == 2
        assert said_of(warning) == "Nomor HP"

    def test_leads_to_the_own_reports_alone(self, office: Cast) -> None:
        warning = warned(office)
        for officer, own in ((office.dewi, office.at.office), (office.fani, office.at.fallback)):
            reports = spread_of(warning, officer, today=clock.today()).own
            assert {report.office for report in reports} == {own}
            assert reports

    def test_ends_the_waiting_of_the_unit(self, office: Cast) -> None:
        warning = warned(office)
        read_warning(warning=warning, by=office.dewi)
        read_warning(warning=warning, by=office.hadi)
        assert [act.actor for act in entries(act=Act.WARNING_READ)] == [office.dewi.actor]
        assert Kind.ALIKE not in [entry.kind for entry in waiting_for(office.hadi).entries]
        assert Kind.ALIKE in [entry.kind for entry in waiting_for(office.fani).entries]

    def test_is_the_unit_s_own(self, office: Cast) -> None:
        warning = warned(office)
        for officer in (office.sari, office.bayu, office.agus, office.rina, office.fani):
            with pytest.raises(Refused):
                read_warning(warning=warning, by=officer)


@pytest.mark.parametrize(
    ("desks", "days"), [(DESKS.least - 1, 30), (DESKS.most + 1, 30), (3, DAYS.least - 1), (3, DAYS.most + 1), (0, 0)]
)
def test_numbers_stay_within_their_bounds(office: Cast, desks: int, days: int) -> None:
    with pytest.raises(Refused):
        set_warning_terms(office=office.at.office, desks=desks, days=days, by=office.hadi)


def test_what_no_report_names_any_more_is_forgotten(office: Cast) -> None:
    warned(office)
    assert forget_warnings(at=clock.now()) == 0
    Mention.objects.all().delete()
    assert forget_warnings(at=clock.now()) == 2


def test_what_is_over_is_forgotten(office: Cast) -> None:
    warned(office)
    EarlyWarning.objects.update(raised_at=clock.now() - timedelta(days=DAYS.most + 1))
    assert forget_warnings(at=clock.now()) == 2


def test_it_begins_with_what_happens_from_now_on_and_follows_a_log_that_was_brought_back(office: Cast) -> None:
    assert watch() == 0
    Bookmark.objects.filter(pk=Bookmark.WARNINGS).update(position=10**9)
    assert watch() == 0
    assert Bookmark.objects.get(pk=Bookmark.WARNINGS).position == Bookmark.objects.get(pk=Bookmark.COUNTS).position


def test_how_much_is_asked_depends_on_what_is_new(office: Cast) -> None:
    """Not on how many reports there are: by index alone, for the days that count."""
    numbers = []
    for older in (0, 12):
        for _number in range(older):
            given.report(narrative="Karangan: hubungi 0812-0000-4321.", village=CENGKARENG_TIMUR)
        looked_at()
        naming(CENGKARENG_TIMUR, office.sari)
        count_on()
        with CaptureQueriesContext(connection) as queries:
            watch()
        numbers.append(len(queries))
    assert numbers[0] == numbers[1]


@pytest.mark.parametrize("outcome", [State.NOT_SUBSTANTIATED, State.NOT_A_VIOLATION])
def test_what_turned_out_to_be_nothing_counts_no_more(office: Cast, outcome: State) -> None:
    given.conclude(naming(CENGKARENG_TIMUR, office.sari), office.sari, outcome)
    naming(PEGADUNGAN, office.bayu)
    naming(TANAH_TINGGI, office.fani)
    looked_at()
    assert identifiers() == []
