"""Many machines on this one, under load, each killed in turn: what was lost, and how long nobody was answered.

    python tools/drill.py [--short] [--phones 200]

Starts etcd (three), two PostgreSQL under Patroni with a synchronous standby, pgbouncer, HAProxy, an S3, three web
servers and two workers, with the files of deploy/cluster, on loopback and in a folder of its own. Some
minutes on two idle cores, never more than twenty; it ends only what it started, and leaves nothing. `--short`: one
etcd, two web servers, one worker; the primary and a web server die.

Exit codes: 0 where nothing was lost, 1 where something was or the log does not go on, 3 where a program is missing,
4 where nothing was lost but an answer took longer than its bar.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.drills import together  # noqa: E402
from tests.drills.crowd import Crowd, Silence  # noqa: E402
from tests.drills.machines import Database, Ministry, Part, ministry, missing  # noqa: E402
from tests.e2e.people import Resident, hang_up  # noqa: E402
from tests.installations import FOLDER  # noqa: E402

LOST, MISSING, TOO_SLOW = 1, 3, 4
BAR = 10.0  # seconds without an answer
LONGEST = 20 * 60
# A machine that dies with its Patroni is given up when its lease ends, which is 20 s at least.
LEASE = 20.0
QUIET = 6.0
WHOLE = "The log is whole."


@dataclass(frozen=True)
class Death:
    """What died, and how it comes back; `bar` is how long nobody may be answered."""

    name: str
    dies: Callable[[Ministry], Part]
    bar: float = BAR


@dataclass(frozen=True)
class Outcome:
    death: Death
    since: float
    until: float
    silence: Silence
    turned_away: int
    taken: int

    @property
    def is_within_bar(self) -> bool:
        return max(self.silence.answered, self.silence.kept) <= self.death.bar


def _postgres_alone(here: Ministry) -> Part:
    primary = here.primary
    primary.loses_postgres()
    return primary


def _dies(part: Part) -> Part:
    part.dies()
    return part


PRIMARY = Death("primary, PostgreSQL alone", _postgres_alone)
MACHINE = Death("primary, the whole machine", lambda here: _dies(here.primary), LEASE + BAR)
STANDBY = Death("synchronous standby", lambda here: _dies(here.standby))
STORE = Death("store of files", lambda here: _dies(here.store))
WORKER = Death("one of the workers", lambda here: _dies(here.workers[0]))
WEB = Death("one of the web servers", lambda here: _dies(here.webs[0]))
ALL = (PRIMARY, MACHINE, STANDBY, STORE, WORKER, WEB)
SHORT = (PRIMARY, WEB)


def suffer(here: Ministry, crowd: Crowd, death: Death) -> Outcome:
    """It dies, people go on, it comes back; all that in one look at what they were answered."""
    since = time.monotonic()
    part = death.dies(here)
    time.sleep(QUIET)
    crowd.waits_for_answers()
    until = time.monotonic()
    silence = crowd.silence(since, until)
    outcome = Outcome(
        death, since, until, silence, crowd.turned_away_between(since, until), len(crowd.codes_between(since, until))
    )
    _comes_back(here, part)
    return outcome


def _comes_back(here: Ministry, part: Part) -> None:
    if part.process is None:
        part.starts()
    if isinstance(part, Database):
        _ = here.primary, here.standby  # until both are what they are to be
    else:
        part.waits(120)


def lost(address: str, crowd: Crowd) -> set[str]:
    """The codes that somebody was promised and that are not there."""
    resident = Resident(address)
    return {code for code in crowd.codes if resident.post("/lacak/", {"code": code}).status_code != 302}


def signed(here: Ministry) -> int:
    """How many acts the newest checkpoint in the database has."""
    return int(str(here.asks("SELECT max(size) FROM ledger_checkpoint")[0]))


def drill(here: Ministry, deaths: tuple[Death, ...], phones: int) -> int:
    before = signed(here)
    say(
        f"Pieces of one file to {len(here.web_ports)} web servers: "
        f"{'it came out as it was' if together.piecewise(here) else 'WRONG'}"
    )
    if phones:
        given, counted = together.hall(here, phones)
        say(f"{phones} phones of a dialogue over {len(here.web_ports)} web servers: {given} answers, {counted} counted")
    crowd = Crowd(here.address)
    with crowd.about():
        crowd.waits_for_answers()
        outcomes = [suffer(here, crowd, death) for death in deaths]
    gone = lost(here.address, crowd)
    _print(outcomes, gone, crowd)
    audit = here.says("ledger", "audit")
    after = signed(here)
    say(f"\nThe log: {audit.strip()} {before} acts signed before, {after} after.")
    if gone or WHOLE not in audit or after <= before:
        return LOST
    return 0 if all(outcome.is_within_bar for outcome in outcomes) else TOO_SLOW


def _print(outcomes: list[Outcome], gone: set[str], crowd: Crowd) -> None:
    head = f"{'what died':<28}{'nobody answered':>16}{'nothing kept':>14}"
    say(f"\n{head}{'bar':>6}{'turned away':>13}{'reports':>9}{'lost':>6}")
    for outcome in outcomes:
        lost_then = gone.intersection(crowd.codes_between(outcome.since, outcome.until))
        say(
            f"{outcome.death.name:<28}{outcome.silence.answered:>14.1f} s{outcome.silence.kept:>12.1f} s"
            f"{outcome.death.bar:>4.0f} s{outcome.turned_away:>13}{outcome.taken:>9}{len(lost_then):>6}"
            f"{'' if outcome.is_within_bar else '  OVER ITS BAR'}"
        )
    say(
        f"\n{len(crowd.codes)} reports were acknowledged, {len(gone)} of them are not there; "
        f"an officer opened {crowd.opened}; {len(crowd.turned_away)} tries failed and were made anew."
    )


def say(line: str) -> None:
    print(line, flush=True)


def _too_long(_number: int, _frame: object) -> None:
    raise TimeoutError(f"the drill did not end within {LONGEST} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="the primary and a web server alone")
    parser.add_argument("--phones", type=int, default=200, help="at the dialogue; 0 for none (default: %(default)s)")
    options = parser.parse_args()
    if packages := missing():
        print(f"drill: not installed here: {', '.join(packages)}. As root: apt-get install PACKAGE", file=sys.stderr)
        return MISSING
    signal.signal(signal.SIGALRM, _too_long)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    signal.alarm(LONGEST)
    with tempfile.TemporaryDirectory(prefix="pimpasa-drill-") as folder:
        Path(folder).chmod(0o711)
        os.environ.setdefault(FOLDER, folder)
        begun = time.monotonic()
        say("Setting up a demonstration and a ministry …")
        sizes = {"etcds": 1, "webs": 2, "workers": 1} if options.short else {}
        machines = Path(folder) / "machines"
        machines.mkdir()
        with ministry(machines, **sizes) as here:
            say(f"All of it is up after {time.monotonic() - begun:.0f} s")
            try:
                return drill(here, SHORT if options.short else ALL, 0 if options.short else options.phones)
            finally:
                hang_up()


if __name__ == "__main__":
    sys.exit(main())
