class DraftGone(Exception):
    """No draft answers to this browser's key: it was never begun, was sent, or died after a day."""


class AlreadySent(Exception):
    """The draft became a report before; `receipt` is its code, for as long as it may be shown again."""

    def __init__(self, receipt: str) -> None:
        super().__init__("sent")
        self.receipt = receipt


class NoSuchReceipt(Exception):
    """A well-formed code that belongs to no report."""
