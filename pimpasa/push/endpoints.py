"""Where a browser is reached. A browser names the address, so it may lead to nowhere but a public push service."""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused

LONGEST = 2000
# Letters of a URL (RFC 3986) alone: no space, no line break, nothing that a header could end with.
_URL = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
# They hold an IPv4 address, which a gateway would bring inside: NAT64 (RFC 6052) and 6to4 (RFC 3056).
_INSIDE_OUT = [ip_network("64:ff9b::/96"), ip_network("2002::/16")]


@dataclass(frozen=True)
class Endpoint:
    """A push service's address for one browser, in the parts that a request needs."""

    scheme: str
    host: str
    port: int
    target: str

    @classmethod
    def parse(cls, url: str) -> Endpoint:
        """Raises Refused for what is not https at its own port."""
        parts = _split(url)
        host, scheme = parts.hostname or "", parts.scheme
        if not host or parts.username is not None or parts.fragment or not _may_speak(scheme, parts.port):
            raise Refused("not_over_https", _("This browser names a push service that is not reached over https."))
        target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        return cls(scheme, host, parts.port or 443, target)

    @property
    def origin(self) -> str:
        """As RFC 6454 writes it."""
        return f"{self.scheme}://{self.authority}"

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == 443 else f"{host}:{self.port}"


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url if len(url) <= LONGEST and _URL.fullmatch(url) else "")
        _read = parts.port
    except ValueError:
        return urlsplit("")
    return parts


def _may_speak(scheme: str, port: int | None) -> bool:
    return settings.PUSH_TO_LOOPBACK or (scheme == "https" and port in (None, 443))


def public_addresses(endpoint: Endpoint) -> list[str]:
    """The addresses behind an endpoint's name, as asked just now. Raises Refused unless all of them are public."""
    try:
        answers = socket.getaddrinfo(endpoint.host, endpoint.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as unknown:
        raise Refused("service_not_found", _("The push service of this browser is not found.")) from unknown
    addresses = list(dict.fromkeys(str(row[4][0]) for row in answers))
    if not all(is_public(address) for address in addresses):
        raise Refused("not_public", _("The push service of this browser is not at a public address."))
    return addresses


def is_public(address: str) -> bool:
    """Whether an address is anybody's on the Internet, neither of this machine nor of a network around it."""
    number: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(number, IPv6Address) and number.ipv4_mapped:
        number = number.ipv4_mapped
    if number.is_loopback and settings.PUSH_TO_LOOPBACK:
        return True
    return number.is_global and not number.is_multicast and not any(number in network for network in _INSIDE_OUT)
