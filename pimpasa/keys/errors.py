class NoDeskKey(Exception):
    """A desk has no key to seal to, so nothing may be sent to it: set-up is not finished."""


class Locked(Exception):
    """The officer's key is not open in this session; the passphrase opens it."""


class WrongPassphrase(Exception):
    """The passphrase does not open this officer's key."""


class NotGranted(Exception):
    """No grant lets this officer's key open that desk's key."""
