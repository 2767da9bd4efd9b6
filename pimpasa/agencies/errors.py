from django.utils.functional import Promise


class BadList(Exception):
    """A file that is no list of agencies; `reason` is a sentence for the person who brought it."""

    def __init__(self, reason: str | Promise) -> None:
        super().__init__(reason)
        self.reason = reason
