"""Whether pages with numbers stay as fast at a million reports as at ten thousand, from the nation to a kelurahan.

    .venv/bin/python bench/oversight.py [--reports 1000000] [--rounds 15]

Starts an installation of its own with the whole territory: 133 offices on 33 Kanwil, each kecamatan one office's, a
desk, a Pimpasa and a decision in the villages that reports come from, 10,000 officers at --reports of a million.

Real: a thousand synthetic reports, received, concluded and counted by the program itself, and every page over HTTP.
Copied: what was counted of them (cells and waits), in one INSERT ... SELECT to as many desks as --reports needs, a
tenth of them of one office; so cells and waits are as many as really counted reports make. No report stands behind
the copies, and no page here asks for one. These two tables are unlogged, so that a million is there in minutes; they
are read as others are. First at 10,000 reports, then at --reports: the median in ms, the bytes of the page before it
is compressed, the ratio, and what is over the bars.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.installation import PASSWORD, VILLAGE, Installation, fresh_installation
from bench.workbench import _ok, _signed_in

if TYPE_CHECKING:
    from pimpasa.accounts.models import Officer
    from pimpasa.accounts.roles import Role
    from pimpasa.territory.models import Desk, Office

FEW = 10_000
COUNTED = 1_000  # reports that are really received and counted; each copy of them is a desk's
OFFICES, KANWILS = 133, 33
OFFICERS_A_DESK = 10  # of the office, somewhere: 10,000 at a thousand desks, which are a million reports
BUSIEST = 10  # of a hundred desks so many are the one office's
MOST_MS, MOST_BYTES = 200, 150 * 1024
COLUMNS = {
    "insights_cell": ["kind", "channel", "urgency", "state", "finished", "reopened", "day", "grain", "number"],
    "insights_waitcell": ["kind", "channel", "urgency", "state", "day", "stage", "bucket", "late", "number"],
}


@dataclass(frozen=True)
class Measured:
    milliseconds: float
    size: int


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000_000, help="the larger size (default 1,000,000)")
    parser.add_argument("--rounds", type=int, default=15, help="requests of each page (default 15)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="pimpasa-bench-") as folder, fresh_installation(Path(folder)) as place:
        officers = _country(place)
        _count()
        _copy(range(1, FEW // COUNTED))
        few = _measure(place, officers, options.rounds)
        _copy(range(FEW // COUNTED, options.reports // COUNTED))
        many = _measure(place, officers, options.rounds)
    return _print(few, many, options.reports)


def _print(few: dict[str, Measured], many: dict[str, Measured], reports: int) -> int:
    """Exit code 1 where a page is over a bar."""
    print(f"median ms{'':34}{FEW:>10,}{reports:>12,}   ratio      KB")
    over = []
    for name, before in few.items():
        now = many[name]
        ratio = now.milliseconds / before.milliseconds
        print(f"{name:43}{before.milliseconds:10.1f}{now.milliseconds:12.1f}{ratio:8.2f}{now.size / 1024:8.0f}")
        if now.milliseconds > MOST_MS or now.size > MOST_BYTES:
            over.append(name)
    print(f"over {MOST_MS} ms or {MOST_BYTES // 1024} KB: {', '.join(over) or 'none'}")
    return 1 if over else 0


def _country(place: Installation) -> dict[str, Officer]:
    """The tree of offices over the whole territory, and who looks: at a desk, a unit, an office's head, above."""
    from pimpasa.accounts.roles import Role
    from pimpasa.config.installation import import_territory
    from pimpasa.territory.kinds import Level
    from pimpasa.territory.models import Desk, District, Jurisdiction, Office

    import_territory(lambda _words: None)
    nation = Office.objects.create(name="Direktorat (karangan)", level=Level.NATION, one_step_is_enough=True)
    kanwils = [
        Office.objects.create(
            name=f"Kanwil {number} (karangan)", level=Level.KANWIL, above=nation, one_step_is_enough=True
        )
        for number in range(KANWILS)
    ]
    busiest = Desk.objects.get(kind=Desk.Kind.UNIT).office
    Office.objects.filter(pk=busiest.pk).update(above=kanwils[0], one_step_is_enough=True)
    offices = [busiest] + [
        Office.objects.create(name=f"Kantor {number:03} (karangan)", above=kanwils[number % KANWILS])
        for number in range(1, OFFICES)
    ]
    free = District.objects.filter(jurisdiction=None).order_by("pk")
    Jurisdiction.objects.bulk_create(
        Jurisdiction(office=offices[number % OFFICES], district=district) for number, district in enumerate(free)
    )
    desk = Desk.objects.get(kind=Desk.Kind.VILLAGE)
    unit = Desk.objects.get(office=busiest, kind=Desk.Kind.UNIT)
    return {
        "sari": place.seat("sari", Role.PIMPASA, desk),
        "dewi": place.seat("dewi", Role.ANALYST, unit),
        "hadi": place.seat("hadi", Role.HEAD, unit),
        "kartika": _above("kartika", Role.KANWIL, kanwils[0]),
        "damar": _above("damar", Role.DIRECTORATE, nation),
    }


def _above(name: str, role: Role, office: Office) -> Officer:
    from pimpasa.accounts.actions import add_officer
    from pimpasa.keys.actions.officer_keys import make_officer_key

    officer = add_officer(
        office=office, email=f"{name}@contoh.invalid", name=f"{name.title()} Contoh", role=role, by=None
    )
    officer.set_password(PASSWORD)
    officer.save()
    make_officer_key(officer=officer, passphrase=PASSWORD)
    return officer


def _count() -> None:
    from pimpasa.common import clock
    from pimpasa.config import simulation
    from pimpasa.insights.actions.counting import follow

    plan = simulation.Plan(COUNTED, 1, list(simulation.places()), clock.now())
    simulation.simulate(plan, progress=lambda _done: None)
    while follow():
        pass


def _copy(numbers: range) -> None:
    """Of each number a desk, with all that was counted of the first one."""
    from pimpasa.common import clock
    from pimpasa.coverage.models import Decision
    from pimpasa.insights.actions.publishing import publish_quarters, published
    from pimpasa.insights.models import Publication
    from pimpasa.territory.models import Desk, Office, Village

    begun = time.monotonic()
    busiest = Office.objects.get(desks__village=VILLAGE)
    everywhere = Village.objects.filter(desks=None).exclude(district__jurisdiction__office=busiest).order_by("pk")
    near = Village.objects.filter(desks=None, district__jurisdiction__office=busiest).order_by("pk")
    here = sum(number % 100 < BUSIEST for number in numbers)
    spread = len(numbers) - here
    step = max(1, everywhere.count() // max(1, spread))
    villages = [*near[:here], *everywhere.select_related("district__jurisdiction")[::step][:spread]]
    desks = Desk.objects.bulk_create(
        Desk(
            office_id=village.district.jurisdiction.office_id,
            kind=Desk.Kind.VILLAGE,
            name=village.name,
            village=village,
        )
        for village in villages
    )
    _people(desks)
    Decision.objects.bulk_create(
        Decision(village_id=desk.village_id, office_id=desk.office_id, number="KARANGAN-1", decided_on=clock.today())
        for desk in desks
    )
    _copy_counts([desk.pk for desk in desks])
    Publication.objects.all().delete()
    published(on=clock.today())
    at = time.monotonic()
    publish_quarters(on=clock.today())
    print(f"{len(desks):,} desks more in {at - begun:.0f} s; quarters in {time.monotonic() - at:.1f} s", flush=True)


def _people(desks: Sequence[Desk]) -> None:
    """A Pimpasa at each desk, and their colleagues without one."""
    from pimpasa.accounts.models import Assignment, Officer
    from pimpasa.accounts.roles import Role
    from pimpasa.common import clock

    officers = Officer.objects.bulk_create(
        [
            Officer(
                office_id=desk.office_id, email=f"{desk.pk}-{number}@contoh.invalid", name=f"Contoh {desk.pk}-{number}",
                role=Role.ANALYST if number else Role.PIMPASA,
            )
            for desk in desks
            for number in range(OFFICERS_A_DESK)
        ]
    )  # fmt: skip
    seated = zip(desks, officers[::OFFICERS_A_DESK], strict=True)
    Assignment.objects.bulk_create(
        Assignment(officer=officer, desk=desk, starts_on=clock.today()) for desk, officer in seated
    )


def _copy_counts(desks: list[int]) -> None:
    """What was counted of the first desk, counted of each of these, its waits by who sits there."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table, columns in COLUMNS.items():
            by = ["officer_id"] if table == "insights_waitcell" else []
            into = ", ".join(["office_id", "village_id", "desk_id", *by, *columns])
            values = ", ".join([*("a.officer_id" for _officer in by), *(f"c.{column}" for column in columns)])
            cursor.execute(f"ALTER TABLE {table} SET UNLOGGED")
            # Names of this file's own.
            cursor.execute(
                f"INSERT INTO {table} ({into}) SELECT d.office_id, d.village_id, d.id, {values}"  # noqa: S608
                f" FROM territory_desk d JOIN accounts_assignment a ON a.desk_id = d.id, {table} c"
                " WHERE d.id = ANY(%s) AND c.village_id = %s",
                [desks, VILLAGE],
            )
            cursor.execute(f"VACUUM ANALYZE {table}")


def _measure(place: Installation, officers: dict[str, Officer], rounds: int) -> dict[str, Measured]:
    clients = {name: _signed_in(place, officer.email) for name, officer in officers.items()}
    public = httpx.Client(base_url=place.address, timeout=60)
    pages = {
        "Angka, quarter: a desk": (clients["sari"], "/petugas/angka/"),
        "Angka, quarter: an analyst": (clients["dewi"], "/petugas/angka/"),
        "Angka, quarter: the head": (clients["hadi"], "/petugas/angka/"),
        "Angka, year: the head": (clients["hadi"], "/petugas/angka/?panjang=tahun"),
        "Angka, a kind and kelurahan": (clients["hadi"], f"/petugas/angka/?jenis=tppo&kelurahan={VILLAGE}"),
        "Angka, quarters: Kanwil": (clients["kartika"], "/petugas/angka/"),
        "Angka, quarters: nation": (clients["damar"], "/petugas/angka/"),
        "Cakupan: nation": (clients["damar"], "/petugas/cakupan/"),
        "Cakupan: a province": (clients["damar"], "/petugas/cakupan/?w=31"),
        "Cakupan: a kabupaten or kota": (clients["damar"], "/petugas/cakupan/?w=31.73"),
        "Cakupan: kelurahan of a kecamatan": (clients["damar"], "/petugas/cakupan/?w=31.73.01"),
        "a kelurahan's page: nation": (clients["damar"], f"/petugas/cakupan/desa/{VILLAGE}/"),
        "a kelurahan's page: the head": (clients["hadi"], f"/petugas/cakupan/desa/{VILLAGE}/"),
        "Cakupan: Kanwil": (clients["kartika"], "/petugas/cakupan/"),
        "Cakupan: the head": (clients["hadi"], "/petugas/cakupan/"),
        "acts below: nation": (clients["damar"], "/petugas/tindakan/"),
        "the public's counts": (public, "/transparansi/"),
        "open data": (public, "/data/"),
    }
    measured = {name: _median(client, path, rounds) for name, (client, path) in pages.items()}
    for client in (*clients.values(), public):
        client.close()
    return measured


def _median(client: httpx.Client, path: str, rounds: int) -> Measured:
    """After two tries that nobody waits for."""
    times = []
    for number in range(rounds + 2):
        begun = time.perf_counter()
        answer = client.get(path)
        times += [(time.perf_counter() - begun) * 1000] if number > 1 else []
        _ok(answer)
    return Measured(statistics.median(times), len(answer.content))


if __name__ == "__main__":
    sys.exit(main())
