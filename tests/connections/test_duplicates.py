"""Reports that tell of the same are proposed with reasons, and stay apart once an officer says so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.connections.actions import call_distinct
from pimpasa.connections.models import Distinct
from pimpasa.connections.queries.duplicates import likely_duplicates
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.lists import by_reference
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db
STORY = "Karangan: lima perempuan ditampung di rumah hijau dekat masjid, paspornya disimpan seorang agen."


@pytest.fixture
def office() -> Cast:
    return cast()


def likely(report: Report, office: Cast) -> list[tuple[Report, list[str]]]:
    opened = peek(report, keyring(office.sari))
    return [(one.report, one.reasons) for one in likely_duplicates(opened, office.sari)]


def test_the_same_number_in_the_same_village(office: Cast) -> None:
    one = given.report(narrative="Karangan: yang satu bercerita begini.", place="", rw="")
    two = given.report(narrative="Lain sekali kata orang ini.", place="", rw="")
    [(other, reasons)] = likely(one, office)
    assert other == two
    assert reasons == ["1 hal disebut di keduanya", "jenis yang sama", "kelurahan yang sama", "dalam tiga hari"]


def test_much_the_same_words_at_the_same_place(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(days=20))
    one = given.report(narrative=STORY, persons=[])
    monkeypatch.setattr(clock, "now", lambda: now)
    two = given.report(narrative=f"Halo. {STORY} Tolong.", persons=[])
    given.report(narrative="Karangan: hal yang lain sama sekali di gudang tua.", persons=[], place="", rw="")
    [(other, reasons)] = likely(two, office)
    assert other == one
    assert reasons[:3] == ["kata-katanya hampir sama", "RW yang sama", "tempat yang sama"]


def test_what_is_another_desk_s_or_long_ago_is_not_proposed(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    one = given.report(narrative=STORY, persons=[])
    given.report(narrative=STORY, persons=[], village="31.73.06.1005")
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now - timedelta(days=60))
    given.report(narrative=STORY, persons=[])
    monkeypatch.setattr(clock, "now", lambda: now)
    assert likely(one, office) == []


def test_called_different_they_are_proposed_no_more(
    office: Cast, broken_ledger: Callable[[], AbstractContextManager[None]]
) -> None:
    one, two = given.report(), given.report()
    assert [other for other, _why in likely(one, office)] == [two]
    with broken_ledger():
        call_distinct(report=one, candidate=two, by=office.sari)
    call_distinct(report=two, candidate=one, by=office.sari)
    call_distinct(report=one, candidate=two, by=office.sari)
    assert Distinct.objects.count() == 1
    assert (likely(one, office), likely(two, office)) == ([], [])


def test_who_says_so(office: Cast) -> None:
    one, two = given.report(), given.report(village="31.73.06.1005")
    for person in (office.sari, office.bayu, office.hadi, office.rina):
        with pytest.raises(Refused):
            call_distinct(report=one, candidate=two, by=person)
    call_distinct(report=one, candidate=two, by=office.dewi)


def test_a_number_is_found_among_what_one_reads(office: Cast) -> None:
    report = given.report()
    assert by_reference(f" {report.reference.lower()} ", office.sari) == report
    assert by_reference(report.reference, office.bayu) is None
    for nonsense in ("", "x" * 1000, "00000-0000G", "🙂"):
        assert by_reference(nonsense, office.sari) is None


def test_another_kind_of_report_is_never_the_same_thing(office: Cast) -> None:
    """Not even where it names the same number, at the same place, in the same words."""
    report = given.report(narrative=STORY)
    given.report(narrative=STORY, kind="pmi")
    assert likely(report, office) == []
