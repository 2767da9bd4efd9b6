"""Heads and auditors oversee their own office: of another's, no list of theirs shows a name, an act or a report."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from pimpasa.accounts.actions import add_officer, change_officer
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.connections.actions import inquire
from pimpasa.handling.opening import open_report
from pimpasa.insights.queries import oversight
from pimpasa.insights.queries.oversight import Narrowing, acts_of
from pimpasa.ledger.actions import continue_log
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER
from pimpasa.reports.models import Mention, Report, Share
from pimpasa.sites.officers.oversight.views.log import SUBJECTS
from tests.factories import cases, outreach
from tests.factories import reports as given
from tests.factories.acts import written
from tests.factories.people import Cast, keyring, officer
from tests.factories.territory import TANAH_TINGGI

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Neighbours:
    """The office of another district: Fani its analyst, Lina its head, Tono its auditor, Wati its administrator."""

    fani: Officer
    lina: Officer
    tono: Officer
    wati: Officer
    report: Report

    @property
    def everyone(self) -> list[Officer]:
        return [self.fani, self.lina, self.tono, self.wati]


@pytest.fixture
def neighbours(office: Cast) -> Neighbours:
    """Both offices at work: reports, a case, an officer who was changed."""
    at = office.at
    lina = officer("lina", Role.HEAD, at.fallback, desk=at.fallback_unit, giver=office.fani)
    tono = officer("tono", Role.AUDITOR, at.fallback)
    wati = officer("wati", Role.ADMINISTRATOR, at.fallback)
    theirs = given.report(village=TANAH_TINGGI)
    open_report(report=theirs, keyring=keyring(office.fani))
    cases.own_case(office.fani, at.fallback_unit)
    add_officer(office=at.fallback, email="yuni@contoh.invalid", name="Yuni Contoh", role=Role.PIMPASA, by=wati)
    open_report(report=given.report(), keyring=keyring(office.sari))
    cases.own_case(office.dewi, at.unit)
    change_officer(officer=office.bayu, name="Bayu Contoh", role=Role.PIMPASA, is_active=True, by=office.agus)
    outreach.held(office)
    return Neighbours(office.fani, lina, tono, wati, theirs)


def lists() -> list[str]:
    """Every page of officers that asks for nothing."""
    paths = []
    for pattern in _patterns(get_resolver().url_patterns):
        try:
            paths.append(reverse(f"officers:{pattern}"))
        except NoReverseMatch:
            continue
    return sorted(set(paths))


def _patterns(patterns: list[object]) -> list[str]:
    names = []
    for pattern in patterns:
        names += _patterns(getattr(pattern, "url_patterns", []))
        if name := getattr(pattern, "name", None):
            names.append(name)
    return names


@pytest.mark.parametrize("who", ["hadi", "rina", "lina", "tono"])
def test_no_list_shows_anything_of_another_office(
    office: Cast, neighbours: Neighbours, signed_in: SignIn, who: str
) -> None:
    overseer = getattr(neighbours, who, None) or getattr(office, who)
    ours = overseer.office_id == office.at.office.pk
    strangers = neighbours.everyone if ours else office.everyone
    reports = Report.objects.exclude(office=overseer.office)
    told = [*(stranger.name for stranger in strangers), *(report.reference for report in reports)]
    browser = signed_in(overseer)
    pages = {path: browser.get(path, follow=True) for path in lists() if "pemberitahuan" not in path}
    read = {path: page.content.decode() for path, page in pages.items() if page.status_code == 200}
    assert "/petugas/catatan/" in read
    assert [(path, words) for path, page in read.items() for words in told if words in page] == []
    assert ("Sari Contoh" in read["/petugas/catatan/"]) == ours


def test_a_question_to_another_office_is_read_by_both_auditors(
    office: Cast, neighbours: Neighbours, signed_in: SignIn
) -> None:
    """Sari's auditor reads that she asked; the other's that somebody of Sari's office did, of whom no name."""
    mine = given.report(narrative="Karangan: hub 0812-3456 7890", persons=[])
    theirs = given.report(narrative="Karangan: WA 081234567890", persons=[], village=TANAH_TINGGI)
    inquire(mention=Mention.objects.get(report=mine), reason="Karangan: perekrut sama.", keyring=keyring(office.sari))
    assert Share.objects.get().report == theirs
    asked = [entry.act for entry in acts_of(office.at.office).acts if entry.actor == office.sari.actor]
    assert asked[0] == Act.OTHERS_ASKED
    assert Act.SHARE_ASKED not in asked
    page = signed_in(neighbours.tono).get("/petugas/catatan/", {"tindakan": "share.asked"}).content.decode()
    assert f"Petugas {office.at.office.name}" in page
    assert "Sari Contoh" not in page


def test_older_acts_follow_on_the_next_page(office: Cast, neighbours: Neighbours, signed_in: SignIn) -> None:
    everything = [entry.pk for entry in acts_of(office.at.office, most=10_000).acts]
    page = acts_of(office.at.office, most=3)
    paged = [entry.pk for entry in page.acts]
    while page.older:
        page = acts_of(office.at.office, before=page.older, most=3)
        paged += [entry.pk for entry in page.acts]
    assert paged == everything
    assert len(paged) > 10
    for nonsense in ("x", "-1", "9" * 40, "\x00"):
        assert signed_in(office.rina).get("/petugas/catatan/", {"sebelum": nonsense}).status_code == 200


NAMES = ["", ":", "None", "0", "9" * 30, "\u0663", "x" * 300, "01a219ea-f043-7a59-a901-515e95fbbb55"]


@pytest.mark.parametrize("kind", sorted({*oversight.WAYS, *oversight.OF_AN_OFFICE, *oversight.OF_THE_INSTALLATION}))
def test_the_page_opens_whatever_the_log_names(office: Cast, signed_in: SignIn, kind: str) -> None:
    """The log outlives what it is about; and who acts may be nobody with a number, as a partner who opens a link."""
    for name in NAMES:
        written(f"{kind}:{name}"[:80], by=REPORTER)
    for actor in (kind, f"{kind}:", f"{kind}:9", "officer:", "officer:x", f"officer:{'9' * 30}"):
        written(office.dewi.subject, by=actor)
    browser = signed_in(office.rina)
    page = browser.get("/petugas/catatan/")
    assert page.status_code == 200
    assert page.content.decode().count("<tr") > 6


def test_what_all_share_every_auditor_reads(office: Cast, neighbours: Neighbours, signed_in: SignIn) -> None:
    """The server's own acts have no officer: that the log went on after a loss is nobody's secret."""
    continue_log(after="rollback", notes=[])
    for auditor in (office.rina, neighbours.tono):
        page = signed_in(auditor).get("/petugas/catatan/", {"tindakan": Act.LOG_CONTINUED}).content.decode()
        assert page.count("<tr") == 2


def test_acts_are_found_beyond_a_batch(office: Cast, neighbours: Neighbours, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [entry.pk for entry in acts_of(office.at.office, most=10_000).acts]
    monkeypatch.setattr(oversight, "BATCH", 4)
    assert [entry.pk for entry in acts_of(office.at.office, most=len(whole)).acts] == whole


def test_every_kind_of_subject_has_its_way_to_an_office() -> None:
    """A new kind joins `WAYS`; one without a way would be read by its doer's office alone."""
    kinds = set()
    for model in apps.get_models():
        subject = getattr(model, "subject", None)
        if isinstance(subject, property) and model.__module__.startswith("pimpasa."):
            source = inspect.getsource(subject.fget)  # type: ignore[arg-type]
            kinds |= {getattr(model, "kind_of_subject", "")} | set(re.findall(r'f"([a-z-]+):', source))
    whose = set(oversight.WAYS) | oversight.OF_AN_OFFICE | oversight.OF_THE_INSTALLATION
    assert kinds - {""} <= whose
    assert set(SUBJECTS) == whose


class TestNarrowed:
    def test_by_officer_and_period(self, office: Cast, neighbours: Neighbours, signed_in: SignIn) -> None:
        sari = acts_of(office.at.office, Narrowing(by=office.sari.actor)).acts
        assert {entry.actor for entry in sari} == {office.sari.actor}
        yesterday = clock.today() - timedelta(days=1)
        assert acts_of(office.at.office, Narrowing(until=yesterday)).acts == []
        assert len(acts_of(office.at.office, Narrowing(by=office.sari.actor, since=clock.today())).acts) == len(sari)
        browser = signed_in(office.rina)
        asked = {"petugas": office.sari.pk, "dari": str(clock.today()), "sampai": str(clock.today())}
        page = browser.get("/petugas/catatan/", asked).content.decode()
        assert page.count("<tr") == len(sari) + 1
        assert browser.get("/petugas/catatan/", {"sampai": str(yesterday)}).content.decode().count("<tr") == 1

    def test_another_office_s_officer_is_nobody(self, office: Cast, neighbours: Neighbours, signed_in: SignIn) -> None:
        """Their number asks for nothing; nor does nonsense, or a day that no calendar has."""
        browser = signed_in(office.rina)
        whole = browser.get("/petugas/catatan/").content.decode().count("<tr")
        for asked in ({"petugas": neighbours.lina.pk}, {"petugas": "x\x00"}, {"dari": "9999-12-31"}, {"sampai": "x"}):
            assert browser.get("/petugas/catatan/", asked).content.decode().count("<tr") == whole

    def test_no_number_of_the_database_is_shown(self, office: Cast, neighbours: Neighbours, signed_in: SignIn) -> None:
        written("officer:987654", by=REPORTER)
        written(office.dewi.subject, by="officer:987654")
        page = signed_in(office.rina).get("/petugas/catatan/").content.decode()
        cells = re.findall(r"<td[^>]*>\s*(.*?)\s*</td>", page, re.DOTALL)
        assert [cell for cell in cells if "987654" in cell or "officer:" in cell or re.search(r" \d{1,4}$", cell)] == []
        assert "Petugas Bayu Contoh" in cells
