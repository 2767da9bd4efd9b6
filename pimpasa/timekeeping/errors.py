class InDoubt(Exception):
    """The clocks disagree, and nobody has confirmed yet what time it is."""
