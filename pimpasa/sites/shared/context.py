from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: whether it is a demonstration."""
    return {"demonstration": settings.PIMPASA_DEMO}
