"""The program over two databases, as an office with a standby runs it, and what its people see."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.drills.pair import Pair, pair
from tests.e2e.conftest import Program
from tests.e2e.people import Resident, hang_up
from tests.installations import installed
from tests.processes import free_port, pimpasa

# Not the program's own word for it, which comes with its models: the long drill runs without them.
NEWEST = "newest-checkpoint"


@dataclass
class Office:
    pair: Pair
    program: Program

    def says(self, *words: str) -> str:
        """What a command prints, whatever it returns."""
        result = pimpasa(*words, data=self.program.data, DATABASE_URL=self.pair.url)
        return result.stdout + result.stderr

    def signed(self) -> int:
        """How many acts the newest state outside the database has."""
        return int((self.program.data / NEWEST).read_text().split("\n")[1])

    def waits_until_signed(self) -> None:
        """Until every act of the primary's is."""
        until = time.monotonic() + 30
        while self.pair.primary.asks("SELECT count(*) FROM ledger_entry") != (self.signed(),):
            assert time.monotonic() < until
            time.sleep(0.2)

    def reports(self) -> str:
        return Resident(self.program.address).reports()

    def knows(self, code: str) -> bool:
        resident = Resident(self.program.address)
        is_there = resident.post("/lacak/", {"code": code}).status_code == 302
        return is_there and "Diterima" in resident.http.get("/lacak/laporan/").text


@contextmanager
def staffed(folder: Path) -> Iterator[Office]:
    """A copy of the demonstration in `folder`, which PostgreSQL's own user may pass, with a standby beside it."""
    data = installed(folder).data
    with pair(folder, data) as both:
        program = Program(data, free_port(), {"DATABASE_URL": both.url})
        program.start()
        try:
            yield Office(both, program)
        finally:
            hang_up()
            program.stop()
