from typing import Any

from django.conf import settings
from django.http import HttpRequest

from pimpasa.sites.shared.navigation import navigation


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: whether it is a demonstration, and where an officer may go."""
    return {
        "demonstration": settings.PIMPASA_DEMO,
        "navigation": navigation(getattr(request, "user", None), request.path),
    }
