"""Keeping what an officer typed until it is sent. Nothing of it is an act: nobody else ever sees it."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Q
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.keys.queries import officer_key
from pimpasa.ledger.imprints import known
from pimpasa.ledger.verbs import unlogged
from pimpasa.sealing import envelopes, grants
from pimpasa.unsent.contents import Words
from pimpasa.unsent.models import Arrival, Writing
from pimpasa.unsent.queries import spot_of, thing_digest, things_in, words_digest, writing_of, writings_of
from pimpasa.unsent.rules import (
    LIFE,
    REMEMBERED,
    SENDING,
    check_arrival,
    check_arrivals,
    check_first,
    check_length,
    check_revision,
    check_room,
)

A_DAY = timedelta(days=1)


@unlogged("an officer's own words, which they have not sent: nobody else sees that they are there")
def keep(*, pk: UUID, officer: Officer, words: Words, revision: int = 0) -> Writing:
    """Seal what was typed to its officer's own key. Needs no private key: it is also kept for who is signed out.

    `revision` is that of the words which these take the place of; 0 for the first. Raises Refused.
    """
    contents = words.to_json()
    check_length(contents)
    writing = Writing.objects.select_for_update().filter(pk=pk).first()
    if writing is None:
        check_first(revision)
        check_room(officer)
        writing = Writing(pk=pk, officer=officer, revision=0)
        return _seal(writing, words, contents)
    check_revision(writing, officer, revision)
    return _seal(writing, words, contents)


def _seal(writing: Writing, words: Words, contents: bytes) -> Writing:
    holder = officer_key(writing.officer)
    if holder is None or not known([holder]):
        raise Refused("no_key_yet", _("Your key is not there yet."))
    key = envelopes.new_key()
    writing.grant = grants.grant(key, to=bytes(holder.public), context=writing.context)
    writing.envelope = envelopes.seal(contents, key=key, context=writing.context)
    writing.spot = spot_of(writing.officer, words.page)
    writing.about = things_in(words.page, words.action)
    writing.revision += 1
    writing.saved_at = clock.now()
    writing.claimed_at = None
    writing.save()
    return writing


@unlogged("as keeping it is")
def arrive(*, pk: UUID, officer: Officer, words: Words) -> Writing | None:
    """Keep what was written on a phone without a network, once, however often it comes. Raises Refused.

    None where it was sent or dropped since. What was written anew under the id of words that are sent, or being sent,
    becomes a writing of its own.
    """
    digest, now = words_digest(words), clock.now()
    if not Arrival.objects.filter(pk=pk).exists():
        check_arrivals(officer, since=now - A_DAY)
    arrival, is_new = Arrival.objects.select_for_update().get_or_create(
        pk=pk, defaults={"officer": officer, "digest": digest, "came_at": now}
    )
    check_arrival(arrival, officer)
    writing = writing_of(officer, pk)
    if is_new:
        return keep(pk=pk, officer=officer, words=words, revision=writing.revision if writing else 0)
    if bytes(arrival.digest) == digest:
        return writing
    arrival.digest = digest
    arrival.save(update_fields=["digest"])
    if writing is not None and writing.claimed_at is None:
        return keep(pk=pk, officer=officer, words=words, revision=writing.revision)
    return arrive(pk=uuid4(), officer=officer, words=words)


@unlogged("as keeping it is")
def claim(*, pk: UUID, officer: Officer) -> bool:
    """Begin to send it; False where it was sent, dropped, or is being sent."""
    at = clock.now()
    is_free = Q(claimed_at=None) | Q(claimed_at__lt=at - SENDING)
    return writings_of(officer).filter(is_free, pk=pk).update(claimed_at=at) == 1


@unlogged("as keeping it is")
def release(*, pk: UUID, officer: Officer) -> None:
    """It was not sent after all."""
    writings_of(officer).filter(pk=pk).update(claimed_at=None)


@unlogged("as keeping it is")
def forget(*, pk: UUID, officer: Officer) -> None:
    writings_of(officer).filter(pk=pk).delete()


@unlogged("a part of the erasing of what they are about, which is the act")
def forget_about(*, thing: UUID) -> None:
    """Delete everybody's unsent words on the pages of a thing that is erased."""
    Writing.objects.filter(about__contains=[thing_digest(thing)]).delete()


@unlogged("what nobody sent in its time is gone")
def purge(*, at: datetime) -> int:
    """Delete what was kept for LIFE, and ids that no phone brings again; returns how many of both."""
    arrivals = Arrival.objects.filter(came_at__lt=at - REMEMBERED).delete()[0]
    return arrivals + Writing.objects.filter(saved_at__lt=at - LIFE).delete()[0]
