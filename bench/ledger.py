"""How long an inclusion proof takes in a log of ten million acts, beside one of ten thousand.

    .venv/bin/python bench/ledger.py [--leaves 10000000] [--proofs 500]

Builds the tree's tiles in an embedded PostgreSQL of its own, in a temporary folder, with real acts at the places that
are proved; each proof is made as the receipt page makes it, from the database, and checked.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pimpasa.ledger.models import Entry

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

STEP = 65_536


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leaves", type=int, default=10_000_000, help="acts in the log (default 10000000)")
    parser.add_argument("--proofs", type=int, default=500, help="proofs at each size (default 500)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder:
        os.environ["PIMPASA_DATA"] = folder
        Path(folder).chmod(0o711)
        from pimpasa.config import startup

        with startup.database():
            _measure(options.leaves, options.proofs)
    return 0


def _measure(leaves: int, proofs: int) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    random.seed(1)
    print("      acts  proof ms (median)  p95 ms")
    small = min(10_000, leaves)
    _grow(0, small, proofs)
    _line(small)
    _grow(small, leaves, proofs)
    _line(leaves)


def _grow(start: int, stop: int, proofs: int) -> None:
    """Let the log grow from `start` to `stop`, with real acts at as many random places as will be proved."""
    from pimpasa.common import clock
    from pimpasa.ledger import notes, queries, signing, tree
    from pimpasa.ledger.models import Batch, Entry
    from pimpasa.ledger.tiles import TileNodes

    places = sorted(random.sample(range(start, stop), min(proofs, stop - start)))
    acts = {place: _act(place) for place in places}
    Entry.objects.bulk_update(acts.values(), ["position"], batch_size=1000)
    for at in range(start, stop, STEP):
        _store(at, list(_leaves(at, min(at + STEP, stop), acts)))
    root = tree.root(stop, TileNodes(queries.read_public_tile))
    note = notes.sign(notes.Checkpoint(signing.public_origin(), stop, root), signing.log_key())
    grown = {"start": start, "acts_start": start, "acts": stop, "size": stop}
    Batch.objects.create(**grown, root=root, note=note, signed_at=clock.now())


def _act(position: int) -> Entry:
    from pimpasa.ledger import verbs
    from pimpasa.ledger.acts import Act

    @verbs.act(Act.REPORT_RECEIVED)
    def received() -> Entry:
        return verbs.record(f"report:{position}", by=verbs.REPORTER, sealed=b"")

    entry = received()
    entry.position = position
    return entry


def _leaves(start: int, stop: int, acts: Mapping[int, Entry]) -> Iterator[bytes]:
    from pimpasa.ledger.tree import leaf_hash

    for position in range(start, stop):
        act = acts.get(position)
        yield leaf_hash(act.commitment if act else position.to_bytes(32, "big"))


def _store(size: int, leaves: list[bytes]) -> None:
    from pimpasa.ledger.integration import extend
    from pimpasa.ledger.models import PublicTile

    extend(size, leaves, PublicTile)


def _line(size: int) -> None:
    from pimpasa.ledger import queries, signing
    from pimpasa.ledger.models import Entry

    times = []
    for entry in Entry.objects.filter(position__lt=size).order_by("?"):
        begun = time.perf_counter()
        proof = queries.prove(entry)
        times.append((time.perf_counter() - begun) * 1000)
        assert proof is not None
        proof.check(signing.public_verifier())
    print(f"{size:10,}  {statistics.median(times):17.2f}  {statistics.quantiles(times, n=20)[-1]:6.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
