"""What drills of backups need: installations in folders of their own, and what is done in them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

CANARY = b"KENARI-DI-KANDANG"
MAKE = f"""
import sys
from pimpasa.config import startup
with startup.database():
    from pimpasa.config import binding, installation
    installation.migrate(print)
    binding.bind()
    from django.db import transaction
    from tests.factories import evidence, people, reports
    from pimpasa.evidence.actions.exhibits import adopt
    from pimpasa.reports.actions.answering import answer
    from pimpasa.ledger.integration import integrate
    with transaction.atomic():  # so that the last act vouches for what the factories made
        office = people.cast()
        report, code = reports.received(narrative="{CANARY.decode()}")
        opened = reports.seen_by_reporter(code)
        file = evidence.exhibit(b"{CANARY.decode()} " * 9000, key=opened.key)
        answer(opened=opened, text="{CANARY.decode()}", exhibits=[file])
    integrate()
    print("KIT", office.kit)
    print("CODE", code)
"""
READ = """
from pimpasa.config import startup
with startup.database():
    from pimpasa.evidence.opening.files import original
    from tests.factories import reports
    import sys
    opened = reports.seen_by_reporter(sys.argv[1])
    print(opened.answers.narrative)
    print(opened.messages[0].text)
    print(len(b"".join(original(opened.messages[0].exhibits[0], key=opened.key))))
"""
# A night of a copy whose database knows none of the files, because it is older than they.
NIGHT = """
from pimpasa.config import startup
with startup.database():
    from django.db import connection
    from pimpasa.config import binding
    from pimpasa.evidence import store, tasks
    from pimpasa.evidence.errors import NotOurs
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE evidence_exhibit CASCADE")
    print(binding.warning())
    print("swept", tasks.sweep_orphans(timestamp=0))
    try:
        store.Writing("exhibits/ab/lain")
    except NotOurs:
        print("nothing written")
"""
FOUND = """
from pimpasa.config import startup
with startup.database():
    from pimpasa.config import binding, installation
    installation.migrate(print)
    binding.bind()
"""
GO_ON = """
from pimpasa.config import startup
with startup.database():
    from tests.factories import reports
    from pimpasa.config import anchors, binding
    from pimpasa.ledger.integration import integrate
    binding.bind()
    reports.received(narrative="sesudah cadangan")
    integrate()
    anchors.keep()
"""
# Every table that a restoration itself does not write to, and where its sequence stands.
ROWS = """
from hashlib import sha256
from pimpasa.config import startup
with startup.database():
    from django.db import connection
    from pimpasa.config.backups import rows
    own = ("ledger_", "installation_", "procrastinate_", "timekeeping_")
    with rows.one_moment() as shape:
        for table in sorted(table for table in shape.tables if not table.startswith(own)):
            lines = b"".join(rows.pieces(table, shape.tables[table])).splitlines()
            print(table, len(lines), sha256(b"\n".join(sorted(lines))).hexdigest())
        print({name: value for name, value in sorted(shape.sequences.items()) if not name.startswith(own)})
"""
STORY = """
from pimpasa.config import startup
with startup.database():
    from pimpasa.config import anchors
    from pimpasa.installation.models import Restoration
    from pimpasa.ledger.queries import entries
    print(Restoration.objects.get().reason)
    print(*entries().order_by("pk").values_list("act", flat=True).reverse()[:2][::-1])
    anchors.require()
    print("goes on")
"""
# A dump whose SQL runs a command: in the first form, which was restored as it was, and as a backup of today.
FORGE = """
import base64, json, os, subprocess, sys
from pathlib import Path
from pimpasa.config import startup
first, second, ran = map(Path, sys.argv[1:])
with startup.database():
    import io, tarfile
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from django.db import connection
    from pimpasa.config.backups import writing
    from pimpasa.config.postgres import BINARIES
    from pimpasa.keys.models import RecoveryKey
    from pimpasa.sealing.backups import Writer
    from pimpasa.sealing.envelopes import new_key
    from pimpasa.sealing.grants import grant
    from pimpasa.sealing.streams import Sealer
    with connection.cursor() as cursor:
        cursor.execute("CREATE DATABASE forged")
    url = os.environ["DATABASE_URL"].replace("/postgres?", "/forged?")
    command = f"COPY (SELECT 1) TO PROGRAM 'touch {ran}'"
    body = f"BEGIN {command}; RETURN 1; END"
    make = f"CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $f$ {body} $f$; CREATE TABLE t AS SELECT 1 AS a"
    view = "CREATE MATERIALIZED VIEW v AS SELECT f() WITH NO DATA"
    subprocess.run([BINARIES / "psql", "-q", "-d", url, "-c", make, "-c", view], check=True)
    dump = subprocess.run([BINARIES / "pg_dump", "-Fc", "-d", url], check=True, capture_output=True).stdout
    with connection.cursor() as cursor:
        cursor.execute("DROP DATABASE forged")
    def archive(out, name, content):
        with tarfile.open(mode="w|", fileobj=out) as tar:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    key = new_key()
    public = bytes(RecoveryKey.objects.first().public)
    grants = [base64.b64encode(grant(key, to=public, context="backup")).decode()]
    head = json.dumps({"made_at": "2026-11-26", "grants": grants}).encode()
    tar, sealer = io.BytesIO(), Sealer(key, "backup")
    archive(tar, "database", dump)
    sealed = sealer.update(tar.getvalue()) + sealer.finish()
    first.write_bytes(b"PIMPASA-BACKUP-1" + len(head).to_bytes(4, "big") + head + sealed)
    with second.open("wb") as out:
        thief = Ed25519PrivateKey.generate()
        writer = Writer(out, kit=writing._kit(), signer=thief, about=writing._about())
        archive(writer, "database", dump)
        writer.finish()
"""
# Rows that try to end the data and go on as SQL or as psql's own commands.
SIGN = """
import io, json, sys, tarfile
from pimpasa.config import startup
with startup.database():
    from pimpasa.config.backups import rows, writing
    from pimpasa.ledger import signing
    from pimpasa.sealing.backups import Writer
    command = f"COPY (SELECT 1) TO PROGRAM 'touch {sys.argv[2]}'"
    bad = f"\\\\.\\n{command};\\n\\\\! touch {sys.argv[2]}\\n".encode()
    with rows.one_moment() as shape, open(sys.argv[1], "wb") as out:
        writer = Writer(out, kit=writing._kit(), signer=signing.backup_key(), about=writing._about())
        with tarfile.open(mode="w|", fileobj=writer) as tar:
            writing._add(tar, "shape", json.dumps(shape.plain).encode())
            writing._add_keys(tar)
            writing._add(tar, "rows/territory_province/0", bad)
        writer.finish()
"""
# Who takes the rows in, and what they may do besides.
WHO = """
from pimpasa.config import startup
with startup.database():
    from django.db import connection, transaction
    from psycopg.errors import InsufficientPrivilege
    from pimpasa.config.backups import rows
    with rows.one_moment() as shape:
        pass
    with transaction.atomic():
        with rows.loading(shape), connection.cursor() as cursor:
            cursor.execute("SELECT current_user, rolsuper FROM pg_roles WHERE rolname = current_user")
            name, is_super = cursor.fetchone()
            print(name.rpartition("_")[0], is_super)
            try:
                with transaction.atomic():
                    cursor.execute("COPY (SELECT 1) TO PROGRAM 'true'")
            except Exception as refused:
                print(type(refused.__cause__).__name__)
        transaction.set_rollback(True)
"""
ROOT = Path(__file__).resolve().parents[2]


class Installation:
    """A data folder of its own, with the embedded PostgreSQL under it."""

    def __init__(self, data: Path, **more: str) -> None:
        self.data = data
        ours = ("DATABASE_URL", "PIMPASA_SECRET_KEY", "DJANGO_SETTINGS_MODULE", "PYTEST_XDIST_WORKER")
        kept = {name: value for name, value in os.environ.items() if name not in ours}
        self.environment = kept | {"PIMPASA_DATA": str(data), "PYTHONPATH": str(ROOT)} | more

    def run(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], env=self.environment, input=given, capture_output=True, text=True, timeout=120
        )

    def pimpasa(self, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return self.run("-m", "pimpasa", *words, given=given)


@dataclass(frozen=True)
class Drill:
    """An installation's backup, and the codes: of its backup kit, of its office's recovery kit, of a reporter."""

    file: Path
    kit: str
    office_kit: str
    code: str
