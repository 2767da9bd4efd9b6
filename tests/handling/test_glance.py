"""First words in a list: for who reads the report anyway, and one act for the page."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.handling.actions.transferring import recuse
from pimpasa.handling.models import Glance
from pimpasa.handling.opening import Glimpse, glance
from pimpasa.handling.queries.custody import custody_of
from pimpasa.keys.models import DeskKeyGrant
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import digest_of_facts
from pimpasa.ledger.models import Entry
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.territory import PEGADUNGAN

pytestmark = pytest.mark.django_db
WORDS = "Karangan: tetangga saya\n ditawari kerja di luar negeri."


@pytest.fixture
def office() -> Cast:
    return cast()


def entries() -> list[Entry]:
    return list(Entry.objects.filter(act=Act.REPORTS_GLANCED))


def test_words_rw_and_place_of_all_are_one_act(office: Cast) -> None:
    reports = [given.report(narrative=WORDS, rw="008", place="") for _number in range(3)]
    glimpses = glance(reports=reports, keyring=keyring(office.sari))
    shown = Glimpse("Karangan: tetangga saya ditawari kerja di luar negeri.", "008", "", is_spoken=False)
    assert glimpses == {report.pk: shown for report in reports}
    (row,) = Glance.objects.all()
    assert (row.officer, sorted(row.reports)) == (office.sari, sorted(report.pk for report in reports))
    (entry,) = entries()
    assert (entry.actor, entry.subject) == (office.sari.actor, row.subject)
    assert bytes(entry.digest) == digest_of_facts({"reports": row.reports})


def test_it_takes_no_more_statements_for_many(
    office: Cast, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    reports = [given.report() for _number in range(4)] + [given.report(village=PEGADUNGAN)]
    keys = keyring(office.dewi)
    glance(reports=reports, keyring=keys)  # which writes what the test itself changed
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(glance(reports=reports, keyring=keys)) == 5


def test_a_long_story_ends_at_a_word(office: Cast) -> None:
    report = given.report(narrative="kata " * 9_000)
    words = glance(reports=[report], keyring=keyring(office.sari))[report.pk].words
    assert words == f"{' '.join(['kata'] * 28)}…"


def test_who_keeps_out_or_sits_elsewhere_sees_none(office: Cast) -> None:
    report, kept = given.report(), given.report()
    recuse(report=kept, officer=office.sari, by=office.hadi)
    for who, reports in ((office.bayu, [report]), (office.sari, [report, kept]), (office.agus, [report])):
        with pytest.raises(Refused):
            glance(reports=reports, keyring=keyring(who))
    assert entries() == []


def test_who_awaits_a_key_sees_none_and_nothing_is_logged(office: Cast) -> None:
    report = given.report()
    DeskKeyGrant.objects.filter(officer_key__officer=office.sari).delete()
    assert glance(reports=[report], keyring=keyring(office.sari)) == {}
    assert (entries(), Glance.objects.count()) == ([], 0)


def test_a_damaged_one_is_passed_over(office: Cast) -> None:
    report, whole = given.report(), given.report()
    Report.objects.filter(pk=report.pk).update(envelope=bytes(report.envelope)[:-1] + b"x")
    assert glance(reports=[report, whole], keyring=keyring(office.sari)).keys() == {whole.pk}
    assert Glance.objects.get().reports == [whole.pk]


def test_it_ends_no_mark_that_its_reporter_wrote(office: Cast) -> None:
    report = given.report(danger=True)
    before = Report.objects.filter(pk=report.pk).values().get()
    glance(reports=[report], keyring=keyring(office.dewi))
    assert Report.objects.filter(pk=report.pk).values().get() == before


def test_the_chain_of_custody_names_it(office: Cast) -> None:
    report, beside = given.report(), given.report()
    glance(reports=[report], keyring=keyring(office.dewi))
    keys = keyring(office.sari)
    links = [link for link in custody_of(peek(report, keys)) if link.act == Act.REPORTS_GLANCED]
    assert [(link.who, link.what) for link in links] == [(office.dewi.name, report.reference)]
    assert [link for link in custody_of(peek(beside, keys)) if link.act == Act.REPORTS_GLANCED] == []
