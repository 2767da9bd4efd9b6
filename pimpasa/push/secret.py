"""What the server holds for pushes, derived from the signing key: the key of the rows, and the one it signs with.

With another signing key no row opens and no push service takes our word: officers switch on anew, old rows go.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta

from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, derive_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from django.conf import settings

from pimpasa.common import clock
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.web_push import point

# RFC 8292, section 2: at most 24 hours ahead.
_TOKEN_LIFE = timedelta(hours=12)
# The order of P-256 (SEC 2, section 2.4.2).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def row_key() -> bytes:
    """What the subscriptions are sealed under: the worker opens them while no officer is there."""
    return _derived("push subscriptions", 32)


def digest(endpoint: str) -> bytes:
    return hmac.new(_derived("push digests", 32), endpoint.encode(), hashlib.sha256).digest()


def signing_key() -> EllipticCurvePrivateKey:
    """The server's VAPID key. Eight bytes more than needed, so that the remainder is even (FIPS 186-5, A.2.1)."""
    number = int.from_bytes(_derived("push signing key", 40), "big")
    return derive_private_key(number % (_ORDER - 1) + 1, SECP256R1())


def public_key() -> str:
    """The `applicationServerKey` of a browser's subscription."""
    return unpadded(point(signing_key().public_key()))


def authorization(origin: str) -> str:
    """The header by which a push service knows us (RFC 8292): a token for its origin alone, and our public key."""
    claims = {"aud": origin, "exp": int((clock.now() + _TOKEN_LIFE).timestamp()), "sub": settings.PUSH_CONTACT}
    text = ".".join(unpadded(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    r, s = decode_dss_signature(signing_key().sign(text.encode(), ECDSA(SHA256())))
    signature = unpadded(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"vapid t={text}.{signature}, k={public_key()}"


def unpadded(data: bytes) -> str:
    """Base64url without its padding, as all of Web Push writes bytes."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _derived(purpose: str, length: int) -> bytes:
    return derive(settings.SECRET_KEY.encode(), purpose, length)
