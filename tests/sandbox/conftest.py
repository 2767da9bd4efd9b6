from __future__ import annotations

import sys
from pathlib import Path

import pytest

from pimpasa.sandbox import programs


@pytest.fixture(autouse=True)
def _tests_inside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets what runs apart import `inside`, which stands beside these tests."""
    code = (
        f"import runpy, sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); del sys.argv[0]; "
        "runpy.run_module(sys.argv[0], run_name='__main__', alter_sys=True)"
    )
    monkeypatch.setattr(programs, "PYTHON", (sys.executable, "-I", "-c", code))
