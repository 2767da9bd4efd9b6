from django.utils.functional import Promise


class _Told(Exception):
    """Carries a sentence for the person who waits."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason


class StoreUnavailable(_Told):
    """The object store did not take or give bytes: disk full, or out of reach. Its own words are the `__cause__`."""


class ObjectMissing(StoreUnavailable):
    """The store answers, but does not have these bytes."""


class NotOurs(StoreUnavailable):
    """The store belongs to another installation, so that nothing is written or removed there."""


class NotViewable(_Told):
    """No picture can be made of this exhibit; the original can still be downloaded."""


class ExhibitGone(_Told):
    """A file that was to be sent is no longer there: it expired, was removed, or has been sent already."""


class NotTaken(_Told):
    """A file that cannot be taken; the sentence says why."""


class OffsetConflict(Exception):
    """A piece that does not follow on what has arrived; `received` bytes have."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class ChecksumMismatch(Exception):
    """The bytes of a piece are not those that the sender meant."""
