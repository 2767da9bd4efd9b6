"""Residents report until the primary loses its power, with and without a synchronous standby; what is there afterwards.

    python -m tests.drills.failover

On loopback, over folders of its own, which it removes; it ends by itself after a minute or two.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread

import httpx

from tests.drills.office import Office, staffed
from tests.e2e.people import Resident, hang_up
from tests.installations import FOLDER

SECONDS = 10
RESIDENTS = 4


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="pimpasa-drill-") as name:
        Path(name).chmod(0o711)
        os.environ[FOLDER] = name
        for is_synchronous in (False, True):
            folder = Path(name) / ("with" if is_synchronous else "without")
            folder.mkdir(mode=0o711)
            with staffed(folder) as office:
                drill(office, is_synchronous=is_synchronous)


def drill(office: Office, *, is_synchronous: bool) -> None:
    print(f"{'With' if is_synchronous else 'Without'} a synchronous standby", flush=True)
    if is_synchronous:
        office.pair.make_synchronous()
    codes = reported_until_the_power_goes(office)
    known = [code for code in codes if office.knows(code)]
    print(f"  {len(known)} of {len(codes)} acknowledged reports are there")
    audit = office.says("ledger", "audit").strip()
    print(f"  audit: {audit.splitlines()[0]}")
    for happened in ("rollback", "fork"):
        if f"pimpasa ledger continue {happened}" in audit:
            print(f"  {office.says('ledger', 'continue', happened).strip()}")
            print(f"  audit: {office.says('ledger', 'audit').strip()}")
    assert len(known) == len(codes) or not is_synchronous, "an acknowledged report is gone"


def reported_until_the_power_goes(office: Office) -> list[str]:
    """The codes of the reports that were acknowledged before."""
    codes: list[str] = []
    is_over = Event()

    def report() -> None:
        while not is_over.is_set():
            with suppress(httpx.HTTPError, AssertionError):
                codes.append(Resident(office.program.address, patience=10).reports())

    threads = [Thread(target=report) for _resident in range(RESIDENTS)]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS)
    office.pair.primary.kill()
    is_over.set()
    for thread in threads:
        thread.join()
    hang_up()
    office.pair.standby.promote()
    return codes


if __name__ == "__main__":
    main()
