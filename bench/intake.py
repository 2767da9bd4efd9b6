"""Reports per second over HTTP, beside the floor: the same rows sealed and committed by bare psycopg processes.

    .venv/bin/python bench/intake.py [--reports 1500] [--rounds 5]

Starts an installation of its own in a temporary folder (embedded PostgreSQL, the program's own server) and ends it.
Each request sends one finished draft: the server opens the draft, checks it, finds the route, seals it to two desks
and a receipt, writes the ledger entry, commits durably and answers. Rounds of floor and HTTP alternate; medians are
printed.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.installation import Installation, fresh_installation
from bench.load import Outcome, send_all

CONCURRENCIES = (1, 8, 32)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1500, help="reports a round and concurrency (default 1500)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds; medians are printed (default 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder, fresh_installation(Path(folder)) as place:
        print(f"{os.cpu_count()} cores, {options.rounds} rounds of {options.reports} reports each\n")
        return _report(*_measure(place, options.reports, options.rounds))


def _measure(place: Installation, reports: int, rounds: int) -> tuple[list[float], dict[int, list[Outcome]]]:
    from bench.floor import floor_rate

    floors: list[float] = []
    outcomes: dict[int, list[Outcome]] = {c: [] for c in CONCURRENCIES}
    for _ in range(rounds):
        floors.append(floor_rate(place, reports, processes=8))
        for concurrency in CONCURRENCIES:
            count = reports if concurrency > 1 else reports // 4
            outcomes[concurrency].append(send_all(place.address, place.drafts(count), concurrency))
    return floors, outcomes


def _report(floors: list[float], outcomes: dict[int, list[Outcome]]) -> int:
    floor = statistics.median(floors)
    print(f"floor (8 bare psycopg processes): {floor:7.0f} reports/s\n")
    print("concurrency  reports/s  of floor  p95 ms  errors")
    errors = 0
    for concurrency, runs in outcomes.items():
        rate = statistics.median(run.rate for run in runs)
        p95 = statistics.median(run.p95_ms for run in runs)
        failed = sum(run.errors for run in runs)
        errors += failed
        print(f"{concurrency:11}  {rate:9.0f}  {rate / floor:8.2f}  {p95:6.0f}  {failed:6}")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
