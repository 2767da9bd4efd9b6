"""Keep a file, hand it from a draft to its report, or throw it away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.common.ids import shifted, uuid7
from pimpasa.evidence import media, parts, queries, room
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of, file_key_of
from pimpasa.evidence.queries import GONE
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.ledger.verbs import unlogged
from pimpasa.sealing import envelopes

# Who goes on answering keeps a draft alive; its files would lie there for good.
LONGEST_LIFE = timedelta(days=3)
UNDER_KEY = ("wrapped_key", "facts")
PART_OF = "the act of whatever the file belongs to says it: a report received, a paper signed, a case erased"


@unlogged(PART_OF)
def keep(*, upload: SealedUpload, key: bytes, obtained: str, expires_at: datetime | None) -> Exhibit:
    """Record a stored file; its own key and its facts are sealed under `key`, a draft's or a report's.

    Raises ExhibitGone for an upload with a fault, or one thrown away.
    """
    if not upload.is_stored:
        raise ExhibitGone(_("This file did not arrive. Please send it again."))
    exhibit = upload.exhibit
    facts = ExhibitFacts(
        exhibit=exhibit,
        name=upload.name or "",
        declared=upload.declared,
        size=upload.size or 0,
        obtained=obtained,
        received_at=clock.now(),
        parts=tuple(upload.parts),
        shown=media.media_type(upload.head),
        sha256=upload.sha256.hexdigest(),
    )
    _wrap(exhibit, upload.file_key, facts, key)
    exhibit.digest = parts.whole_digest(upload.parts)
    exhibit.expires_at = expires_at
    exhibit.save(force_insert=True)
    return exhibit


@unlogged(PART_OF)
def adopt(*, exhibits: Sequence[Exhibit], from_key: bytes, to_key: bytes) -> None:
    """Seal the exhibits' keys and facts anew, from a draft's key to its report's; they no longer expire.

    Raises ExhibitGone when one was thrown away, expired or adopted meanwhile; WrongKey or Damaged of sealing.
    """
    ids = [exhibit.pk for exhibit in exhibits]
    # Locked in the order of their ids, so that two at once never wait for each other.
    unsent = Exhibit.objects.filter(pk__in=ids, expires_at__isnull=False).order_by("pk").select_for_update()
    if len(unsent.values_list("pk")) != len(ids):
        raise ExhibitGone(GONE)
    for exhibit in exhibits:
        _wrap(exhibit, file_key_of(exhibit, key=from_key), facts_of(exhibit, key=from_key), to_key)
        exhibit.expires_at = None
    Exhibit.objects.bulk_update(exhibits, ["wrapped_key", "facts", "expires_at"])


@unlogged("a draft's files live as long as it does, and are nobody else's yet")
def prolong(*, exhibit_ids: Sequence[UUID | str], expires_at: datetime) -> None:
    """Let the files of a draft live as long as the draft does, and none longer than LONGEST_LIFE from its beginning."""
    if exhibit_ids:
        young = shifted(uuid7(expires_at), -LONGEST_LIFE)
        Exhibit.objects.filter(pk__in=exhibit_ids, pk__gte=young, expires_at__isnull=False).update(
            expires_at=expires_at
        )


@unlogged(PART_OF)
def reseal(*, exhibits: Sequence[Exhibit], from_key: bytes, to_key: bytes) -> None:
    """Seal the keys and facts of unsent files anew; they expire as before. Raises WrongKey of sealing."""
    for exhibit in exhibits:
        _wrap(exhibit, file_key_of(exhibit, key=from_key), facts_of(exhibit, key=from_key), to_key)
        exhibit.save(update_fields=["wrapped_key", "facts"])


@unlogged("a part of sealing anew what they belong to, which is an act")
def seal_anew(*, exhibits: Sequence[Exhibit], earlier: bytes, key: bytes) -> None:
    """Bring the keys and facts of files under another key than before. Raises WrongKey or Damaged of sealing."""
    for exhibit in exhibits:
        for column in UNDER_KEY:
            setattr(exhibit, column, envelopes.sealed_anew(bytes(getattr(exhibit, column)), earlier=earlier, key=key))
    Exhibit.objects.bulk_update(exhibits, UNDER_KEY, batch_size=500)


@unlogged("files that were not sent yet are the resident's own")
def bring_under(*, exhibits: Sequence[Exhibit], formers: Sequence[bytes], key: bytes) -> None:
    """The same for unsent files, each column under whichever key of before it still is: an upload may be under way."""
    for exhibit in exhibits:
        for column in UNDER_KEY:
            sealed = bytes(getattr(exhibit, column))
            former = next((former for former in formers if envelopes.is_under(sealed, former)), None)
            if former is not None:
                setattr(exhibit, column, envelopes.sealed_anew(sealed, earlier=former, key=key))
    Exhibit.objects.bulk_update(exhibits, UNDER_KEY)


@unlogged("files that were never sent give way to those that are; each is its resident's own", whole=False)
def make_room() -> int:
    """Where files have no more room: throw away what was not sent, the unfinished and the oldest first; how many."""
    count = 0
    for exhibit in queries.unsent_oldest_first():
        if not room.is_tight():
            break
        count += discard(exhibit=exhibit)
    return count


@unlogged("a file that was never sent is the resident's own")
def discard(*, exhibit: Exhibit) -> bool:
    """Throw away a file that was never sent; its bytes go once that is committed. False where it had been sent."""
    unsent = Exhibit.objects.filter(pk=exhibit.pk, expires_at__isnull=False)
    if not unsent.delete()[0]:
        return False
    transaction.on_commit(lambda: parts.delete(exhibit, exhibit.parts))
    return True


@unlogged("a draft is the resident's own until it is sent")
def set_obtained(*, exhibit_ids: Sequence[UUID | str], key: bytes, obtained: str) -> None:
    """Write down how files of a draft came to their sender, chosen after they were uploaded."""
    for exhibit in Exhibit.objects.filter(pk__in=exhibit_ids, expires_at__isnull=False).select_for_update():
        facts = replace(facts_of(exhibit, key=key), obtained=obtained)
        Exhibit.objects.filter(pk=exhibit.pk).update(facts=facts.sealed(key=key))


@unlogged("a draft is the resident's own until it is sent")
def set_voice(*, exhibit_ids: Sequence[UUID | str], key: bytes, voice_changed: bool) -> None:
    """Write down whether whoever listens to these unsent files is to hear another voice."""
    for exhibit in Exhibit.objects.filter(pk__in=exhibit_ids, expires_at__isnull=False).select_for_update():
        facts = replace(facts_of(exhibit, key=key), voice_changed=voice_changed)
        Exhibit.objects.filter(pk=exhibit.pk).update(facts=facts.sealed(key=key))


@unlogged(PART_OF)
def shred(*, exhibits: Sequence[Exhibit]) -> None:
    """Destroy the keys of files that were sent; their bytes go once that is committed."""
    Exhibit.objects.filter(pk__in=[exhibit.pk for exhibit in exhibits]).update(wrapped_key=b"", facts=b"", parts=[])
    for exhibit in exhibits:
        transaction.on_commit(partial(parts.delete, exhibit, exhibit.parts))


def _wrap(exhibit: Exhibit, file_key: bytes, facts: ExhibitFacts, key: bytes) -> None:
    exhibit.parts = [part.name for part in facts.parts]
    exhibit.wrapped_key = envelopes.seal(file_key, key=key, context=exhibit.key_context)
    exhibit.facts = facts.sealed(key=key)
