class Fault(Exception):
    """What keeps the program from going on: one line for the operator, saying what to do about it."""
