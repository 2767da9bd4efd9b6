"""What reads strangers' files: a process of its own that may do little, and imports nothing of ours but itself.

It is told one task, asks its parent for the bytes it needs, and answers with what it made of them. It can open no file
and no socket, and has a short life and little memory. It ends with 0 when it is done, UNDECODABLE or TOO_LARGE.
"""

MOST_SECONDS = 20
MOST_MEMORY = 1536 * 1024**2
UNDECODABLE = 3
TOO_LARGE = 4


class TooLarge(Exception):
    """More than it takes on, honest or a bomb."""
