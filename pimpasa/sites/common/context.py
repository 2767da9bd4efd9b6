from django.conf import settings
from django.http import HttpRequest


def demonstration(request: HttpRequest) -> dict[str, bool]:
    """Whether every page says that this is a demonstration, and whether one for training."""
    return {"demonstration": settings.PIMPASA_DEMO, "training": settings.PIMPASA_TRAINING}
