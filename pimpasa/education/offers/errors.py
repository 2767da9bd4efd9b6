from django.utils.functional import Promise


class Unreadable(Exception):
    """No words were read from a picture; the sentence says why and what helps."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason
