"""Where a request comes from: the one notion of an address that the whole program counts by.

An IPv4 address stands alone. An IPv6 one stands for its /64, the least that anybody is given (RFC 6177); who comes
from many of these is met again at their /56 and /48, the networks that customers are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

WIDER = (64, 56, 48)


@dataclass(frozen=True)
class Caller:
    """Somebody who may use something up, by every network they are counted at, the narrowest first."""

    networks: tuple[str, ...]

    @property
    def widest(self) -> str:
        return self.networks[-1]

    def at(self, account: str) -> Caller:
        """The pair of this caller and an account: nobody else's tries at it count, nor theirs at others."""
        return Caller(tuple(f"{network} at {account.strip().lower()}" for network in self.networks))


def caller_at(peer: str, forwarded: str, *, trusted: int) -> Caller:
    """Who stands behind `trusted` proxies of ours: the connection's `peer`, or the hop that the outermost reports.

    `forwarded` is X-Forwarded-For. What else it says is the sender's own word and counts for nothing.
    """
    hops = forwarded.split(",")
    if trusted and len(hops) >= trusted and (address := _address(hops[-trusted])):
        return Caller(_networks(address))
    address = _address(peer)
    return Caller(_networks(address) if address else (peer,))


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Also as proxies write it: with a port, in brackets, with a zone; an IPv4 address within IPv6 is that one."""
    plain = text.strip().strip('"')
    if plain.startswith("["):
        plain = plain[1:].partition("]")[0]
    elif plain.count(":") == 1:
        plain = plain.partition(":")[0]
    try:
        address = ip_address(plain.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _networks(address: IPv4Address | IPv6Address) -> tuple[str, ...]:
    if isinstance(address, IPv4Address):
        return (str(address),)
    return tuple(str(IPv6Network((address, bits), strict=False)) for bits in WIDER)
