"""How much script an officer's page brings over a village's network, compressed as it is sent."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from pimpasa.accounts.models import Officer
from tests.factories import reports as given
from tests.factories.people import Cast

SignIn = Callable[[Officer], Client]
KILOBYTE = 1024
# With what all pages share; a page with a log has signatures and entries, too.
MOST, MOST_WITH_LOG, MOST_OF_WORKER = 20 * KILOBYTE, 30 * KILOBYTE, 4 * KILOBYTE


def weight(names: set[str]) -> int:
    return sum(len(gzip.compress(Path(str(finders.find(name))).read_bytes())) for name in names)


def scripts_of(http: Client, path: str) -> set[str]:
    answer = http.get(path)
    assert answer.status_code == 200, path
    return set(re.findall(r'src="/static/([^"]+\.js)"', answer.content.decode()))


@pytest.mark.parametrize("path", ["", "laporan/", "lainnya/", "lisan/", "bawaan/", "laporan/{report}/",
                                  "laporan/{report}/temuan/"])  # fmt: skip
def test_each_page_is_light(office: Cast, signed_in: SignIn, path: str) -> None:
    report = given.taken(office.sari)
    scripts = scripts_of(signed_in(office.sari), f"/petugas/{path.format(report=report.pk)}")
    assert {"officers/unsent.js", "officers/phone.js"} <= scripts
    assert weight(scripts) <= MOST


def test_a_page_with_a_log_stays_light(office: Cast, signed_in: SignIn) -> None:
    check = given.check(given.taken(office.sari), office.sari)
    scripts = scripts_of(signed_in(office.sari), f"/petugas/cek-lapangan/{check.pk}/")
    assert "officers/logbook.js" in scripts
    assert weight(scripts) <= MOST_WITH_LOG


def test_the_worker_is_light() -> None:
    assert weight({"officers/worker.js"}) <= MOST_OF_WORKER
