"""Message encryption for Web Push: one record of `aes128gcm` (RFC 8188) that one browser opens (RFC 8291).

    salt 16 | record size 4 | 65 | ephemeral public key 65 | AES-128-GCM of: words, 2, zeros; tag 16

Every kept library brings an HTTP client of its own or cannot pad; the RFC's own example is among the tests.
"""

import secrets

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

AUTH_SIZE = 16
RECORD_SIZE = 4096
_LAST_RECORD = b"\x02"


def public_key(point: bytes) -> EllipticCurvePublicKey:
    """A browser's key from its uncompressed point on P-256, 65 bytes. Raises ValueError for anything else."""
    if len(point) != 65 or point[:1] != b"\x04":
        raise ValueError("not an uncompressed point on P-256")
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)


def point(key: EllipticCurvePublicKey) -> bytes:
    """The uncompressed point, 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal_for_browser(words: bytes, *, to: bytes, auth: bytes, length: int) -> bytes:
    """Seal words to a browser's key and secret; they are filled up to `length` bytes, so that size tells nothing.

    Raises ValueError where they are longer, or where `to` is no key.
    """
    if len(words) > length:
        raise ValueError("longer than every message is")
    filled = words + _LAST_RECORD + bytes(length - len(words))
    return _record(
        filled, to=public_key(to), auth=auth, ephemeral=generate_private_key(SECP256R1()), salt=secrets.token_bytes(16)
    )


def _record(
    filled: bytes, *, to: EllipticCurvePublicKey, auth: bytes, ephemeral: EllipticCurvePrivateKey, salt: bytes
) -> bytes:
    """RFC 8291, section 3.4: the shared secret is bound to both keys and to the browser's secret."""
    ours = point(ephemeral.public_key())
    secret = _derive(ephemeral.exchange(ECDH(), to), auth, b"WebPush: info\x00" + point(to) + ours, 32)
    key = _derive(secret, salt, b"Content-Encoding: aes128gcm\x00", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\x00", 12)
    head = salt + RECORD_SIZE.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, filled, None)


def _derive(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=salt, info=info).derive(secret)
