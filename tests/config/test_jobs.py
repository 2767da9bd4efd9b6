"""Jobs that wait in the queue while the program changes under them, and jobs that do not wait for one another."""

from __future__ import annotations

import asyncio
import importlib
import pkgutil
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from django.core.mail import EmailMessage
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django.fixtures import Settings

import pimpasa
from pimpasa.config import jobs
from pimpasa.keys.tasks import settle_departures
from pimpasa.outreach.tasks import remind_of_promises, remind_rws

# Every name that a job was ever put into the queue under, beside the one it has today.
RENAMED = {"pimpasa.outreach.promise_tasks.remind_of_promises": "pimpasa.outreach.tasks.remind_of_promises"}
# What `app.tasks` has today; who renames one puts its former name into the task's aliases, and above.
NAMES = {
    "pimpasa.absences.tasks.keep_absences",
    "pimpasa.cases.tasks.shred_due",
    "pimpasa.cases.tasks.tell_of_terms",
    "pimpasa.evidence.tasks.purge_expired_exhibits",
    "pimpasa.evidence.tasks.sweep_orphans",
    "pimpasa.imports.tasks.purge_imports",
    "pimpasa.insights.tasks.follow_log",
    "pimpasa.insights.tasks.forget_warnings",
    "pimpasa.insights.tasks.publish",
    "pimpasa.insights.tasks.release",
    "pimpasa.keys.tasks.settle_departures",
    "pimpasa.moves.tasks.keep_moves",
    "pimpasa.notes.tasks.erase_beside",
    "pimpasa.operations.tasks.shred_operations",
    "pimpasa.outreach.tasks.end_forgotten_dialogues",
    "pimpasa.letters.tasks.shred_letters",
    "pimpasa.outreach.tasks.remind_of_promises",
    "pimpasa.outreach.tasks.remind_rws",
    "pimpasa.papers.tasks.shred_due",
    "pimpasa.referrals.tasks.erase_due",
    "pimpasa.reports.tasks.leave_to_units",
    "pimpasa.reports.tasks.purge_expired_drafts",
    "pimpasa.reports.tasks.push_to_desks",
    "pimpasa.reports.tasks.tell_desks",
    "pimpasa.unsent.tasks.purge_unsent",
    "pimpasa.waiting.tasks.forget_what_was_told",
    "pimpasa.waiting.tasks.mail_what_waits",
    "pimpasa.waiting.tasks.push_what_waits",
}


@pytest.fixture(autouse=True)
def _all_tasks() -> None:
    for module in pkgutil.walk_packages(pimpasa.__path__, "pimpasa."):
        if module.name.endswith(".tasks"):
            importlib.import_module(module.name)


@pytest.mark.parametrize("name", sorted([*NAMES, *RENAMED]))
def test_a_job_is_found_by_the_name_under_which_it_waits(name: str) -> None:
    assert app.tasks[name].name == RENAMED.get(name, name)


def test_no_task_lost_its_name() -> None:
    """A new one joins NAMES; one that is gone from here leaves its name as another's alias."""
    assert {name for name in app.tasks if name.startswith("pimpasa.")} >= NAMES | set(RENAMED)


LINES = {
    "keys": {
        "pimpasa.absences.tasks.keep_absences",
        "pimpasa.keys.tasks.settle_departures",
        "pimpasa.moves.tasks.keep_moves",
    },
    "letters": {
        "pimpasa.cases.tasks.tell_of_terms",
        "pimpasa.outreach.tasks.remind_of_promises",
        "pimpasa.outreach.tasks.remind_rws",
        "pimpasa.reports.tasks.tell_desks",
        "pimpasa.waiting.tasks.mail_what_waits",
    },
    "alarms": {"pimpasa.reports.tasks.mail_emergencies"},
    "pushes": {
        "pimpasa.reports.tasks.push_emergencies",
        "pimpasa.reports.tasks.push_to_desks",
        "pimpasa.waiting.tasks.push_what_waits",
    },
    "files": {
        "pimpasa.evidence.tasks.make_room",
        "pimpasa.evidence.tasks.purge_expired_exhibits",
        "pimpasa.evidence.tasks.sweep_orphans",
    },
    "checks": {
        "pimpasa.evidence.tasks.compare_slice",
        "pimpasa.evidence.tasks.compare_store",
        "pimpasa.ledger.tasks.audit",
        "pimpasa.ledger.tasks.begin_audit",
    },
    "witnesses": {"pimpasa.ledger.tasks.gather_cosignatures"},
    "default": {
        "pimpasa.allowances.tasks.forget_what_is_over",
        "pimpasa.areas.tasks.drop_areas",
        "pimpasa.cases.tasks.shred_due",
        "pimpasa.insights.tasks.follow_log",
        "pimpasa.insights.tasks.forget_warnings",
        "pimpasa.insights.tasks.publish",
        "pimpasa.insights.tasks.release",
        "pimpasa.letters.tasks.shred_letters",
        "pimpasa.notes.tasks.erase_beside",
        "pimpasa.operations.tasks.shred_operations",
        "pimpasa.outreach.tasks.end_forgotten_dialogues",
        "pimpasa.papers.tasks.shred_due",
        "pimpasa.referrals.tasks.erase_due",
        "pimpasa.reports.tasks.leave_to_units",
        "pimpasa.reports.tasks.purge_expired_drafts",
        "pimpasa.imports.tasks.purge_imports",
        "pimpasa.unsent.tasks.purge_unsent",
        "pimpasa.reports.tasks.set_missing_deadlines",
        "pimpasa.timekeeping.tasks.end_sessions",
        "pimpasa.timekeeping.tasks.forget_finished_jobs",
        "pimpasa.waiting.tasks.forget_what_was_told",
    },
}


def test_each_job_stands_in_a_line_that_a_worker_looks_after() -> None:
    """What talks to a server of somebody else's, or looks at everything, is not in the line of what erases."""
    ours = [task for task in set(app.tasks.values()) if task.name.startswith("pimpasa.")]
    assert {line: {task.name for task in ours if task.queue == line} for line in jobs.LINES} == LINES
    assert {task.name for task in ours} == set().union(*LINES.values())


@contextmanager
def silent_mail_server() -> Iterator[int]:
    """One that takes every connection and says nothing; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


@contextmanager
def working() -> Iterator[None]:
    """The worker's lines, as `pimpasa worker` runs them."""
    stopping = asyncio.Event()
    loop = asyncio.new_event_loop()

    def work() -> None:
        loop.run_until_complete(jobs._run_once(app, stopping))
        loop.close()

    worker = Thread(target=work)
    worker.start()
    try:
        yield
    finally:
        loop.call_soon_threadsafe(stopping.set)
        worker.join()


def until(job: int, status: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if ProcrastinateJob.objects.get(pk=job).status == status:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_never_answers_holds_up_letters_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(_self: object) -> list[object]:
        EmailMessage("Karangan", "Karangan", to=["hadi@contoh.invalid"]).send()
        return []

    # The jobs' threads leave no connection behind.
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
    with silent_mail_server() as port:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 25
        monkeypatch.setattr("pimpasa.outreach.tasks.promises_to_remind_of", write)
        letter = remind_of_promises.defer(timestamp=0)
        next_letter = remind_rws.defer(timestamp=0)
        keys = settle_departures.configure(schedule_in={"seconds": 3}).defer(timestamp=0)
        with working():
            assert until(letter, "doing", 10)
            assert until(keys, "succeeded", 15)
            assert ProcrastinateJob.objects.get(pk=letter).status == "doing"
            assert ProcrastinateJob.objects.get(pk=next_letter).status == "todo"
            assert until(next_letter, "succeeded", 40)
