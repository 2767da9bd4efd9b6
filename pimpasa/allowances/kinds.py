from dataclasses import dataclass


@dataclass
class Allowance:
    """What one caller may use up: `most` at once, given back by `per_minute`; `why` so many and no more.

    `wider` is how many times as much the callers of one /56 and of one /48 have together.
    """

    name: str
    most: float
    per_minute: float
    why: str
    wider: tuple[float, float] = (4, 16)

    @property
    def seconds_each(self) -> float:
        """After how long one is given back."""
        return 60 / self.per_minute
