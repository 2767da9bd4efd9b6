"""The key under which an RW's contacts are sealed: the worker reminds them while no officer is there."""

from django.conf import settings

from pimpasa.sealing.derivation import derive


def contact_key() -> bytes:
    """Derived from the signing key; with another one, contacts are asked for anew."""
    return derive(settings.SECRET_KEY.encode(), "outreach contacts", 32)
