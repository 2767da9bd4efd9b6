"""The reporter's only way back: 100 random bits as a code that can be read aloud, or as ten words.

Codes whose check symbol would be one of `*~$=U` are drawn again, so that a code has letters and digits only and fits a
link; 100 bits are drawn each time, and of their 2^100 values 32 in 37 are used, which leaves 99.8 bits.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from urllib.parse import unquote

from pimpasa.sealing import crockford, ten_words
from pimpasa.sealing.derivation import derive
from pimpasa.sealing.errors import MalformedCode, MalformedWords
from pimpasa.sealing.grants import PrivateKey

BITS = 100
SYMBOLS = 20
LENGTH = SYMBOLS + 1
# Of codes in one text, and of ten words. Nobody pastes more, and each is looked for.
MOST_READ = 16
MOST_TYPED = 4000
_GROUPS = [4, 4, 4, 4, 5]


@dataclass(frozen=True)
class Receipt:
    """A code's bits. The look-up id and the key derive from them, so neither tells the other."""

    bits: int

    @cached_property
    def lookup_id(self) -> bytes:
        """16 bytes by which a report is found."""
        return derive(self._secret, "receipt id", 16)

    @cached_property
    def key(self) -> bytes:
        """The 32-byte key that the report's key is wrapped under."""
        return derive(self._secret, "receipt key", 32)

    @cached_property
    def private(self) -> PrivateKey:
        """What opens a key that was granted to the receipt: whoever grants it needs the public half alone."""
        return PrivateKey.from_seed(derive(self._secret, "receipt private key", 32))

    @cached_property
    def page_key(self) -> bytes:
        """Seals what is typed on the report's page while the page has no code; opens nothing else."""
        return derive(self._secret, "receipt page", 32)

    @property
    def code(self) -> str:
        """The code in groups: XXXX-XXXX-XXXX-XXXX-XXXXX."""
        return crockford.grouped(crockford.encode(self.bits, SYMBOLS) + crockford.check_symbol(self.bits))

    @property
    def words(self) -> list[str]:
        """The same bits as ten words."""
        return ten_words.encode(self.bits)

    @property
    def _secret(self) -> bytes:
        return self.bits.to_bytes(13, "big")


def new_code() -> str:
    """A fresh receipt code: its check symbol a letter or digit, and a digit in it, which words around it have not."""
    while True:
        code = Receipt(secrets.randbits(BITS)).code
        if code[-1] in crockford.ALPHABET and _has_digit(code):
            return code


def parse(code: str) -> Receipt:
    """The receipt of a code as typed, forgivingly. Raises MalformedCode."""
    return Receipt(crockford.decode(code, SYMBOLS))


def read(text: str) -> list[Receipt]:
    """Every receipt that a text may mean, likeliest first: codes or words with labels, links or signs around them.

    Raises MalformedCode, or MalformedWords where somebody typed words.
    """
    text = unicodedata.normalize("NFKC", text)[:MOST_TYPED]
    codes = _codes_in(text)
    if not ten_words.is_likely(text):
        return codes or [parse(text)]
    try:
        return [*codes, *_of_words(ten_words.read(text))]
    except MalformedWords:
        if codes:
            return codes
        raise


def _of_words(tens: list[list[str]]) -> list[Receipt]:
    receipts = [Receipt(ten_words.decode(words)) for words in tens]
    possible = [receipt for receipt in receipts if crockford.check_symbol(receipt.bits) in crockford.ALPHABET]
    if not possible:
        raise MalformedWords("check")
    return possible[:MOST_READ]


def _codes_in(text: str) -> list[Receipt]:
    """The codes among neighbouring runs of letters and digits; those in their usual groups come first.

    Last comes whatever 21 symbols follow each other: it was pasted twice, or a word stuck to it. Such have a digit, for
    of words that somebody wrote one in 37 has the right check symbol. In its groups a code may be without: one of
    2,600 that were given out until November 2026 is.
    """
    plain = unicodedata.normalize("NFKC", unquote(text)).upper()[:MOST_TYPED]
    runs = re.findall("[0-9A-Z]+", plain)
    stretches = [stretch for start in range(len(runs)) if (stretch := _stretch(runs[start : start + LENGTH]))]
    usual = [stretch for stretch in stretches if list(map(len, stretch)) in (_GROUPS, [LENGTH])]
    joined = "".join(runs)
    anywhere = [joined[start : start + LENGTH] for start in range(len(joined) - LENGTH + 1)]
    likely = [*map("".join, usual), *filter(_has_digit, [*map("".join, stretches), *anywhere])]
    return _valid(likely)[:MOST_READ]


def _stretch(runs: list[str]) -> list[str]:
    """The first runs, as many as have a code's length together; empty where none do."""
    lengths = list(accumulate(map(len, runs)))
    return runs[: lengths.index(LENGTH) + 1] if LENGTH in lengths else []


def _has_digit(code: str) -> bool:
    return re.search("[0-9]", code) is not None


def _valid(codes: list[str]) -> list[Receipt]:
    receipts = []
    for code in codes:
        with suppress(MalformedCode):
            receipts.append(parse(code))
    return list(dict.fromkeys(receipts))
