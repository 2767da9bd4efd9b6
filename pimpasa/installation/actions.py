from __future__ import annotations

import uuid

from pimpasa.common import clock
from pimpasa.installation import queries
from pimpasa.installation.models import BackupKit, Installation, LastBackup, Restoration
from pimpasa.ledger import signing
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import vkey
from pimpasa.ledger.verbs import SYSTEM, act, record, unlogged
from pimpasa.sealing import backups, recovery
from pimpasa.sealing.grants import PrivateKey


@act(Act.INSTALLATION_FOUNDED, idle="it was founded before")
def found() -> Installation:
    """Give this database its number, and bind it to the keys of this machine."""
    row, is_new = Installation.objects.get_or_create(
        defaults={"log_vkey": vkey(), "link_key_digest": queries.link_key_digest(), "founded_at": clock.now()}
    )
    if is_new:
        record(row, by=SYSTEM, facts=row.facts)
    return row


@act(Act.INSTALLATION_RENUMBERED)
def renumber(*, restoration: Restoration) -> Installation:
    """Give what came out of a backup a number of its own, so that no store of the other's is taken for its own."""
    row = Installation.objects.select_for_update().get()
    row.number = uuid.uuid4()
    row.save(update_fields=["number"])
    restoration.save()
    record(row, by=SYSTEM, facts=row.facts | restoration.facts)
    return row


@act(Act.BACKUP_KIT_MADE)
def make_backup_kit() -> str:
    """Make the key that opens backups from now on, and return its code for paper; only the public half is kept."""
    seed = PrivateKey.generate().seed
    kit = backups.kit_of(seed, signer=signing.backup_key())
    row = BackupKit.objects.create(public=kit.public, certificate=kit.certificate, made_at=clock.now())
    record(row, by=SYSTEM, facts=row.facts)
    return recovery.code_of_seed(seed)


@unlogged("a backup is a file beside the installation; the log is within it")
def note_backup(*, missing: int) -> None:
    """Remember that everything was written into a backup just now, but for `missing` files."""
    LastBackup.objects.update_or_create(defaults={"at": clock.now(), "missing": missing})
