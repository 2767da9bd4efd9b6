"""A browser that wants to be told, and a push service on this machine that keeps what it is posted. Both are invented.

The browser opens a message by what RFC 8291 says, in code of its own, so that sealing is not tested by itself.
"""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hmac import digest
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unbase64url(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@dataclass
class Browser:
    """What a PushManager keeps."""

    endpoint: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    @property
    def subscription(self) -> dict[str, str]:
        """As the page's form sends it."""
        public = point(self.private.public_key())
        return {"endpoint": self.endpoint, "key": base64url(public), "auth": base64url(self.secret)}

    def opens(self, body: bytes) -> str:
        """RFC 8291, section 3.4, and RFC 8188, section 2.3: one record, whose last mark is 2."""
        salt, theirs, sealed = body[:16], body[21:86], body[86:]
        assert (int.from_bytes(body[16:20], "big"), body[20]) == (4096, 65)
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        info = b"WebPush: info\x00" + point(self.private.public_key()) + theirs
        agreed = digest(digest(self.secret, shared, "sha256"), info + b"\x01", "sha256")
        base = digest(salt, agreed, "sha256")
        key = digest(base, b"Content-Encoding: aes128gcm\x00\x01", "sha256")[:16]
        nonce = digest(base, b"Content-Encoding: nonce\x00\x01", "sha256")[:12]
        words, mark = (opened := AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\x00"))[:-1], opened[-1]
        assert mark == 2
        return words.decode()


def claims_of(authorization: str) -> dict[str, Any]:
    """What a `vapid` header says (RFC 8292). Raises InvalidSignature for one that its own key did not sign."""
    scheme, _space, rest = authorization.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, body, signature = parts["t"].split(".")
    r, s = (int.from_bytes(half, "big") for half in (unbase64url(signature)[:32], unbase64url(signature)[32:]))
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unbase64url(parts["k"]))
    key.verify(encode_dss_signature(r, s), f"{head}.{body}".encode(), ec.ECDSA(SHA256()))
    header = json.loads(unbase64url(head))
    return {"scheme": scheme, "k": parts["k"], "alg": header["alg"], **json.loads(unbase64url(body))}


@dataclass
class Posted:
    path: str
    headers: dict[str, str]
    body: bytes


class PushService:
    """Answers by what the path begins with: /gone, /redirect, /broken, /stuck, /garbage; anything else is taken."""

    def __init__(self) -> None:
        self.posted: list[Posted] = []
        self.over = threading.Event()
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.posted.append(Posted(self.path, dict(self.headers), body))
                service.answer(self)

            def log_message(self, *_words: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def browser(self, path: str = "/kirim/") -> Browser:
        return Browser(f"{self.origin}{path}{secrets.token_urlsafe(24)}")

    def answer(self, asked: BaseHTTPRequestHandler) -> None:
        if asked.path.startswith("/stuck"):
            self.over.wait(20)
        elif asked.path.startswith("/garbage"):
            asked.wfile.write(b"\x00" * 100_000)
        else:
            status = next((s for name, s in STATUSES.items() if asked.path.startswith(name)), 201)
            asked.send_response(status)
            if status == 307:
                asked.send_header("Location", f"{self.origin}/kirim/elsewhere")
            asked.end_headers()


STATUSES = {"/gone": 410, "/unknown": 404, "/redirect": 307, "/broken": 500}


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService()
    thread = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.over.set()
        service.server.shutdown()
        service.server.server_close()
        thread.join()
