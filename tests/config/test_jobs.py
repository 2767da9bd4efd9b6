"""Jobs that wait in the queue while the program changes under them."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from procrastinate.contrib.django import app

import pimpasa

# Every name that a job was ever put into the queue under, beside the one it has today.
RENAMED = {"pimpasa.outreach.promise_tasks.remind_of_promises": "pimpasa.outreach.tasks.remind_of_promises"}
# What `app.tasks` has today; who renames one puts its former name into the task's aliases, and above.
NAMES = {
    "pimpasa.cases.tasks.shred_due",
    "pimpasa.cases.tasks.tell_of_terms",
    "pimpasa.evidence.tasks.purge_expired_exhibits",
    "pimpasa.evidence.tasks.sweep_orphans",
    "pimpasa.keys.tasks.settle_departures",
    "pimpasa.operations.tasks.shred_operations",
    "pimpasa.outreach.tasks.end_forgotten_dialogues",
    "pimpasa.outreach.tasks.remind_of_promises",
    "pimpasa.outreach.tasks.remind_rws",
    "pimpasa.papers.tasks.shred_due",
    "pimpasa.referrals.tasks.erase_due",
    "pimpasa.reports.tasks.purge_expired_drafts",
    "pimpasa.reports.tasks.push_to_desks",
    "pimpasa.reports.tasks.tell_desks",
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
