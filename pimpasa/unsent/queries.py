from __future__ import annotations

import hashlib
import hmac
import re
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.sealing.derivation import derive
from pimpasa.unsent.contents import Words
from pimpasa.unsent.models import Arrival, Writing

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def writings_of(officer: Officer) -> QuerySet[Writing]:
    """An officer's own, the newest first."""
    return Writing.objects.filter(officer=officer)


def writing_of(officer: Officer, pk: UUID) -> Writing | None:
    return writings_of(officer).filter(pk=pk).first()


def writings_at(officer: Officer, page: str) -> QuerySet[Writing]:
    """An officer's own that stood on a page, the newest first."""
    return writings_of(officer).filter(spot=spot_of(officer, page))


def arrived(officer: Officer) -> QuerySet[Writing]:
    """An officer's own that they wrote without a network and have not sent, the oldest first."""
    arrivals = Arrival.objects.filter(officer=officer).values("pk")
    return writings_of(officer).filter(pk__in=arrivals).order_by("saved_at", "id")


def words_digest(words: Words) -> bytes:
    return _digest(words.to_json().decode("utf-8", "surrogatepass"))


def spot_of(officer: Officer, page: str) -> bytes:
    """What a page is found by: no row says which report somebody writes of."""
    return _digest(f"{officer.pk} {page}")


def things_in(*addresses: str) -> list[bytes]:
    """What addresses are of, by every id that stands in them."""
    return sorted({thing_digest(UUID(ident)) for address in addresses for ident in _ID.findall(address)})


def thing_digest(ident: UUID) -> bytes:
    return _digest(str(ident))


def _digest(text: str) -> bytes:
    key = derive(settings.SECRET_KEY.encode(), "unsent", 32)
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()[:16]
