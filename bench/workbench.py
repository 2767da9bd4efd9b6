"""Whether an officer's pages stay as fast at a million reports as at ten thousand.

    .venv/bin/python bench/workbench.py [--reports 1000000] [--rounds 60]

Starts an installation of its own, adds synthetic reports (pimpasa.config.simulation), and asks over HTTP for the queue
of a village's desk, the queue of the office's unit, a report by its number, and a reporter's page; and, without HTTP,
which other reports name what one report names. First at 10,000 reports, then at --reports; p95 of each, and the ratio.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from typing import Any

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.installation import Installation, fresh_installation

FEW = 10_000
PASSWORD = "kopi-pagi-di-teras"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000_000, help="the larger size (default 1,000,000)")
    parser.add_argument("--rounds", type=int, default=60, help="requests of each kind (default 60)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder, fresh_installation(Path(folder)) as place:
        people, code = _office(place)
        _simulate(FEW, seed=1)
        few = _measure(place, people, code, options.rounds)
        _simulate(options.reports - FEW, seed=2)
        many = _measure(place, people, code, options.rounds)
    _print(few, many, options.reports)
    return 0


def _print(few: dict[str, float], many: dict[str, float], reports: int) -> None:
    print(f"p95 in ms{'':24}{FEW:>10,}{reports:>12,}   ratio")
    for name, before in few.items():
        print(f"{name:33}{before:10.1f}{many[name]:12.1f}{many[name] / before:8.2f}")


def _office(place: Installation) -> tuple[dict[str, str], str]:
    """An officer at the desk, one at the unit, and a report whose receipt is known."""
    from django.db import transaction

    from pimpasa.accounts.actions import add_officer, assign
    from pimpasa.accounts.roles import Role
    from pimpasa.common import clock
    from pimpasa.keys.actions import make_officer_key, settle_in
    from pimpasa.reports.actions import receive
    from pimpasa.sealing import receipts
    from pimpasa.sealing.envelopes import new_key
    from pimpasa.territory.models import Desk

    people = {}
    for name, role, desk in (
        ("sari", Role.PIMPASA, Desk.objects.get(kind=Desk.Kind.VILLAGE)),
        ("dewi", Role.ANALYST, Desk.objects.get(kind=Desk.Kind.UNIT)),
    ):
        email = f"{name}@contoh.invalid"
        made = add_officer(office=desk.office, email=email, name=f"{name.title()} Contoh", role=role, by=None)
        made.set_password(PASSWORD)
        made.save()
        make_officer_key(officer=made, passphrase=PASSWORD)
        assign(officer=made, desk=desk, starts_on=clock.today(), by=None)
        settle_in(officer=made)
        people[name] = email
    from bench.installation import ANSWERS

    code = receipts.new_code()
    with transaction.atomic():
        receive(answers=ANSWERS, code=code, draft_key=new_key())
    return people, code


def _simulate(reports: int, *, seed: int) -> None:
    from django.conf import settings
    from django.db import connection

    from pimpasa.common import clock
    from pimpasa.config import simulation

    begun = time.monotonic()
    simulation.simulate(
        reports=reports,
        seed=seed,
        places=list(simulation.places()),
        link_key=settings.LINK_KEY,
        now=clock.now(),
        progress=lambda _done: None,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"{reports:,} synthetic reports in {time.monotonic() - begun:.0f} s", flush=True)


def _measure(place: Installation, people: dict[str, str], code: str, rounds: int) -> dict[str, float]:
    from pimpasa.reports.models import Report

    sari, dewi = (_signed_in(place, people[name]) for name in ("sari", "dewi"))
    reporter = httpx.Client(base_url=place.address, timeout=60)
    reporter.post("/lacak/", data={"code": code})
    reference = Report.objects.order_by("-id")[0].reference
    asks: dict[str, Callable[[], Any]] = {
        "a desk's queue": lambda: _ok(sari.get("/petugas/")),
        "an office's queue": lambda: _ok(dewi.get("/kantor/laporan/")),
        "an office's queue, filtered": lambda: _ok(dewi.get("/kantor/laporan/?kind=pmi&urgency=2")),
        "an office's queue, due soon": lambda: _ok(dewi.get("/kantor/laporan/?due=soon")),
        "a report by its number": lambda: _ok(dewi.get(f"/kantor/laporan/?reference={reference}")),
        "a reporter's page": lambda: _ok(reporter.get("/lacak/laporan/")),
        "who names the same": _matching(),
    }
    measured = {name: _p95(ask, rounds) for name, ask in asks.items()}
    for client in (sari, dewi, reporter):
        client.close()
    return measured


def _matching() -> Callable[[], Any]:
    """Which other reports name what one names; two hundred reports in turn, busy recruiters' among them."""
    from pimpasa.accounts.models import Officer
    from pimpasa.reports.mentions import others_naming
    from pimpasa.reports.models import Mention

    officer = Officer.objects.get(email="dewi@contoh.invalid")
    mentions = list(Mention.objects.select_related("report").order_by("-id")[:200])
    turns = cycle(mentions)

    def match() -> Any:
        mention = next(turns)
        return others_naming([bytes(mention.digest)], besides=mention.report, officer=officer)

    return match


def _signed_in(place: Installation, email: str) -> httpx.Client:
    client = httpx.Client(base_url=place.address, timeout=60, follow_redirects=True)
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get("/masuk/").text)
    assert token
    _ok(client.post("/masuk/", data={"login": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}))
    return client


def _ok(answer: httpx.Response) -> None:
    if answer.status_code != 200:
        raise SystemExit(f"{answer.url}: {answer.status_code}")


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
