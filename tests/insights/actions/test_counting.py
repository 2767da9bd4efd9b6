"""A year of reports with everything that may happen to them, counted on act by act, and equal to a full count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest

from pimpasa.cases.actions.cases import close
from pimpasa.common import clock
from pimpasa.handling.actions.concluding import reopen
from pimpasa.handling.actions.grading import grade
from pimpasa.handling.actions.transferring import transfer
from pimpasa.handling.actions.verifying import ask, take, take_over
from pimpasa.handling.opening import open_report
from pimpasa.insights.actions.counting import Recount, follow, recount
from pimpasa.insights.kinds import Grain, Stage
from pimpasa.insights.models import Bookmark, Cell, ReportFact, TermSince, WaitCell, WaitFact
from pimpasa.ledger.actions import take_over_rows
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.actions.closing import close_desk
from pimpasa.reports.actions.terms import set_terms
from pimpasa.reports.kinds import Urgency, Wait
from pimpasa.reports.models import Report
from pimpasa.reports.states import OUTCOMES, TRANSITIONS, State, Step
from tests.factories import reports as given
from tests.factories.acts import count_on
from tests.factories.people import Cast, cast, keyring
from tests.factories.territory import PEGADUNGAN

pytestmark = pytest.mark.django_db
WHY = "Karangan: keluarga pelapor tinggal di sana."
Act = Callable[[], object]


@pytest.fixture
def office() -> Cast:
    return cast()


def counted() -> Recount:
    """What a full count says after the worker's next minute."""
    count_on()
    return recount(mend=False)


def numbers(name: str, *, grain: Grain = Grain.DAY) -> Counter[object]:
    """What the kept cells come to by one column."""
    totals: Counter[object] = Counter()
    for value, number in Cell.objects.filter(grain=grain).values_list(name, "number"):
        totals[value] += number
    return totals


class Lives:
    """What happens to some reports, one act after another; `steps` are the moves between states that were made."""

    def __init__(self, office: Cast) -> None:
        self.office = office
        self.steps: set[tuple[State, Step]] = set()

    def moved(self, report: Report, step: Step, act: Act) -> None:
        report.refresh_from_db()
        self.steps.add((State(report.state), step))
        act()
        report.refresh_from_db()

    def take(self, report: Report) -> None:
        self.moved(report, Step.TAKE, lambda: take(report=report, by=self.office.sari))

    def ask(self, report: Report) -> None:
        opened = open_report(report=report, keyring=keyring(self.office.sari))
        self.moved(report, Step.ASK, lambda: ask(opened=opened, text="Karangan: kapan?", by=self.office.sari))

    def answer(self, report: Report, code: str, text: str) -> None:
        self.moved(report, Step.ANSWER, lambda: answer(opened=given.seen_by_reporter(code), text=text))

    def conclude(self, report: Report, outcome: State) -> None:
        self.moved(report, Step.CONCLUDE, lambda: given.conclude(report, self.office.sari, outcome))

    def take_over(self, report: Report) -> None:
        self.moved(report, Step.TAKE_OVER, lambda: take_over(report=report, by=self.office.dewi))

    def transfer(self, report: Report) -> None:
        at = self.office.at
        self.moved(
            report,
            Step.TRANSFER,
            lambda: transfer(
                report=report, to_desk=at.pegadungan, to_unit=at.unit, reason=WHY, keyring=keyring(self.office.sari)
            ),
        )

    def reopen(self, report: Report) -> None:
        self.moved(report, Step.REOPEN, lambda: reopen(report=report, digest=b"r" * 32, by=self.office.sari))


def test_every_move_of_a_report_is_counted_as_a_full_count_would(office: Cast) -> None:
    lives = Lives(office)
    for outcome in sorted(OUTCOMES):
        report, code = given.received()
        lives.answer(report, code, "Karangan: mereka masih di sana.")
        assert counted().is_equal
        lives.take(report)
        lives.answer(report, code, "Karangan: mobilnya putih.")
        lives.ask(report)
        assert counted().is_equal
        lives.ask(report)
        lives.answer(report, code, "Karangan: kemarin malam.")
        lives.conclude(report, State(outcome))
        lives.answer(report, code, "Karangan: terima kasih.")
        assert counted().is_equal
        if Step.REOPEN in TRANSITIONS[State(outcome)]:
            lives.reopen(report)
            assert counted().is_equal
    for before in (lives.take, lambda report: (lives.take(report), lives.ask(report)), lambda _report: None):
        report = given.report()
        before(report)
        lives.transfer(report)
        assert counted().is_equal
    for before in (lives.take, lambda report: (lives.take(report), lives.ask(report))):
        report = given.report()
        before(report)
        lives.take_over(report)
    report = given.report()
    lives.take(report)
    lives.ask(report)
    lives.conclude(report, State.NOT_SUBSTANTIATED)
    assert counted() == Recount(reports=Report.objects.count(), facts=0, cells=0, total=Report.objects.count())
    assert lives.steps == {(state, step) for state, steps in TRANSITIONS.items() for step in steps}
    assert numbers("state") == numbers("state", grain=Grain.MONTH) == Counter(states())
    assert numbers("reopened")[True] == sum(Step.REOPEN in TRANSITIONS[outcome] for outcome in OUTCOMES)


def states() -> list[str]:
    return list(Report.objects.values_list("state", flat=True))


def test_a_case_a_grade_a_desk_s_end_and_a_report_written_down_are_counted(office: Cast) -> None:
    report = given.concluded(office.sari)
    case = given.case(office.dewi, report)
    assert counted().is_equal
    close(case=case, closure="acted", note="Karangan: diteruskan.", keyring=keyring(office.dewi))
    given.written_down(office.sari)
    given.report(direct=True)
    pegadungan = given.report(village=PEGADUNGAN)
    opened = open_report(report=pegadungan, keyring=keyring(office.bayu))
    grade(opened=opened, urgency=Urgency.EMERGENCY, reason=WHY, by=office.bayu)
    assert counted().is_equal
    assert numbers("finished") == {True: 1, False: 3}
    assert numbers("urgency")[Urgency.EMERGENCY] == 1
    take(report=pegadungan, by=office.bayu)
    given.conclude(pegadungan, office.bayu, State.NOT_A_VIOLATION)
    close_desk(desk=office.at.pegadungan, into=None, by=office.agus)
    assert counted().is_equal
    assert ReportFact.objects.get(pk=pegadungan.pk).desk == office.at.unit


def test_waits_are_told_from_the_log_with_who_ended_them(office: Cast) -> None:
    report = given.concluded(office.sari)
    given.case(office.dewi, report)
    counted()
    waits = {wait.stage: (wait.minutes, wait.late, wait.officer) for wait in WaitFact.objects.all()}
    assert waits == {
        Stage.OPENED: (0, False, office.sari),
        Stage.VERIFIED: (0, False, office.sari),
        Stage.DECIDED: (0, False, office.dewi),
    }
    assert {cell.number for cell in WaitCell.objects.all()} == {1}


def test_who_was_in_time_stays_in_time_after_the_office_shortens_its_term(
    office: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = given.report()
    late = given.report()
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=20))
    set_terms(office=office.at.office, amounts={Wait.SEE: 10}, by=office.hadi)
    after_change = given.report()
    open_report(report=report, keyring=keyring(office.sari))
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=32))
    open_report(report=late, keyring=keyring(office.sari))
    open_report(report=after_change, keyring=keyring(office.sari))
    assert counted().is_equal
    assert {row.amount for row in TermSince.objects.all()} == {10}
    judged = dict(WaitFact.objects.values_list("fact_id", "late"))
    assert judged == {report.pk: False, late.pk: True, after_change.pk: True}


@pytest.mark.parametrize("spoil", ["fact", "wait", "cell", "wait cell", "extra", "gone"])
def test_a_full_count_finds_what_is_kept_otherwise_and_mends_it(office: Cast, spoil: str) -> None:
    given.concluded(office.sari)
    given.report()
    assert counted().is_equal
    SPOIL[spoil]()
    assert not recount(mend=False).is_equal
    recount(mend=True)
    assert recount(mend=False) == Recount(reports=2, facts=0, cells=0, total=2)


def _doubled() -> None:
    cell = Cell.objects.filter(grain=Grain.DAY)[0]
    cell.pk = None
    cell.save()


SPOIL: dict[str, Callable[[], object]] = {
    "fact": lambda: ReportFact.objects.filter(state=State.RECEIVED).update(state=State.VERIFYING),
    "wait": lambda: WaitFact.objects.update(minutes=77),
    "cell": lambda: Cell.objects.update(number=5),
    "wait cell": lambda: WaitCell.objects.update(late=True),
    "extra": _doubled,
    "gone": lambda: ReportFact.objects.all().delete(),
}


def test_the_log_is_followed_once_and_from_the_beginning_where_it_was_brought_back(office: Cast) -> None:
    given.report()
    counted()
    assert follow() == 0
    before = Bookmark.objects.get().position
    Bookmark.objects.update(position=before + 1_000)
    assert follow() == before + 1
    assert recount(mend=False).is_equal


def test_rows_that_were_vouched_for_at_the_start_are_followed_too(office: Cast) -> None:
    """As every installation begins: the first act of its log names each table's form beside the rows."""
    given.report()
    take_over_rows()
    assert counted().is_equal
