"""Every variable that the program reads from its environment, typed and checked at once; no Django here.

What can be wrong is said in one line each, and all of it together. docs/runbook.md lists the same names and defaults.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from email.utils import parseaddr
from pathlib import Path
from typing import Any, Generic, TypeVar
from urllib.parse import SplitResult, urlsplit

from pimpasa.config.errors import BadSettings

T = TypeVar("T")
PREFIX = "PIMPASA_"
KEY = re.compile("[0-9a-fA-F]{64}")
_HOST = re.compile(r"\.?[A-Za-z0-9_.-]+|\[[0-9a-fA-F:.]+\]")
_NUMBER = re.compile("[0-9]{1,9}")
_FLAGS = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off"), False)
# Django's own measure of a key that nobody tries through is fifty characters; 32 random bytes are 43 in base64.
_SHORTEST_SECRET = 32


@dataclass(frozen=True)
class Variable(Generic[T]):
    """`read` raises ValueError with what is wrong, after the name; `shown` is the default where it is no literal.

    Nothing is said of a `secret` value but that it is wrong. An empty one is as none, unless it `means` something.
    """

    name: str
    read: Callable[[str], T]
    default: str = ""
    shown: str = ""
    is_secret: bool = False
    means_none: bool = True

    @property
    def documented(self) -> str:
        """How the runbook names its default."""
        return self.shown or self.default


def port_of(text: str) -> int:
    """A TCP port a program may listen on. Raises ValueError."""
    if not _NUMBER.fullmatch(text) or not 0 < int(text) < 65536:
        raise ValueError("is not a port: a number from 1 to 65535")
    return int(text)


def _flag(text: str) -> bool:
    try:
        return _FLAGS[text.strip().lower()]
    except KeyError:
        raise ValueError("is neither 1 (on) nor 0 (off)") from None


def _number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not _NUMBER.fullmatch(text.strip()) or not least <= int(text) <= most:
            raise ValueError(f"is not a number from {least} to {most}")
        return int(text)

    return read


def _one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.strip() not in words:
            raise ValueError(f"is none of: {', '.join(words)}")
        return text.strip()

    return read


def _listening(text: str) -> str:
    """Where to listen, such as 127.0.0.1:9464 or [::1]:9464."""
    if not text:
        return text
    host, _, port = text.rpartition(":")
    if not host or not _HOST.fullmatch(host):
        raise ValueError("is no place to listen: address:port, such as 127.0.0.1:9464")
    port_of(port)
    return text


def _folder(text: str) -> Path | None:
    return Path(text).resolve() if text else None


def _hosts(text: str) -> list[str]:
    hosts = [host.strip() for host in text.split(",")]
    if "" in hosts:
        raise ValueError("has an empty name: write names with one comma between, such as pimpasa.example,localhost")
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise ValueError(f"names {host!r}: a host's name alone, without https://, port, path or *")
    return hosts


def _split(text: str) -> SplitResult:
    parts = urlsplit(text)
    try:
        _ = parts.port
    except ValueError:
        raise ValueError("has a port that is none (several servers go by ?host=a,b&port=5432,5432)") from None
    return parts


def _database(text: str) -> str:
    if text and _split(text).scheme not in ("postgresql", "postgres"):
        raise ValueError("is no address of a PostgreSQL: postgresql://user:password@host/name")
    return text


def _store(text: str) -> str:
    if not text:
        return text
    parts = _split(text)
    is_folder = parts.scheme == "file" and not parts.netloc and parts.path.startswith("/")
    if not is_folder and not (parts.scheme == "s3" and parts.netloc):
        raise ValueError("is neither file:///folder nor s3://bucket/prefix")
    return text


def _mail_server(text: str) -> str:
    if not text:
        return text
    parts = _split(text)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise ValueError("is no mail server: smtp://, smtp+tls:// or smtps://name:password@host:port")
    return text


def _sender(text: str) -> str:
    name, address = parseaddr(text)
    if "@" not in address or "\n" in text or (not name and address != text.strip()):
        raise ValueError("is no e-mail address")
    return text.strip()


def _site(text: str) -> str:
    text = text.rstrip("/")
    if not text:
        return text
    parts = _split(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("does not begin with https:// (or http://) and a host's name")
    if parts.path or parts.query or parts.fragment or parts.username:
        raise ValueError("is more than https:// and a host's name: the program answers at the root of its host")
    return text


def _page(text: str) -> str:
    if text and (_split(text).scheme not in ("http", "https") or not _split(text).hostname):
        raise ValueError("does not begin with https:// (or http://) and a host's name")
    return text


def _contact(text: str) -> str:
    if text and not text.startswith(("https://", "mailto:")):
        raise ValueError("begins neither with https:// nor with mailto:")
    return text


def _secret(text: str) -> str:
    if text and len(text) < _SHORTEST_SECRET:
        raise ValueError(f"is too short: {_SHORTEST_SECRET} random characters at least, as from: openssl rand -hex 32")
    return text


def key_of(text: str) -> bytes:
    """32 bytes out of their hex digits; none where there is no text. Raises ValueError."""
    text = text.strip()
    if text and not KEY.fullmatch(text):
        raise ValueError("is not 64 hex digits")
    return bytes.fromhex(text)


DATA = Variable(
    "PIMPASA_DATA", _folder, shown="`var/` in a clone, else `~/.local/share/pimpasa`; for root `/var/lib/pimpasa`"
)
PORT = Variable("PORT", port_of, "8000")
DATABASE_URL = Variable("DATABASE_URL", _database, shown="the embedded PostgreSQL", is_secret=True)
EVIDENCE_STORE = Variable("PIMPASA_EVIDENCE_STORE", _store, shown="a folder in `PIMPASA_DATA`")
SECRET_KEY = Variable(
    "PIMPASA_SECRET_KEY", _secret, shown="a file `secret-key` in `PIMPASA_DATA`, made at first use", is_secret=True
)
LEDGER_KEY = Variable(
    "PIMPASA_LEDGER_KEY", key_of, shown="a file `ledger-key` in `PIMPASA_DATA`, made at first use", is_secret=True
)
LINK_KEY = Variable(
    "PIMPASA_LINK_KEY", key_of, shown="a file `link-key` in `PIMPASA_DATA`, made at first use", is_secret=True
)
EMAIL_URL = Variable("PIMPASA_EMAIL_URL", _mail_server, shown="none: nothing is sent", is_secret=True)
EMAIL_FROM = Variable("PIMPASA_EMAIL_FROM", _sender, "pimpasa@localhost", "`pimpasa@localhost`")
ADDRESS = Variable("PIMPASA_ADDRESS", _site, shown="none")
PUSH_CONTACT = Variable(
    "PIMPASA_PUSH_CONTACT",
    _contact,
    shown="`PIMPASA_ADDRESS` where it is https, else `mailto:` and the sender above",
)
HOSTS = Variable("PIMPASA_HOSTS", _hosts, "127.0.0.1,localhost,[::1]", "`127.0.0.1,localhost,[::1]`", means_none=False)
HTTPS = Variable("PIMPASA_HTTPS", _flag, "0", "off")
TRUSTED_PROXIES = Variable("PIMPASA_TRUSTED_PROXIES", _number(0, 9), "0")
SEAL_ON_PHONE = Variable("PIMPASA_SEAL_ON_PHONE", _flag, "1", "on")
REPORTS_PER_ADDRESS = Variable("PIMPASA_REPORTS_PER_ADDRESS", _number(1, 10**8), "300")
BACKUP_DAYS = Variable("PIMPASA_BACKUP_DAYS", _number(0, 365), "2")
LOGS = Variable("PIMPASA_LOGS", _one_of("plain", "json"), "plain", "`plain`")
METRICS = Variable("PIMPASA_METRICS", _listening, shown="none: nothing is counted")
TRAINING = Variable("PIMPASA_TRAINING", _flag, "0", "off")
TRAINING_ADDRESS = Variable("PIMPASA_TRAINING_ADDRESS", _page, shown="none")
DEMO = Variable("PIMPASA_DEMO", _flag, "0", "off")
DEBUG = Variable("PIMPASA_DEBUG", _flag, "0", "off")

KNOWN: dict[str, Variable[Any]] = {
    value.name: value for value in list(globals().values()) if isinstance(value, Variable)
}
"""In the order of the runbook's table."""
KEY_FILES: dict[Variable[bytes], str] = {LEDGER_KEY: "ledger-key", LINK_KEY: "link-key"}


@dataclass(frozen=True)
class Values:
    """What the environment says; nothing (`""`, `b""`, None) where it says nothing and the place decides."""

    data: Path | None
    port: int
    database_url: str
    evidence_store: str
    secret_key: str
    ledger_key: bytes
    link_key: bytes
    email_url: str
    email_from: str
    address: str
    push_contact: str
    hosts: list[str]
    https: bool
    trusted_proxies: int
    seal_on_phone: bool
    reports_per_address: int
    backup_days: int
    logs: str
    metrics: str
    training: bool
    training_address: str
    demo: bool
    debug: bool


def read(environ: Mapping[str, str], *, otherwise: Path) -> Values:
    """All of it; `otherwise` is the data folder where none is named. Raises BadSettings with every fault there is."""
    reading = _Reading(environ)
    values = Values(
        data=reading.of(DATA),
        port=reading.of(PORT),
        database_url=reading.of(DATABASE_URL),
        evidence_store=reading.of(EVIDENCE_STORE),
        secret_key=reading.of(SECRET_KEY),
        ledger_key=reading.of(LEDGER_KEY),
        link_key=reading.of(LINK_KEY),
        email_url=reading.of(EMAIL_URL),
        email_from=reading.of(EMAIL_FROM),
        address=reading.of(ADDRESS),
        push_contact=reading.of(PUSH_CONTACT),
        hosts=reading.of(HOSTS),
        https=reading.of(HTTPS),
        trusted_proxies=reading.of(TRUSTED_PROXIES),
        seal_on_phone=reading.of(SEAL_ON_PHONE),
        reports_per_address=reading.of(REPORTS_PER_ADDRESS),
        backup_days=reading.of(BACKUP_DAYS),
        logs=reading.of(LOGS),
        metrics=reading.of(METRICS),
        training=reading.of(TRAINING),
        training_address=reading.of(TRAINING_ADDRESS),
        demo=reading.of(DEMO),
        debug=reading.of(DEBUG),
    )
    faults = [*reading.faults, *_unknown(environ), *_files(environ, values.data or otherwise)]
    if not reading.faults:
        faults += _together(values)
    if faults:
        raise BadSettings(faults)
    return values


class _Reading:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self.faults: list[str] = []
        self._environ = environ

    def of(self, variable: Variable[T]) -> T:
        """Its value, or its default where what is set is wrong, which is a fault."""
        text = self._environ.get(variable.name)
        if text is None or (text == "" and variable.means_none):
            return variable.read(variable.default)
        try:
            return variable.read(text)
        except ValueError as wrong:
            named = variable.name if variable.is_secret else f"{variable.name}={text}"
            self.faults.append(f"{named} {wrong}")
            return variable.read(variable.default)


def _unknown(environ: Mapping[str, str]) -> list[str]:
    """A name that nobody reads is a mistyped one, and what it was to do is not done."""
    faults = []
    for name in sorted(name for name in environ if name.startswith(PREFIX) and name not in KNOWN):
        near = get_close_matches(name, list(KNOWN), n=1)
        faults.append(
            f"{name} is no setting{f': did you mean {near[0]}?' if near else ' (docs/runbook.md lists them)'}"
        )
    return faults


def _files(environ: Mapping[str, str], data: Path) -> list[str]:
    """Keys that lie in files: a damaged one is not made anew, for another key is another log."""
    faults = []
    for variable, name in KEY_FILES.items():
        path = data / name
        if environ.get(variable.name) or not path.exists():
            continue
        try:
            if not key_of(path.read_text()):
                faults.append(f"{path} is empty; bring it back from a backup, or set {variable.name}")
        except (ValueError, UnicodeError):
            faults.append(f"{path} is damaged: not 64 hex digits; bring it back from a backup, or set {variable.name}")
        except OSError as error:
            faults.append(f"{path} can't be read: {error.strerror}")
    return faults


def _together(values: Values) -> list[str]:
    faults = []
    if values.https and not values.trusted_proxies:
        faults.append(
            f"{HTTPS.name} is on and {TRUSTED_PROXIES.name} is 0, which redirects for ever: TLS ends at a proxy; "
            f"say how many of yours stand one behind the other, as a rule {TRUSTED_PROXIES.name}=1"
        )
    if values.https and values.address.startswith("http://"):
        faults.append(f"{HTTPS.name} is on and {ADDRESS.name}={values.address} begins with http://")
    return faults
