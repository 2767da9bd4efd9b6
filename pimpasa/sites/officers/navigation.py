"""Where an officer may go: pages by the task they belong to, each with the permission it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission, Role


@dataclass(frozen=True)
class Page:
    name: str
    label: str | Promise
    needs: Permission


@dataclass(frozen=True)
class Task:
    """Pages that belong together; `under` names the folders of addresses that belong to them besides their own."""

    label: str | Promise
    pages: Sequence[Page]
    under: Sequence[str] = ()


@dataclass(frozen=True)
class Link:
    label: str | Promise
    url: str
    is_current: bool


@dataclass(frozen=True)
class Navigation:
    """One line of tasks, and the pages of the one that is open."""

    tasks: Sequence[Link] = ()
    pages: Sequence[Link] = ()


_RESIDENTS = Task(
    _("Residents"),
    [
        Page("officers:dialogues", _("Dialogues"), Permission.HOLD_DIALOGUES),
        Page("officers:dialogue_next", _("Suggestions"), Permission.HOLD_DIALOGUES),
        Page("officers:dialogue_promises", _("Promises"), Permission.HOLD_DIALOGUES),
        Page("officers:dialogue_outcomes", _("Outcomes"), Permission.HOLD_DIALOGUES),
        Page("officers:lessons", _("Learning"), Permission.WRITE_LESSONS),
    ],
    under=("dialog", "belajar"),
)
_FIELD = [
    Task(
        _("Reports"),
        [
            Page("officers:reports", _("Waiting"), Permission.READ_REPORTS),
            Page("officers:concluded", _("Done"), Permission.READ_REPORTS),
            Page("officers:search", _("Search"), Permission.READ_REPORTS),
            Page("officers:map", _("Map"), Permission.READ_REPORTS),
            Page("officers:connections", _("Connections"), Permission.READ_REPORTS),
            Page("officers:areas", _("About the area"), Permission.READ_REPORTS),
        ],
        under=("laporan", "cek-lapangan", "bukti", "identitas", "temuan"),
    ),
    Task(
        _("Out in the field"),
        [
            Page("officers:operations", _("Operations"), Permission.READ_REPORTS),
            Page("officers:supports", _("Support"), Permission.READ_REPORTS),
        ],
    ),
    _RESIDENTS,
]
_OFFICE = [
    Task(
        _("Reports"),
        [
            Page("officers:reports", _("Reports"), Permission.READ_REPORTS),
            Page("officers:search", _("Search"), Permission.READ_REPORTS),
            Page("officers:map", _("Map"), Permission.READ_REPORTS),
            Page("officers:connections", _("Connections"), Permission.READ_REPORTS),
        ],
        under=("cek-lapangan", "bukti", "identitas", "temuan", "berbagi"),
    ),
    Task(
        _("Cases"),
        [
            Page("officers:cases", _("Cases"), Permission.LEAD_CASES),
            Page("officers:operations", _("Operations"), Permission.PLAN_OPERATIONS),
            Page("officers:supports", _("Support"), Permission.PLAN_OPERATIONS),
            Page("officers:papers", _("Official papers"), Permission.LEAD_CASES),
            Page("officers:referrals", _("Referrals"), Permission.LEAD_CASES),
        ],
        under=("mitra", "kiriman"),
    ),
    _RESIDENTS,
    Task(
        _("Office"),
        [
            Page("officers:officers", _("Officers"), Permission.MANAGE_OFFICERS),
            Page("officers:desks", _("Desks and places"), Permission.MANAGE_OFFICERS),
            Page("officers:board", _("What residents see"), Permission.MANAGE_OFFICERS),
            Page("officers:agencies", _("Placement companies"), Permission.LOOK_UP_AGENCIES),
            Page("officers:lessons", _("Learning"), Permission.WRITE_LESSONS),
            Page("officers:ways", _("How we verify"), Permission.SET_WAYS),
            Page("officers:paper_ways", _("Letterhead and templates"), Permission.SET_PAPERS),
            Page("officers:term_lengths", _("Terms of cases"), Permission.SET_PERIODS),
            Page("officers:keeping", _("Keeping and erasing"), Permission.DECIDE_KEEPING),
            Page("officers:privacy", _("Personal data"), Permission.DECIDE_KEEPING),
        ],
    ),
    Task(
        _("Oversight"),
        [
            Page("officers:deadlines", _("Deadlines"), Permission.READ_LOG),
            Page("officers:complaints", _("Complaints"), Permission.READ_LOG),
            Page("officers:log", _("Log of acts"), Permission.READ_LOG),
            Page("officers:time", _("Time"), Permission.CONFIRM_TIME),
        ],
    ),
]


def navigation(officer: Officer | None, path: str) -> Navigation:
    """What this officer may open, seen from the page at `path`; nothing for who is no officer."""
    if officer is None:
        return Navigation()
    rows = [(task, pages) for task in _tasks(officer) if (pages := _links(task, officer, path))]
    open_row = next((number for number, (task, pages) in enumerate(rows) if _is_open(task, pages, path)), None)
    if len(rows) == 1:
        return Navigation(pages=rows[0][1])
    tasks = [Link(task.label, pages[0].url, number == open_row) for number, (task, pages) in enumerate(rows)]
    return Navigation(tasks, rows[open_row][1] if open_row is not None else [])


def _tasks(officer: Officer) -> list[Task]:
    return _FIELD if officer.role == Role.PIMPASA else _OFFICE


def _links(task: Task, officer: Officer, path: str) -> list[Link]:
    urls = [(page, reverse(page.name)) for page in task.pages if officer.may(page.needs)]
    return [Link(page.label, url, url == path) for page, url in urls]


def _is_open(task: Task, pages: Sequence[Link], path: str) -> bool:
    """Whether the page at `path` is one of the task's, or lies below one."""
    folders = {*task.under, *(_folder(link.url) for link in pages)} - {""}
    return any(link.is_current for link in pages) or _folder(path) in folders


def _folder(path: str) -> str:
    """What an address says after the audience: "kasus" of /petugas/kasus/7/; nothing for the audience's first page."""
    return path.strip("/").partition("/")[2].partition("/")[0]
