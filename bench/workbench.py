"""Whether pages stay as fast at a million reports as at ten thousand.

    .venv/bin/python bench/workbench.py [--reports 1000000] [--rounds 20]

Starts an installation of its own with the whole territory, 133 offices, a thousand desks, 10,000 officers and one of
everything (bench/country.py), adds reports that are really sealed (bench/filling.py), and asks over HTTP for every
page there is (bench/asking.py): public, a reporter's, officers', an auditor's, those above offices; and for searches by
common, rare and absent words. Without HTTP it asks for the same searches, for likely duplicates, and for which other
reports name what one names.

One desk has four reports of ten, the hardest that one can have; another of the same office has one in two thousand.
First at 10,000 reports, then at --reports: p95 of each page over 100 ms or grown by more than half, a summary, and
which addresses were not asked for, with the reason. Exit code 1 where a page is over the bar.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.installation import PASSWORD, Installation, fresh_installation

if TYPE_CHECKING:
    from bench.country import Country
    from pimpasa.accounts.models import Officer
    from pimpasa.keys.unlocking import Keyring
    from pimpasa.reports.queries.opened import OpenReport

FEW = 10_000
MOST_MS, MOST_GROWN = 100, 1.5
LEAST_MS = 20  # below it a ratio is noise

Ask = Callable[[], Any]
Asks = dict[str, Ask]


@dataclass
class Asked:
    """Who asks, one of everything there is a page of, and the code of a reporter's receipt."""

    country: Country
    ids: Mapping[str, Any]
    code: str


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000_000, help="the larger size (default 1,000,000)")
    parser.add_argument("--rounds", type=int, default=20, help="requests of each page (default 20)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder, fresh_installation(Path(folder)) as place:
        from bench.filling import fill

        asked = _asked(place)
        print(fill(asked.country, FEW, seed=1), flush=True)
        few, unasked = _measure(place, asked, options.rounds)
        print(fill(asked.country, options.reports - FEW, seed=2), flush=True)
        many, _same = _measure(place, asked, options.rounds)
    return _print(few, many, options.reports, unasked)


def _print(few: dict[str, float], many: dict[str, float], reports: int, unasked: Mapping[str, str]) -> int:
    for route, why in unasked.items():
        print(f"not asked: {route}: {why}")
    both = [(name, before, many[name]) for name, before in few.items() if name in many]
    slow = [name for name, _before, now in both if now > MOST_MS]
    grown = [name for name, before, now in both if now > LEAST_MS and now > MOST_GROWN * before]
    print(f"p95 in ms{'':50}{FEW:>10,}{reports:>12,}   ratio")
    for name, before, now in sorted(both, key=lambda row: -row[2]):
        if name in slow or name in grown:
            print(f"{name:59}{before:10.1f}{now:12.1f}{now / before:8.2f}")
    ratio = statistics.median(now / before for _name, before, now in both)
    print(f"{len(both)} asked, {len(unasked)} addresses not; median ratio {ratio:.2f}")
    print(f"{len(slow)} over {MOST_MS} ms, {len(grown)} grown by more than half")
    return 1 if slow else 0


def _asked(place: Installation) -> Asked:
    """Everything but reports in numbers, and a report whose receipt is known."""
    from django.db import transaction

    from bench.asking import things_of
    from bench.country import make_country
    from bench.installation import ANSWERS
    from pimpasa.reports.actions.submitting import receive
    from pimpasa.sealing import receipts
    from pimpasa.sealing.envelopes import new_key

    country = make_country(place)
    ids = things_of(country.cast)
    code = receipts.new_code()
    with transaction.atomic():
        receive(answers=ANSWERS, code=code, draft_key=new_key())
    return Asked(country, ids, code)


def _measure(place: Installation, asked: Asked, rounds: int) -> tuple[dict[str, float], dict[str, str]]:
    """p95 by page, and which addresses nobody got, with the reason."""
    from bench.asking import pages_of
    from pimpasa.keys.unlocking import Keyring, open_with_passphrase

    officers = dict(asked.country.officers)
    clients = {name: _signed_in(place, officer.email) for name, officer in officers.items()}
    clients |= {name: httpx.Client(base_url=place.address, timeout=60) for name in ("stranger", "reporter")}
    clients["reporter"].post("/lacak/", data={"code": asked.code})
    walk = pages_of(clients, asked.ids)
    keyring = Keyring(officers["dewi"], open_with_passphrase(officers["dewi"], PASSWORD))
    asks: Asks = {
        **{str(page): _getting(clients[page.who], page.path) for page in walk.pages},
        **_narrowed(clients),
        **_searches(clients, officers),
        **_alone(officers["dewi"], keyring),
    }
    measured = {name: _p95(ask, rounds) for name, ask in asks.items()}
    for client in clients.values():
        client.close()
    return measured, walk.unasked


def _getting(client: httpx.Client, path: str) -> Ask:
    return lambda: _ok(client.get(path))


def _narrowed(clients: dict[str, httpx.Client]) -> Asks:
    """Lists by their filters, deep pages, and reports in turn."""
    from pimpasa.reports.models import Report

    newest = Report.objects.filter(due_at__isnull=False).order_by("-id")[0]
    some = cycle(Report.objects.order_by("-id").values_list("pk", flat=True)[:200])
    dewi, rina = clients["dewi"], clients["rina"]
    return {
        "an office's queue, filtered": _getting(dewi, "/petugas/laporan/?kind=pmi&urgency=2"),
        "an office's queue, due soon": _getting(dewi, "/petugas/laporan/?due=soon"),
        "an office's concluded, page 400": _getting(dewi, "/petugas/laporan/selesai/?hal=400"),
        "a report by its number": _getting(dewi, f"/petugas/laporan/?reference={newest.reference}"),
        "reports' pages in turn": lambda: _ok(dewi.get(f"/petugas/laporan/{next(some)}/")),
        "the log by a rare act": _getting(rina, "/petugas/catatan/?tindakan=case.opened"),
        "the log by a common act": _getting(rina, "/petugas/catatan/?tindakan=report.concluded"),
        "the log of a day long ago": _getting(rina, "/petugas/catatan/?dari=2024-06-03&sampai=2024-06-03"),
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


def _alone(dewi: Officer, keyring: Keyring) -> Asks:
    """Likely duplicates of fifty newest reports in turn, and who names the same as each of two hundred."""
    from pimpasa.connections.queries.duplicates import likely_duplicates
    from pimpasa.connections.queries.links import naming_the_same
    from pimpasa.reports.models import Mention, Report
    from pimpasa.reports.opening import peek

    opened: list[OpenReport] = [peek(report, keyring) for report in Report.objects.order_by("-id")[:50]]
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
