class OutsideTransaction(RuntimeError):
    """An act was logged outside the transaction that holds its change: one could persist without the other."""


class NotAsDeclared(RuntimeError):
    """A verb wrote an act that it does not declare, none at all, or one that commits to nothing."""


class Unproved(Exception):
    """A proof, signature or checkpoint that does not hold; its text says in plain words what does not fit."""


class LogBroken(Exception):
    """What is stored does not continue what was signed before, so nothing more is signed until that is understood."""


class UnknownWitness(Exception):
    """A cosignature by nobody the office admitted as a witness."""


class _NotContinued(Exception):
    """The database has `size` signed acts, and what is kept outside it says `signed`."""

    def __init__(self, size: int, signed: int) -> None:
        super().__init__(f"{size} acts, {signed} signed")
        self.size = size
        self.signed = signed


class RolledBack(_NotContinued):
    """The database has fewer acts than were signed."""


class Forked(_NotContinued):
    """The database has other acts than were signed."""


class AnotherLog(Exception):
    """What was kept is of a log with another key."""
