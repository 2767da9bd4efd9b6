class NoSuchReferral(Exception):
    """No door behind this link: unknown, over, withdrawn or locked. Which of these is told to nobody."""


class WrongCode(Exception):
    """The link is right and the code is not."""
