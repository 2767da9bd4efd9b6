"""Words of a text in the form in which a search compares them, and their digests for one desk and month.

A digest is of a desk and a month, so that the same word of two desks, or of two months, shows no likeness to who reads
the database; and so that the newest finds come first without sorting a year's.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from pimpasa.linking.plain import bounded

MOST_WORDS = 400
LONGEST = 40
_WORD = re.compile(r"\w+")
_ENDINGS = re.compile(r"(?<=\w{4})(?:nya|kah|lah|pun)$")
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "ada adalah agar akan aku anda antara apa atau atas bagi bahwa banyak beberapa belum bisa boleh bukan "
        "dalam dan dapat dari dengan dia hanya ini itu jadi jika juga kalau kami kamu karena kata kepada kita "
        "kok lagi lalu lebih maka masih mereka namun oleh orang pada para pernah saat saja sama sambil sampai "
        "sangat saya sebagai sedang sekarang semua seperti sering sini situ sudah supaya tapi telah tetapi "
        "tetap tidak untuk yaitu yang the and for with was were this that from they have has are not but you",
    )
)


def words(text: str) -> list[str]:
    """The words of a text worth finding, each once, in order; at most MOST_WORDS.

    Without case, accents and Indonesian's small endings; not the words that stand in every text.
    """
    plain = unicodedata.normalize("NFKD", bounded(text)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    stems = (_stem(match[0]) for match in _WORD.finditer(plain))
    return _first((stem for stem in stems if _is_telling(stem)), MOST_WORDS)


def _is_telling(word: str) -> bool:
    """A single sign of Chinese or Thai is a word, one or two letters are not."""
    return len(word) >= (3 if word.isascii() else 1) and word not in _COMMON


def _first(tokens: Iterable[str], most: int) -> list[str]:
    """The first different ones; the rest of a flood is not read."""
    different: dict[str, None] = {}
    for token in tokens:
        different[token] = None
        if len(different) == most:
            break
    return list(different)


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word.replace("_", ""))[:LONGEST]


def digest_words(tokens: Iterable[str], *, key: bytes, month: str) -> list[int]:
    """Each token's keyed BLAKE2b, 64 bits, as PostgreSQL's bigint; `month` is such as 2025-09."""
    return [
        int.from_bytes(
            hashlib.blake2b(f"{month}\x00{token}".encode(), key=key, digest_size=8).digest(), "big", signed=True
        )
        for token in tokens
    ]
