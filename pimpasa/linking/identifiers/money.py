"""Where money goes: accounts at banks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind
from pimpasa.linking.identifiers.papers import is_nik

_NAMES = (
    r"b[. \-]?c[. \-]?a|b[. \-]r[. \-]i|b[. \-]n[. \-]i|b[. \-]s[. \-]i|b[. \-]t[. \-]n|"
    # As one says their letters, and with digits in the place of these.
    r"b[ei][ .\-]?[cs][ei][ .\-]?(?:a|ah)|b[ei][ .\-]?[ae]r[ .\-]?i|b[ei][ .\-]?en[ .\-]?i|b[ei][ .\-]?es[ .\-]?i|"
    r"b[ei][ .\-]?t[ei][ .\-]?en|b[ei][ .\-]?j[ei][ .\-]?b[ei]|bc4|br1|bn1|bs1|m4ndiri|m4nd1r1|mand1r1|j4go|"
    r"jag0|s[e3]4bank|"
    r"bri|brimo|bni|"
    r"mandiri|mandri|mandiry|livin|bsi|btn|"
    r"cimb(?: ?niaga)?|permata|jago|sea ?bank|danamon|mega|panin|ocbc|maybank|bukopin|muamalat|bjb|blu|allo|neo|"
    r"jenius|btpn|krom|superbank|uob|hsbc|sinarmas|bpd|bank [a-z]{3,12}"
)
_ACCOUNT = r"(\d(?:(?:[ .\-_*])?\d){7,17})(?![ .\-]?\d)"
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
    rf"(?:bank |rek(?:ening)? |an\.? \w+ )?(?:{_NAMES})\b(?![^\d\n]{{0,20}}\d{{6}}| finance)",
    re.IGNORECASE,
)
_SENT_TO = re.compile(
    rf"\b(?:transfer|tf|trf|setor|kirim uang|kirim dana|bayar)\b(?: \w+)? ke(?: (?:no|nomor|rek))?\W{{1,3}}{_ACCOUNT}",
    re.IGNORECASE,
)
# Money itself is not its account.
_AMOUNT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_SUM = re.compile(r"(?<![\d.,])\d{1,4}(?:[.,]\d{1,3})? ?(?:jt|juta|rb|ribu|k)\b", re.IGNORECASE)
# Money in a bank or owed to it, cards, codes: not an account.
_NO_ACCOUNT = re.compile(
    r"\b(?:va|virtual account|qris|nmid|id transaksi|(?:no\.? )?ref(?:erensi)?|kantong|pkh|antri?an|antrean|bukti|"
    r"halo|tgl|tanggal|jam|"
    r"rek(?:ening)? (?:listrik|air|telepon|telp|koran|pln|pdam)|saldo|pinjam(?:an)?|cicilan|kredit|u?tang|hutang|"
    r"(?:no )?kartu(?: (?:debit|kredit|atm))?|token|otp|pin|kode|call ?cent(?:er|re)|"
    r"kur|plafon|tenor|resi|pulsa)(?:nya|ku)?\b[^\d\n,;:]{0,20}\Z",
    re.IGNORECASE,
)
# Millions without their dots.
_ROUND = re.compile(r"[1-9]\d{1,3}0{5,6}|0+")
# What stands between a bank and a number that is to be called, and "rek" as one calls one's friends in Surabaya.
_TO_CALL = re.compile(
    r"\b(?:wa|wasap|whats ?app|hp|hub(?:ungi)?|telp?(?:on)?|tlp|telepon|call|kontak|nomere|cp)\b[^\d\n]{0,12}\Z"
    r"|\brek[,!?] ?\Z",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?:0|62)8\d{8,11}")
# Names of banks that are words of other things: nothing but what leads to an account may follow.
_WEAK = re.compile(r"(?:mega|jago|neo|blu|allo|krom|livin)\b", re.IGNORECASE)
_LEADS = re.compile(
    r"(?:\W|\b(?:bank|digital|commerce|syariah|nya|rek|rekening|no|nomor|norek|a\.?n\.?|atas nama|ke|by|bca)\b)*\d",
    re.IGNORECASE,
)
_NO_BANK = re.compile(r"bank (?:sampah|darah|soal|data|mata|emok|plecit|keliling|asi|gizi|benih)\b", re.IGNORECASE)
_DATE = re.compile(
    r"(?:0[1-9]|[12]\d|3[01])[ .\-]?(?:0[1-9]|1[0-2])[ .\-]?20[0-4]\d"
    r"|20[0-4]\d[ .\-]?(?:0[1-9]|1[0-2])[ .\-]?(?:0[1-9]|[12]\d|3[01])"
)
# A card has four groups of four; of the banks only BTN's accounts are as long.
_CARD = re.compile(r"\d{4}[ \-]\d{4}[ \-]\d{4}[ \-]\d{4}")
# Before a number behind which a bank is named: another paper's, or a telephone's.
_NO_LABEL = re.compile(
    r"\b(?:kk|npwp|nik|ktp|kontrak|polis|aplikasi|telp?(?:on)?|tlp|telepon|halo|call|fax)\b[^\d\n]{0,12}\Z",
    re.IGNORECASE,
)
_SURELY_WHOLE = 10
_LONGEST = 15


def banks(text: str) -> Iterator[Identifier]:
    text = _SUM.sub(";", text)
    for match in _NAMED.finditer(text):
        if _is_account(text, match):
            yield Identifier(Kind.BANK, _whole_account(text, match))
    for match in _BEFORE_ITS_BANK.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        is_paper = is_nik(digits) or _NO_LABEL.search(text, max(0, match.start() - 25), match.start())
        if _is_account(text, match) and not is_paper and not _MOBILE.fullmatch(digits):
            yield Identifier(Kind.BANK, digits)
    for match in _SENT_TO.finditer(text):
        digits = re.sub(r"\D", "", match[1])
        is_money = _AMOUNT.fullmatch(match[1]) or _ROUND.fullmatch(match[1])
        if not digits.startswith(("08", "628")) and not is_money and len(digits) <= _LONGEST:
            yield Identifier(Kind.BANK, digits)


def _is_account(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start(1) - 40) : match.start(1)]
    is_money = re.search(r"\bRp[. ]{0,2}\Z", before, re.IGNORECASE)
    is_other = any(pattern.fullmatch(match[1]) for pattern in (_AMOUNT, _ROUND, _CARD)) or _is_date(match[1])
    return not (
        is_money or is_other or _NO_ACCOUNT.search(before) or _is_called(match, before) or _is_no_bank(match[0])
    )


def _is_date(written: str) -> bool:
    return bool(_DATE.fullmatch(written[:10]) or _DATE.fullmatch(written))


def _is_called(match: re.Match[str], before: str) -> bool:
    return bool(_MOBILE.fullmatch(re.sub(r"\D", "", match[1])) and _TO_CALL.search(before))


def _is_no_bank(written: str) -> bool:
    weak = _WEAK.match(written)
    return bool(_NO_BANK.match(written) or (weak and not _LEADS.match(written, weak.end())))


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
