"""Whether a pool of connections stands between this program and PostgreSQL, and the way around it.

A pool in transaction mode (pgbouncer) gives each transaction whichever server is free. The program keeps nothing on a
server between two of them. PostgreSQL's own programs do: what pg_dump sets for itself, such as an empty search path,
another's next statement would find.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import connection

from pimpasa.config.errors import Fault


def is_pooled() -> bool:
    """Whether another process answers than the one that the connection was made with."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (answering,) = cursor.fetchone()
    return bool(connection.connection.info.backend_pid != answering)


def direct() -> dict[str, Any]:
    """Django's settings for PostgreSQL itself. Raises Fault where only the pool is known."""
    if settings.DATABASE_DIRECT:
        return dict(settings.DATABASE_DIRECT)
    if is_pooled():
        raise Fault(
            "DATABASE_URL leads to a pool of connections, which pg_dump and pg_restore may not use; "
            "name PostgreSQL itself as well: PIMPASA_DATABASE_DIRECT=postgresql://…"
        )
    return dict(settings.DATABASES["default"])
