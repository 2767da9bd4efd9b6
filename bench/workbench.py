"""Whether an officer's pages stay as fast at a million reports as at ten thousand.

    .venv/bin/python bench/workbench.py [--reports 1000000] [--rounds 60]

Starts an installation of its own, adds synthetic reports (pimpasa.config.simulation), and asks over HTTP for what
officers and a reporter look at: what waits for each, queues, numbers, the log, a report, the map, connections, and
searches by common, rare and absent words.
Without HTTP it asks for the same searches, for likely duplicates, and for which other reports name what one names.
One desk has nearly all reports, the hardest that one can have; another of the same office has one in a hundred.
First at 10,000 reports, then at --reports; p95 of each, and the ratio.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.installation import PASSWORD, Installation, fresh_installation

if TYPE_CHECKING:
    from pimpasa.accounts.models import Officer
    from pimpasa.keys.unlocking import Keyring
    from pimpasa.reports.queries.opened import OpenReport

FEW = 10_000
QUIET = "31.73.01.1002"
BUSY_SHARE = 99

Ask = Callable[[], Any]
Asks = dict[str, Ask]


@dataclass
class Office:
    """Who asks, by name, and the code of a reporter's receipt."""

    officers: dict[str, Officer]
    keyring: Keyring
    code: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000_000, help="the larger size (default 1,000,000)")
    parser.add_argument("--rounds", type=int, default=60, help="requests of each kind (default 60)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder, fresh_installation(Path(folder)) as place:
        office = _office(place)
        _simulate(FEW, seed=1)
        few = _measure(place, office, options.rounds)
        _simulate(options.reports - FEW, seed=2)
        many = _measure(place, office, options.rounds)
    _print(few, many, options.reports)
    return 0


def _print(few: dict[str, float], many: dict[str, float], reports: int) -> None:
    print(f"p95 in ms{'':34}{FEW:>10,}{reports:>12,}   ratio")
    for name, before in few.items():
        print(f"{name:43}{before:10.1f}{many[name]:12.1f}{many[name] / before:8.2f}")


def _office(place: Installation) -> Office:
    """An officer at the busy desk, one at the quiet desk, one at the unit, and a report whose receipt is known."""
    from django.db import transaction

    from bench.installation import ANSWERS
    from pimpasa.accounts.roles import Role
    from pimpasa.keys.actions.desk_keys import make_desk_key
    from pimpasa.keys.unlocking import Keyring, open_with_passphrase
    from pimpasa.reports.actions.submitting import receive
    from pimpasa.sealing import receipts
    from pimpasa.sealing.envelopes import new_key
    from pimpasa.territory.models import Desk, Place, Village

    busy, unit = Desk.objects.get(kind=Desk.Kind.VILLAGE), Desk.objects.get(kind=Desk.Kind.UNIT)
    district = busy.village.district_id
    village = Village.objects.create(code=QUIET, name="Karangan Sepi", district_id=district, centroid="none")
    quiet = Desk.objects.create(office=busy.office, kind=Desk.Kind.VILLAGE, name=village.name, village=village)
    names = [f"Rusun Karangan {number}" for number in range(1, 9)]
    Place.objects.bulk_create(Place(name=name, village=where) for name in names for where in (busy.village, village))
    make_desk_key(desk=quiet, by=None)
    officers = {
        "sari": place.seat("sari", Role.PIMPASA, busy),
        "bayu": place.seat("bayu", Role.PIMPASA, quiet),
        "dewi": place.seat("dewi", Role.ANALYST, unit),
        "hadi": place.seat("hadi", Role.HEAD, unit),
        "rina": place.member("rina", Role.AUDITOR, unit.office),
    }
    code = receipts.new_code()
    with transaction.atomic():
        receive(answers=ANSWERS, code=code, draft_key=new_key())
    keyring = Keyring(officers["dewi"], open_with_passphrase(officers["dewi"], PASSWORD))
    return Office(officers, keyring, code)


def _simulate(reports: int, *, seed: int) -> None:
    from django.db import connection

    from pimpasa.common import clock
    from pimpasa.config import simulation

    begun = time.monotonic()
    weighted = [place for place in simulation.places() for _ in range(1 if place.village == QUIET else BUSY_SHARE)]
    simulation.simulate(simulation.Plan(reports, seed, weighted, clock.now()), progress=lambda _done: None)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{reports:,} synthetic reports in {time.monotonic() - begun:.0f} s", flush=True)


def _measure(place: Installation, office: Office, rounds: int) -> dict[str, float]:
    clients = {name: _signed_in(place, officer.email) for name, officer in office.officers.items()}
    reporter = httpx.Client(base_url=place.address, timeout=60)
    reporter.post("/lacak/", data={"code": office.code})
    asks: Asks = {
        **_first_pages(clients),
        **_pages(clients["sari"], clients["dewi"]),
        "a reporter's page": lambda: _ok(reporter.get("/lacak/laporan/")),
        **_searches(clients, office.officers),
        **_alone(office),
    }
    measured = {name: _p95(ask, rounds) for name, ask in asks.items()}
    for client in (*clients.values(), reporter):
        client.close()
    return measured


def _first_pages(clients: dict[str, httpx.Client]) -> Asks:
    """What each sees first, and what a head and an auditor look at."""
    waiting = {f"what waits for {name}": _getting(browser, "/petugas/") for name, browser in clients.items()}
    return waiting | {
        "a head's numbers": _getting(clients["hadi"], "/petugas/angka/"),
        "the log, for an auditor": _getting(clients["rina"], "/petugas/catatan/"),
        "the coverage, for a head": _getting(clients["hadi"], "/petugas/cakupan/"),
    }


def _getting(client: httpx.Client, path: str) -> Ask:
    return lambda: _ok(client.get(path))


def _pages(sari: httpx.Client, dewi: httpx.Client) -> Asks:
    from pimpasa.reports.models import Report

    newest = Report.objects.filter(due_at__isnull=False).order_by("-id")[0]
    some = cycle(Report.objects.order_by("-id").values_list("pk", flat=True)[:200])
    return {
        "a desk's queue": lambda: _ok(sari.get("/petugas/laporan/")),
        "a desk's concluded": lambda: _ok(sari.get("/petugas/laporan/selesai/")),
        "an office's queue": lambda: _ok(dewi.get("/petugas/laporan/")),
        "an office's queue, filtered": lambda: _ok(dewi.get("/petugas/laporan/?kind=pmi&urgency=2")),
        "an office's queue, due soon": lambda: _ok(dewi.get("/petugas/laporan/?due=soon")),
        "a report by its number": lambda: _ok(dewi.get(f"/petugas/laporan/?reference={newest.reference}")),
        "an open report's page": lambda: _ok(sari.get(f"/petugas/laporan/{newest.pk}/")),
        "reports' pages in turn": lambda: _ok(dewi.get(f"/petugas/laporan/{next(some)}/")),
        "a report's connections": lambda: _ok(dewi.get(f"/petugas/laporan/{newest.pk}/hubungan/")),
        "a desk's map": lambda: _ok(sari.get("/petugas/peta/")),
        "an office's map": lambda: _ok(dewi.get("/petugas/peta/")),
        "a desk's connections": lambda: _ok(sari.get("/petugas/hubungan/")),
        "an office's connections": lambda: _ok(dewi.get("/petugas/hubungan/")),
    }


def _questions() -> dict[str, dict[str, str]]:
    """What is looked for; the rare words are those of the synthetic stories' tail."""
    from pimpasa.config.stories import VOCABULARY, word

    return {
        "a common word": {"q": word(0)},
        "a rare word": {"q": word(VOCABULARY - 2)},
        "an absent word": {"q": "taktertulis"},
        "a common and a rare word": {"q": f"{word(1)} {word(VOCABULARY // 2)}"},
        "two common words": {"q": f"{word(2)} {word(9)}"},
        "RW and sign": {"rw": "7", "sign": "14"},
        "place and word": {"place": "Rusun Karangan 3", "q": word(40)},
    }


def _searches(clients: dict[str, httpx.Client], officers: dict[str, Officer]) -> Asks:
    """Over HTTP, and for the officer who reads most also without."""
    asks: Asks = {}
    for what, asked in _questions().items():
        asks[f"a desk seeks {what}"] = _posting(clients["sari"], "/petugas/cari/", asked)
        asks[f"a quiet desk seeks {what}"] = _posting(clients["bayu"], "/petugas/cari/", asked)
        asks[f"an office seeks {what}"] = _posting(clients["dewi"], "/petugas/cari/", asked)
    for what, asked in _questions().items():
        asks[f"search alone: {what}"] = _sought(officers["dewi"], asked)
    return asks


def _sought(officer: Officer, asked: dict[str, str]) -> Ask:
    from pimpasa.handling.queries.search import Question, Search

    return lambda: Search(officer, Question.of(asked)).rows(0, 26)


def _posting(client: httpx.Client, path: str, asked: dict[str, str]) -> Ask:
    data = asked | {"csrfmiddlewaretoken": _token(client.get(path))}
    return lambda: _ok(client.post(path, data=data))


def _alone(office: Office) -> Asks:
    """Likely duplicates of fifty newest reports in turn, and who names the same as each of two hundred."""
    from pimpasa.connections.queries.duplicates import likely_duplicates
    from pimpasa.connections.queries.links import naming_the_same
    from pimpasa.reports.models import Mention, Report
    from pimpasa.reports.opening import peek

    dewi = office.officers["dewi"]
    opened: list[OpenReport] = [peek(report, office.keyring) for report in Report.objects.order_by("-id")[:50]]
    reports, mentions = cycle(opened), cycle(Mention.objects.select_related("report").order_by("-report")[:200])

    def match() -> Any:
        mention = next(mentions)
        return naming_the_same([bytes(mention.digest)], besides=mention.report, officer=dewi)

    return {
        "likely duplicates": lambda: likely_duplicates(next(reports), dewi),
        "who names the same": match,
    }


def _signed_in(place: Installation, email: str) -> httpx.Client:
    client = httpx.Client(base_url=place.address, timeout=60)
    token = _token(client.get("/masuk/"))
    data = {"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token}
    _ok(client.post("/masuk/", data=data, follow_redirects=True))
    return client


def _token(page: httpx.Response) -> str:
    found = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text)
    assert found
    return found[1]


def _ok(answer: httpx.Response) -> None:
    """What is sent elsewhere, to a second step for one, is not the page that is measured."""
    if answer.status_code != 200:
        raise SystemExit(f"{answer.request.method} {answer.url}: {answer.status_code}")


def _p95(ask: Callable[[], Any], rounds: int) -> float:
    for _ in range(5):
        ask()
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        ask()
        times.append((time.perf_counter() - begun) * 1000)
    return statistics.quantiles(times, n=20)[-1]


if __name__ == "__main__":
    sys.exit(main())
