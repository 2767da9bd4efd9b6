"""Turns the environment into settings values; no Django here."""

import secrets
from collections.abc import Callable
from os import O_CREAT, O_EXCL, O_WRONLY, environ, fdopen
from os import open as os_open
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit


def flag(name: str) -> bool:
    """True when the variable says 1, true, yes or on."""
    return environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def secret_key(data: Path) -> str:
    """The signing key: from PIMPASA_SECRET_KEY, else from `secret-key` in the data folder, made at first use."""
    return environ.get("PIMPASA_SECRET_KEY") or _kept_secret(data / "secret-key", lambda: secrets.token_urlsafe(48))


def ledger_seed(data: Path) -> bytes:
    """The ledger's signing seed, 32 bytes: PIMPASA_LEDGER_KEY in hex, else from `ledger-key`, made at first use."""
    key = environ.get("PIMPASA_LEDGER_KEY") or _kept_secret(data / "ledger-key", lambda: secrets.token_hex(32))
    return bytes.fromhex(key)


def link_key(data: Path) -> bytes:
    """The key of the blind indexes, 32 bytes: PIMPASA_LINK_KEY in hex, else from `link-key`, made at first use."""
    key = environ.get("PIMPASA_LINK_KEY") or _kept_secret(data / "link-key", lambda: secrets.token_hex(32))
    return bytes.fromhex(key)


def email() -> dict[str, Any]:
    """Django's settings for PIMPASA_EMAIL_URL (smtp://, smtp+tls:// or smtps://name:password@host:port); none without.

    Without it nothing is sent, and nothing waits to be.
    """
    parts = urlsplit(environ.get("PIMPASA_EMAIL_URL", ""))
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


def database(data: Path) -> dict[str, Any]:
    """Django's settings for DATABASE_URL, or for the embedded PostgreSQL's socket under the data folder."""
    url = environ.get("DATABASE_URL") or f"postgresql://postgres@/postgres?host={data / 'postgres'}"
    parts = urlsplit(url)
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
