"""People who use a site for as long as a drill takes, and what they were answered and promised, and when."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from threading import Event, Thread

import httpx

from tests.e2e.people import OfficerAtWork, Resident, Told

PATIENCE = 40  # seconds
PAUSE = 0.25
# Every third report has a file, which goes to the store.
FILE_EVERY = 3
SAVES_OF_A_DRAFT = 20
PAGES = ("/", "/lapor/", "/belajar/", "/lacak/")


@dataclass(frozen=True)
class Silence:
    """The longest times, in seconds, in which nobody was answered at all, and nothing that somebody wrote was kept."""

    answered: float
    kept: float


@dataclass
class Crowd:
    """Residents who report, track, type and read, and an officer who opens what came in."""

    address: str
    reporters: int = 2
    typers: int = 3
    codes: dict[str, float] = field(default_factory=dict)
    turned_away: list[float] = field(default_factory=list)
    opened: int = 0
    _answered: list[float] = field(default_factory=list)
    _kept: list[float] = field(default_factory=list)
    _over: Event = field(default_factory=Event)

    @contextmanager
    def about(self) -> Iterator[None]:
        """They come, and go when we leave."""
        doings: list[Callable[[], None]] = [self._reports] * self.reporters + [self._types] * self.typers
        threads = [Thread(target=doing, daemon=True) for doing in (*doings, self._reads, self._reads, self._works)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join(PATIENCE + 5)

    def silence(self, since: float, until: float) -> Silence:
        return Silence(_longest(self._answered, since, until), _longest(self._kept, since, until))

    def turned_away_between(self, since: float, until: float) -> int:
        return sum(since <= moment <= until for moment in self.turned_away)

    def codes_between(self, since: float, until: float) -> list[str]:
        return [code for code, moment in self.codes.items() if since <= moment <= until]

    def waits_for_answers(self, seconds: float = 60) -> None:
        """Until something that was written after now is kept."""
        begun = time.monotonic()
        while not self._kept or self._kept[-1] < begun:
            assert time.monotonic() - begun < seconds, "nothing is kept"
            time.sleep(0.1)

    def _is_kept(self) -> float:
        now = time.monotonic()
        self._answered.append(now)
        self._kept.append(now)
        return now

    @contextmanager
    def _trying(self) -> Iterator[None]:
        """What fails was not promised to anybody; whoever it was tries again."""
        try:
            yield
        except (httpx.HTTPError, AssertionError):
            self.turned_away.append(time.monotonic())
            self._over.wait(PAUSE)

    def _reports(self) -> None:
        number = 0
        while not self._over.wait(PAUSE):
            number += 1
            files = {"karangan.txt": os.urandom(2000)} if number % FILE_EVERY == 0 else {}
            resident = Resident(self.address, patience=PATIENCE)
            with self._trying():
                code = resident.reports(Told(narrative=f"Karangan: laporan {number} di tengah latihan.", files=files))
                self.codes[code] = self._is_kept()
                resident.tracks(code)
            resident.http.close()

    def _types(self) -> None:
        """Without a draft of one's own nothing is kept, though that is answered alike: each begins one."""
        while not self._over.wait(PAUSE):
            resident = Resident(self.address, patience=PATIENCE)
            with self._trying():
                resident.begins()
                for number in range(SAVES_OF_A_DRAFT):
                    answer = resident.post("/lapor/simpan/", {"narrative": f"Karangan {number}"})
                    assert answer.status_code == 204, answer.status_code
                    self._is_kept()
                    if self._over.wait(PAUSE):
                        break
            resident.http.close()

    def _reads(self) -> None:
        resident = Resident(self.address, patience=PATIENCE)
        while not self._over.wait(PAUSE):
            for page in PAGES:
                with self._trying():
                    answer = resident.http.get(page)
                    assert answer.status_code == 200, answer.status_code
                    self._answered.append(time.monotonic())
        resident.http.close()

    def _works(self) -> None:
        while not self._over.wait(PAUSE):
            with self._trying(), suppress(IndexError):
                sari = OfficerAtWork(self.address, "sari", timeout=PATIENCE)
                while not self._over.wait(4 * PAUSE):
                    self._opens(sari)

    def _opens(self, sari: OfficerAtWork) -> None:
        newest = sari.newest_report()
        page = sari.http.get(f"/petugas/laporan/{newest}/")
        assert (page.status_code, page.url.path) == (200, f"/petugas/laporan/{newest}/")
        self._answered.append(time.monotonic())
        self.opened += 1


def _longest(moments: list[float], since: float, until: float) -> float:
    within = [since, *sorted(moment for moment in list(moments) if since < moment < until), until]
    return max(later - earlier for earlier, later in pairwise(within))
