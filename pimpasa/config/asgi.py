"""What the server loads: pimpasa.config.asgi:application, Django's WSGI behind what receives for it (ADR 0043)."""

from pathlib import Path

from django.conf import settings

from pimpasa.config.server.application import Application
from pimpasa.config.wsgi import application as wsgi
from pimpasa.evidence.room import free_for_files

FOLDER = Path(settings.DATA)
FOLDER.mkdir(parents=True, exist_ok=True)
# What a form adds to the files in it.
MARKUP = 16 * 1024**2

application = Application(
    wsgi,
    FOLDER,
    trusted=settings.TRUSTED_PROXIES,
    most=settings.DRAFT_MAX_BYTES + MARKUP,
    free=lambda: free_for_files(FOLDER),
)
