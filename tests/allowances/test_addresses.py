"""One notion of an address for the whole program."""

from __future__ import annotations

import pytest

from pimpasa.allowances.addresses import caller_at


@pytest.mark.parametrize(
    ("peer", "networks"),
    [
        ("203.0.113.7", ("203.0.113.7",)),
        ("::ffff:203.0.113.7", ("203.0.113.7",)),
        ("2001:db8:1:2:3:4:5:6", ("2001:db8:1:2::/64", "2001:db8:1::/56", "2001:db8:1::/48")),
        ("fe80::1%eth0", ("fe80::/64", "fe80::/56", "fe80::/48")),
        ("", ("",)),
    ],
)
def test_an_address_stands_for_what_one_person_is_given(peer: str, networks: tuple[str, ...]) -> None:
    assert caller_at(peer, "", trusted=0).networks == networks


@pytest.mark.parametrize(
    ("forwarded", "trusted", "network"),
    [
        ("198.51.100.1, 203.0.113.9", 0, "10.0.0.1"),
        ("198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 2, "198.51.100.1"),
        ("203.0.113.9", 2, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
        ("unknown", 1, "10.0.0.1"),
        ("203.0.113.9:4711", 1, "203.0.113.9"),
        ("[2001:db8::1]:4711", 1, "2001:db8::/64"),
    ],
)
def test_our_proxies_are_believed_and_nobody_before_them(forwarded: str, trusted: int, network: str) -> None:
    assert caller_at("10.0.0.1", forwarded, trusted=trusted).networks[0] == network


def test_a_pair_is_of_one_address_and_one_account() -> None:
    here, there = (caller_at(peer, "", trusted=0) for peer in ("203.0.113.7", "203.0.113.8"))
    assert here.at("Sari@contoh.invalid ") == here.at("sari@contoh.invalid")
    assert len({here.at("sari"), here.at("bayu"), there.at("sari")}) == 3
