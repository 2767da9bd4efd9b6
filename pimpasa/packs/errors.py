class BadPack(Exception):
    """A pack that cannot be read; the message is one line that says which file, where and why."""
