from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.imports.contents import Piece
from pimpasa.imports.kinds import Guess
from pimpasa.imports.models import Entry, Import, Trace
from pimpasa.sealing.derivation import derive
from pimpasa.territory.models import Office


def imports_of(officer: Officer) -> QuerySet[Import]:
    """An officer's own, what ends soonest first, each with the number of its `entries`."""
    return Import.objects.filter(officer=officer).annotate(number=Count("entries"))


def import_of(officer: Officer, pk: UUID) -> Import | None:
    return Import.objects.filter(officer=officer, pk=pk).first()


def entry_of(within: Import, pk: UUID) -> Entry | None:
    return Entry.objects.filter(within=within, pk=pk).first()


def entries_of(within: Import, guess: Guess) -> QuerySet[Entry]:
    return Entry.objects.filter(within=within, guess=guess)


def numbers_of(within: Import) -> dict[str, int]:
    """How many entries are proposed as what."""
    rows = Entry.objects.filter(within=within).order_by().values_list("guess").annotate(Count("id"))
    return dict(rows)


def traces_of(office: Office, entries: Iterable[Entry]) -> dict[bytes, Trace]:
    """What was taken over before, in whichever import of the office, by its digest."""
    digests = [bytes(entry.trace) for entry in entries]
    rows = Trace.objects.filter(office=office, digest__in=digests).select_related("officer")
    return {bytes(trace.digest): trace for trace in rows}


def trace_of(office: Office, piece: Piece) -> bytes:
    """A digest of day and words, the same however they are spaced; keyed, so that nobody guesses words by it."""
    key = derive(settings.SECRET_KEY.encode(), "imports", 32)
    words = " ".join(piece.words.casefold().split())
    return hmac.new(key, f"{office.pk} {piece.at[:10]} {words}".encode(), hashlib.sha256).digest()[:16]


def traces_over(day: date) -> QuerySet[Trace]:
    """Those of before a day, and of reports that were erased."""
    return Trace.objects.filter(Q(on__lt=day) | Q(report__shredded_at__isnull=False))
