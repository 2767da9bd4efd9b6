from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from pimpasa.common import clock
from pimpasa.installation import queries
from pimpasa.installation.kinds import Stalled
from pimpasa.installation.models import BackupKit, Installation, LastBackup, Restoration, Trouble
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


@unlogged("whether machines work is no act; who is told reads it on a page")
def note_troubles(*, kinds: set[Stalled], at: datetime) -> None:
    """Remember since when what does not work does not; what works again is forgotten where nobody was told of it."""
    for kind in sorted(kinds):
        Trouble.objects.get_or_create(kind=kind, defaults={"begun_at": at})
    Trouble.objects.exclude(kind__in=kinds).filter(told_at=None).delete()


@unlogged("as noting it is")
def tell_trouble(*, kind: Stalled, at: datetime, is_over: bool, tell: Callable[[Stalled, bool], object]) -> None:
    """Tell once of what lasts, and once when it is over: `tell` gets what it is, and whether it works again.

    Of several machines one tells. What `tell` raises leaves it untold, until the next time.
    """
    row = Trouble.objects.select_for_update(skip_locked=True).filter(kind=kind).first()
    if row is None:
        return
    if is_over:
        row.delete()
        tell(kind, True)
    elif row.told_at is None and row.begun_at <= at - queries.LASTING:
        row.told_at = at
        row.save(update_fields=["told_at"])
        tell(kind, False)
