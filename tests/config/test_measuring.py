"""What is counted names pages by their names, and lets out nothing by which somebody is seen to report."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from django.db import connection
from django.test import Client
from prometheus_client import CollectorRegistry, generate_latest

from pimpasa.common import clock, measures
from pimpasa.config import measuring, numbers
from pimpasa.config.measuring import PERIOD, Held, Numbers
from pimpasa.ledger import queries as ledger
from pimpasa.ledger.models import Batch
from pimpasa.sandbox import programs
from pimpasa.sandbox.errors import Busy
from pimpasa.sandbox.limits import Limits
from pimpasa.sandbox.programs import Program
from tests.factories.people import cast
from tests.processes import free_port

ROOT = Path(__file__).resolve().parents[2]
WATCHING = ROOT / "deploy" / "watching"
PROMTOOL = shutil.which("promtool")
METRIC = re.compile(r"\bpimpasa_[a-z_]+")
CODE = "7K2M9-QW4RT-B3C5D-9ZXCV-A"


class Watch:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = PERIOD * 1000.0

    def __call__(self) -> float:
        return self.at


def text_of(registry: CollectorRegistry) -> str:
    return generate_latest(registry).decode()


def value(text: str, name: str) -> float:
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name} ")]
    return float(line.rsplit(" ", 1)[1])


class TestHeld:
    def held(self, watch: Watch) -> tuple[Held, list[tuple[str, int]]]:
        out: list[tuple[str, int]] = []
        return Held(lambda name, values: out.append((name, len(values))), watch), out

    def test_nothing_comes_out_before_the_batch_is_due(self) -> None:
        watch = Watch()
        held, out = self.held(watch)
        for _ in range(500):
            held.add("sent")
        assert out == []
        watch.at += PERIOD
        held.add("home")
        assert out == [("sent", 500)]

    def test_what_is_no_full_ten_waits(self) -> None:
        watch = Watch()
        held, out = self.held(watch)
        for _ in range(19):
            held.add("sent")
        watch.at += PERIOD
        held.add("sent")
        assert out == [("sent", 10)]
        watch.at += PERIOD
        held.add("sent")
        assert out == [("sent", 10), ("sent", 10)]

    def test_few_stay_for_as_long_as_they_are_few(self) -> None:
        watch = Watch()
        held, out = self.held(watch)
        for _ in range(9):
            held.add("sent")
            watch.at += 10 * PERIOD
        assert out == []


@pytest.fixture
def counting(monkeypatch: pytest.MonkeyPatch) -> tuple[CollectorRegistry, Watch]:
    registry, watch = CollectorRegistry(), Watch()
    monkeypatch.setattr(measures, "_counting", Numbers(registry, watch))
    return registry, watch


@pytest.mark.django_db
def test_pages_are_named_and_neither_addresses_nor_codes(counting: tuple[CollectorRegistry, Watch]) -> None:
    registry, watch = counting
    browser = Client()
    for _ in range(10):
        assert browser.get(f"/p/{CODE}/", REMOTE_ADDR="203.0.113.77").status_code == 404
        assert browser.get("/privasi/").status_code == 200
    watch.at += PERIOD
    browser.get("/privasi/")
    text = text_of(registry)
    assert value(text, 'pimpasa_route_seconds_count{route="public:poster"}') == 10
    assert value(text, 'pimpasa_route_seconds_count{route="public:privacy"}') == 10
    assert value(text, 'pimpasa_answers_total{status="4xx"}') == 10
    assert value(text, 'pimpasa_answers_total{status="2xx"}') == 11
    assert [word for word in (CODE, CODE.lower(), "203.0.113", "/p/", "privasi") if word in text] == []


def test_runs_apart_are_told_by_how_they_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(programs, "_told", [told.append])
    limits = Limits(seconds=20, memory=1024**3, answer=1024, at_once=1, wait=0)
    program = Program("pimpasa.sandbox.probe", limits)
    program.run({})
    with program.places.taken(), pytest.raises(Busy):
        program.run({})
    assert told == ["done", "busy"]


class TestOfTheInstallation:
    def collected(self) -> str:
        registry = CollectorRegistry()
        registry.register(numbers.Collector())
        return text_of(registry)

    def defer(self, line: str, age: timedelta, status: str = "todo") -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_jobs (queue_name, task_name, status, scheduled_at) "
                "VALUES (%s, 'karangan', %s::procrastinate_job_status, %s)",
                [line, status, clock.now() - age],
            )

    @pytest.mark.django_db
    def test_a_job_that_just_came_does_not_show(self) -> None:
        """A letter to a desk that waits tells that a report came in."""
        self.defer("letters", timedelta(seconds=5))
        self.defer("letters", timedelta(seconds=5), "doing")
        assert value(self.collected(), 'pimpasa_jobs{line="letters",state="todo"}') == 0
        assert value(self.collected(), 'pimpasa_jobs{line="letters",state="doing"}') == 0
        self.defer("letters", timedelta(minutes=10))
        self.defer("letters", timedelta(minutes=1), "failed")
        text = self.collected()
        assert value(text, 'pimpasa_jobs{line="letters",state="todo"}') == 1
        assert value(text, 'pimpasa_jobs{line="letters",state="failed"}') == 1
        assert 599 < value(text, 'pimpasa_queue_age_seconds{line="letters"}') < 660
        assert value(text, 'pimpasa_queue_age_seconds{line="keys"}') == 0

    @pytest.mark.django_db
    def test_reports_are_in_full_tens_as_of_the_public_log(self, monkeypatch: pytest.MonkeyPatch) -> None:
        received = iter([19, 29])
        at = [clock.now()]

        class Rows:
            def filter(self, **_which: object) -> Rows:
                return self

            def count(self) -> int:
                return next(received)

        monkeypatch.setattr(ledger, "newest_batch", lambda: Batch(signed_at=at[0]))
        monkeypatch.setattr(ledger, "entries", lambda **_which: Rows())
        monkeypatch.setattr(numbers, "HOLDS", -1.0)
        collector = numbers.Collector()
        registry = CollectorRegistry()
        registry.register(collector)
        assert value(text_of(registry), "pimpasa_reports_sealed_total") == 10
        assert value(text_of(registry), "pimpasa_reports_sealed_total") == 10
        at[0] += timedelta(minutes=10)
        assert value(text_of(registry), "pimpasa_reports_sealed_total") == 20

    @pytest.mark.django_db
    def test_nothing_is_said_of_offices_or_people(self) -> None:
        cast()
        labels = set(re.findall(r"(\w+)=\"", self.collected()))
        assert labels == {"version", "line", "state"}

    def test_a_database_that_is_away_is_a_number(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without the test's own database every question to it fails."""

        def fails() -> None:
            raise numbers.Error

        monkeypatch.setattr(numbers, "_jobs", fails)
        monkeypatch.setattr(numbers, "_store", lambda: 1)
        text = self.collected()
        assert value(text, "pimpasa_database_up") == 0
        assert "pimpasa_jobs" not in text


class TestExposed:
    def test_off_nothing_is_counted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv(measuring.FOLDER, raising=False)
        before = measures.now_counting()
        with measuring.exposed(""):
            measuring.begin()
        assert measures.now_counting() is before

    @pytest.mark.django_db
    def test_numbers_of_several_processes_are_shown_together_on_their_own_port(
        self, monkeypatch: pytest.MonkeyPatch, fork: Callable[[str], None]
    ) -> None:
        monkeypatch.delenv(measuring.FOLDER, raising=False)
        monkeypatch.setattr(numbers.Collector, "collect", lambda _self: [])
        port = free_port()
        with measuring.exposed(f"127.0.0.1:{port}"):
            for _ in range(2):
                fork("answered(route='public:home', status=200, seconds=0.01)")
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10) as answer:
                text = answer.read().decode()
        assert value(text, 'pimpasa_answers_total{status="2xx"}') == 2
        assert "route=" not in text


@pytest.fixture
def fork() -> Callable[[str], None]:
    """Another process that counts."""

    def run(call: str) -> None:
        code = f"from pimpasa.config.measuring import Numbers; Numbers().{call}"
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)

    return run


def known() -> set[str]:
    """Every name that the code gives a number, as Prometheus shows it."""
    registry = CollectorRegistry()
    numbers_of_a_process = Numbers(registry)
    numbers_of_a_process.answered(route="x", status=200, seconds=1)
    source = (ROOT / "pimpasa" / "config" / "numbers.py").read_text()
    named = set(re.findall(r'"(pimpasa_[a-z_]+)"', source)) | set(METRIC.findall(text_of(registry)))
    named |= {f"{name}_total" for name in named} | {"pimpasa_version_info", "pimpasa_sandbox_runs_total"}
    return named | {f"pimpasa_route_seconds_{end}" for end in ("bucket", "count", "sum")}


@pytest.mark.parametrize("name", ["rules.yml", "board.json"])
def test_every_number_that_is_watched_exists(name: str) -> None:
    text = (WATCHING / name).read_text()
    used = set(METRIC.findall(text))
    assert used - known() == set()
    assert len(used) > 5


@pytest.mark.skipif(PROMTOOL is None, reason="promtool is not installed (Debian: prometheus)")
def test_prometheus_itself_reads_the_rules() -> None:
    checked = subprocess.run(
        [str(PROMTOOL), "check", "rules", str(WATCHING / "rules.yml")], capture_output=True, text=True, timeout=60
    )
    assert (checked.returncode, "SUCCESS" in checked.stdout) == (0, True), checked.stderr


def test_each_alert_says_what_to_do() -> None:
    groups = yaml.safe_load((WATCHING / "rules.yml").read_text())["groups"]
    rules = [rule for group in groups for rule in group["rules"]]
    assert len(rules) >= 8
    assert [rule["alert"] for rule in rules if "pimpasa" not in rule["annotations"]["do"]] == []
    assert {rule["labels"]["severity"] for rule in rules} == {"page", "ticket"}
