"""Whoever runs it looks at their installation from outside: does the proxy hand on what the program goes by?

The doctor asks PIMPASA_ADDRESS with a random token, signed by this installation; the answer, signed as well, says what
arrived. It names itself as somebody behind a proxy that does not exist, as anybody may: only who is seen past that
name counts.
"""

from __future__ import annotations

import json
import secrets
import ssl
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import gaierror
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing

from pimpasa.config.findings import Finding
from pimpasa.config.server.health import ALIVE
from pimpasa.sites.common.outside import ANSWER, FRESH, NOBODY, QUESTION, View

PATIENCE = 5
LONGEST_ANSWER = 64 * 1024
PROXY = "see docs/runbook.md, The proxy"


class Unseen(Exception):
    """Nobody, or somebody else, answered."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.state)
        self.finding = finding


def look() -> Finding:
    """The doctor's side."""
    if not settings.ADDRESS:
        return _without_address()
    try:
        view = _ask(settings.ADDRESS)
        return _judged(view) or _answers()
    except Unseen as unseen:
        return unseen.finding


def _without_address() -> Finding:
    public = [host for host in settings.ALLOWED_HOSTS if host not in ("127.0.0.1", "localhost", "[::1]")]
    if not public or settings.PIMPASA_TRAINING or settings.PIMPASA_DEMO:
        return Finding("the program answers to this machine alone; with PIMPASA_ADDRESS it is looked at from outside")
    return Finding("nobody can look from outside", f"PIMPASA_ADDRESS=https://{public[0].lstrip('.')}")


def _ask(address: str) -> View:
    """Raises Unseen."""
    nonce = secrets.token_urlsafe(16)
    status, location, body = _get(address, f"{ALIVE}/{signing.dumps(nonce, salt=QUESTION)}")
    if 300 <= status < 400:
        parts = urlsplit(location)
        raise Unseen(
            Finding(
                f"{address} redirects to {location or 'nowhere'}", f"PIMPASA_ADDRESS={parts.scheme}://{parts.netloc}"
            )
        )
    if status in (502, 503, 504):
        raise Unseen(Finding(f"{address} answers {status}: the proxy reaches nothing", "see that `pimpasa serve` runs"))
    try:
        view = View(**signing.loads(json.loads(body)["seen"], salt=ANSWER, max_age=FRESH))
    except (ValueError, KeyError, TypeError, signing.BadSignature):
        view = None
    if view is None or view.nonce != nonce:
        remedy = "the same PIMPASA_SECRET_KEY and version on every machine, and all paths of this host to the program"
        raise Unseen(Finding(f"what answers at {address} ({status}) is not this installation", remedy))
    return view


def _get(address: str, path: str) -> tuple[int, str, bytes]:
    parts = urlsplit(address)
    host = parts.hostname or ""
    connection: HTTPConnection
    if parts.scheme == "https":
        connection = HTTPSConnection(host, parts.port, timeout=PATIENCE, context=ssl.create_default_context())
    else:
        connection = HTTPConnection(host, parts.port, timeout=PATIENCE)
    forged = f"{NOBODY}{secrets.randbelow(254) + 1}"
    try:
        connection.request("GET", path, headers={"X-Forwarded-For": forged, "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("location", ""), answer.read(LONGEST_ANSWER)
    except (OSError, HTTPException) as trouble:
        raise Unseen(_unreached(address, host, trouble)) from trouble
    finally:
        connection.close()


def _unreached(address: str, host: str, trouble: Exception) -> Finding:
    match trouble:
        case gaierror():
            return Finding(f"the name {host} is not known", f"enter {host} in the DNS, or mend PIMPASA_ADDRESS")
        case ssl.SSLCertVerificationError():
            return Finding(
                f"the certificate of {host} does not hold: {trouble.verify_message}", "renew it at the proxy"
            )
        case ssl.SSLError():
            return Finding(f"{address} speaks no TLS", "set the proxy's certificate, or mend PIMPASA_ADDRESS")
        case TimeoutError():
            return Finding(
                f"{address} did not answer within {PATIENCE} s", "see the proxy, the firewall, `pimpasa serve`"
            )
    return Finding(f"{address} is not reached: {trouble}", "see that the proxy runs and listens there")


def _judged(view: View) -> Finding | None:
    """What is wrong with what arrived."""
    address = urlsplit(settings.ADDRESS)
    if urlsplit(f"//{view.host}").hostname != address.hostname:
        return Finding(f"the proxy names another host ({view.host})", f"proxy_set_header Host $host; {PROXY}")
    if not view.is_allowed:
        return Finding(
            f"the program does not answer to {address.hostname}", f"add it: PIMPASA_HOSTS=…,{address.hostname}"
        )
    return _judged_tls(view) if address.scheme == "https" else _judged_hops(view)


def _judged_tls(view: View) -> Finding | None:
    if not view.proxies:
        return Finding(
            "the proxy does not say who asks (X-Forwarded-For): everybody is one address to the limits",
            f"proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; {PROXY}",
        )
    if wrong := _judged_hops(view):
        return wrong
    if not view.https:
        return Finding("cookies go over HTTP as well, and nothing leads to HTTPS", "PIMPASA_HTTPS=1")
    if view.scheme != "https":
        return Finding(
            "the proxy does not say that HTTPS was spoken: every page redirects to itself",
            f"proxy_set_header X-Forwarded-Proto $scheme; {PROXY}",
        )
    return None


def _judged_hops(view: View) -> Finding | None:
    if view.trusted == view.proxies:
        return None
    remedy = f"PIMPASA_TRUSTED_PROXIES={view.proxies}"
    if view.trusted < view.proxies:
        return Finding("the limits count a proxy as everybody's address", remedy)
    return Finding("anybody may choose the address that the limits count them by", remedy)


def _answers() -> Finding:
    status, location, _body = _get(settings.ADDRESS, "/")
    if status == 200:
        return Finding(f"{settings.ADDRESS} answers, and host, scheme and addresses arrive as they are")
    if 300 <= status < 400:
        return Finding(f"{settings.ADDRESS}/ redirects to {location}", PROXY)
    return Finding(f"{settings.ADDRESS}/ answers {status}", "read the program's last lines")
