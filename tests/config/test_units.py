"""The units of deploy/systemd: systemd takes them, they confine all alike, and what they run and set is known."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pimpasa.config import cli, variables
from pimpasa.config.variables import Variable

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "systemd"
UNITS = sorted(FOLDER.glob("*.service"))
PROGRAM = "/opt/pimpasa/bin/pimpasa"
# By systemd's own measure, from 0 (locked away) to 10. A web server that keeps its files has 1.7.
MOST_EXPOSED = 20  # in tenths
OTHERS = re.compile("AWS_[A-Z_]+")  # the store's own (docs/runbook.md)
KNOWN = {value.name for value in vars(variables).values() if isinstance(value, Variable)}
needs_systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not here")

Directives = dict[str, list[str]]


def directives(unit: Path) -> Directives:
    """Every directive of a unit with its values, section and all; fails at a line that is neither."""
    found: Directives = {}
    section = ""
    for line in unit.read_text().splitlines():
        if match := re.fullmatch(r"\[(\w+)\]", line):
            section = match[1]
        elif line and not line.startswith("#"):
            name, equals, value = line.partition("=")
            assert equals, line
            assert re.fullmatch("[A-Z][A-Za-z]+", name), line
            found.setdefault(f"{section}.{name}", []).append(value)
    return found


def test_there_is_one_for_everything_and_two_for_several_machines() -> None:
    assert [unit.name for unit in UNITS] == ["pimpasa-web@.service", "pimpasa-worker.service", "pimpasa.service"]


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_what_it_runs_is_a_command(unit: Path) -> None:
    found = directives(unit)
    (words,) = found["Service.ExecStart"]
    program, *arguments = words.replace("%i", "8000").split()
    assert program == PROGRAM
    assert cli.parser().parse_args(arguments).act is not None
    settings = [line.partition("=") for line in found["Service.Environment"]]
    (state,) = found["Service.StateDirectory"]
    assert [(name, value) for name, _equals, value in settings] == [("PIMPASA_DATA", f"/var/lib/{state}")]
    assert (found["Service.Restart"], found["Service.KillMode"]) == (["always"], ["mixed"])


def test_all_confine_alike() -> None:
    parts = {unit.read_text().partition("\nUMask=0077\n")[2] for unit in UNITS}
    assert len(parts) == 1
    assert "ProtectSystem=strict\n" in parts.pop()


@pytest.mark.parametrize("commented", [False, True])
def test_each_variable_of_the_example_is_known(commented: bool) -> None:
    names = re.findall(rf"^{'#' if commented else ''}([A-Z_]+)=", (FOLDER / "pimpasa.env").read_text(), re.MULTILINE)
    assert names != []
    assert [name for name in names if name not in KNOWN and not OTHERS.fullmatch(name)] == []


def test_the_values_of_the_example_can_be(tmp_path: Path) -> None:
    lines = re.findall(r"^(\w+)=(.*)$", (FOLDER / "pimpasa.env").read_text(), re.MULTILINE)
    given = variables.read(dict(lines), otherwise=tmp_path)
    assert (given.https, given.trusted_proxies, given.hosts) == (True, 1, ["pimpasa.example"])


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_it_and_finds_it_little_exposed(unit: Path, tmp_path: Path) -> None:
    program = Path(sys.executable).with_name("pimpasa")
    here = tmp_path / unit.name
    here.write_text(unit.read_text().replace(PROGRAM, str(program)).replace("EnvironmentFile=/", "EnvironmentFile=-/"))
    for words in (["verify"], ["security", "--offline=true", f"--threshold={MOST_EXPOSED}"]):
        ended = subprocess.run(["systemd-analyze", *words, here], capture_output=True, text=True, check=False)
        assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
