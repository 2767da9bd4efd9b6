"""Where money goes: accounts at banks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind

_NAMES = (
    r"bca|b\.?c\.?a|be ?ce ?a|be er i|be en i|bri|brimo|bni|mandiri|mandri|mandiry|livin|bsi|btn|"
    r"cimb(?: ?niaga)?|permata|jago|sea ?bank|danamon|mega|panin|ocbc|maybank|bukopin|muamalat|bjb|blu|allo|neo|"
    r"jenius|btpn|krom|superbank|uob|hsbc|sinarmas|bpd|bank [a-z]{3,12}"
)
_ACCOUNT = r"(\d(?:[ .\-]?\d){7,17})(?![ .\-]?\d)"
_NAMED = re.compile(
    rf"\b(?:rek(?:ening)?(?:nya)?|no\.? ?rek|norek|{_NAMES})(?![a-z])[^\d\n]{{0,30}}\n?[^\d\n]{{0,12}}"
    rf"{_ACCOUNT}((?:\n\d{{1,4}}(?=\n|\Z)){{0,3}})",
    re.IGNORECASE,
)
# A part that follows the account, as people go on over "trus".
_CONTINUED = re.compile(
    r" (?:trus|terus|trs|lanjut|sambung|lalu) (\d{2,8})(?!\d|[.,]\d| ?(?:rb|ribu|jt|juta|k|jam|org|orang)\b)", re.I
)
# How long accounts are, as their banks number them; so a part is told from an account that is whole.
_LENGTHS = {
    "bca": 10,
    "mandri": 13,
    "mandiri": 13,
    "bri": 15,
    "bni": 10,
    "bsi": 10,
    "btn": 16,
    "jago": 12,
    "danamon": 10,
}
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
_SUM = re.compile(r"(?<![\d.,])\d{1,4}(?:[.,]\d{1,3})? ?(?:jt|juta|rb|ribu|k)\b", re.IGNORECASE)
_SURELY_WHOLE = 10


def banks(text: str) -> Iterator[Identifier]:
    text = _SUM.sub(";", text)
    for match in _NAMED.finditer(text):
        if _is_account(text, match):
            yield Identifier(Kind.BANK, _whole_account(text, match))
    for match in _BEFORE_ITS_BANK.finditer(text):
        if _is_account(text, match):
            yield Identifier(Kind.BANK, re.sub(r"\D", "", match[1]))
    for match in _SENT_TO.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        if not digits.startswith(("08", "628")) and not _AMOUNT.fullmatch(match[1]):
            yield Identifier(Kind.BANK, digits)


def _is_account(text: str, match: re.Match[str]) -> bool:
    is_money = re.search(r"\bRp[. ]{0,2}\Z", text[: match.start(1)][-6:], re.IGNORECASE)
    return not is_money and not _AMOUNT.fullmatch(match[1])


def _whole_account(text: str, match: re.Match[str]) -> str:
    """With the lines or the part that go on with it, where it would be too short for its bank without."""
    digits = re.sub(r"\D", "", match[1])
    after = re.sub(r"\D", "", match[2])
    if after and len(digits) < _SURELY_WHOLE:
        return digits + after
    part = _CONTINUED.match(text, match.end())
    bank = re.match(r"[a-z]+", re.sub(r"(?i)bank ", "", match[0]).lower())
    is_of_bank = part and bank and len(digits) < _LENGTHS.get(bank[0], 0) == len(digits + part[1])
    return digits + part[1] if part and is_of_bank else digits


def bank_row(text: str) -> Iterator[Identifier]:
    """Of a row that says it is one."""
    for match in re.finditer(r"\d(?:[ .\-]?\d){7,17}", text):
        yield Identifier(Kind.BANK, re.sub(r"\D", "", match[0]))
