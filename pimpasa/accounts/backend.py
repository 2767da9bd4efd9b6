"""How a session finds its officer."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from pimpasa.accounts.models import Officer


class OfficerBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """With their office, which every page asks for: one statement instead of two."""

    def get_user(self, user_id: int) -> Officer | None:
        """Who signed in, or nobody where they are gone or may no longer."""
        officer = Officer.objects.select_related("office").filter(pk=user_id).first()
        return officer if officer is not None and self.user_can_authenticate(officer) else None
