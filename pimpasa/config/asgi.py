"""What the server loads: pimpasa.config.asgi:application, Django's WSGI behind what receives for it (ADR 0043)."""

from pathlib import Path

from django.conf import settings

from pimpasa.config import measuring
from pimpasa.config.server.application import Application
from pimpasa.config.server.health import Readiness, Watched
from pimpasa.config.wsgi import application as wsgi
from pimpasa.evidence.room import free_for_files
from pimpasa.sites.common.outside import seen

FOLDER = Path(settings.DATA)
FOLDER.mkdir(parents=True, exist_ok=True)
# What a form adds to the files in it.
MARKUP = 16 * 1024**2

_pages = Application(
    wsgi,
    FOLDER,
    trusted=settings.TRUSTED_PROXIES,
    most=settings.DRAFT_MAX_BYTES + MARKUP,
    free=lambda: free_for_files(FOLDER),
)


def _readiness() -> Readiness:
    # Models can be named from here on: `wsgi` has set Django up.
    from pimpasa.config.server.parts import readiness

    return readiness()


measuring.begin()
application = Watched(_pages, _readiness(), seen)
