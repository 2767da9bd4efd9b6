"""What is given up is given up for good, and only ever downwards."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from pimpasa.sandbox.limits import Limits

LIMITS = Limits(seconds=1.5, memory=1024**3, answer=1, at_once=1, wait=1)


def confined(code: str, *, before: str = "") -> subprocess.CompletedProcess[str]:
    source = (
        "import json, resource\n"
        "from pimpasa.sandbox.confinement import confine\n"
        "from pimpasa.sandbox.limits import Limits\n"
        f"{before}\nconfine(Limits.of({LIMITS.word()!r}))\n{code}"
    )
    return subprocess.run([sys.executable, "-I", "-c", source], capture_output=True, text=True, check=False)


def test_limits_come_over_as_a_word() -> None:
    assert Limits.of(LIMITS.word()) == LIMITS


def test_every_limit_is_set_hard() -> None:
    names = ["RLIMIT_CPU", "RLIMIT_AS", "RLIMIT_FSIZE", "RLIMIT_CORE", "RLIMIT_NOFILE"]
    outcome = confined(f"print(json.dumps([resource.getrlimit(getattr(resource, name)) for name in {names}]))")
    assert json.loads(outcome.stdout) == [[2, 3], [1024**3, 1024**3], [0, 0], [0, 0], [0, 0]]


def test_a_stricter_limit_of_the_machine_stays() -> None:
    before = "resource.setrlimit(resource.RLIMIT_AS, (512 * 1024**2, 512 * 1024**2))"
    outcome = confined("print(json.dumps(resource.getrlimit(resource.RLIMIT_AS)))", before=before)
    assert json.loads(outcome.stdout) == [512 * 1024**2, 512 * 1024**2]


@pytest.mark.parametrize("name", ["RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_NOFILE"])
def test_there_is_no_way_back_for_an_ordinary_user(name: str) -> None:
    code = (
        "import os\nos.getuid() or os.setuid(65534)\n"
        f"soft, hard = resource.getrlimit(resource.{name})\n"
        f"resource.setrlimit(resource.{name}, (hard, hard + 1))"
    )
    assert "not allowed to raise maximum limit" in confined(code).stderr
