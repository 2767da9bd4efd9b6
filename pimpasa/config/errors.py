class Fault(Exception):
    """What keeps the program from going on: one line for the operator, saying what to do about it."""


class BadSettings(Fault):
    """What the environment sets cannot be; a line for each, all at once."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults
