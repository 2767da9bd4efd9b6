from django.utils.functional import Promise


class Refused(Exception):
    """An act that the rules do not allow: `code` for the program and its tests, `reason` for the person who tried."""

    def __init__(self, code: str, reason: str | Promise) -> None:
        super().__init__(str(reason))
        self.code = code
        self.reason = reason
