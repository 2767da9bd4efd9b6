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
