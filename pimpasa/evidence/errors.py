class StoreUnavailable(Exception):
    """The object store did not take or give bytes: disk full, or out of reach."""


class NotViewable(Exception):
    """No picture can be made of this exhibit; the original can still be downloaded."""
