"""What the clocks say, side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# Machines are minutes apart, and an installation is busy every day; what is further off is a wrong clock, or a long
# rest that nobody but a person can tell from one.
TOLERANCE = timedelta(days=1)


@dataclass(frozen=True)
class Sight:
    """One look at all clocks. Moments are aware; what there was nothing to see of is None."""

    database: datetime
    machine: datetime
    seen: datetime | None
    """When the database's clock was last believed."""
    logged: datetime | None
    """What the newest checkpoint was signed at, where it is newer than the last time a person confirmed."""

    @property
    def clocks_agree(self) -> bool:
        """This machine's clock and the database's, as they stand now: a person can set them right, not confirm them."""
        return _near(self.database, self.machine)

    @property
    def is_certain(self) -> bool:
        return self.clocks_agree and all(_near(self.database, mark) for mark in (self.seen, self.logged))

    @property
    def decisive(self) -> datetime:
        """The moment by which to decide: the database's, never behind what was signed or believed before."""
        return max(mark for mark in (self.database, self.seen, self.logged) if mark is not None)


def _near(moment: datetime, mark: datetime | None) -> bool:
    return mark is None or abs(moment - mark) <= TOLERANCE
