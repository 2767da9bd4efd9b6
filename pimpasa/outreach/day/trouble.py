"""Whether a question is really a report: read before it is kept, so that nobody's trouble is shown on a wall.

It rather asks once too often: who meant a question sends it after all, without names and numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pimpasa.linking.identifiers import finding

_SOMEBODY = (
    r"(?:saya|aku|gue|gua|kami|kita|dia|mereka|tetangga|teman|kawan|kakak|adik|abang|anak|ibu|bapak|ayah|suami|istri|"
    r"saudara|sepupu|keponakan|paman|bibi|seseorang|orang|perempuan|laki-laki|gadis|i|we|my|he|she|they|somebody)"
)
_HARM = (
    r"(?:di(?:kurung|sekap|tahan|pukul|siksa|ancam|paksa|jual|perkosa|culik|peras)\w*|hilang kontak|"
    r"(?:tidak|tak|nggak|ngga|gak|ga) (?:boleh|bisa) (?:keluar|pulang|pergi)|minta tolong|tidak digaji|"
    r"locked (?:in|up)|beaten|threatened|forced|held captive|can ?not leave|can't leave)"
)
_PAPERS = r"(?:paspor|passport|ktp|ijazah|dokumen|surat)"
_TAKEN = r"(?:ditahan|diambil|dipegang|disita|dirampas|taken|kept|withheld)"
_LAW = re.compile(
    r"\b(?:kalau|kalo|jika|bila|apabila|misalnya|seandainya|boleh|bolehkah|apakah|mengapa|kenapa|if|when|may|why)\b"
)
_SENTENCE = re.compile(r"[.?!]")
_NEAR = re.compile(r"\btetangga (?:saya|aku|kami|gue|gua|sebelah|depan|belakang)\b|\btetanggaku\b|\bmy neighbou?r")
_SUFFERS = re.compile(rf"\b{_SOMEBODY}\b[^.?!\n]{{0,60}}?\b{_HARM}")
_HELD = re.compile(rf"\b{_PAPERS}\w*\b[^.?!\n]{{0,40}}?\b{_TAKEN}\b")
_WHOSE = re.compile(rf"\b{_PAPERS}(?:nya|ku)\b|\b{_PAPERS} {_SOMEBODY}\b|\b(?:my|his|her|their) {_PAPERS}\b")
_HELP = re.compile(r"\b(?:tolong (?:saya|kami|dia|selamatkan|bebaskan)|selamatkan|help (?:me|us|her|him))\b")


@dataclass(frozen=True)
class Trouble:
    """What made a question sound like a report. Numbers have to go; words alone are the asker's to judge."""

    identifiers: tuple[str, ...]
    by_words: bool


def trouble_in(text: str) -> Trouble:
    """Read a question; `identifiers` are the kinds of what is named in it, such as phone or plate."""
    kinds = dict.fromkeys(identifier.kind.value for identifier in finding.find(text, most=20))
    plain = re.sub(r"\s+", " ", text.casefold())
    by_words = bool(_NEAR.search(plain) or _SUFFERS.search(plain) or _HELP.search(plain) or _is_held(plain))
    return Trouble(tuple(kinds), by_words)


def _is_held(plain: str) -> bool:
    """Somebody's passport is kept from them; "may an agent keep passports" asks about the law."""
    held = (sentence for sentence in _SENTENCE.split(plain) if _HELD.search(sentence))
    return any(_WHOSE.search(sentence) or not _LAW.search(sentence) for sentence in held)
