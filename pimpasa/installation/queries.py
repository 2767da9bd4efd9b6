from __future__ import annotations

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet

from pimpasa.installation.kinds import Stalled
from pimpasa.installation.models import BackupKit, Installation, LastBackup, Restoration, Trouble
from pimpasa.ledger.imprints import known
from pimpasa.ledger.queries import vkey

_PURPOSE = b"which link key"
# What is over sooner is a restart, and nobody has to know.
LASTING = timedelta(minutes=5)


def installation() -> Installation | None:
    """This database's, or None before it was founded."""
    return Installation.objects.first()


def backup_kit() -> BackupKit | None:
    """The newest kit that an act vouches for: what somebody else put into the database opens no backup."""
    return next(iter(known(list(BackupKit.objects.all()))), None)


def last_backup() -> LastBackup | None:
    """The newest that was written, here or by another machine over this database."""
    return LastBackup.objects.first()


def lasting_troubles(*, at: datetime) -> QuerySet[Trouble]:
    """What has not worked for five minutes, the longest first."""
    return Trouble.objects.filter(begun_at__lte=at - LASTING).order_by("begun_at", "kind")


def noted_troubles() -> list[Stalled]:
    """Of what somebody is told, or was."""
    return [Stalled(kind) for kind in Trouble.objects.order_by("kind").values_list("kind", flat=True)]


def last_restoration() -> Restoration | None:
    """How this database came here, if out of a backup."""
    return Restoration.objects.first()


def link_key_digest() -> bytes:
    """By what the link key of this machine is known; nobody comes from it to the key."""
    return hmac.digest(settings.LINK_KEY, _PURPOSE, hashlib.sha256)


def misfit(installation: Installation) -> str:
    """Which key of this machine is not the installation's; empty where all are."""
    if installation.log_vkey != vkey():
        return "ledger-key (PIMPASA_LEDGER_KEY)"
    if bytes(installation.link_key_digest) != link_key_digest():
        return "link-key (PIMPASA_LINK_KEY)"
    return ""


def owner_mark(*, is_within: bool) -> bytes | None:
    """What a store of this installation bears, byte for byte; None before it was founded.

    A copy has the same number, so the mark names the database as well: a dump that was brought in elsewhere is in
    another cluster, or in the same one under another number. An embedded one that was copied file by file is told by
    where it lies; not where the store is within that very folder (`is_within`), which moves with it.
    """
    own = installation()
    if own is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT system_identifier::text, oid::text FROM pg_control_system(), pg_database "
            "WHERE datname = current_database()"
        )
        cluster, database = cursor.fetchone()
    mark = {"installation": str(own.number), "cluster": cluster, "database": database}
    if not is_within and (place := _place()):
        mark["place"] = place
    return json.dumps(mark, sort_keys=True).encode()


def _place() -> str:
    """Of an embedded database: which machine, and which folder."""
    socket = Path(str(connection.settings_dict["HOST"]))
    if not socket.is_relative_to(settings.DATA) and not socket.name.startswith("pimpasa-"):
        return ""
    machine = Path("/etc/machine-id")
    number = machine.read_text().strip() if machine.exists() else ""
    return hashlib.sha256(f"{number}:{settings.DATA}".encode()).hexdigest()[:32]
