"""Addresses and accounts as people dictate them: "info titik loker at jimel titik com", "garisbawah", "garing"."""

from __future__ import annotations

import re

from pimpasa.linking.identifiers.digits import parts_of
from pimpasa.linking.identifiers.numerals import WORD

# Providers of mail by their sound.
_SOUNDS = {
    "gmail": r"jimel|gimel|gimeil|jimeil|jimail|ji ?mail|ji ?mel|jemail|gemail|gemel|gmel|gmeil|g mail|ge mail",
    "yahoo": r"yahu+|yaho|yhoo|iyahu|yahoo+",
    "hotmail": r"hot ?mel|hotmeil|hot mail",
    "outlook": r"out ?luk|otluk|outluk|aotluk|out look",
}
_SOUND = tuple((re.compile(rf"\b(?:{sound})(?:nya)?\b", re.IGNORECASE), name) for name, sound in _SOUNDS.items())
_PROVIDER = r"gmail|yahoo|ymail|hotmail|outlook|icloud|proton(?:mail)?"
_THEN = r"(?:trus|terus|trs|lalu|abis itu|baru|lanjut)"
_DOT = r"(?:titik|ttk|dot|point|poin)"
_LINE = r"(?:garis ?bawah(?:nya)?|under ?scor?e?|undrscore|undescore|under ?skor|undersekor|ander ?skor|se?trip bawah)"
_STRIP = r"(?:strip|setrip|dash|minus|min)"
_AT = (
    r"(?:a (?:bund[ae]r|bul[ae]t|keong|melingkar|buntut|kurung|puter|muter)|keong|simbol at|tanda at|at sign|at|et|add)"
)
_SLASH = r"(?:garing|garis miring|slash|sles+|slas+h?|miring)"
_SIGNS = ((rf" ?{_LINE} ?", "_"), (rf" (?:{_DOT}|\.) ", "."), (rf" {_STRIP} ", "-"))
# A word, what is joined to it by signs in words, and digits in words behind it.
_DIGITS = rf"(?: (?:dobel |double |tripel |triple )?(?:{WORD})\b(?! (?:kali|x)\b)){{0,6}}"
_NAME = (
    r"(?!(?:ig|instagram|insta|tele|telegram|tiktok|fb|facebook|twitter|threads)\b)"
    rf"\w[\w.\-]{{0,39}}(?: (?:{_DOT}|{_LINE}|{_STRIP}) [\w\-]{{1,30}}){{0,5}}{_DIGITS}"
)
_MAIL = re.compile(
    rf"(?<![\w.@])({_NAME})(?:,? {_THEN})?(?:,? {_AT} (?:{_THEN} )?| @ |@)"
    rf"([a-z0-9\-]{{2,40}}(?:(?: {_DOT} | ?\. ?)[a-z]{{2,20}}){{1,3}})(?![\w@])",
    re.IGNORECASE,
)
# "Loker.contoh00 di jimel": a name that is no word, and where its mail is.
_MAIL_IN = re.compile(
    rf"(?<![\w.@/])((?=[\w.]{{0,40}}[\d_.]\w)[a-z][\w.]{{3,40}}),? (?:(?:di|ning|neng|nang|pake|pakai|on|at|et|"
    rf"ten|ing|@) )?"
    rf"({_PROVIDER})(?:(?: {_DOT} | ?\. ?| )(?:com|kom)\b)?(?! ?[.@]\w| {_DOT}\b| (?:co|com)\b)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"(?:com|net|org|co\.id|or\.id|web\.id|my\.id|go\.id|ac\.id|sch\.id|xyz|example|invalid)(?=\.)")
# "Forms titik gle garing AbC": a host, and a path behind its dash in words.
_LINK = re.compile(
    rf"(?<![\w.@/])([a-z0-9\-]{{1,40}}(?:(?: {_DOT} |\.)[a-z0-9\-]{{2,30}}){{1,3}}) {_SLASH} "
    rf"([\w\-]{{2,60}}(?: (?:{_SLASH}|{_STRIP}|{_LINE}) [\w\-]{{1,60}}){{0,4}})(?!\w)",
    re.IGNORECASE,
)
_SPREAD_SCHEME = re.compile(r"(?<!\w)h ?t ?t ?p(?: ?s)? ?: ?/ ?/ ?(?=\w)", re.IGNORECASE)
# Behind it, or around its dots and dashes, an address has blanks.
_SPREAD_LINK = re.compile(r"https?://[\w\-]{1,60}(?: ?\. ?[\w\-]{2,60}){1,4}(?: ?/ ?[\w\-.]{1,60}){0,5}", re.IGNORECASE)
_APART = re.compile(r" ([./]) ")
# Digits in words behind what ends with a line.
_SAID_BEHIND = re.compile(rf"(?<=\w_)(?:(?:dobel|double|tripel|triple) )?(?:{WORD})\b{_DIGITS}", re.IGNORECASE)
_PLATFORM = r"ig|instagram|insta|tele|telegram|tlgrm|tiktok|tik tok|fb|facebook|twitter|threads|line"
# "Tele: admin . loker, buang titiknya", "ig loker jaya digabung".
_WITHOUT_DOTS = re.compile(
    rf"(\b(?:{_PLATFORM})(?:nya|e)?[ :=@]{{1,4}})([\w.]{{4,40}})(?=[ ,(]{{1,3}}(?:buang|hapus|tanpa|ilang\w*|"
    rf"hilang\w*|ga pake|"
    r"gak pake|ndak pake|ora nganggo) titik)",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    rf"(\b(?:{_PLATFORM})(?:nya|e)?[ :=@]{{1,4}})(\w{{2,20}}(?: \w{{1,20}}){{1,3}}?)"
    r"(?=[ ,(]{1,3}(?:digabung|disambung|dirapet\w*|rapetin|rapet|gabung|nyambung|jadi satu|(?:tanpa|ga pake|"
    r"gak pake) spasi))",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    rf"(\b(?:{_PLATFORM})(?:[ \-]?(?:nya|e))?(?: (?:id|akun|user|username|nama|namanya|dia)){{0,2}}:? @?)"
    rf"(\w{{2,20}}(?: (?:{_DOT}|\.|{_STRIP}|{_LINE}) (?!com\b|me\b)\w{{1,20}}){{1,4}}{_DIGITS})(?!\w)",
    re.IGNORECASE,
)
_AT_A_PLATFORM = re.compile(rf"(\b(?:{_PLATFORM})(?:[ \-]?(?:nya|e))?) {_AT} (?=\w)", re.IGNORECASE)
_SAID_LAST = re.compile(rf"(?<=[._])(?:{WORD})(?: ?(?:{WORD}|\d))+\Z", re.IGNORECASE)
_ANY_LINE = re.compile(rf"(?<=\w) {_LINE} (?=\w)|(?<=\w){_LINE}(?=\w)", re.IGNORECASE)


def respelled(text: str) -> str:
    """The text with its addresses and accounts written as one writes them."""
    for sound, name in _SOUND:
        text = sound.sub(name, text)
    text = _AT_A_PLATFORM.sub(r"\1 @", text)
    text = _MAIL_IN.sub(r"\1@\2.com", _MAIL.sub(_as_mail, text))
    text = _SPREAD_LINK.sub(_closed, _SPREAD_SCHEME.sub("https://", _LINK.sub(_as_link, text)))
    text = _WITHOUT_DOTS.sub(lambda account: account[1] + account[2].replace(".", ""), text)
    text = _TOGETHER.sub(lambda account: account[1] + account[2].replace(" ", ""), text)
    text = _ACCOUNT.sub(lambda account: account[1] + _name(account[2]), text)
    return _SAID_BEHIND.sub(lambda said: _digits(said[0]), _ANY_LINE.sub("_", text))


def _as_mail(mail: re.Match[str]) -> str:
    if not re.search(r"[a-z] ", mail[0].replace(" @ ", "@"), re.IGNORECASE):
        return mail[0]
    spelled = re.sub(rf" {_DOT} | ?\. ?", ".", mail[2], flags=re.IGNORECASE)
    domain = _ENDS.sub(lambda end: f"{end[0]} ", re.sub(r"\.kom\b", ".com", spelled), count=1)
    return f"{_name(mail[1])}@{domain}"


def _as_link(link: re.Match[str]) -> str:
    return (
        re.sub(rf" {_DOT} ", ".", link[1], flags=re.I) + "/" + _name(re.sub(rf" {_SLASH} ", "/", link[2], flags=re.I))
    )


def _closed(link: re.Match[str]) -> str:
    """Without blanks, where they stand on both sides of a dot or dash."""
    return _APART.sub(r"\1", link[0])


def _name(name: str) -> str:
    for sign, written in _SIGNS:
        name = re.sub(sign, written, name, flags=re.IGNORECASE)
    name = _SAID_LAST.sub(lambda digits: _digits(digits[0]), name)
    first, _blank, rest = name.partition(" ")
    return first + (_digits(rest) if rest else "")


def _digits(said: str) -> str:
    return "".join(part.digits for part in parts_of(said)) or said
