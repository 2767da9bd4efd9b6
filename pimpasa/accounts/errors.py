from django.utils.functional import Promise


class Refused(Exception):
    """An act that the rules do not allow; `reason` is a sentence for the person who tried."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason
