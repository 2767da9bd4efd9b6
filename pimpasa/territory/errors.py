from pathlib import Path


class TerritoryMissing(Exception):
    """The package that brings the areas is not installed; `path` is where it was looked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not there; `npm ci` brings it")
        self.path = path


class BadBoundaries(Exception):
    """A file of boundaries that cannot be read; the message names the line."""


class NoSuchPoint(Exception):
    """Numbers that are no place in or near Indonesia."""


class NoOffice(Exception):
    """No office reads this kelurahan, and none is set to read what belongs to nobody."""
