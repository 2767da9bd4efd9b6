"""Whether pages with numbers stay as fast at a million reports as at ten thousand, from the nation to a kelurahan.

    .venv/bin/python bench/oversight.py [--reports 1000000] [--rounds 15]

Starts an installation of its own with the whole territory, 133 offices on 33 Kanwil, a thousand desks with decisions
and 10,000 officers (bench/country.py), adds reports that are really sealed and counted (bench/filling.py), and asks
over HTTP. First at 10,000 reports, then at --reports: the median in ms, the bytes of the page before it is compressed,
the ratio, and what is over the bars. Exit code 1 where something is.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.installation import VILLAGE, Installation, fresh_installation
from bench.workbench import _ok, _signed_in

if TYPE_CHECKING:
    from pimpasa.accounts.models import Officer

FEW = 10_000
MOST_MS, MOST_BYTES = 200, 150 * 1024


@dataclass(frozen=True)
class Measured:
    milliseconds: float
    size: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000_000, help="the larger size (default 1,000,000)")
    parser.add_argument("--rounds", type=int, default=15, help="requests of each page (default 15)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder, fresh_installation(Path(folder)) as place:
        from bench.country import make_country
        from bench.filling import fill

        country = make_country(place)
        print(fill(country, FEW, seed=1), flush=True)
        _publish()
        few = _measure(place, country.officers, options.rounds)
        print(fill(country, options.reports - FEW, seed=2), flush=True)
        _publish()
        many = _measure(place, country.officers, options.rounds)
    return _print(few, many, options.reports)


def _print(few: dict[str, Measured], many: dict[str, Measured], reports: int) -> int:
    """Exit code 1 where a page is over a bar."""
    print(f"median ms{'':34}{FEW:>10,}{reports:>12,}   ratio      KB")
    over = []
    for name, before in few.items():
        now = many[name]
        ratio = now.milliseconds / before.milliseconds
        print(f"{name:43}{before.milliseconds:10.1f}{now.milliseconds:12.1f}{ratio:8.2f}{now.size / 1024:8.0f}")
        if now.milliseconds > MOST_MS or now.size > MOST_BYTES:
            over.append(name)
    print(f"over {MOST_MS} ms or {MOST_BYTES // 1024} KB: {', '.join(over) or 'none'}")
    return 1 if over else 0


def _publish() -> None:
    """The figures of the day and of quarters that are over, as the worker makes them after midnight."""
    from pimpasa.common import clock
    from pimpasa.insights.actions.publishing import publish_quarters, published
    from pimpasa.insights.models import Publication, QuarterFigures

    Publication.objects.all().delete()
    QuarterFigures.objects.all().delete()
    begun = time.monotonic()
    published(on=clock.today())
    quarters = publish_quarters(on=clock.today())
    print(f"{quarters} quarters and the day's figures in {time.monotonic() - begun:.1f} s", flush=True)


def _measure(place: Installation, officers: Mapping[str, Officer], rounds: int) -> dict[str, Measured]:
    clients = {name: _signed_in(place, officer.email) for name, officer in officers.items()}
    public = httpx.Client(base_url=place.address, timeout=60)
    pages = {
        "Angka, quarter: a desk": (clients["sari"], "/petugas/angka/"),
        "Angka, quarter: an analyst": (clients["dewi"], "/petugas/angka/"),
        "Angka, quarter: the head": (clients["hadi"], "/petugas/angka/"),
        "Angka, year: the head": (clients["hadi"], "/petugas/angka/?panjang=tahun"),
        "Angka, a kind and kelurahan": (clients["hadi"], f"/petugas/angka/?jenis=tppo&kelurahan={VILLAGE}"),
        "Angka, quarters: Kanwil": (clients["kartika"], "/petugas/angka/"),
        "Angka, quarters: nation": (clients["damar"], "/petugas/angka/"),
        "Cakupan: nation": (clients["damar"], "/petugas/cakupan/"),
        "Cakupan: a province": (clients["damar"], "/petugas/cakupan/?w=31"),
        "Cakupan: a kabupaten or kota": (clients["damar"], "/petugas/cakupan/?w=31.73"),
        "Cakupan: kelurahan of a kecamatan": (clients["damar"], "/petugas/cakupan/?w=31.73.01"),
        "a kelurahan's page: nation": (clients["damar"], f"/petugas/cakupan/desa/{VILLAGE}/"),
        "a kelurahan's page: the head": (clients["hadi"], f"/petugas/cakupan/desa/{VILLAGE}/"),
        "Cakupan: Kanwil": (clients["kartika"], "/petugas/cakupan/"),
        "Cakupan: the head": (clients["hadi"], "/petugas/cakupan/"),
        "acts below: nation": (clients["damar"], "/petugas/tindakan/"),
        "the public's counts": (public, "/transparansi/"),
        "open data": (public, "/data/"),
    }
    measured = {name: _median(client, path, rounds) for name, (client, path) in pages.items()}
    for client in (*clients.values(), public):
        client.close()
    return measured


def _median(client: httpx.Client, path: str, rounds: int) -> Measured:
    """After two tries that nobody waits for."""
    times = []
    for number in range(rounds + 2):
        begun = time.perf_counter()
        answer = client.get(path)
        times += [(time.perf_counter() - begun) * 1000] if number > 1 else []
        _ok(answer)
    return Measured(statistics.median(times), len(answer.content))


if __name__ == "__main__":
    sys.exit(main())
