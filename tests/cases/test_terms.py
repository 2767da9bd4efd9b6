"""What has to be done by which day: set, kept, warned of; how long is the office's own setting."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import cases
from pimpasa.cases.actions.terms import keep_term, set_length, set_term
from pimpasa.cases.contents import TermContents
from pimpasa.cases.kinds import DEFAULT_DAYS, TermKind
from pimpasa.cases.models import Case, Term, TermLength
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.whole import whole_of
from pimpasa.cases.queries import DUE_SOON, MOST_DUE, days_of, due_for, lengths_of
from pimpasa.cases.tasks import tell_of_terms
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from tests.factories import cases as given
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
Counting = Callable[[int], AbstractContextManager[None]]


def test_it_works(office: Cast, case: Case) -> None:
    term = given.term(office.dewi, case)
    kept = keep_term(term=term, outcome="Karangan: sudah dikirim.", keyring=keyring(office.hadi))
    (opened,) = whole_of(peek(case, keyring(office.dewi))).terms
    assert (opened.contents.text, opened.contents.outcome) == (
        "Karangan: kirim pemberitahuan.",
        "Karangan: sudah dikirim.",
    )
    assert (kept.done_on, kept.done_by) == (clock.today(), office.hadi)
    assert [entry.act for entry in entries_of([case.subject])][-2:] == [Act.TERM_SET, Act.TERM_DONE]


def test_every_kind_has_a_number_of_days() -> None:
    assert set(DEFAULT_DAYS) == set(TermKind)


def test_those_that_wait_come_first_the_nearest_at_the_top(office: Cast, case: Case) -> None:
    late, done, soon = (given.term(office.dewi, case, days=days) for days in (9, -4, 2))
    keep_term(term=done, outcome="Karangan", keyring=keyring(office.dewi))
    assert [one.term for one in whole_of(peek(case, keyring(office.dewi))).terms] == [soon, late, done]


def test_who_may(office: Cast, case: Case, outsiders: list[Officer]) -> None:
    term = given.term(office.hadi, case)
    before = everything()
    for other in outsiders:
        with pytest.raises(Refused):
            given.term(other, case)
        with pytest.raises(Refused):
            keep_term(term=term, outcome="Karangan", keyring=keyring(other))
    assert everything() == before


def test_what_makes_no_sense_is_refused(office: Cast, case: Case) -> None:
    stranger = given.person(office.dewi, given.own_case(office.dewi, office.at.unit))
    for kind, text, person, code in (
        ("party", "Karangan", None, "not_on_list"),
        ("other", " x ", None, "too_little"),
        ("other", "Karangan", stranger, "not_of_this_case"),
    ):
        with refused(code):
            set_term(
                case=case,
                person=person,
                kind=kind,
                due_on=clock.today(),
                contents=TermContents(text),
                keyring=keyring(office.dewi),
            )
    term = given.term(office.dewi, case)
    with refused("too_little"):
        keep_term(term=term, outcome=" - ", keyring=keyring(office.dewi))
    keep_term(term=term, outcome="Karangan", keyring=keyring(office.dewi))
    with refused("recorded_already"):
        keep_term(term=term, outcome="Karangan", keyring=keyring(office.dewi))


def test_a_closed_case_s_terms_may_still_be_kept(office: Cast, case: Case) -> None:
    term = given.term(office.dewi, case)
    stale = Case.objects.get(pk=case.pk)
    cases.close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
    with refused("case_closed"):
        given.term(office.dewi, stale)
    keep_term(term=term, outcome="Karangan", keyring=keyring(office.dewi))


class TestLengths:
    def test_are_the_office_s_own(self, office: Cast) -> None:
        assert {kind: days_of(office.at.office, kind) for kind in TermKind} == DEFAULT_DAYS
        set_length(office=office.at.office, kind="spdp", days=5, verified_on=date(2026, 1, 5), by=office.hadi)
        set_length(office=office.at.office, kind="spdp", days=6, verified_on=date(2026, 1, 6), by=office.hadi)
        own = lengths_of(office.at.office)[TermKind.SPDP]
        assert (own.days, own.verified_on) == (6, date(2026, 1, 6))
        assert lengths_of(office.at.office)[TermKind.REFER].verified_on is None
        assert days_of(office.at.fallback, TermKind.SPDP) == DEFAULT_DAYS[TermKind.SPDP]

    def test_only_the_head_sets_them(self, office: Cast, outsiders: list[Officer]) -> None:
        for other in (*outsiders, office.dewi):
            with pytest.raises(Refused):
                set_length(office=other.office, kind="spdp", days=5, verified_on=None, by=other)
        with refused("other_office"):
            set_length(office=office.at.fallback, kind="spdp", days=5, verified_on=None, by=office.hadi)
        assert TermLength.objects.count() == 0

    @pytest.mark.parametrize(
        ("kind", "days", "ahead"), [("spdp", 0, 0), ("spdp", 4000, 0), ("x", 5, 0), ("spdp", 5, 1)]
    )
    def test_make_sense(self, office: Cast, kind: str, days: int, ahead: int) -> None:
        on = clock.today() + timedelta(days=ahead)
        with pytest.raises(Refused):
            set_length(office=office.at.office, kind=kind, days=days, verified_on=on, by=office.hadi)


class TestDue:
    def test_counts_what_is_overdue_and_what_is_near(self, office: Cast, case: Case, outsiders: list[Officer]) -> None:
        for days in (-3, -1, 0, DUE_SOON.days, DUE_SOON.days + 1):
            given.term(office.dewi, case, days=days)
        keep_term(term=given.term(office.dewi, case, days=-9), outcome="Karangan", keyring=keyring(office.dewi))
        due = due_for(office.hadi)
        today = clock.today()
        assert (due.overdue, due.soon) == (2, 2)
        assert [(term.due_on - today).days for term in due.terms] == [-3, -1, 0, 7]
        for other in outsiders:
            assert (due_for(other).overdue, due_for(other).soon, due_for(other).terms) == (0, 0, [])

    def test_counts_truly_where_not_all_are_listed(self, office: Cast, case: Case) -> None:
        key = given.term(office.dewi, case, days=-1)
        Term.objects.bulk_create(
            Term(case=case, kind="other", due_on=key.due_on, envelope=b"-") for _ in range(MOST_DUE + 4)
        )
        due = due_for(office.dewi)
        assert (due.overdue, due.soon, len(due.terms)) == (MOST_DUE + 5, 0, MOST_DUE)

    def test_asks_as_often_for_many_as_for_one(
        self, office: Cast, case: Case, django_assert_num_queries: Counting
    ) -> None:
        given.term(office.dewi, case)
        for _ in range(2):
            with django_assert_num_queries(3):
                due_for(office.dewi)
            given.term(office.dewi, given.own_case(office.dewi, office.at.unit))
            given.term(office.dewi, case)


class TestTelling:
    def test_says_how_many_and_nothing_else(self, office: Cast, case: Case) -> None:
        for days in (-2, -1, 0):
            given.term(office.dewi, case, days=days)
        assert tell_of_terms(timestamp=0) == 2
        assert sorted(message.to for message in mail.outbox) == [["dewi@contoh.invalid"], ["hadi@contoh.invalid"]]
        assert {message.subject for message in mail.outbox} == {f"2 tenggat kasus terlewat di {office.at.unit.name}"}
        assert "Karangan" not in mail.outbox[0].body

    def test_is_silent_where_nothing_is_overdue(self, office: Cast, case: Case) -> None:
        given.term(office.dewi, case, days=0)
        assert tell_of_terms(timestamp=0) == 0
        assert mail.outbox == []

    def test_goes_on_where_the_mail_does_not(
        self, office: Cast, case: Case, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        from pimpasa.notices import actions as notices

        def no_mail() -> None:
            raise SMTPException("no mail")

        monkeypatch.setattr(notices, "get_connection", no_mail)
        given.term(office.dewi, case, days=-1)
        assert tell_of_terms(timestamp=0) == 0
        assert "was not told of overdue terms" in caplog.text


def test_nothing_of_it_is_readable(office: Cast, case: Case) -> None:
    term = set_term(
        case=case,
        person=None,
        kind="other",
        due_on=clock.today(),
        contents=TermContents("KENARI-apa"),
        keyring=keyring(office.dewi),
    )
    keep_term(term=term, outcome="KENARI-hasil", keyring=keyring(office.dewi))
    assert "KENARI" not in repr(everything())


def test_without_the_ledger_nothing_is_set_or_kept(office: Cast, case: Case, broken_ledger: Broken) -> None:
    term = given.term(office.dewi, case)
    with broken_ledger():
        given.term(office.dewi, case)
    with broken_ledger():
        keep_term(term=term, outcome="Karangan", keyring=keyring(office.dewi))
    with broken_ledger():
        set_length(office=office.at.office, kind="spdp", days=5, verified_on=None, by=office.hadi)
