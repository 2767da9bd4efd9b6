from allauth.mfa.adapter import DefaultMFAAdapter

from pimpasa.accounts import second_factors


class MfaAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """The secrets of authenticator apps and recovery codes are stored sealed: a row of theirs would be the factor."""

    def encrypt(self, text: str) -> str:
        return second_factors.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return second_factors.open_(encrypted_text)
