"""What ties reports together, as lanes an officer can read; others' reports tie nothing."""

from __future__ import annotations

import pytest

from pimpasa.accounts.models import Officer
from pimpasa.connections.queries.clusters import MOST_ROWS, Cluster, cluster_around, clusters_of
from pimpasa.connections.queries.links import links_of
from pimpasa.reports.contents import PersonAnswer
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from tests.factories import reports as given
from tests.factories.people import Cast, cast, keyring
from tests.factories.territory import PEGADUNGAN

pytestmark = pytest.mark.django_db
PHONE, OTHER_PHONE, PLATE = "0812-3456-7890", "0813-2222-3333", "B 1234 XYZ"


@pytest.fixture
def office() -> Cast:
    return cast()


def naming(*values: str, **more: object) -> Report:
    rows = [PersonAnswer("plate" if value == PLATE else "phone", value) for value in values]
    return given.report(persons=rows, narrative="Karangan.", **more)


def drawn(cluster: Cluster) -> list[tuple[Report, list[str]]]:
    return [(row.report, row.cells) for row in cluster.rows]


def around(report: Report, officer: Officer) -> Cluster | None:
    opened = peek(report, keyring(officer))
    values = {bytes(link.mention.digest): link.value for link in links_of(opened, officer)}
    return cluster_around(report, officer, values)


def test_lanes_run_from_the_first_report_to_the_last(office: Cast) -> None:
    one, two, three = naming(PHONE, PLATE), naming(OTHER_PHONE, PLATE), naming(PHONE)
    naming("0815-9999-8888")
    [cluster] = clusters_of(office.sari)
    assert [lane.letter for lane in cluster.lanes] == ["A", "B"]
    cells = dict(drawn(cluster))
    phone = 0 if cells[three][0] == "dot" else 1
    assert [cells[row][phone] for row in (one, two, three)] == ["dot", "line", "dot"]
    assert [cells[row][1 - phone] for row in (one, two, three)] == ["dot", "dot", ""]
    assert all(lane.value == "" for lane in cluster.lanes)


def test_two_things_that_share_nothing_are_two_clusters(office: Cast) -> None:
    naming(PHONE), naming(PHONE), naming(PLATE), naming(PLATE), naming(PLATE)
    assert [len(cluster.rows) for cluster in clusters_of(office.sari)] == [3, 2]


def test_around_a_report_its_own_values_are_named_and_others_reached_through_it(office: Cast) -> None:
    one, two, three = naming(PHONE), naming(PHONE, PLATE), naming(PLATE)
    cluster = around(one, office.sari)
    assert cluster is not None
    assert {row.report for row in cluster.rows} == {one, two, three}
    assert [(lane.kind, lane.value) for lane in cluster.lanes] == [
        ("Nomor HP", "+6281234567890"), ("Pelat kendaraan", ""),
    ]  # fmt: skip
    assert around(naming("0815-9999-8888"), office.sari) is None


def test_another_desk_s_report_is_not_there(office: Cast) -> None:
    one, two = naming(PHONE), naming(PHONE, village=PEGADUNGAN)
    assert around(one, office.sari) is None
    assert clusters_of(office.sari) == []
    [cluster] = clusters_of(office.dewi)
    assert {row.report for row in cluster.rows} == {one, two}


def test_nobody_without_a_desk_sees_any(office: Cast) -> None:
    naming(PHONE), naming(PHONE)
    assert clusters_of(office.bayu) == clusters_of(office.rina) == []


def test_a_busy_recruiter_is_cut_and_it_says_so(office: Cast) -> None:
    for _number in range(MOST_ROWS + 2):
        naming(PHONE)
    [cluster] = clusters_of(office.dewi)
    assert (len(cluster.rows), cluster.is_cut) == (MOST_ROWS, True)
