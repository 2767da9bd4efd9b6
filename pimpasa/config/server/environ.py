"""An ASGI request as WSGI has it (PEP 3333)."""

from __future__ import annotations

import sys
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import unquote_to_bytes

Scope = MutableMapping[str, Any]
Environ = dict[str, Any]


def headers_of(scope: Scope) -> dict[str, str]:
    """By their names in lower case; what came twice stands together, as RFC 9110 (5.3) and RFC 6265bis have it.

    Names with `_` are left out: WSGI would take them for those with `-`, which our proxies set.
    """
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if "_" in name:
            continue
        between = "; " if name == "cookie" else ","
        headers[name] = f"{headers[name]}{between}{value}" if name in headers else value
    return headers


def environ_of(scope: Scope, headers: dict[str, str]) -> Environ:
    """Without its body: `wsgi.input` and CONTENT_LENGTH are put in when it is there."""
    server = scope.get("server") or ("", 0)
    path = unquote_to_bytes(scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0]
    environ: Environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": str(server[0]),
        "SERVER_PORT": str(server[1] or ""),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": str((scope.get("client") or ("",))[0]),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    return environ | {_name(name): value for name, value in headers.items()}


def _name(header: str) -> str:
    name = header.upper().replace("-", "_")
    return name if name in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{name}"
