"""Real proxies, with the configuration that deploy/ shows: only names, ports and the certificate are put in."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from socket import create_connection

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pimpasa.common import clock
from tests.processes import free_port

EXAMPLES = Path(__file__).resolve().parents[2] / "deploy" / "proxies"
NAME = "pimpasa.example"
HOST = "localhost"  # in its place: a name that needs no entry anywhere
Words = list[str | Path]


@dataclass(frozen=True)
class Certificate:
    """One that signs itself, for HOST, as the files that proxies want."""

    chain: Path
    key: Path
    both: Path

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.chain))


def certificate(folder: Path) -> Certificate:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    today = clock.now()
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    chain = made.public_bytes(serialization.Encoding.PEM)
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    files = Certificate(folder / "fullchain.pem", folder / "key.pem", folder / "both.pem")
    for path, content in zip((files.chain, files.key, files.both), (chain, secret, chain + secret), strict=True):
        path.write_bytes(content)
    return files


@dataclass(frozen=True)
class Proxy:
    """One that runs: its ports and the certificate that it shows."""

    name: str
    plain: int
    secure: int
    certificate: Certificate

    @property
    def address(self) -> str:
        return f"https://{HOST}:{self.secure}"


def put_in(text: str, given: dict[str, str]) -> str:
    """The example with these in their places; fails where one of them is not there any more."""
    for old, new in given.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


def nginx(proxy: Proxy, behind: int, folder: Path) -> Words:
    given = {
        NAME: HOST,
        "listen 80;": f"listen 127.0.0.1:{proxy.plain};",
        "listen 443 ": f"listen 127.0.0.1:{proxy.secure} ",
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
        "/etc/ssl/pimpasa/fullchain.pem": str(proxy.certificate.chain),
        "/etc/ssl/pimpasa/key.pem": str(proxy.certificate.key),
    }
    (folder / "pimpasa.conf").write_text(put_in((EXAMPLES / "nginx.conf").read_text(), given))
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (folder / "nginx.conf").write_text(
        f"pid {folder}/pid;\nerror_log {folder}/error.log;\ndaemon off;\nevents {{}}\n"
        f"http {{\n{temporary}include {folder}/pimpasa.conf;\n}}\n"
    )
    return ["nginx", "-c", folder / "nginx.conf"]


def haproxy(proxy: Proxy, behind: int, folder: Path) -> Words:
    given = {
        NAME: HOST,
        "bind :80": f"bind 127.0.0.1:{proxy.plain}",
        "bind :443": f"bind 127.0.0.1:{proxy.secure}",
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
        "/etc/ssl/pimpasa/fullchain-and-key.pem": str(proxy.certificate.both),
    }
    (folder / "haproxy.cfg").write_text(put_in((EXAMPLES / "haproxy.cfg").read_text(), given))
    return ["haproxy", "-db", "-f", folder / "haproxy.cfg"]


def caddy(proxy: Proxy, behind: int, folder: Path) -> Words:
    given = {
        f"{NAME} {{": f"{HOST} {{\n\ttls {proxy.certificate.chain} {proxy.certificate.key}",
        NAME: HOST,
        "127.0.0.1:8000": f"127.0.0.1:{behind}",
    }
    ports = f"{{\n\tadmin off\n\thttp_port {proxy.plain}\n\thttps_port {proxy.secure}\n}}\n\n"
    (folder / "Caddyfile").write_text(ports + put_in((EXAMPLES / "Caddyfile").read_text(), given))
    return ["caddy", "run", "--adapter", "caddyfile", "--config", folder / "Caddyfile"]


KINDS: dict[str, Callable[[Proxy, int, Path], Words]] = {"nginx": nginx, "haproxy": haproxy, "caddy": caddy}


def is_there(name: str) -> bool:
    return shutil.which(name) is not None


@contextmanager
def running(name: str, behind: int, folder: Path) -> Iterator[Proxy]:
    """The proxy of this name before the program at the port `behind`."""
    proxy = Proxy(name, free_port(), free_port(), certificate(folder))
    words = KINDS[name](proxy, behind, folder)
    with (folder / "words").open("wb") as said:
        process = subprocess.Popen(
            words, stdout=said, stderr=subprocess.STDOUT, env={"PATH": "/usr/sbin:/usr/bin:/bin", "HOME": str(folder)}
        )
    try:
        _wait(process, proxy, folder / "words")
        yield proxy
    finally:
        process.terminate()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], proxy: Proxy, said: Path) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        assert process.poll() is None, said.read_text()
        with suppress(OSError), create_connection(("127.0.0.1", proxy.secure), 1):
            return
        time.sleep(0.1)
    raise AssertionError(said.read_text())
