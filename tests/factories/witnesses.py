"""Somebody outside who checks that the log only grows."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pimpasa.ledger import notes

KEY = Ed25519PrivateKey.from_private_bytes(b"w" * 32)
WITNESS = notes.Verifier("saksi.example", notes.COSIGNATURE, KEY.public_key().public_bytes_raw())
