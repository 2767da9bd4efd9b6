"""An office such as head of an RW tells who reported as surely as a name: it is opened as one, and by nobody else."""

from __future__ import annotations

import json

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from pimpasa.accounts.errors import Refused
from pimpasa.cases.dossier import report_of
from pimpasa.handling.actions.identifying import ask_identity, open_identity
from pimpasa.handling.opening import open_report
from pimpasa.reports.contents import Answers
from pimpasa.reports.kinds import Mode
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast, cast, keyring

pytestmark = pytest.mark.django_db
REASON = "Karangan: pelapor minta dihubungi."
LIAISON = {"mode": "liaison", "liaison_role": "Ketua RW karangan", "liaison_relation": "Tetangga karangan"}
WHO = {"mode": "liaison", "office": "Ketua RW karangan", "relation": "Tetangga karangan"}


@pytest.fixture
def office() -> Cast:
    return cast()


def from_before(office: Cast) -> Report:
    """As 0.1 sealed it: the office within the contents, and nothing apart."""
    report = given.report()
    key = key_of(report, keyring(office.sari))
    contents = envelopes.open_json(bytes(report.envelope), key=key, context=report.context) | LIAISON
    report.mode = Mode.CONFIDENTIAL
    report.envelope = envelopes.seal_json(contents, key=key, context=report.context)
    report.save()
    return report


MADE = [lambda _office: given.report(**LIAISON), from_before]


@pytest.mark.parametrize("made", MADE, ids=["now", "before"])
def test_it_is_opened_with_a_reason_and_nowhere_else(made: object, office: Cast) -> None:
    report: Report = made(office)  # type: ignore[operator]
    opened = open_report(report=report, keyring=keyring(office.sari))
    assert opened.has_identity
    assert [words for words in ("Ketua RW", "Tetangga") if words in repr(opened.answers)] == []
    asking = ask_identity(report=report, keyring=keyring(office.sari), reason=REASON)
    assert open_identity(asking=asking, keyring=keyring(office.sari)) == WHO


@pytest.mark.parametrize("made", MADE, ids=["now", "before"])
def test_it_stands_on_no_page_and_in_no_export(made: object, office: Cast) -> None:
    report: Report = made(office)  # type: ignore[operator]
    browser = Client()
    browser.post("/masuk/", {"login": office.sari.email, "password": PASSPHRASE})
    page = browser.get(f"/petugas/laporan/{report.pk}/").content.decode()
    exported = json.dumps(report_of(peek(report, keyring(office.sari))), default=str)
    told = ("Ketua RW", "Tetangga karangan", "perangkat desa", "liaison")
    assert [(words, place) for words in told for place in (page, exported) if words in place] == []
    answer = browser.post(f"/petugas/laporan/{report.pk}/identitas/", {"reason": REASON}).content.decode()
    assert [
        words for words in ("Ketua RW karangan", "Tetangga karangan", "perangkat desa") if words not in answer
    ] == []


def test_nothing_that_identifies_is_among_the_contents() -> None:
    """Whatever the form asks of the reporter themselves, by its nature and not by its field's name."""
    answers = Answers(
        mode="liaison",
        contact_name="Pelapor Karangan",
        contact_way="0813-0000-0000",
        liaison_role="Ketua RW karangan",
        liaison_relation="Tetangga karangan",
    )
    shared = json.dumps(answers.contents())
    assert [told for told in (answers.identity() or {}).values() if told and told in shared] == []
    assert answers.stored_mode == Mode.CONFIDENTIAL


def test_who_it_was_only_shared_with_may_not_ask(office: Cast) -> None:
    report = given.report(**LIAISON)
    with pytest.raises(Refused):
        ask_identity(report=report, keyring=keyring(office.bayu), reason=REASON)


def test_no_row_says_that_somebody_is_a_liaison(office: Cast) -> None:
    report = given.report(**LIAISON)
    assert report.mode == Mode.CONFIDENTIAL
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(mode=Mode.LIAISON)
