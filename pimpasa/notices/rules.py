"""Whether anything can be sent at all."""

from __future__ import annotations

from django.conf import settings


def can_send() -> bool:
    """Whether this installation has a mail server (PIMPASA_EMAIL_URL)."""
    return not settings.EMAIL_BACKEND.endswith("dummy.EmailBackend")
