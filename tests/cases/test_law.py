"""By which law an act is judged: of before the change both rules, side by side, and which one a lawyer takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from pimpasa.cases.actions.cases import close
from pimpasa.cases.actions.events import choose_law
from pimpasa.cases.contents import EventContents
from pimpasa.cases.days import first_day, last_day
from pimpasa.cases.kinds import EventKind
from pimpasa.cases.law import Offence, Rule, law_of, provisions
from pimpasa.cases.models import Case, Event
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.events import OpenEvent, events_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.packs import actions, queries
from pimpasa.packs.kinds import PackName
from tests.factories import cases as given
from tests.factories.people import Cast, entrusted, keyring
from tests.factories.tables import everything
from tests.refusals import refused

OLD = {"trafficking": ["UU 21/2007 pasal 2"], "smuggling": ["UU 6/2011 pasal 120"]}
NEW = {
    offence: [f"KUHP (UU 1/2023) pasal {article}"]
    for offence, article in (("trafficking", 455), ("smuggling", 457), ("leak", 292), ("false_report", 361))
}
WHY = "Karangan: ancaman lama lebih ringan bagi pelaku."


@pytest.fixture(autouse=True)
def _as_it_came() -> Iterator[None]:
    """What an earlier test changed of a pack is forgotten, and what this one does."""
    queries.forget()
    yield
    queries.forget()


def happened(day: str) -> OpenEvent:
    return OpenEvent(Event(), EventContents(EventKind.OTHER, "Karangan", day=day))


def sides(day: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The old rules and the new, by offence."""
    rows = happened(day).law.compared
    old = {row.offence.value: [one.article for one in row.old] for row in rows if row.old}
    return old, {row.offence.value: [one.article for one in row.new] for row in rows if row.new}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "old"),
    [
        ("2025-09-23", OLD),
        ("2026-01-01", OLD),
        ("2025", OLD),
        ("2026-01", OLD),  # spans the day of the change
        ("2026", OLD),
        ("", OLD),  # nobody knows
        ("2010-05", {"trafficking": OLD["trafficking"]}),
        ("2006", {}),
    ],
)
def test_both_rules_stand_for_what_may_have_been_before_the_change(day: str, old: dict[str, list[str]]) -> None:
    law = happened(day).law
    assert sides(day) == (old, NEW)
    assert law.change is not None
    assert law.change.values["article"] == "KUHP (UU 1/2023) pasal 3 ayat (1)"
    assert "kecuali aturan lama lebih ringan" in law.change.words("words", "id")


@pytest.mark.django_db
@pytest.mark.parametrize("day", ["2026-01-02", "2026-02", "2027"])
def test_after_the_change_the_new_rule_stands_alone(day: str) -> None:
    assert (sides(day), happened(day).law.change) == (({}, NEW), None)


@pytest.mark.django_db
def test_every_offence_has_a_law_today() -> None:
    assert [row.offence for row in law_of(date(2026, 11, 24), date(2026, 11, 24)).compared] == list(Offence)


@pytest.mark.django_db
def test_what_was_not_read_in_a_source_says_so() -> None:
    confirmed = {one.article for one in provisions() if one.confirmed}
    assert confirmed == {NEW[offence][0] for offence in ("smuggling", "leak", "false_report")}


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31)),
        (" 2025-09-23 ", date(2025, 9, 23), date(2025, 9, 23)),
        ("", None, None),
        ("0000", None, None),
        ("2025-02-30", None, None),
        ("2025-9-1", None, None),
        ("٢٠٢٥", None, None),
    ],
)
def test_days_as_far_as_they_are_known(text: str, first: date | None, last: date | None) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


def chosen(office: Cast, event: Event, **changes: str) -> None:
    words = {"offence": "trafficking", "rule": "old", "lawyer": "Karangan: Bu Lestari", "reason": WHY, **changes}
    choose_law(event=event, **words, keyring=keyring(office.dewi))


class TestChoice:
    def test_it_works(self, office: Cast, case: Case) -> None:
        event = given.event(office.dewi, case)
        chosen(office, event)
        chosen(office, event, rule="new", reason="Karangan: setelah dibaca lagi, yang baru lebih ringan.")
        (opened,) = events_of(peek(case, keyring(office.hadi)))
        assert [(one.offence, one.rule) for one in opened.choices] == [
            (Offence.TRAFFICKING, Rule.OLD),
            (Offence.TRAFFICKING, Rule.NEW),
        ]
        assert opened.choices[0].contents.articles == [*OLD["trafficking"], *NEW["trafficking"]]
        assert [entry.act for entry in entries_of([case.subject])][-2:] == [Act.LAW_CHOSEN, Act.LAW_CHOSEN]
        assert opened.law.change is not None, "both rules still stand"

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"rule": "milder"}, "not_on_list"),
            ({"offence": "theft"}, "not_on_list"),
            ({"lawyer": " "}, "nobody_s_word"),
            ({"reason": "ya"}, "no_reason"),
        ],
    )
    def test_it_is_somebody_s_word_with_a_reason(
        self, office: Cast, case: Case, changes: dict[str, str], code: str
    ) -> None:
        event = given.event(office.dewi, case)
        with refused(code):
            chosen(office, event, **changes)

    def test_after_the_change_there_is_nothing_to_choose(self, office: Cast, case: Case) -> None:
        event = given.event(office.dewi, case, day="2026-03")
        with refused("one_law"):
            chosen(office, event)

    def test_a_closed_case_is_left(self, office: Cast, case: Case) -> None:
        event = given.event(office.dewi, case)
        close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
        with refused("case_closed"):
            chosen(office, event)

    def test_nothing_of_it_is_readable(self, office: Cast, case: Case) -> None:
        event = given.event(office.dewi, case)
        chosen(office, event, lawyer="KENARI satu", reason="KENARI dua yang panjang")
        assert "KENARI" not in repr(everything())


def test_an_office_says_that_its_lawyer_confirmed_it(office: Cast) -> None:
    entrusted(office)
    texts = {("confirmed", ""): "yes", ("article", ""): "UU 21/2007 pasal 2 ayat (1)"}
    actions.change_entry(name=PackName.LAWS, key="trafficking-2007", texts=texts, by=office.hadi)
    (trafficking,) = [row for row in happened("2025").law.compared if row.offence == Offence.TRAFFICKING]
    assert [(one.article, one.confirmed) for one in trafficking.old] == [("UU 21/2007 pasal 2 ayat (1)", True)]
