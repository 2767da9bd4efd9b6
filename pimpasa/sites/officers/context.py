from typing import Any, cast

from django.http import HttpRequest

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.sites.officers.http import OfficerRequest
from pimpasa.sites.officers.navigation import navigation


def officer(request: HttpRequest) -> dict[str, Any]:
    """Where the officer may go, and what their role may do: `{% if "lead_cases" in permissions %}`."""
    user = getattr(request, "user", None)
    if not isinstance(user, Officer):
        return {"navigation": navigation(None, request.path), "permissions": frozenset()}
    permissions = Role(user.role).facts.permissions if user.is_active else frozenset()
    places = navigation(user, request.path, waiting=lambda: cast(OfficerRequest, request).waiting.by_place)
    return {"navigation": places, "permissions": permissions}
