"""What counts everybody may know: none from which somebody could be guessed."""

# A cell of fewer people is not published, nor a sum from which one could be worked out.
FEWEST = 10


def publishable(count: int) -> int | None:
    """The count, or None where it is too small to be told; that there was nobody tells of nobody."""
    return count if count == 0 or count >= FEWEST else None


def in_full_tens(count: int) -> int:
    """Rounded down, so that a total less its published parts leaves nobody alone."""
    return count // FEWEST * FEWEST
