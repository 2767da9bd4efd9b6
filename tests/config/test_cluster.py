"""What deploy/cluster says, read as the programs that take it would; tests/drills/test_drill.py runs the same files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pimpasa.config import cli, variables
from tests.config.test_units import KNOWN, OTHERS

FOLDER = Path(__file__).resolve().parents[2] / "deploy" / "cluster"
TEXT = (FOLDER / "compose.yaml").read_text()
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = sorted(name for name, service in SERVICES.items() if service["image"] == "pimpasa")
PARTS = sorted(name for name, service in SERVICES.items() if service["image"] == "pimpasa-cluster")
WANTED = re.compile(r"\$\{(\w+):\?\}")


def test_how_many_of_each_there_are() -> None:
    assert OURS == ["migrate", "web1", "web2", "web3", "worker"]
    assert SERVICES["worker"]["deploy"] == {"replicas": 2}
    assert PARTS == ["db1", "db2", "etcd1", "etcd2", "etcd3", "pool", "proxy"]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


@pytest.mark.parametrize("name", [*OURS, *PARTS])
def test_each_has_no_more_rights_than_it_needs(name: str) -> None:
    service = SERVICES[name]
    assert (service["cap_drop"], service["security_opt"]) == (["ALL"], ["no-new-privileges:true"])
    if name in OURS:
        assert service["read_only"]
        assert cli.parser().parse_args(service["command"]).act is not None


def test_each_setting_of_the_program_is_known_and_can_be() -> None:
    settings = SERVICES["web1"]["environment"]
    assert [name for name in settings if name not in KNOWN and not OTHERS.fullmatch(name)] == []
    places = {"PIMPASA_HOST": "pimpasa.example"}
    given = {name: WANTED.sub(lambda match: places.get(match[1], "0f" * 32), value) for name, value in settings.items()}
    values = variables.read(given, otherwise=FOLDER)
    assert (values.https, values.trusted_proxies, values.hosts) == (True, 1, ["pimpasa.example"])


def test_the_example_has_what_compose_wants() -> None:
    example = re.findall(r"^(\w+)=", (FOLDER / "example.env").read_text(), re.MULTILINE)
    assert sorted(example) == sorted(set(WANTED.findall(TEXT)))


def test_haproxy_is_told_every_place_that_it_names() -> None:
    named = set(re.findall(r'"\$\{(\w+)\}"', (FOLDER / "haproxy.cfg").read_text()))
    assert named == set(SERVICES["proxy"]["environment"])


def test_patroni_is_told_what_differs_from_machine_to_machine() -> None:
    head = (FOLDER / "patroni.yml").read_text().split("\nscope:")[0]
    named = set(re.findall(r"\b(?:PATRONI|PIMPASA)_\w+", head))
    for name in ("db1", "db2"):
        settings = SERVICES[name]["environment"]
        assert set(settings) == named
        assert settings["PATRONI_NAME"] == name
        assert {settings[f"PATRONI_{kind}_CONNECT_ADDRESS"] for kind in ("RESTAPI", "POSTGRESQL")} == {
            f"{name}:8008",
            f"{name}:5432",
        }


def test_what_the_image_takes_in_is_there() -> None:
    copied = re.findall(r"^COPY (.*) /etc/pimpasa/$", (FOLDER / "Containerfile").read_text(), re.MULTILINE)
    assert copied == ["patroni.yml first.sh pgbouncer.ini haproxy.cfg"]
    assert [name for name in copied[0].split() if not (FOLDER / name).is_file()] == []
