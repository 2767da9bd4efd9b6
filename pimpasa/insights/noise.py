"""Noise for open data: the discrete Laplace mechanism of OpenDP, exact, from the operating system's randomness.

    python -m pimpasa.insights.noise      tables on standard input, the same with noise on standard output, as JSON

It runs as a process of its own, once a day: the library takes 27 MiB, which no other process needs to hold.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

SECONDS = 120
# How much one report more or less changes the counts of a table, added up.
SENSITIVITY = 1


def drawn(tables: Sequence[tuple[int, Sequence[int]]]) -> list[list[int]]:
    """Each table's counts with noise of its scale. Raises subprocess.SubprocessError where the process fails."""
    process = subprocess.run(
        [sys.executable, "-m", __name__],
        input=json.dumps(tables).encode(),
        stdout=subprocess.PIPE,
        timeout=SECONDS,
        check=True,
    )
    answer: list[list[int]] = json.loads(process.stdout)
    return answer


def _draw(tables: Sequence[tuple[int, Sequence[int]]]) -> list[list[int]]:
    import opendp.prelude as dp

    dp.enable_features("contrib")  # the mechanism's proof is in its documentation, and not yet signed by their vetting
    space = dp.vector_domain(dp.atom_domain(T=int)), dp.l1_distance(T=int)
    answers = []
    for scale, counts in tables:
        mechanism = dp.m.make_laplace(*space, scale=float(scale))
        epsilon: float = mechanism.map(SENSITIVITY)  # type: ignore[no-untyped-call]  # declares none
        if epsilon > SENSITIVITY / scale * (1 + 1e-9):
            raise ValueError(f"noise of scale {scale} would tell {epsilon}")
        answers.append([int(number) for number in mechanism(list(counts))] if counts else [])
    return answers


if __name__ == "__main__":
    json.dump(_draw(json.load(sys.stdin)), sys.stdout)
