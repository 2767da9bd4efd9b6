class NotSent(Exception):
    """The mail server did not take it now; what was to be told is told the next time."""


class AddressRefused(NotSent):
    """The mail server takes nothing for this address."""


class ServerSilent(NotSent):
    """The mail server itself cannot be reached or does not answer: nobody's letter goes out now."""
