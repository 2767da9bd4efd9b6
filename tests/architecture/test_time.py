"""One clock decides: nobody else asks what time it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CLOCKS = {"now", "today", "utcnow", "time", "time_ns"}
OF = {"datetime", "date", "timezone", "time", "dt"}
# By whom, and why a machine's own clock does there.
OTHERS = {
    "pimpasa/common/clock.py": "the clock itself",
    "pimpasa/sites/public/flood.py": "a turn in a queue, over in minutes",
    "pimpasa/common/ids.py": "puts lists in order, and nothing is decided by it",
    "pimpasa/witness/serving.py": "others' machine without a database: says when it signed, decides by sizes",
    "pimpasa/config/commands/monitor.py": "as a witness: how long it saw nothing new, which it only tells",
}


def _asked(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and _asks(node):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


def _asks(call: ast.Call) -> bool:
    match call.func:
        case ast.Attribute(attr=("localtime" | "localdate"), value=ast.Name()):
            return not call.args  # with a moment they turn it into local time
        case ast.Attribute(attr=name, value=ast.Name(id=owner)):
            return name in CLOCKS and owner in OF
    return False


def test_nobody_asks_another_clock() -> None:
    paths = [path for path in (ROOT / "pimpasa").rglob("*.py") if str(path.relative_to(ROOT)) not in OTHERS]
    assert sorted(place for path in paths for place in _asked(path)) == []
