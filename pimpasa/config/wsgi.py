"""Django as WSGI; pimpasa.config.asgi receives for it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pimpasa.config.settings")

application = get_wsgi_application()
