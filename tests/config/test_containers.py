"""What deploy/container says, read as the programs that take it would: known commands and settings, nothing loose."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pimpasa.config import cli, variables
from tests.config.test_units import KNOWN, OTHERS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "deploy" / "container"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = sorted(name for name, service in SERVICES.items() if service["image"] == "pimpasa")
EXAMPLE = (FOLDER / "example.env").read_text()
WANTED = re.compile(r"\$\{(\w+)(:\?|:-[^}]*)?\}")
# Of the Dockerfile's words, those that ours has.
INSTRUCTION = re.compile("ARG|FROM|WORKDIR|COPY|RUN|ENV|USER|VOLUME|EXPOSE|STOPSIGNAL|ENTRYPOINT|CMD")


def instructions() -> list[tuple[str, str]]:
    """The Containerfile's, each with the rest of its line; fails at a line that is none."""
    text = re.sub(r"^#.*\n", "", (FOLDER / "Containerfile").read_text(), flags=re.MULTILINE)
    lines = re.sub(r"\\\n\s*", "", text).split("\n")
    pairs = [line.partition(" ") for line in lines if line]
    assert all(INSTRUCTION.fullmatch(word) for word, _space, _rest in pairs), pairs
    return [(word, rest) for word, _space, rest in pairs]


def test_the_parts_and_what_each_waits_for() -> None:
    waits = {
        name: {other: how["condition"] for other, how in service.get("depends_on", {}).items()}
        for name, service in SERVICES.items()
    }
    done, healthy = "service_completed_successfully", "service_healthy"
    assert waits == {
        "proxy": {"web": healthy},
        "migrate": {"db": healthy},
        "web": {"migrate": done, "bucket": done},
        "worker": {"migrate": done, "bucket": done},
        "db": {},
        "store": {},
        "bucket": {"store": healthy},
    }
    for name, how in ((name, how) for others in waits.values() for name, how in others.items()):
        assert ("healthcheck" in SERVICES[name]) == (how == healthy), name
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


@pytest.mark.parametrize("name", OURS)
def test_ours_can_write_nothing_but_its_data_and_runs_a_command(name: str) -> None:
    service = SERVICES[name]
    assert cli.parser().parse_args(service["command"]).act is not None
    kept = {"read_only": True, "cap_drop": ["ALL"], "security_opt": ["no-new-privileges:true"], "init": True}
    assert {word: service[word] for word in kept} == kept
    places = [where.split(":") for where in service.get("volumes", [])]
    data = [place[1] for place in places] or [place.split(":")[0] for place in service["tmpfs"] if "uid=" in place]
    assert data == ["/var/lib/pimpasa"]
    assert "/tmp" in service["tmpfs"]  # noqa: S108 - the container's own


def test_each_setting_is_known_and_can_be() -> None:
    settings = SERVICES["web"]["environment"]
    assert [name for name in settings if name not in KNOWN and not OTHERS.fullmatch(name)] == []
    key = "0f" * 32
    given = {name: WANTED.sub(lambda match: _in_place_of(match, key), value) for name, value in settings.items()}
    values = variables.read(given, otherwise=ROOT)
    assert (values.https, values.trusted_proxies) == (True, 1)
    assert values.hosts == ["pimpasa.example"]
    assert values.evidence_store == "s3://pimpasa"


def _in_place_of(wanted: re.Match[str], key: str) -> str:
    if wanted[1] == "PIMPASA_HOST":
        return "pimpasa.example"
    return (wanted[2] or "").removeprefix(":-") if (wanted[2] or "").startswith(":-") else key


def test_the_example_has_what_compose_wants() -> None:
    wanted = {match[1]: match[2] for match in WANTED.finditer((FOLDER / "compose.yaml").read_text())}
    must = {name for name, how in wanted.items() if how == ":?"}
    assert set(re.findall(r"^(\w+)=", EXAMPLE, re.MULTILINE)) == must
    assert set(re.findall(r"^#(\w+)=", EXAMPLE, re.MULTILINE)) == set(wanted) - must


def test_every_volume_and_every_image_is_named() -> None:
    named = {where.split(":")[0] for service in SERVICES.values() for where in service.get("volumes", [])}
    assert {name for name in named if not name.startswith(".")} == set(COMPOSE["volumes"])
    for service in SERVICES.values():
        assert service["image"] == "pimpasa" or re.search(r"^[\w.]+/[\w./-]+:\d[\w.-]*$", service["image"])
    for name in (where[2:].split(":")[0] for service in SERVICES.values() for where in service.get("volumes", [])
                 if where.startswith("./")):  # fmt: skip
        assert (FOLDER / name).is_file()


def test_the_image_runs_as_nobody_in_particular() -> None:
    steps = instructions()
    last = {word: rest for word, rest in steps}  # noqa: C416 - the last of each counts
    assert last["USER"] == "10001:10001"
    assert "PIMPASA_DATA=/var/lib/pimpasa" in last["ENV"]
    assert last["VOLUME"] == "/var/lib/pimpasa"
    (program,) = yaml.safe_load(last["ENTRYPOINT"])
    assert program == "pimpasa"
    assert cli.parser().parse_args(yaml.safe_load(last["CMD"])).act is not None
    installs = [rest for word, rest in steps if word == "RUN" and "pip install" in rest]
    assert ["--no-compile" in rest for rest in installs] == [True, True]


def test_what_is_copied_is_sent_to_the_builder() -> None:
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    copied = {rest.split()[0] for word, rest in instructions() if word == "COPY" and not rest.startswith("--from")}
    assert copied == {"requirements.txt", "dist/pimpasa-*.whl"}
    assert kept == {"requirements.txt", "dist/*.whl"}
