"""What a database needs once: its tables, the national territory, on an empty one the demonstration."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pimpasa.config.adoption import adopt, require_known_tables
from pimpasa.config.errors import Fault
from pimpasa.ledger.actions import take_over_rows
from pimpasa.ledger.watching import watch
from pimpasa.territory.models import Boundary, Village
from pimpasa.territory.sources import CONTENT

OLDEST_POSTGRES = 16
# Any number, as long as nothing else of this program locks by it: "pmps" in ASCII.
SETTING_UP = 0x706D7073
VILLAGES = 83_762  # in idn-area-data 4, the codes of 2025

Progress = Callable[[str], None]


@contextmanager
def alone() -> Iterator[None]:
    """One at a time prepares a database: a second machine waits here, and finds everything done.

    The lock is a transaction's on a connection of its own, so it holds behind a pool of connections too, and ends with
    whoever held it. Raises Fault for a PostgreSQL that is too old.
    """
    require_postgres()
    waiting = connection.copy()
    try:
        waiting.set_autocommit(False)
        with waiting.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SETTING_UP])
        yield
    finally:
        waiting.close()


def require_postgres() -> None:
    """Raise Fault for a PostgreSQL that is too old for this program's tables."""
    major = connection.pg_version // 10_000  # type: ignore[attr-defined]  # of PostgreSQL alone
    if major < OLDEST_POSTGRES:
        raise Fault(f"this is PostgreSQL {major}; use {OLDEST_POSTGRES} or newer")


def pending_migrations() -> int:
    """How many migrations the database still lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate(progress: Progress) -> None:
    """Bring the tables up to the program; says nothing when they are. Raises Fault where they are newer than it is."""
    require_known_tables()
    if adopt():
        progress("Tables: those of version 0.1 were taken over")
    if pending := pending_migrations():
        progress(f"Tables: {pending} migrations")
        call_command("migrate", interactive=False, verbosity=0)
    watch()
    if count := take_over_rows():
        progress(f"Log: {count} rows of before are vouched for from now on")


def load_territory(progress: Progress, folder: Path = CONTENT) -> None:
    """Import provinces to villages into an empty database; says nothing when they are there."""
    if not Village.objects.exists():
        import_territory(progress, folder)


def import_territory(progress: Progress, folder: Path = CONTENT) -> None:
    """Import provinces to villages, anew where they are there; Fault when the files are not."""
    from pimpasa.territory.actions import import_areas
    from pimpasa.territory.errors import TerritoryMissing

    try:
        import_areas(folder=folder, progress=progress)
    except TerritoryMissing as missing:
        raise Fault(str(missing)) from missing


def load_boundaries(progress: Progress, file: Path) -> None:
    """Import the villages' polygons where there are none; says nothing when there are. Raises Fault for a bad file."""
    if not Boundary.objects.exists():
        import_boundaries(progress, file)


def import_boundaries(progress: Progress, file: Path) -> None:
    """Import the villages' polygons, anew where they are there. Raises Fault for a bad file, which changes nothing."""
    from pimpasa.territory import actions
    from pimpasa.territory.errors import BadBoundaries

    try:
        counts = actions.import_boundaries(path=file, progress=progress)
    except BadBoundaries as bad:
        raise Fault(str(bad)) from bad
    progress(f"{counts['taken']:,} villages have their boundary from this file")


def require_tables() -> None:
    """Raise Fault when migrations are missing, or a newer version brought the database up."""
    require_known_tables()
    if pending := pending_migrations():
        raise Fault(f"the database lacks {pending} migrations; apply them with: pimpasa migrate")
