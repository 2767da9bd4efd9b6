"""Django's sessions in the database, found by a keyed digest of their cookie and sealed under it: no row is a way in.

Keyed, so that who only writes to the database cannot make a row that fits a cookie of their own. Sealed, because
while an officer sets up an authenticator app its secret waits in their session.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from typing import Any

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession

from pimpasa.common import clock
from pimpasa.sealing import envelopes
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import SealingError

# 240 bits, which in base64 fill the 40 characters that Django's column has.
DIGEST_BYTES = 30
CONTEXT = "session"
# How much of the idle time may pass before its beginning anew is written: else every page that only reads would write.
WRITTEN_EVERY = timedelta(minutes=1)


def digest_of(cookie: str) -> str:
    """What a session's row is found by."""
    key = derive(settings.SECRET_KEY.encode(), "session digests", 32)
    digest = hmac.new(key, cookie.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:DIGEST_BYTES]).decode()


class SessionStore(db.SessionStore):
    """`session_key` is the cookie, here and for whoever asks; only rows have the digest."""

    ends_at: datetime | None = None  # as its row said; None for one that was not read from a row

    def _get_session_from_db(self) -> AbstractBaseSession | None:
        row: AbstractBaseSession | None = self.model.objects.filter(
            session_key=digest_of(self.session_key or ""), expire_date__gt=clock.now()
        ).first()
        if row is None:
            self._session_key = None
        else:
            self.ends_at = row.expire_date
        return row

    def renew(self) -> None:
        """Begin the idle time anew. The row says so WRITTEN_EVERY later at the latest."""
        if self.ends_at is None or self.get_expiry_date() - self.ends_at >= WRITTEN_EVERY:
            self.modified = True

    async def _aget_session_from_db(self) -> AbstractBaseSession | None:
        return await sync_to_async(self._get_session_from_db)()

    def encode(self, session_dict: dict[str, Any]) -> str:
        sealed = envelopes.seal_json(session_dict, key=self._key, context=CONTEXT)
        return base64.b64encode(sealed).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        """What the row holds; nothing where it does not open, as after the signing key was changed."""
        try:
            return dict(envelopes.open_json(base64.b64decode(session_data), key=self._key, context=CONTEXT))
        except (ValueError, SealingError):
            return {}

    @property
    def _key(self) -> bytes:
        return derive(f"{settings.SECRET_KEY}{self.session_key}".encode(), "session contents", 32)

    def get_expiry_date(self, **when: Any) -> datetime:
        """By the clock that ends it, too: a machine whose own is wrong would end it at once, or years too late."""
        expiry: datetime = super().get_expiry_date(**({"modification": clock.now()} | when))
        return expiry

    def exists(self, session_key: str) -> bool:
        return super().exists(digest_of(session_key))

    async def aexists(self, session_key: str) -> bool:
        return await super().aexists(digest_of(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = digest_of(row.session_key)
        return row

    async def acreate_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = await super().acreate_model_instance(data)
        row.session_key = digest_of(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        cookie = session_key or self.session_key
        if cookie is not None:
            super().delete(digest_of(cookie))

    async def adelete(self, session_key: str | None = None) -> None:
        await sync_to_async(self.delete)(session_key)
