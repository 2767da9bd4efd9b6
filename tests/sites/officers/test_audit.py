"""An auditor sees when the rows were compared with the log, and whether all of them fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.ledger.actions import keep_audit, keep_faults, take_over_rows
from pimpasa.ledger.continuity import CONTINUITY
from pimpasa.ledger.models import Audited
from pimpasa.ledger.row_audit import audit_parts
from tests.factories.people import Cast

pytestmark = pytest.mark.django_db


def test_the_auditor_s_page_says_it(office: Cast, signed_in: Callable[[Officer], Client]) -> None:
    browser = signed_in(office.rina)
    assert "dicek" not in browser.get("/petugas/catatan/").content.decode()
    take_over_rows()
    for part in audit_parts():
        keep_audit(part=part)
    assert "semua data cocok dengan catatan" in browser.get("/petugas/catatan/").content.decode()
    Audited.objects.filter(part="log").update(number=2)
    assert "ditemukan 2 data yang tidak cocok" in browser.get("/petugas/catatan/").content.decode()


def test_the_page_says_that_this_is_not_the_newest_database(
    office: Cast, signed_in: Callable[[Officer], Client]
) -> None:
    browser = signed_in(office.rina)
    keep_faults(part=CONTINUITY, faults=["this database is older than its log"])
    page = browser.get("/petugas/catatan/").content.decode()
    assert "bukan yang terakhir ditandatangani" in page
    assert "data yang tidak cocok" not in page
