"""A browser names the address of its push service; the server posts to no other than a public one."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.push.endpoints import Endpoint, public_addresses


def test_it_works() -> None:
    endpoint = Endpoint.parse("https://[2606:4700:4700::1111]/karangan?a=b")
    assert (endpoint.origin, endpoint.target) == ("https://[2606:4700:4700::1111]", "/karangan?a=b")
    assert public_addresses(endpoint) == ["2606:4700:4700::1111"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://push.invalid/karangan",
        "https://127.0.0.1/karangan",
        "https://127.1/karangan",
        "https://localhost/karangan",
        "https://10.0.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://224.0.0.1/",
        "https://[::1]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fe80::1%25eth0]/",
        "https://[fd00::1]/",
        "https://1.1.1.1:8443/",
        "https://1.1.1.1:99999/",
        "https://name:password@1.1.1.1/",
        "https://1.1.1.1/a b",
        "https://1.1.1.1/\r\nX-A: b",
        "https://1.1.1.1/\x00",
        "https://1.1.1.1/" + "a" * 2000,
        "https://push.invalid/karangan",
        "https://[",
        "https:///karangan",
        "file:///etc/passwd",
        "gopher://1.1.1.1/",
        "",
    ],
)
def test_where_no_push_is_sent(endpoint: str) -> None:
    with pytest.raises(Refused):
        public_addresses(Endpoint.parse(endpoint))
