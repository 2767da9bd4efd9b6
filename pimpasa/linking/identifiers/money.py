"""Where money goes: accounts at banks, addresses of crypto-currencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind

_NAMES = (
    r"bca|bri|brimo|bni|mandiri|livin|bsi|btn|cimb(?: niaga)?|permata|jago|seabank|sea bank|danamon|mega|panin|ocbc|"
    r"maybank|bukopin|muamalat|bjb|blu|allo|neo|jenius|btpn|krom|superbank|uob|hsbc|sinarmas|bpd|bank \w{3,12}"
)
_ACCOUNT = r"(\d(?:[ .\-]?\d){7,17})(?![ .\-]?\d)"
_NAMED = re.compile(
    rf"\b(?:rek(?:ening)?(?:nya)?|no\.? ?rek|norek|{_NAMES})\b[^\d\n]{{0,30}}\n?[^\d\n]{{0,12}}{_ACCOUNT}",
    re.IGNORECASE,
)
_BEFORE_ITS_BANK = re.compile(
    rf"(?<![\d.+\-/@])(?<!Rp)(?<!Rp )(?<!Rp\. ){_ACCOUNT}[ ,]{{0,2}}[(\[/\-]{{0,2}} ?"
    rf"(?:bank |rek(?:ening)? |an\.? \w+ )?(?:{_NAMES})\b",
    re.IGNORECASE,
)
_SENT_TO = re.compile(
    rf"\b(?:transfer|tf|trf|setor|kirim uang|kirim dana|bayar)\b(?: \w+)? ke(?: (?:no|nomor|rek))?\W{{1,3}}{_ACCOUNT}",
    re.IGNORECASE,
)
# Money itself is not its account.
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")


def banks(text: str) -> Iterator[Identifier]:
    for pattern in (_NAMED, _BEFORE_ITS_BANK):
        for match in pattern.finditer(text):
            if not _AMOUNT.fullmatch(match[1]) and not re.search(
                r"\bRp[. ]{0,2}\Z", text[: match.start(1)][-6:], re.IGNORECASE
            ):
                yield Identifier(Kind.BANK, re.sub(r"\D", "", match[1]))
    for match in _SENT_TO.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        if not digits.startswith(("08", "628")) and not _AMOUNT.fullmatch(match[1]):
            yield Identifier(Kind.BANK, digits)


def bank_row(text: str) -> Iterator[Identifier]:
    """Of a row that says it is one."""
    for match in re.finditer(r"\d(?:[ .\-]?\d){7,17}", text):
        yield Identifier(Kind.BANK, re.sub(r"\D", "", match[0]))


# Bitcoin (BIP 173 and Base58Check), Tron and Ethereum, by their form; capitals matter in Base58 only.
_BASE58 = "1-9A-HJ-NP-Za-km-z"
_COIN = re.compile(
    rf"(?<![A-Za-z0-9])(?:(bc1[ac-hj-np-z02-9]{{11,71}}|0x[0-9a-f]{{40}})|((?-i:[T13][{_BASE58}]{{25,34}})))(?![A-Za-z0-9])",
    re.IGNORECASE,
)


def coins(text: str) -> Iterator[Identifier]:
    for match in _COIN.finditer(text):
        exact = match[2]
        if not exact:
            yield Identifier(Kind.CRYPTO, match[1].lower())
        elif any(map(str.isdecimal, exact[1:])) and any(map(str.islower, exact)) and any(map(str.isupper, exact[1:])):
            yield Identifier(Kind.CRYPTO, exact)
