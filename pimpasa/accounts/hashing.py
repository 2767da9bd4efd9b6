from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher

from pimpasa.sealing.passphrases import AT_ONCE


class SharedArgon2(Argon2PasswordHasher):
    """Its hash is slow on purpose, so it is a finite thing: it is given out by shares, like that of officers' keys."""

    def encode(self, password: str, salt: str) -> Any:
        with AT_ONCE.taken():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with AT_ONCE.taken():
            return super().verify(password, encoded)
