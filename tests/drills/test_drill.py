"""The short form of `python tools/drill.py`: a primary and a web server die under load, and nothing is lost."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.drills.machines import missing
from tests.installations import demonstration

DRILL = Path(__file__).resolve().parents[2] / "tools" / "drill.py"
# Beside other tests each answer takes longer than the drill allows: that is for the drill on a machine of its own.
NOTHING_LOST = (0, 4)


def test_a_primary_and_a_web_server_die_and_nothing_is_lost() -> None:
    if packages := missing():
        pytest.skip(f"not installed: {', '.join(packages)}; `make setup-drill` as root brings them")
    demonstration()  # which it copies, as every other test
    ended = subprocess.run([sys.executable, DRILL, "--short"], capture_output=True, text=True, timeout=540, check=False)
    assert ended.returncode in NOTHING_LOST, ended.stdout + ended.stderr
    row = r"^(primary, PostgreSQL alone|one of the web servers) .* (\d+)(?:  OVER ITS BAR)?$"
    table = re.findall(row, ended.stdout, re.MULTILINE)
    assert table == [("primary, PostgreSQL alone", "0"), ("one of the web servers", "0")]
    assert re.search(r"^[1-9]\d* reports were acknowledged, 0 of them are not there", ended.stdout, re.MULTILINE)
    assert "The log: The log is whole." in ended.stdout
    assert "Pieces of one file to 2 web servers: it came out as it was" in ended.stdout


def test_without_its_programs_it_says_which_and_ends_with_its_own_code(tmp_path: Path) -> None:
    """With nothing on the path but what every machine has."""
    code = (
        "import sys, runpy; sys.argv = ['drill.py']; import tests.drills.machines as machines; "
        f"machines.PATH = {str(tmp_path)!r}; runpy.run_path({str(DRILL)!r}, run_name='__main__')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False, cwd=DRILL.parents[1]
    )
    assert ended.returncode == 3
    assert "drill: not installed here: etcd-server, haproxy, pgbouncer" in ended.stderr
    assert ended.stdout == ""
