"""What this process sees of a request that its own installation's doctor sends it from outside, through the proxy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.conf import settings
from django.core import signing
from django.http.request import split_domain_port, validate_host

QUESTION = "pimpasa.outside.question"
ANSWER = "pimpasa.outside.answer"
FRESH = 60  # seconds
# For documentation, so nobody's (RFC 5737).
NOBODY = "192.0.2."


@dataclass(frozen=True)
class View:
    """What arrived of the doctor's request, and by what the program goes."""

    nonce: str
    host: str
    is_allowed: bool
    scheme: str
    hops: list[str]
    trusted: int
    https: bool

    @property
    def proxies(self) -> int:
        """How many added whom they saw, after what the doctor itself had said."""
        named = [place for place, hop in enumerate(self.hops) if hop.startswith(NOBODY)]
        return len(self.hops) - (named[-1] + 1 if named else 0)


def seen(token: str, headers: Mapping[str, str]) -> str:
    """The program's side: what arrived, for a token of its own of this minute; nothing for any other."""
    try:
        nonce = signing.loads(token, salt=QUESTION, max_age=FRESH)
    except signing.BadSignature:
        return ""
    host = headers.get("host", "")
    forwarded = headers.get("x-forwarded-for", "")
    view = View(
        nonce=nonce,
        host=host,
        is_allowed=validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS),
        scheme=headers.get("x-forwarded-proto", ""),
        hops=[hop.strip() for hop in forwarded.split(",") if hop.strip()],
        trusted=settings.TRUSTED_PROXIES,
        https=settings.HTTPS,
    )
    return signing.dumps(asdict(view), salt=ANSWER)
