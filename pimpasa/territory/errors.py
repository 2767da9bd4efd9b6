from pathlib import Path

from django.utils.translation import gettext_lazy as _


class TerritoryMissing(Exception):
    """A file of the areas is not there; `path` is where it was looked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not there; in a clone `make setup` makes it")
        self.path = path


class BadBoundaries(Exception):
    """A file of boundaries that cannot be read; the message names the line and what is wrong with it."""


class NoSuchPoint(Exception):
    """Numbers that are no place in or near Indonesia."""

    def __init__(self) -> None:
        super().__init__(_("This position is not in Indonesia. Search for the kelurahan by its name."))


class NoOffice(Exception):
    """No office reads this kelurahan, and none is set to read what belongs to nobody."""

    def __init__(self) -> None:
        super().__init__(_("No office is set to read reports from this kelurahan yet."))
