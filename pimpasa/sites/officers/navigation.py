"""Where an officer may go: the places of their work, each with its pages, each page with the permission it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission

# At a phone's thumb stand what waits, the first two of one's other places, and the way to all of them.
AT_THUMB = 3


@dataclass(frozen=True)
class Page:
    """An address by its name; `needs` is None where everybody who signs in may open it."""

    name: str
    label: str | Promise
    needs: Permission | None


@dataclass(frozen=True)
class Place:
    """Pages that belong together; `under` names the folders of addresses that belong to them besides their own.

    For who has the permission `near_for` it stands right behind the first place.
    """

    name: str
    label: str | Promise
    icon: str
    pages: Sequence[Page]
    under: Sequence[str] = ()
    near_for: Permission | None = None


@dataclass(frozen=True)
class Link:
    """Where it leads; a place has an icon, its pages, and says how much waits there once somebody asks."""

    label: str | Promise
    url: str
    is_current: bool
    icon: str = ""
    pages: Sequence[Link] = ()
    waiting: Callable[[], str] = str


@dataclass(frozen=True)
class Navigation:
    """All places of an officer, and those at the thumb of a phone, of which the last leads to all of them."""

    places: Sequence[Link] = ()
    thumb: Sequence[Link] = ()

    @property
    def here(self) -> Link | None:
        """The place that is open."""
        return next((place for place in self.places if place.is_current), None)

    @property
    def pages(self) -> Sequence[Link]:
        """The pages beside the open one, where it is one of its place's own and has any beside it."""
        pages = self.here.pages if self.here else ()
        return pages if len(pages) > 1 and any(page.is_current for page in pages) else ()


PLACES = [
    Place(
        "waiting",
        _("Waiting"),
        "inbox",
        [
            Page("officers:workplace", _("Waits for you"), None),
            Page("officers:colleagues", _("Colleagues"), Permission.READ_REPORTS),
            Page("officers:absences", _("Away and substitutes"), Permission.READ_REPORTS),
            Page("officers:carry", _("Without a network"), Permission.VERIFY),
        ],
        under=("koreksi", "pengingat", "catatan-rekan"),
    ),
    Place(
        "reports",
        _("Reports"),
        "file",
        [
            Page("officers:reports", _("Still open"), Permission.READ_REPORTS),
            Page("officers:concluded", _("Done"), Permission.READ_REPORTS),
            Page("officers:search", _("Search"), Permission.READ_REPORTS),
            Page("officers:map", _("Map"), Permission.READ_REPORTS),
            Page("officers:connections", _("Connections"), Permission.READ_REPORTS),
            Page("officers:warnings", _("Early warnings"), Permission.LEAD_CASES),
            Page("officers:write_down", _("Told by word of mouth"), Permission.WRITE_TOLD),
            Page("officers:areas", _("About the area"), Permission.READ_REPORTS),
        ],
        under=("laporan", "cek-lapangan", "bukti", "identitas", "temuan", "berbagi", "impor"),
    ),
    Place(
        "field",
        _("Field"),
        "pin",
        [
            Page("officers:operations", _("Operations"), Permission.READ_REPORTS),
            Page("officers:letters", "Surat perintah", Permission.READ_REPORTS),
            Page("officers:meet_victim", _("Somebody may be a victim"), Permission.READ_REPORTS),
            Page("officers:supports", _("Support"), Permission.READ_REPORTS),
        ],
    ),
    Place(
        "numbers",
        _("Figures"),
        "sum",
        [
            Page("officers:numbers", _("Figures"), Permission.READ_NUMBERS),
            Page("officers:monthlies", _("Monthly report"), Permission.READ_NUMBERS),
        ],
        near_for=Permission.LEAD_OFFICE,
    ),
    Place(
        "cases",
        _("Cases"),
        "folder",
        [
            Page("officers:cases", _("Cases"), Permission.LEAD_CASES),
            Page("officers:referrals", _("Referrals"), Permission.LEAD_CASES),
        ],
        under=("mitra", "kiriman"),
    ),
    Place(
        "papers", _("Official papers"), "send", [Page("officers:papers", _("Official papers"), Permission.LEAD_CASES)]
    ),
    Place(
        "residents",
        _("Residents"),
        "cup",
        [
            Page("officers:dialogues", _("Dialogues"), Permission.HOLD_DIALOGUES),
            Page("officers:dialogue_next", _("Suggestions"), Permission.HOLD_DIALOGUES),
            Page("officers:dialogue_promises", _("Promises"), Permission.HOLD_DIALOGUES),
            Page("officers:dialogue_outcomes", _("Outcomes"), Permission.HOLD_DIALOGUES),
        ],
        under=("dialog",),
    ),
    Place("people", _("Officers"), "person", [Page("officers:officers", _("Officers"), Permission.MANAGE_OFFICERS)]),
    Place(
        "desks",
        _("Desks and places"),
        "home",
        [
            Page("officers:desks", _("Desks"), Permission.MANAGE_OFFICERS),
            Page("officers:setup", _("What needs mending"), Permission.MANAGE_OFFICERS),
            Page("officers:moves", _("Name and moves"), Permission.MANAGE_OFFICERS),
        ],
        under=("tempat",),
    ),
    Place(
        "oversight",
        _("Oversight"),
        "witness",
        [
            Page("officers:deadlines", _("Deadlines"), Permission.READ_LOG),
            Page("officers:complaints", _("Complaints"), Permission.READ_LOG),
            Page("officers:time", _("Time"), Permission.CONFIRM_TIME),
        ],
    ),
    Place("log", _("Log of acts"), "book", [Page("officers:log", _("Log of acts"), Permission.READ_LOG)]),
    Place("coverage", _("Coverage"), "pin", [Page("officers:coverage", _("Coverage"), Permission.SEE_COVERAGE)]),
    Place("acts", _("Acts"), "book", [Page("officers:acts_below", _("How offices are run"), Permission.READ_ACTS)]),
    Place(
        "office",
        _("Office"),
        "office",
        [
            Page("officers:board", _("What residents see"), Permission.MANAGE_OFFICERS),
            Page("officers:agencies", _("Placement companies"), Permission.LOOK_UP_AGENCIES),
            Page("officers:packs", _("Laws, numbers and lists"), Permission.KEEP_SHARED),
            Page("officers:lessons", _("Learning"), Permission.WRITE_LESSONS),
            Page("officers:ways", _("How we verify"), Permission.SET_WAYS),
            Page("officers:paper_ways", _("Letterhead and templates"), Permission.SET_PAPERS),
            Page("officers:term_lengths", _("Terms of cases"), Permission.SET_PERIODS),
            Page("officers:keeping", _("Keeping and erasing"), Permission.DECIDE_KEEPING),
            Page("officers:privacy", _("Personal data"), Permission.DECIDE_KEEPING),
        ],
        under=("belajar",),
    ),
]
_MORE = Place("more", _("More"), "menu", [Page("officers:more", _("More"), None)])


def navigation(officer: Officer | None, path: str, *, waiting: Callable[[], Mapping[str, str]] = dict) -> Navigation:
    """Where this officer may go, seen from the page at `path`; nothing for who is no officer.

    `waiting` says how much waits at which place, by its name; it is asked once a page shows it.
    """
    if officer is None:
        return Navigation()
    rows = [(place, pages) for place in _in_order(officer) if (pages := _pages(place, officer, path))]
    open_place = next(
        (place for is_open in (_is_at, _is_below) for place, pages in rows if is_open(place, pages, path)), None
    )
    places = [_link(place, pages, waiting, is_current=place is open_place) for place, pages in rows]
    is_elsewhere = not any(place.is_current for place in places[:AT_THUMB])
    more = _link(_MORE, _pages(_MORE, officer, path), waiting, is_current=is_elsewhere)
    return Navigation(places, [*places[:AT_THUMB], more])


def _in_order(officer: Officer) -> list[Place]:
    first, *rest = PLACES
    return [first, *sorted(rest, key=lambda place: place.near_for is None or not officer.may(place.near_for))]


def _pages(place: Place, officer: Officer, path: str) -> list[Link]:
    mine = [page for page in place.pages if page.needs is None or officer.may(page.needs)]
    return [Link(page.label, url, url == path) for page in mine if (url := reverse(page.name))]


def _link(place: Place, pages: Sequence[Link], waiting: Callable[[], Mapping[str, str]], *, is_current: bool) -> Link:
    return Link(place.label, pages[0].url, is_current, place.icon, pages, waiting=lambda: waiting().get(place.name, ""))


def _is_at(_place: Place, pages: Sequence[Link], _path: str) -> bool:
    """Whether the open page is one of the place's own, wherever its address lies."""
    return any(page.is_current for page in pages)


def _is_below(place: Place, pages: Sequence[Link], path: str) -> bool:
    """Whether the page at `path` lies below one of the place's."""
    folders = {*place.under, *(_folder(page.url) for page in pages)} - {""}
    return _folder(path) in folders


def _folder(path: str) -> str:
    """What an address says after the audience: "kasus" of /petugas/kasus/7/; nothing for the audience's first page."""
    return path.strip("/").partition("/")[2].partition("/")[0]
