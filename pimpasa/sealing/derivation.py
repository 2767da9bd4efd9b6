from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


def derive(secret: bytes, purpose: str, length: int) -> bytes:
    """`length` bytes for one purpose from a secret of high entropy (HKDF-SHA256, RFC 5869, without salt)."""
    return HKDF(SHA256(), length, salt=None, info=b"pimpasa/v1/" + purpose.encode()).derive(secret)
