"""Every list, and a report's own page, asks the database as often for three rows as for one."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pimpasa.accounts.actions import assign
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.complaints.actions.complaining import complain
from pimpasa.handling.actions.holding import place_hold
from pimpasa.handling.actions.identifying import ask_identity
from pimpasa.handling.actions.saved_views import save_view
from pimpasa.handling.actions.verifying import ask, take
from pimpasa.reports.actions.answering import answer
from pimpasa.reports.kinds import News
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.states import State
from pimpasa.sealing import receipts
from pimpasa.territory.actions import add_place
from pimpasa.verification.actions.checks import plan_check
from pimpasa.verification.actions.findings import record_finding, review_finding
from pimpasa.verification.actions.settings import set_second_review
from pimpasa.verification.actions.steps import record_step
from pimpasa.verification.actions.visits import add_entry
from pimpasa.verification.contents import EntryContents, StepContents
from tests.factories import evidence
from tests.factories import reports as given
from tests.factories.people import Cast, keyring, officer
from tests.factories.territory import PEGADUNGAN

SignIn = Callable[[Officer], Client]
pytestmark = pytest.mark.django_db
NUMBERS = ("0812-3456-7890", "0813-3456-7890", "0815-3456-7890", "0816-3456-7890")
LISTS = [
    ("rina", "/petugas/catatan/"),  # first: to look at reports' lists is an act, which stands on this one
    ("sari", "/petugas/laporan/"),
    ("sari", "/petugas/laporan/selesai/"),
    ("sari", "/petugas/peta/"),
    ("sari", "/petugas/hubungan/"),
    ("sari", "/petugas/cari/"),
    ("dewi", "/petugas/laporan/"),
    ("dewi", "/petugas/peta/"),
    ("dewi", "/petugas/hubungan/"),
    ("dewi", "/petugas/cari/"),
    ("dewi", "/petugas/kasus/"),
    ("dewi", "/petugas/perusahaan/"),
    ("dewi", "/petugas/simpan/"),
    ("dewi", "/petugas/data-pribadi/"),
    ("hadi", "/petugas/cara/"),
    ("rina", "/petugas/tenggat/"),
    ("rina", "/petugas/keluhan/"),
    ("agus", "/petugas/orang/"),
    ("agus", "/petugas/meja/"),
    ("agus", "/petugas/pembenahan/"),
]


def asked(browser: Client, path: str) -> int:
    """How many questions a page costs the second time it is looked at."""
    look = (lambda: browser.post(path, {"q": "tetangga"})) if path.endswith("cari/") else (lambda: browser.get(path))
    assert look().status_code == 200
    with CaptureQueriesContext(connection) as captured:
        look()
    return len(captured)


def one_of_each(office: Cast, number: int) -> None:
    """Something on every list: reports in each state, a case, a complaint, a request, a breach, people and places."""
    sari = office.sari
    persons = [given.PersonAnswer("phone", one) for one in NUMBERS]
    report, code = given.received(persons=persons, **given.IDENTITY)
    given.report(persons=persons, village=PEGADUNGAN)
    complain(report=report, receipt=receipts.parse(code), text="Karangan")
    given.case(office.dewi, given.concluded(sari))
    _done, told = given.received(kind="pmi")
    given.conclude(take(report=_done, by=sari), sari)
    answer(opened=given.seen_by_reporter(told), text="Karangan", news=News.WORSE)
    set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
    waiting = given.taken(sari)
    record_finding(report=waiting, contents=given.finding(), keyring=keyring(sari))
    set_second_review(office=office.at.office, is_wanted=False, by=office.hadi)
    plan_check(report=given.taken(sari), plan=given.urgent_plan(), keyring=keyring(sari))
    given.check(given.taken(sari), sari)
    given.subject_request(office.at.office)
    given.breach(office.dewi)
    add_place(name=f"Karangan {number}", village=report.village, rw="001")
    for who in (sari, office.dewi):
        save_view(name=f"Karangan {number}", fields={"q": "tetangga"}, keyring=keyring(who))
    added = officer(f"tamu{number}", Role.ANALYST, office.at.office)
    assign(officer=added, desk=office.at.unit, starts_on=clock.today(), by=office.agus)


def test_lists(office: Cast, signed_in: SignIn) -> None:
    browsers = {who: signed_in(getattr(office, who)) for who in {who for who, _path in LISTS}}
    one_of_each(office, 0)
    before = {(who, path): asked(browsers[who], path) for who, path in LISTS}
    one_of_each(office, 1)
    one_of_each(office, 2)
    after = {(who, path): asked(browsers[who], path) for who, path in LISTS}
    # The log asks once for each kind of thing that a page of it names, and may name fewer now.
    assert {place: number for place, number in after.items() if number > before[place]} == {}


def enrich(report: Report, code: str, office: Cast) -> None:
    """One more of everything that a report's page shows."""
    keys = keyring(office.sari)
    opened = given.seen_by_reporter(code)
    words = f"Karangan: hubungi {NUMBERS[len(opened.messages) % len(NUMBERS)]}."
    files = [evidence.exhibit(key=opened.key) for _number in range(2)]
    answer(opened=opened, text=f"{words} {uuid.uuid4()}", exhibits=files, news=News.WORSE)
    ask(opened=peek(report, keys), text="Karangan: kapan?", by=office.sari)
    answer(opened=given.seen_by_reporter(code), text=f"Karangan: kemarin {uuid.uuid4()}")
    report.refresh_from_db()
    contents = StepContents(key="own", text="Karangan", result="confirms", note="Karangan: cocok.", source="")
    record_step(report=report, kind="other", contents=contents, keyring=keys)
    check = given.check(report, keys.officer)
    for kind in ("note", "photo"):
        add_entry(
            check=check,
            entry_id=uuid.uuid4(),
            kind=kind,
            contents=EntryContents(at=clock.now().isoformat(), text="Karangan"),
            keyring=keys,
            photo=evidence.sealed_upload() if kind == "photo" else None,
        )
    set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
    report.refresh_from_db()
    found = record_finding(report=report, contents=given.finding(kind=report.kind), keyring=keys)
    review_finding(finding=found, agrees=False, words="Karangan: belum lengkap.", keyring=keyring(office.dewi))
    ask_identity(report=report, keyring=keys, reason="Karangan: pelapor minta dihubungi.")
    place_hold(
        report=report, ends_on=clock.today().replace(year=clock.today().year + 1), reason="Karangan: diminta.",
        keyring=keyring(office.dewi),
    )  # fmt: skip
    given.report(persons=[given.PersonAnswer("phone", one) for one in NUMBERS])
    given.report(persons=[given.PersonAnswer("phone", one) for one in NUMBERS], village=PEGADUNGAN)
    twin = given.taken(office.sari)
    doubled = given.replace(given.finding(State.DUPLICATE), duplicate_of=report.reference)
    set_second_review(office=office.at.office, is_wanted=False, by=office.hadi)
    twin.refresh_from_db()
    record_finding(report=twin, contents=doubled, keyring=keys)


def test_a_report(office: Cast, signed_in: SignIn) -> None:
    persons = [given.PersonAnswer("phone", one) for one in NUMBERS]
    report, code = given.received(**given.IDENTITY | {"persons": persons})
    take(report=report, by=office.sari)
    report.refresh_from_db()
    reporter = Client()
    reporter.post("/lacak/", {"code": code})
    page = f"/petugas/laporan/{report.pk}/"
    sari, dewi = signed_in(office.sari), signed_in(office.dewi)
    pages = [(sari, page), (sari, f"{page}hubungan/"), (sari, f"{page}riwayat/"), (dewi, page)]
    pages += [(reporter, "/lacak/laporan/")]
    enrich(report, code, office)
    before = [asked(browser, path) for browser, path in pages]
    enrich(report, code, office)
    enrich(report, code, office)
    after = [asked(browser, path) for browser, path in pages]
    assert after == before
