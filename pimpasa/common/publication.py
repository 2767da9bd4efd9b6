"""What counts everybody may know: none from which somebody could be guessed."""

# A cell of fewer people is not published.
FEWEST = 10


def publishable(count: int) -> int | None:
    """The count in full tens, or None where there are fewer: also that there was nobody tells when somebody came.

    Each cell and each total is rounded by itself. So of two days' counts the difference tells of nobody, and a total
    less its published parts leaves what is hidden anywhere within some tens.
    """
    return in_full_tens(count) or None


def in_full_tens(count: int) -> int:
    return count // FEWEST * FEWEST
