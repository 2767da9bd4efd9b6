"""Lines as people write them, by kind; and what looks like an identifier and is none.

`lines.jsonl` has what hides an identifier and what stands around it; `lookalikes.jsonl` papers, prices, dates, laws,
rooms, words, and whom one speaks to.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pimpasa.linking.identifiers.finding import find

HERE = Path(__file__).parent
ROWS = [
    json.loads(row)
    for name in ("lines", "lookalikes")
    for row in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=[str(number) for number in range(1, len(ROWS) + 1)])
def test_a_line_as_people_write_it(row: dict[str, object]) -> None:
    """In the order of kinds and then of the text."""
    assert {"text": row["text"], "finds": [f"{one.kind.value} {one.value}" for one in find(str(row["text"]))]} == row
