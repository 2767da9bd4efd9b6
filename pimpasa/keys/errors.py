class NoDeskKey(Exception):
    """A desk has no key to seal to, so nothing may be sent to it: set-up is not finished."""


class Locked(Exception):
    """The officer's key is not open in this session; the passphrase opens it."""


class WrongPassphrase(Exception):
    """The passphrase does not open this officer's key."""


class WrongRecoveryCode(Exception):
    """No officer's key opens with this recovery code, or there is no such officer: which of the two is not said."""


class WrongKit(Exception):
    """A well-formed kit that belongs to no office here."""


class NotGranted(Exception):
    """No grant lets this officer's key open that desk's key."""


class NotLetIn(Exception):
    """Nobody who holds a key has met the owner of this officer's key, so nothing may be granted to it."""
