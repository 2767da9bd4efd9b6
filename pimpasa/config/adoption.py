"""Data of before version 0.2: its tables came from many small migrations, and some stood in other capabilities.

0.1 was never released, yet offices tried it. Its tables take their present names and count as what the present
migrations make; no row is read or written. `tests/config/test_adoption.py` brings such an installation up.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.timezone import now

from pimpasa.config.errors import Fault

# The last migration of each capability in 0.1: an older installation first runs the last commit that has them.
LAST_OF_0_1 = {
    ("accounts", "0001_initial"),
    ("agencies", "0001_initial"),
    ("cases", "0005_operation_leaves"),
    ("education", "0002_office_pages"),
    ("evidence", "0002_parts"),
    ("keys", "0002_key_versions"),
    ("ledger", "0005_acts_by_name"),
    ("operations", "0002_from_cases"),
    ("outreach", "0001_initial"),
    ("papers", "0002_issued_stays"),
    ("privacy", "0001_initial"),
    ("push", "0001_initial"),
    ("referrals", "0001_partners_and_referrals"),
    ("reports", "0017_short_pending_list"),
    ("territory", "0004_two_conclude"),
    ("verification", "0003_checks_that_wait"),
}
# Second migrations whose tables 0.1 had already.
OF_0_1_TOO = {("cases", "0002_never_against_a_victim"), ("ledger", "0002_append_only"), ("papers", "0002_issued_stays")}
MOVED = ("handling", "0001_initial")  # no version before 0.2 has it
MARK = ("reports", "0017_short_pending_list")  # no later version has it
TABLES = {
    "reports_complaint": "complaints_complaint",
    "reports_complaintgrant": "complaints_complaintgrant",
    "reports_feedback": "complaints_feedback",
    "reports_distinct": "connections_distinct",
    "reports_disclosure": "handling_disclosure",
    "reports_identityopening": "handling_identityopening",
    "reports_savedview": "handling_savedview",
    "reports_transfer": "handling_transfer",
}


def adopt() -> bool:
    """Take over the tables of 0.1, all of them or none; False where there are none of it.

    Raises Fault for an installation that is older than that.
    """
    applied = _applied()
    if MARK not in applied:
        _refuse_older(applied)
        return False
    if missing := LAST_OF_0_1 - applied:
        raise Fault(f"these tables are neither of 0.1 nor of this version: {sorted(missing)} was never applied")
    with transaction.atomic(), connection.cursor() as cursor:
        for before, now_named in TABLES.items():
            cursor.execute(f"ALTER TABLE {before} RENAME TO {now_named}")
        _count_as_applied()
    return True


def require_known_tables() -> None:
    """Raise Fault for a database that a newer version of the program has brought up."""
    applied = _applied()
    unknown = sorted(applied - set(MigrationLoader(None).disk_migrations))
    if unknown and MOVED in applied:
        app, name = unknown[-1]
        raise Fault(f"a newer version of pimpasa brought this database up ({app}.{name}); install that version")


def _applied() -> set[tuple[str, str]]:
    if "django_migrations" not in connection.introspection.table_names():
        return set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations")
        return {(app, name) for app, name in cursor.fetchall()}


def _refuse_older(applied: set[tuple[str, str]]) -> None:
    present = _present()
    ours = {app for app, _name in present}
    if any(app in ours for app, _name in applied - present):
        raise Fault("this installation is older than the last commit of 0.1; bring it up with that one first")


def _present() -> set[tuple[str, str]]:
    ours = {app for app, _name in LAST_OF_0_1} | {table.partition("_")[0] for table in TABLES.values()}
    return {key for key in MigrationLoader(None).disk_migrations if key[0] in ours}


def _count_as_applied() -> None:
    """What 0.1 had in many migrations; later ones of this version come to it as to every other installation."""
    present = sorted(key for key in _present() if key[1].startswith("0001_") or key in OF_0_1_TOO)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = ANY(%s)", [[app for app, _name in present]])
        rows = [(app, name, now()) for app, name in present]
        cursor.executemany("INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, %s)", rows)
