"""The doctor looks at its installation from outside: what a proxy leaves out, or adds, is named with what mends it."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.core import signing
from pytest_django.fixtures import Settings

from pimpasa.config import outside
from pimpasa.config.findings import Finding
from pimpasa.sites.common.outside import QUESTION, seen
from tests.processes import free_port

CLIENT = "203.0.113.9"
Headers = dict[str, str]


def plain(headers: Headers) -> Headers:
    """Nothing between."""
    return headers


def proxy(headers: Headers) -> Headers:
    """As the runbook says: adds whom it sees, and what was spoken."""
    before = headers.get("x-forwarded-for", "")
    return headers | {"x-forwarded-for": f"{before}, {CLIENT}" if before else CLIENT, "x-forwarded-proto": "https"}


def two(headers: Headers) -> Headers:
    return proxy(proxy(headers))


def fresh(headers: Headers) -> Headers:
    """A proxy that puts its own word in the place of what was said before."""
    return headers | {"x-forwarded-for": CLIENT, "x-forwarded-proto": "https"}


def silent(headers: Headers) -> Headers:
    """One that says nothing of who asks."""
    return {name: value for name, value in headers.items() if name != "x-forwarded-for"}


def schemeless(headers: Headers) -> Headers:
    return {name: value for name, value in proxy(headers).items() if name != "x-forwarded-proto"}


def renaming(headers: Headers) -> Headers:
    return proxy(headers) | {"host": "127.0.0.2:8000"}


@contextmanager
def served(
    between: Callable[[Headers], Headers], *, status: int = 0, location: str = "", tls: Path | None = None
) -> Iterator[str]:
    """The program's answer behind something between; `status` instead of it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            headers = between({name.lower(): value for name, value in self.headers.items()})
            words = seen(self.path.removeprefix("/sehat/"), headers)
            code = status or (200 if words or self.path == "/" else 404)
            body = json.dumps({"seen": words} if words else {}).encode()
            self.send_response(code)
            if location:
                self.send_header("location", location)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    scheme = "http"
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For 127.0.0.1, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "pair.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


HOP = "the limits count a proxy as everybody's address"
CHOSEN = "anybody may choose the address that the limits count them by"


@pytest.mark.parametrize(
    ("between", "trusted", "finding"),
    [
        (plain, 0, None),
        (proxy, 1, None),
        (two, 2, None),
        (fresh, 1, None),
        (proxy, 0, Finding(HOP, "PIMPASA_TRUSTED_PROXIES=1")),
        (two, 1, Finding(HOP, "PIMPASA_TRUSTED_PROXIES=2")),
        (plain, 1, Finding(CHOSEN, "PIMPASA_TRUSTED_PROXIES=0")),
        (proxy, 2, Finding(CHOSEN, "PIMPASA_TRUSTED_PROXIES=1")),
    ],
)
def test_whose_address_is_counted(
    settings: Settings, between: Callable[[Headers], Headers], trusted: int, finding: Finding | None
) -> None:
    settings.TRUSTED_PROXIES = trusted
    with served(between) as settings.ADDRESS:
        found = outside.look()
    assert found == (
        finding or Finding(f"{settings.ADDRESS} answers, and host, scheme and addresses arrive as they are")
    )


@pytest.mark.parametrize(
    ("between", "https", "words", "remedy"),
    [
        (proxy, True, "answers, and host, scheme", ""),
        (silent, True, "does not say who asks", "X-Forwarded-For"),
        (schemeless, True, "every page redirects to itself", "X-Forwarded-Proto"),
        (proxy, False, "nothing leads to HTTPS", "PIMPASA_HTTPS=1"),
        (renaming, True, "names another host (127.0.0.2:8000)", "proxy_set_header Host $host"),
    ],
)
def test_tls_that_ends_at_the_proxy(
    settings: Settings,
    certificate: Path,
    monkeypatch: pytest.MonkeyPatch,
    between: Callable[[Headers], Headers],
    https: bool,
    words: str,
    remedy: str,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.TRUSTED_PROXIES, settings.HTTPS = 1, https
    with served(between, tls=certificate) as settings.ADDRESS:
        found = outside.look()
    assert words in found.state
    assert remedy in found.remedy
    assert found.is_fault == bool(remedy)


def test_a_certificate_that_nobody_vouches_for(settings: Settings, certificate: Path) -> None:
    with served(proxy, tls=certificate) as settings.ADDRESS:
        found = outside.look()
    assert found.state.startswith("the certificate of 127.0.0.1 does not hold: ")
    assert found.remedy == "renew it at the proxy"


def test_a_host_that_the_program_does_not_answer_to(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["pimpasa.contoh.invalid"]
    with served(plain) as settings.ADDRESS:
        assert outside.look().remedy == "add it: PIMPASA_HOSTS=…,127.0.0.1"


@pytest.mark.parametrize(
    ("status", "location", "words", "remedy"),
    [
        (301, "https://lain.contoh.invalid/x", "redirects to", "PIMPASA_ADDRESS=https://lain.contoh.invalid"),
        (502, "", "answers 502: the proxy reaches nothing", "see that `pimpasa serve` runs"),
    ],
)
def test_who_else_answers(settings: Settings, status: int, location: str, words: str, remedy: str) -> None:
    with served(plain, status=status, location=location) as settings.ADDRESS:
        found = outside.look()
    assert words in found.state
    assert remedy in found.remedy


def test_a_machine_with_another_secret_key(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows nothing of the token."""
    mine = signing.dumps
    monkeypatch.setattr(signing, "dumps", lambda value, *, salt: mine(value, key="another" * 10, salt=salt))
    with served(plain) as settings.ADDRESS:
        found = outside.look()
    assert found.state == f"what answers at {settings.ADDRESS} (404) is not this installation"
    assert found.remedy.startswith("the same PIMPASA_SECRET_KEY and version on every machine")


def test_nobody_answers(settings: Settings) -> None:
    settings.ADDRESS = f"http://127.0.0.1:{free_port()}"
    assert outside.look().remedy == "see that the proxy runs and listens there"
    settings.ADDRESS = "https://tidak-ada.contoh.invalid"
    assert outside.look().state == "the name tidak-ada.contoh.invalid is not known"


def test_without_an_address(settings: Settings) -> None:
    settings.ADDRESS = ""
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    assert not outside.look().is_fault
    settings.ALLOWED_HOSTS = ["pimpasa.contoh.invalid", "localhost"]
    assert outside.look().remedy == "PIMPASA_ADDRESS=https://pimpasa.contoh.invalid"


@pytest.mark.parametrize(
    "token", ["", "kenari", signing.dumps("kenari", key="x" * 50, salt=QUESTION)], ids=["none", "words", "another's"]
)
def test_strangers_learn_nothing(token: str) -> None:
    assert seen(token, {"host": "127.0.0.1", "x-forwarded-for": CLIENT}) == ""
