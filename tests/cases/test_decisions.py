"""Gelar kasus by the head of office, and the six kinds of action that only it leads to."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import fields, replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.cases.actions import cases
from pimpasa.cases.actions.decisions import lift, record_gelar
from pimpasa.cases.contents import GelarContents, read
from pimpasa.cases.kinds import Citizenship, Level, PersonRole, Screening, TakKind, TermKind, Verdict
from pimpasa.cases.models import Case, GelarKasus, Person, Tak, Term
from pimpasa.cases.opening.cases import peek
from pimpasa.cases.opening.whole import whole_of
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from tests.factories import cases as given
from tests.factories.people import Cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def cleared(office: Cast, case: Case) -> Person:
    """A foreigner whose screening found no signs."""
    return given.screened(office.dewi, given.person(office.dewi, case))


def test_it_works(office: Cast, case: Case, cleared: Person) -> None:
    gelar = given.gelar(office.hadi, case)
    ends_on = clock.today() + timedelta(days=90)
    tak = given.tak(office.dewi, cleared, gelar, TakKind.RESIDENCE, ends_on=ends_on)
    opened = peek(case, keyring(office.dewi))
    assert [(one.gelar, one.contents) for one in whole_of(opened).decisions] == [(gelar, given.HELD)]
    assert [(one.tak, one.contents) for one in whole_of(opened).taks] == [(tak, given.ORDERED)]
    term = Term.objects.get()
    assert (term.kind, term.person, term.due_on) == (TermKind.TAK_END, cleared, ends_on)
    acts = [entry.act for entry in entries_of([case.subject])]
    assert acts[-3:] == [Act.GELAR_RECORDED, Act.TAK_IMPOSED, Act.TERM_SET]


def held(office: Cast, case: Case, verdict: Verdict, **changes: str) -> GelarKasus:
    """Hadi records one of today."""
    contents = replace(given.HELD, **changes)
    who = keyring(office.hadi)
    return record_gelar(case=case, held_on=clock.today(), verdict=verdict, contents=contents, keyring=who)


class TestGelar:
    def test_only_the_head_sets_it(self, office: Cast, case: Case, outsiders: list[Officer]) -> None:
        for other in (*outsiders, office.dewi):
            with pytest.raises(Refused):
                given.gelar(other, case)
        assert GelarKasus.objects.count() == 0

    @pytest.mark.parametrize("field", ["chair", "members", "evidence", "decision", "reason"])
    def test_it_is_whole(self, office: Cast, case: Case, field: str) -> None:
        contents = replace(given.HELD, **{field: " - "})
        with refused("not_whole"):
            record_gelar(
                case=case, held_on=clock.today(), verdict=Verdict.STOP, contents=contents, keyring=keyring(office.hadi)
            )

    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            ({"level": "menteri"}, "no_level"),
            ({"level": "kanwil"}, "nobody_set_it"),
            ({"level": "director", "set_by": "- "}, "nobody_set_it"),
            ({"consideration": ""}, "no_consideration"),
            ({"consideration": "fourth"}, "no_consideration"),
            ({"met_by": "ya"}, "no_facts"),
        ],
    )
    def test_an_action_says_who_set_it_and_on_what_it_rests(
        self, office: Cast, case: Case, changes: dict[str, str], code: str
    ) -> None:
        with refused(code):
            held(office, case, Verdict.TAK, **changes)

    def test_each_level_sets_one(self, office: Cast, case: Case) -> None:
        held(office, case, Verdict.TAK, level="director", set_by="Karangan: Direktur, surat 1/KARANGAN")
        held(office, case, Verdict.CRIME, level="kanwil", set_by="Karangan: kepala Kanwil", consideration="")
        held(office, case, Verdict.STOP, consideration="", met_by="")
        levels = [(one.level, one.contents.words) for one in whole_of(peek(case, keyring(office.dewi))).decisions]
        assert levels == [
            (Level.DIRECTOR, "Pertimbangan pertama dari tiga"),
            (Level.KANWIL, ""),
            (Level.HEAD, ""),
        ]

    def test_one_of_before_was_set_by_the_head(self) -> None:
        before = {"chair": "Hadi", "members": "Dewi", "evidence": "Surat", "decision": "Tidak", "reason": "Cukup"}
        assert (read(GelarContents, before).level, read(GelarContents, before).consideration) == ("head", "")

    def test_it_was_held_and_decided(self, office: Cast, case: Case) -> None:
        with refused("not_held_yet"):
            given.gelar(office.hadi, case, held_on=clock.today() + timedelta(days=1))
        with refused("no_verdict"):
            given.gelar(office.hadi, case, "perhaps")  # type: ignore[arg-type]

    def test_each_is_recorded_once(self, office: Cast, case: Case) -> None:
        given.gelar(office.hadi, case)
        with refused("recorded_already"):
            given.gelar(office.hadi, case)
        given.gelar(office.hadi, case, Verdict.PROTECT)
        given.gelar(office.hadi, case, held_on=clock.today() - timedelta(days=1))
        assert GelarKasus.objects.count() == 3

    def test_not_in_a_closed_case(self, office: Cast, case: Case) -> None:
        cases.close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
        with refused("case_closed"):
            given.gelar(office.hadi, case)


class TestTak:
    def test_who_may(self, office: Cast, case: Case, cleared: Person, outsiders: list[Officer]) -> None:
        gelar = given.gelar(office.hadi, case)
        for other in outsiders:
            with pytest.raises(Refused):
                given.tak(other, cleared, gelar)
        assert Tak.objects.count() == 0
        given.tak(office.hadi, cleared, gelar)

    @pytest.mark.parametrize("kind", TakKind)
    def test_of_each_of_the_six_kinds(self, office: Cast, case: Case, cleared: Person, kind: TakKind) -> None:
        assert given.tak(office.dewi, cleared, given.gelar(office.hadi, case), kind).kind == kind

    def test_of_no_seventh(self, office: Cast, case: Case, cleared: Person) -> None:
        with refused("not_on_list"):
            given.tak(office.dewi, cleared, given.gelar(office.hadi, case), "exile")  # type: ignore[arg-type]

    @pytest.mark.parametrize("citizenship", [Citizenship.CITIZEN, Citizenship.UNKNOWN])
    def test_against_foreigners_only(self, office: Cast, case: Case, citizenship: Citizenship) -> None:
        who = given.screened(office.dewi, given.person(office.dewi, case, citizenship=citizenship))
        with refused("not_a_foreigner"):
            given.tak(office.dewi, who, given.gelar(office.hadi, case))

    @pytest.mark.parametrize("verdict", [one for one in Verdict if one != Verdict.TAK])
    def test_after_a_gelar_that_decided_it(self, office: Cast, case: Case, cleared: Person, verdict: Verdict) -> None:
        with refused("no_gelar"):
            given.tak(office.dewi, cleared, given.gelar(office.hadi, case, verdict))

    def test_after_the_gelar_of_its_own_case(self, office: Cast, case: Case, cleared: Person) -> None:
        elsewhere = given.own_case(office.dewi, office.at.unit)
        with refused("no_gelar"):
            given.tak(office.dewi, cleared, given.gelar(office.hadi, elsewhere))

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"number": " "}, "not_whole"),
            ({"basis": " "}, "not_whole"),
            ({"reason": "pendek"}, "not_whole"),
            ({"starts_on": clock.today() - timedelta(days=1)}, "before_decision"),
            ({"ends_on": clock.today() - timedelta(days=1)}, "ends_before_start"),
        ],
    )
    def test_says_what_it_rests_on(
        self, office: Cast, case: Case, cleared: Person, changes: dict[str, object], why: str
    ) -> None:
        with refused(why):
            given.tak(office.dewi, cleared, given.gelar(office.hadi, case), **changes)  # type: ignore[arg-type]

    def test_once_from_one_decision(self, office: Cast, case: Case, cleared: Person) -> None:
        gelar = given.gelar(office.hadi, case)
        given.tak(office.dewi, cleared, gelar)
        with refused("recorded_already"):
            given.tak(office.dewi, cleared, gelar)

    @pytest.mark.parametrize("screening", [one for one in Screening if one != Screening.NOT_INDICATED])
    def test_the_database_lets_none_stand_against_a_victim(
        self, office: Cast, case: Case, cleared: Person, screening: Screening
    ) -> None:
        tak = given.tak(office.dewi, cleared, given.gelar(office.hadi, case))
        roles = [PersonRole.POSSIBLE_VICTIM]
        with pytest.raises(IntegrityError, match="screened without signs"), transaction.atomic():
            Person.objects.filter(pk=cleared.pk).update(screening=screening, roles=roles)
        Tak.objects.update(lifted_on=clock.today())
        Person.objects.filter(pk=cleared.pk).update(screening=screening, roles=roles)
        with pytest.raises(IntegrityError, match="screened without signs"), transaction.atomic():
            Tak.objects.update(lifted_on=None)
        tak.pk, tak.kind, tak.lifted_on = Case().pk, TakKind.CHARGE, None
        with pytest.raises(IntegrityError, match="screened without signs"), transaction.atomic():
            tak.save(force_insert=True)


class TestLifting:
    def test_the_head_lifts_it_once(self, office: Cast, case: Case, cleared: Person, outsiders: list[Officer]) -> None:
        tak = given.tak(office.dewi, cleared, given.gelar(office.hadi, case), ends_on=clock.today())
        for other in (*outsiders, office.dewi):
            with pytest.raises(Refused):
                lift(tak=tak, keyring=keyring(other))
        assert lift(tak=tak, keyring=keyring(office.hadi)).lifted_on == clock.today()
        assert Term.objects.get().done_on == clock.today()
        with refused("lifted_already"):
            lift(tak=tak, keyring=keyring(office.hadi))

    def test_also_when_the_case_is_closed(self, office: Cast, case: Case, cleared: Person) -> None:
        tak = given.tak(office.dewi, cleared, given.gelar(office.hadi, case))
        cases.close(case=case, closure="acted", note="", keyring=keyring(office.dewi))
        lift(tak=tak, keyring=keyring(office.hadi))


def test_nothing_of_it_is_readable(office: Cast, case: Case, cleared: Person) -> None:
    told = {one.name: f"KENARI-{one.name}" for one in fields(given.HELD)}
    told |= {"level": "kanwil", "consideration": "third"}
    gelar = record_gelar(
        case=case,
        held_on=clock.today(),
        verdict=Verdict.TAK,
        contents=replace(given.HELD, **told),
        keyring=keyring(office.hadi),
    )
    given.tak(office.dewi, cleared, gelar, number="KENARI-1", basis="KENARI-2", reason="KENARI-3 yang panjang")
    assert "KENARI" not in repr(everything())


def test_without_the_ledger_nothing_is_decided(
    office: Cast, case: Case, cleared: Person, broken_ledger: Broken
) -> None:
    gelar = given.gelar(office.hadi, case)
    tak = given.tak(office.dewi, cleared, gelar, ends_on=clock.today())
    with broken_ledger():
        given.gelar(office.hadi, case, Verdict.CRIME)
    with broken_ledger():
        given.tak(office.dewi, cleared, gelar, TakKind.CHARGE)
    with broken_ledger():
        lift(tak=tak, keyring=keyring(office.hadi))


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_a_gelar_is_recorded_once(self, office: Cast, case: Case) -> None:
        def work(_number: int) -> str:
            try:
                given.gelar(office.hadi, case)
            except Refused:
                return "refused"
            finally:
                connection.close()
            return "done"

        with ThreadPoolExecutor(3) as pool:
            assert sorted(pool.map(work, range(3))) == ["done", "refused", "refused"]
        assert GelarKasus.objects.count() == 1

    def test_no_action_overtakes_a_screening(self, office: Cast, case: Case, cleared: Person) -> None:
        """Whichever comes first, nothing stands against somebody whose conversation showed signs."""
        gelar = given.gelar(office.hadi, case)

        def imposing() -> None:
            try:
                given.tak(office.hadi, Person.objects.select_related("case").get(pk=cleared.pk), gelar)
            except Refused:
                pass
            finally:
                connection.close()

        def screening() -> None:
            given.screened(office.dewi, Person.objects.select_related("case").get(pk=cleared.pk), Screening.INDICATED)
            connection.close()

        with ThreadPoolExecutor(2) as pool:
            for done in [pool.submit(imposing), pool.submit(screening)]:
                done.result()
        assert Tak.objects.filter(lifted_on=None).count() == 0
        cleared.refresh_from_db()
        assert cleared.screening == Screening.INDICATED
