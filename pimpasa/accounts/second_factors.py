"""The secret of a second factor, sealed under a key of the server's that lies beside the database, not in it."""

from django.conf import settings

from pimpasa.sealing import envelopes
from pimpasa.sealing.derivation import derive

CONTEXT = "second factor"


def seal(secret: str) -> str:
    """The secret of an authenticator app, or the seed of recovery codes, as it is stored."""
    return envelopes.seal(secret.encode(), key=_key(), context=CONTEXT).hex()


def open_(sealed: str) -> str:
    """The secret again. Raises SealingError, as after the signing key was changed."""
    return envelopes.open_(bytes.fromhex(sealed), key=_key(), context=CONTEXT).decode()


def _key() -> bytes:
    return derive(settings.SECRET_KEY.encode(), "second factors", 32)
