"""What can be wrong with an installation, and what to do about each."""

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateWorker

from pimpasa.common import clock
from pimpasa.config import anchors, binding, installation, outside, static
from pimpasa.config.adoption import require_known_tables
from pimpasa.config.demo import is_demonstration
from pimpasa.config.errors import Fault
from pimpasa.config.findings import Finding
from pimpasa.config.postgres import LEAST_FREE
from pimpasa.config.startup import open_to_others
from pimpasa.evidence import queries as evidence
from pimpasa.evidence import room, store
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.evidence.kinds import Discrepancy
from pimpasa.evidence.models import Difference
from pimpasa.installation import queries as installed
from pimpasa.keys.models import DeskKeyGrant
from pimpasa.ledger import queries as ledger
from pimpasa.ledger.batches import EVERY
from pimpasa.ledger.errors import LogBroken
from pimpasa.notices.errors import NotSent
from pimpasa.notices.rules import can_send
from pimpasa.notices.trying import greet
from pimpasa.packs import queries as packs
from pimpasa.packs.kinds import PackName
from pimpasa.sandbox.errors import SandboxFault
from pimpasa.sandbox.kernel import landlock_version
from pimpasa.sandbox.limits import Limits
from pimpasa.sandbox.programs import Program
from pimpasa.territory.models import Desk, Office, Village
from pimpasa.timekeeping import queries as timekeeping

HEARTBEAT_AGE = timedelta(minutes=1)
INTEGRATION_AGE = timedelta(minutes=1)
PUBLISHING_AGE = 2 * EVERY
AUDIT_AGE = timedelta(days=2)
WITNESS_AGE = timedelta(hours=1)
# A round takes twenty nights.
COMPARISON_AGE = timedelta(days=31)
DIFFERS = {
    Discrepancy.MISSING: "is missing",
    Discrepancy.CHANGED: "has other bytes",
    Discrepancy.UNNAMED: "is in no row, and was set aside",
}
PROBE = Limits(seconds=20, memory=1024**3, answer=1024, at_once=1, wait=1)
COMFORTABLE_FREE = 5 * 1024**3  # bytes
FILLING = 0.2
_DURABLE = ["fsync", "full_page_writes", "synchronous_commit"]
_NAME_ONE = "name a synchronous standby: synchronous_standby_names = 'ANY 1 (*)', and reload PostgreSQL"
# A backup that is being taken streams as well, and is no standby.
_STANDBYS = """
SELECT count(*), count(sync_state), count(*) FILTER (WHERE sync_state IN ('sync', 'quorum')),
       current_setting('synchronous_standby_names'), current_setting('synchronous_commit')
FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup'
"""
NEARLY_FULL = 0.1


Check = Callable[[], Finding]
Found = tuple[str, Finding]
"""A check's name and what it found."""


def examine() -> Iterator[Found]:
    """Run every check. The database has to be running."""
    pending = tables()
    yield from ((check.__name__, check()) for check in OUTSIDE_THE_DATABASE)
    yield "postgres_version", postgres_version()
    yield "tables", pending
    if not pending.is_fault:
        yield from ((check.__name__, check()) for check in INSIDE_THE_DATABASE)


def seen_from_outside() -> Finding:
    return outside.look()


def mail_server() -> Finding:
    """Greeted, and nothing sent."""
    if not can_send():
        return Finding("no mail goes out: PIMPASA_EMAIL_URL names no server")
    try:
        greet()
    except NotSent as fault:
        return Finding(str(fault), "mend PIMPASA_EMAIL_URL, then: pimpasa mail test ADDRESS")
    return Finding(f"the mail server {settings.EMAIL_HOST}:{settings.EMAIL_PORT} takes letters")


def data_folder() -> Finding:
    if not os.access(settings.DATA, os.W_OK | os.X_OK):
        return Finding(f"{settings.DATA} is not writable", "give the folder to the user that runs pimpasa")
    return Finding(f"{settings.DATA} is writable")


def free_space() -> Finding:
    usage = shutil.disk_usage(settings.DATA)
    state = f"{usage.free / 1024**3:.1f} GB free in {settings.DATA}, {100 * usage.free // usage.total} % of the disk"
    if room.is_tight():
        return Finding(state, "free some space now: the form takes no files, what is left is the database's alone")
    if usage.free < usage.total * NEARLY_FULL:
        return Finding(state, "free some space today: below a tenth residents' files are refused")
    if usage.free < max(COMFORTABLE_FREE, LEAST_FREE) or usage.free < usage.total * FILLING:
        return Finding(state, "free some space this week: residents may send files of 2 GB")
    return Finding(state)


def signing_key() -> Finding:
    if os.environ.get("PIMPASA_SECRET_KEY"):
        return Finding("the signing key comes from PIMPASA_SECRET_KEY")
    path = Path(settings.DATA) / "secret-key"
    if not path.exists() or not path.read_text().strip():
        return Finding(f"no signing key in {path}", f"remove {path} and start again; sign-ins and drafts are lost")
    return Finding("the signing key is there")


def closed_to_others() -> Finding:
    places = [*open_to_others(settings.DATA), *_open_stores()]
    if places:
        named = " ".join(str(path) for path in places)
        return Finding(f"other users may reach {named}", f"chmod go= {named}")
    return Finding("keys, evidence and everything else in the data folder are for their owner only")


def _open_stores() -> list[Path]:
    """The folder of a local store that lies elsewhere."""
    folder = store.local_folder()
    return [folder] if folder is not None and folder.is_dir() and stat.S_IMODE(folder.stat().st_mode) & 0o077 else []


def sandbox() -> Finding:
    """Tried from inside: what reads strangers' files is to find every door shut."""
    remedy = "use a kernel with seccomp and Landlock (Linux 5.13 or newer, on x86_64 or aarch64)"
    try:
        doors = Program("pimpasa.sandbox.probe", PROBE).run({}).decode()
    except SandboxFault:
        return Finding("nothing shuts in what reads strangers' files, so no preview is made and no paper set", remedy)
    if doors:
        return Finding(f"what reads strangers' files is not shut in: {doors}", remedy)
    if not landlock_version():
        return Finding("nothing keeps our files from tesseract, so no picture of an offer is read", remedy)
    return Finding("what reads strangers' files is shut in")


def debug_off() -> Finding:
    if settings.DEBUG:
        return Finding("PIMPASA_DEBUG is on: error pages show what they should not", "unset PIMPASA_DEBUG")
    return Finding("debugging is off")


def static_files() -> Finding:
    if not static.are_collected():
        return Finding("no static files", "collect them: pimpasa static")
    return Finding("the static files are collected")


def evidence_store() -> Finding:
    where = settings.EVIDENCE_STORE
    try:
        store.check()
    except StoreUnavailable as reason:
        return Finding(f"the evidence store {where} fails: {reason}", "check PIMPASA_EVIDENCE_STORE and its rights")
    return Finding(f"the evidence store {where} takes files and gives them back")


def store_owner() -> Finding:
    try:
        is_ours = store.is_ours()
    except StoreUnavailable:
        return Finding("whose the evidence store is could not be asked", "see the fault of the store above")
    if not is_ours:
        return Finding(
            f"{settings.EVIDENCE_STORE} belongs to another installation: no file is kept or removed there",
            "where this one takes its place for good: pimpasa store own; else give it its own: PIMPASA_EVIDENCE_STORE",
        )
    return Finding("the evidence store is this installation's")


def postgres_version() -> Finding:
    major = connection.pg_version // 10_000  # type: ignore[attr-defined]  # of PostgreSQL alone
    if major < installation.OLDEST_POSTGRES:
        return Finding(f"PostgreSQL {major}", f"use PostgreSQL {installation.OLDEST_POSTGRES} or newer")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()")
        if cursor.fetchone()[0]:
            remedy = "name the primary in DATABASE_URL, or all of them with ?host=a,b&target_session_attrs=read-write"
            return Finding(f"PostgreSQL {major} answers as a standby, which takes nothing", remedy)
    return Finding(f"PostgreSQL {major} answers")


def tables() -> Finding:
    try:
        require_known_tables()
    except Fault as fault:
        state, _, remedy = str(fault).partition("; ")
        return Finding(state, remedy)
    if pending := installation.pending_migrations():
        return Finding(f"the database lacks {pending} migrations", "apply them: pimpasa migrate")
    return Finding("the tables are up to date")


def keys_fit() -> Finding:
    """Whether keys and data folder are this database's: what does not fit does not start."""
    try:
        binding.require()
    except Fault as fault:
        state, _, remedy = str(fault).rpartition("; " if "; " in str(fault) else ": ")
        return Finding(state, remedy)
    return Finding("keys, data folder and database belong together")


def evidence_compared() -> Finding:
    """What the nightly comparison of store and database found, and how far it has come."""
    comparison = evidence.comparison()
    if comparison is None:
        return Finding("the files of evidence were not compared with the database yet; the worker does it every night")
    since = comparison.ended_at or comparison.begun_at
    state = f"all files of evidence were compared with the database by {since:%Y-%m-%d}"
    if comparison.ended_at is None:
        state = f"files of evidence are compared with the database since {since:%Y-%m-%d}"
    if difference := evidence.differences().first():
        return _differing(difference, evidence.differences().count())
    if since < clock.now() - COMPARISON_AGE:
        return Finding(state, "start `pimpasa worker`, which compares some every night, or run: pimpasa store compare")
    return Finding(f"{state}, and nothing is missing")


def _differing(difference: Difference, number: int) -> Finding:
    path, since = difference.path, f"{difference.found_at:%Y-%m-%d}"
    state = f"{number} files of evidence differ from the database, since {since} the first: {path}"
    match difference.kind:
        case Discrepancy.UNNAMED:
            remedy = "nothing, where an upload broke off; else the database is older than the store: docs/runbook.md"
        case Discrepancy.MISSING if _is_aside(path):
            remedy = f"pimpasa store restore {path}"
        case _:
            remedy = "take it from a backup or the store's own versions, put it there, then: pimpasa store compare"
    return Finding(f"{state} {DIFFERS[Discrepancy(difference.kind)]}", remedy)


def _is_aside(path: str) -> bool:
    try:
        return store.is_aside(path)
    except StoreUnavailable:
        return False


def territory() -> Finding:
    count = Village.objects.count()
    if count < installation.VILLAGES:
        return Finding(f"{count} of {installation.VILLAGES} villages", "load them: pimpasa territory import")
    return Finding(f"{count} villages")


def worker() -> Finding:
    since = clock.now() - HEARTBEAT_AGE
    if not ProcrastinateWorker.objects.filter(last_heartbeat__gte=since).exists():
        return Finding("no worker is running", "start `pimpasa run`, or `pimpasa worker` beside `pimpasa serve`")
    return Finding("a worker is running")


def clocks() -> Finding:
    if timekeeping.open_doubt() is not None or not timekeeping.sight().is_certain:
        remedy = "see which one is wrong: pimpasa clock show; set it right, then: pimpasa clock confirm DAY"
        return Finding("the clocks disagree by more than a day: nothing is erased or taken back", remedy)
    return Finding("the clocks agree")


def unit_desks() -> Finding:
    offices = Office.objects.filter(desks__kind=Desk.Kind.UNIT, desks__closed_on=None).distinct()
    if not offices:
        return Finding("no office has a unit that reads reports", "set one up: pimpasa setup")
    held = DeskKeyGrant.objects.filter(
        desk_key__desk__kind=Desk.Kind.UNIT, officer_key__officer__is_active=True, officer_key__retired_at=None
    ).values("desk_key__desk__office")
    for office in offices.exclude(pk__in=held):
        return Finding(
            f"nobody holds the key of {office}'s unit",
            "let its head accept their invitation and open the unit's key with the recovery kit",
        )
    return Finding("every office's unit has somebody who can open its reports")


def fallback_office() -> Finding:
    if not Office.objects.filter(is_fallback=True).exists():
        return Finding(
            "no office reads reports from outside every jurisdiction", "choose one: pimpasa offices fallback NAME"
        )
    return Finding("an office reads what belongs to no jurisdiction")


def backup_kit() -> Finding:
    if installed.backup_kit() is None and not is_demonstration():
        remedy = "make one, and lock it away: pimpasa keys backup"
        return Finding("there is no backup kit, without which no backup can be made", remedy)
    restoration = installed.last_restoration()
    if restoration is None:
        return Finding("backups are sealed to the backup kit")
    older = f", older than was known: {restoration.reason}" if restoration.reason else ""
    return Finding(f"all this came out of a backup of {restoration.made_at:%Y-%m-%d %H:%M} UTC{older}")


def backup_age() -> Finding:
    """How long ago the last one was, by what this database knows of it."""
    if not settings.BACKUP_DAYS or is_demonstration():
        return Finding("the age of backups is not looked at (PIMPASA_BACKUP_DAYS)")
    remedy = "pimpasa backup /mnt/cadangan/pimpasa-DAY, every night; where others make them: PIMPASA_BACKUP_DAYS=0"
    last = installed.last_backup()
    if last is None:
        return Finding("there is no backup of this installation", remedy)
    state = f"the last backup is of {last.at:%Y-%m-%d %H:%M} UTC"
    if last.missing:
        return Finding(f"{state} and lacks {last.missing} files", "see which: pimpasa store compare")
    if last.at < clock.now() - timedelta(days=settings.BACKUP_DAYS):
        return Finding(state, remedy)
    return Finding(state)


def log_is_signed() -> Finding:
    late = ledger.waiting().filter(at__lte=clock.now() - INTEGRATION_AGE).count()
    if late:
        remedy = "start `pimpasa worker`; where it runs, see its last lines, and `pimpasa ledger audit`"
        return Finding(f"{late} acts wait for their place in the signed log", remedy)
    return Finding("every act is in the signed log")


def log_is_published() -> Finding:
    """Every ten minutes, whatever was done: where it does not, reporters wait for their proof."""
    batch = ledger.newest_batch()
    if batch is None:
        return Finding("nothing of the log is public yet; the worker publishes it every ten minutes")
    state = f"the public log is of {batch.signed_at:%Y-%m-%d %H:%M} UTC"
    if batch.signed_at < clock.now() - PUBLISHING_AGE:
        return Finding(state, "start `pimpasa worker`, which publishes every ten minutes; where it runs, see its words")
    return Finding(state)


def witnesses() -> Finding:
    """Who signs elsewhere what they saw: without one, only this office's own machines know that nothing was cut."""
    signed_last = ledger.signed_last()
    if not signed_last:
        return Finding("no witness elsewhere signs the log; how to find one: docs/witness.md")
    since = clock.now() - WITNESS_AGE
    for witness, signed_at in signed_last:
        if signed_at is None or signed_at < since:
            last = f"{signed_at:%Y-%m-%d %H:%M} UTC" if signed_at else "never"
            return Finding(
                f"the witness {witness} signed last: {last}",
                f"ask who runs it; whether it answers at {witness.address or 'its own time'} the worker's lines say",
            )
    return Finding(f"{len(signed_last)} witnesses signed the log within the last hour")


def log_goes_on() -> Finding:
    try:
        anchors.check()
    except LogBroken as broken:
        sentence, _, command = str(broken).rpartition(": ")
        return Finding(sentence, command)
    return Finding("the database continues what the log signed")


def durability() -> Finding:
    """What is acknowledged is on the disk: without it a power cut loses it, whatever else is set."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM pg_settings WHERE name = ANY(%s) AND setting = 'off'", [_DURABLE])
        off = sorted(name for (name,) in cursor.fetchall())
    if off:
        named = ", ".join(off)
        remedy = f"set {named} to on, and reload PostgreSQL"
        return Finding(f"PostgreSQL acknowledges what is not on the disk yet ({named} is off)", remedy)
    return Finding("what is acknowledged is on the disk")


def standbys() -> Finding:
    """Without a synchronous standby a failover loses what was acknowledged, and the log has to go on by an act.

    Only who may read statistics sees which of them is synchronous (pg_stat_replication, since PostgreSQL 10).
    """
    with connection.cursor() as cursor:
        cursor.execute(_STANDBYS)
        number, readable, synchronous, names, commit = cursor.fetchone()
    if names and not number:
        remedy = "bring the standby back; until then: synchronous_standby_names = '', and reload PostgreSQL"
        return Finding("every report waits for a synchronous standby, and there is none", remedy)
    if not number:
        return Finding("there is no standby")
    if not names:
        return Finding(f"{number} standbys, none of them synchronous: a failover would lose reports", _NAME_ONE)
    if commit == "local":
        remedy = "synchronous_commit = on, and reload PostgreSQL"
        return Finding("synchronous_commit is local: no standby is waited for, a failover would lose reports", remedy)
    if not readable:
        remedy = "GRANT pg_read_all_stats TO the user of DATABASE_URL"
        return Finding("whether a standby is synchronous is not shown to this database user", remedy)
    if not synchronous:
        return Finding(f"{number} standbys, none of them the one that reports wait for ({names})", _NAME_ONE)
    return Finding("what is acknowledged is on a second machine")


def audited() -> Finding:
    """What the nightly audit said last, and how long ago."""
    audits = list(ledger.audits())
    if not audits:
        return Finding("the audit of the log and its rows has not run yet; the worker runs it every night")
    oldest = f"the audit is of {audits[0].ended_at:%Y-%m-%d %H:%M} UTC"
    if faults := [fault for audit in audits for fault in audit.faults]:
        number = sum(audit.number for audit in audits)
        remedy = "see them all: pimpasa ledger audit; what to do then is in docs/runbook.md"
        return Finding(f"{oldest} and found {number} faults, the first: {faults[0]}", remedy)
    if audits[0].ended_at < clock.now() - AUDIT_AGE:
        return Finding(oldest, "start `pimpasa worker`, which audits every night, or run: pimpasa ledger audit")
    return Finding(f"{oldest}, and everything fits")


def dated_packs() -> Finding:
    """Bad files stop the program before this; what is out of date is no fault of the machine's."""
    stale = [pack.name.value for pack in packs.packs() if pack.stale(on=clock.today())]
    state = f"{len(PackName)} packs of dated facts are read"
    return Finding(f"{state}; to be read again under /petugas/pedoman/: {', '.join(stale)}" if stale else state)


OUTSIDE_THE_DATABASE: tuple[Check, ...] = (
    data_folder,
    free_space,
    signing_key,
    closed_to_others,
    sandbox,
    debug_off,
    static_files,
    seen_from_outside,
    mail_server,
)
INSIDE_THE_DATABASE: tuple[Check, ...] = (
    keys_fit,
    evidence_store,
    store_owner,
    evidence_compared,
    territory,
    dated_packs,
    clocks,
    unit_desks,
    fallback_office,
    backup_kit,
    backup_age,
    worker,
    log_is_signed,
    log_is_published,
    log_goes_on,
    witnesses,
    durability,
    standbys,
    audited,
)
