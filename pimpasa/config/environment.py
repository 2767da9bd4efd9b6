"""Turns what the environment says into settings values; no Django here."""

import secrets
from collections.abc import Callable
from os import O_CREAT, O_EXCL, O_WRONLY, environ, fdopen
from os import open as os_open
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from pimpasa.config import variables
from pimpasa.config.folders import default_data
from pimpasa.config.variables import Values


def values() -> Values:
    """All that the environment says now. Raises BadSettings with every fault there is."""
    return variables.read(environ, otherwise=default_data())


def secret_key(values: Values, data: Path) -> str:
    """The signing key: as set, else from `secret-key` in the data folder, made at first use."""
    return values.secret_key or _kept_secret(data / "secret-key", lambda: secrets.token_urlsafe(48))


def ledger_seed(values: Values, data: Path) -> bytes:
    """The ledger's signing seed, 32 bytes: as set, else from `ledger-key`, made at first use."""
    return values.ledger_key or _kept_key(data / "ledger-key")


def link_key(values: Values, data: Path) -> bytes:
    """The key of the blind indexes, 32 bytes: as set, else from `link-key`, made at first use."""
    return values.link_key or _kept_key(data / "link-key")


def email(url: str) -> dict[str, Any]:
    """Django's settings for PIMPASA_EMAIL_URL (smtp://, smtp+tls:// or smtps://name:password@host:port); none without.

    Without it nothing is sent, and nothing waits to be.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        return {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtps": 465, "smtp+tls": 587}.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_TIMEOUT": 20,
    }


def _kept_key(path: Path) -> bytes:
    return variables.key_of(_kept_secret(path, lambda: secrets.token_hex(32)))


def _kept_secret(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        _write_once(path, make())
    return path.read_text()


_new_keys: list[Path] = []


def forget_new_keys() -> None:
    """Remove the keys that this process made at its first use, which turned out to belong to nothing."""
    for path in _new_keys:
        path.unlink(missing_ok=True)


def _write_once(path: Path, text: str) -> None:
    """Of two processes that begin at once the first writes, and both read that."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os_open(path, O_CREAT | O_EXCL | O_WRONLY, 0o600)
    except FileExistsError:
        return
    with fdopen(handle, "w") as file:
        file.write(text)
    _new_keys.append(path)


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or for the embedded PostgreSQL's socket under the data folder."""
    parts = urlsplit(url or f"postgresql://postgres@/postgres?host={data / 'postgres'}")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "pimpasa.config.database",
        "NAME": unquote(parts.path.lstrip("/")) or "pimpasa",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Values travel apart from statements, and bytes as bytes. Nothing is prepared under a name: behind a pool of
        # connections the next server would not know it.
        "OPTIONS": options | {"server_side_binding": True},
    }
