"""The oldest browsers that a report is told in: Chromium 74 (2019) and 80, with words and a file, and tracked after."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.conftest import Program

pytestmark = pytest.mark.browser
FOLDER = Path(__file__).parent / "oldest"


@pytest.mark.skipif(
    not (FOLDER / "node_modules").is_dir() or shutil.which("node") is None,
    reason="the oldest browsers are not here: make setup-oldest",
)
@pytest.mark.parametrize(("packed", "version"), [("chromium-74", "74.0"), ("chromium-80", "80.0")])
@pytest.mark.parametrize(("name", "how"), [("chat.txt", "Server kami mengunci"), ("", "dikunci di HP ini")])
def test_a_story(program: Program, tmp_path: Path, packed: str, version: str, name: str, how: str) -> None:
    """With a file the server seals; with words alone the phone does, be it as old as that."""
    if name:
        (tmp_path / name).write_text("Karangan: isi.")
    command = ["node", "walk.cjs", packed, program.address, str(tmp_path / name) if name else "", str(tmp_path)]
    walked = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, timeout=120, check=False)
    assert walked.returncode == 0, walked.stderr[-5000:]
    found = json.loads(walked.stdout)
    assert found["browser"].startswith(f"HeadlessChrome/{version}")
    assert found["faults"] == []
    assert how in found["how"]
    assert found["at"].endswith("/lacak/laporan/")
    assert len(found["code"].replace("-", "")) == 21
