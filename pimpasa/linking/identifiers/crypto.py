"""Addresses of crypto-currencies: Bitcoin, Ethereum and its like, Tron, and what is called one."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_HEX = re.compile(
    r"(?<![A-Za-z0-9])0 ?x(?:(?:[ \n/|,+\-]{0,3}|[ \n]{0,2}(?:trus|terus|trs|lanjut|sambung|lalu|disambung|"
    r"lanjutannya|tambah|plus):?[ \n]{1,2})"
    r"[0-9a-f]){40}(?![0-9a-z])",
    re.IGNORECASE,
)
_BITCOIN = re.compile(rf"(?<![A-Za-z0-9/=])(bc1[{_BECH32}]{{11,71}})(?![A-Za-z0-9])", re.IGNORECASE)
_BASE58_ADDRESS = re.compile(rf"(?<![A-Za-z0-9/=])([T13][{_BASE58}]{{25,34}})(?![A-Za-z0-9])")
# Behind one of these words an address is one without its check: people copy by hand, and pass on what is not whole.
_CALLED = re.compile(
    r"\b(?:usdt|usdc|trc-?20|erc-?20|bep-?20|tron|trx|btc|bitcoin|eth|ethereum|bnb|crypto|kripto|wallet|walet|dompet)"
    r"(?:nya)?\b",
    re.IGNORECASE,
)
_NEAR = 80
# The first part and what goes on with it: over the end of a line, or over what people say between.
_FILLED = r"[ ,]{0,2}(?:\n|(?:(?:trus|terus|trs|lanjut|sambung|lalu|disambung) ?){1,2}| )"
_PARTED = re.compile(rf"(?<![A-Za-z0-9/=])T[{_BASE58}]{{7,32}}(?:{_FILLED}[{_BASE58}]{{4,26}}){{1,3}}(?![A-Za-z0-9])")
_PART = re.compile(rf"[{_BASE58}]{{4,33}}")
_FILLER = re.compile(r"\b(?:trus|terus|trs|lanjut|sambung|lalu|disambung|lanjutannya|tambah|plus)\b")
_TRON = 34
_CHECKSUM = 4


def coins(text: str) -> Iterator[Identifier]:
    for match in _HEX.finditer(text):
        yield Identifier(Kind.CRYPTO, re.sub(r"[^0-9a-fx]", "", _FILLER.sub("", match[0].lower())))
    for match in _BITCOIN.finditer(text):
        address = match[1].lower()
        if _has_bech32_checksum(address) or _is_called(text, match):
            yield Identifier(Kind.CRYPTO, address)
    for match in _BASE58_ADDRESS.finditer(text):
        if _is_mixed(match[1]) and (_has_base58_checksum(match[1]) or _is_called(text, match) or _is_tron(match[1])):
            yield Identifier(Kind.CRYPTO, match[1])
    yield from _parted(text)


def _parted(text: str) -> Iterator[Identifier]:
    """Tron's, which is 34 letters long, where it is called one and its parts add up to that."""
    for match in _PARTED.finditer(text):
        parts = _PART.findall(_FILLER.sub(" ", match[0]))
        for number in range(2, len(parts) + 1):
            address = "".join(parts[:number])
            if len(address) == _TRON and _is_mixed(address) and _is_called(text, match):
                yield Identifier(Kind.CRYPTO, address)


def _is_called(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    around = f"{text[max(0, start - _NEAR) : start]} {text[end : end + _NEAR // 2]}"
    return _CALLED.search(around) is not None


def _is_tron(address: str) -> bool:
    has_digit = any(map(str.isdecimal, address[1:]))
    return len(address) == _TRON and address[0] == "T" and has_digit


def _is_mixed(address: str) -> bool:
    return any(map(str.islower, address)) and any(map(str.isupper, address[1:]))


def _has_base58_checksum(address: str) -> bool:
    """Base58Check: 25 bytes, the last four of which begin the doubled SHA-256 of the others."""
    number = 0
    for letter in address:
        number = number * 58 + _BASE58.index(letter)
    if number.bit_length() > 200:
        return False
    raw = number.to_bytes(25, "big")
    digest = hashlib.sha256(hashlib.sha256(raw[:-_CHECKSUM]).digest()).digest()
    return digest[:_CHECKSUM] == raw[-_CHECKSUM:]


def _has_bech32_checksum(address: str) -> bool:
    """BIP 173 and BIP 350: 1 for the first version's addresses, 0x2bc830a3 for the later ones'."""
    prefix, _one, data = address.partition("1")
    values = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    checksum = 1
    for value in [*values, *(_BECH32.index(letter) for letter in data)]:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for place, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            checksum ^= term if top >> place & 1 else 0
    return checksum in (1, 0x2BC830A3)
