"""How people write what machines shall not read: other scripts, emoji, a dot in words, an address in pieces."""

from __future__ import annotations

import re
import unicodedata

from pimpasa.linking.identifiers.alike import undisguised, unmasked
from pimpasa.linking.identifiers.corrections import corrected, turned
from pimpasa.linking.identifiers.spelled import respelled
from pimpasa.linking.identifiers.telling import spoken
from pimpasa.linking.plain import bounded

# A key of a telephone as an emoji is a digit, a variation selector and a frame around it (UTS #51, keycap sequence).
# Cyrillic letters that look like Latin ones.
_TWINS = str.maketrans("АВЕЅІЈКМНОРСТХаеѕіјорсух", "ABESIJKMHOPCTXaesijopcyx")
# Signs that people put in the place of a nought, and small capitals; Greek letters that look like Latin ones.
_TWINS |= str.maketrans("ØøθΘ○◯⭕\U0001f17e\U0001f10b\U0001f10c", "0000000000") | str.maketrans(
    "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "abcdefghijklmnoprstuvwyz"
)
_TWINS |= str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEZHIKMNOPTYXo")
_FRAMES = frozenset("\ufe0e\ufe0f\u20e3")
# Letters in a filled circle or square, which NFKC leaves as they are (Enclosed Alphanumeric Supplement).
_FILLED = {start + place: ord("A") + place for start in (0x1F150, 0x1F170) for place in range(26)}
# Pictures between two groups of a number.
_PICTURED = re.compile(r"(?<!\d)(\+?\d{2,5}) ?[^\w\s\x00-\x7f]{1,3} ?(?=\d{2,5}(?!\d))")
_ENDING = (
    r"(?:com|net|org|info|id|me|ly|gle|gl|gg|ee|xyz|site|online|shop|store|link|page|app|io|co|my|sg|top|vip|club)"
)
_MAIL = r"gmail|yahoo|ymail|outlook|hotmail|icloud|proton|protonmail"
_AT = r"(?:@|at|et|a keong|keong)"
_DOT = r"(?:\.|dot|titik|ttk)"
_PLATFORM = r"ig|instagram|insta|tele|telegram|tiktok|tik tok|fb|facebook|twitter|threads|line"
_SIGN = r"[\-_#*~]{1,2}"
_BRACKET = r" ?[\[\](){}<>|]{1,2} ?[\[({<]?"
_END = r"belakang(?:nya)?|akhir(?:nya|an)?|terakhir(?:nya)?|ujung(?:nya)?|buntut(?:nya)?"
# Each is a way to hide a dot, an at or an underscore, or to break an address, and what it stands for.
_VEILS = (
    (re.compile(r"\bh(?:xx|\*\*)p(s?)(?= ?\[?:)", re.IGNORECASE), r"http\1"),
    (re.compile(r"\[:\](?=//)"), ":"),
    (re.compile(r"@{2,}"), "@"),
    # Points of a list, each a part of a number; and that a number begins with 0, said aside.
    (re.compile(r"^\d[.)] (?=\d{3,5}$)", re.MULTILINE), ""),
    (
        re.compile(
            r" ?\((?:depannya|ngarepe|pakai|pake|tambah|nganggo|kasih) (?:angka )?(?:nol|0|kosong)(?: [a-z ]{2,14})?\)",
            re.I,
        ),
        "",
    ),
    (re.compile(rf"(?<=\w)\.{{2,}}(?={_ENDING}\b)", re.IGNORECASE), "."),
    (re.compile(r" ?[\[({<] ?(?:slash|garis miring|/) ?[\])}>] ?", re.IGNORECASE), "/"),
    (
        re.compile(rf"\b({_PLATFORM})(?:[ \-]?nya)? ?(?:[\[({{] ?(?:@|at|et) ?[\])}}]|a keong) ?(?=\w)", re.IGNORECASE),
        r"\1 @",
    ),
    (re.compile(rf"\b(?:a keong|(?:pake|pakai) et) (?=[\w.]{{4,30}} (?:di|on) (?:{_PLATFORM})\b)", re.IGNORECASE), "@"),
    (
        re.compile(
            r"\b(instagram|facebook|fb|tiktok|telegram|bit|s|t|linktr|tinyurl|forms)[ ,](com|ly|id|me|ee|gle)(?= ?/)",
            re.I,
        ),
        r"\1.\2",
    ),
    (re.compile(r"(?<=chat\.whatsapp\.com/)\s(?=\w{16,})", re.IGNORECASE), ""),
    (re.compile(r"(?<=\w) (?:strip|dash|minus) (?=\w{1,30} ?(?:@|at |a keong))", re.IGNORECASE), "-"),
    (re.compile(r"(?<=\w\w) _ (?=\w)"), "_"),
    (re.compile(r"(?<=\w\.(?:ly|me|ee|id))\n(?=/\w)", re.IGNORECASE), ""),
    (re.compile(r"(?<=[a-z0-9])AT(?=[a-z0-9\-]{3,30}DOT[a-z])"), "@"),
    (re.compile(r"(?<=[a-z0-9])DOT(?=[a-z]{2,10}\b)"), "."),
    (re.compile(r" ?[\[({<] ?(?:\.|dot|titik|ttk) ?[\])}>] ?", re.IGNORECASE), "."),
    (re.compile(r" ?[\[({<] ?(?:@|at|et|a) ?[\])}>] ?", re.IGNORECASE), "@"),
    (
        re.compile(
            rf"(?<=\w) (?:dot|titik|ttk) (?=[\w.]{{1,40}}(?: (?:dot|titik|ttk) \w{{1,30}}){{0,2}} ?{_AT} "
            rf"?[\w.\-]{{3,40}} ?{_DOT})",
            re.IGNORECASE,
        ),
        ".",
    ),
    (
        re.compile(rf"(?<= at \w)(\w{{1,30}}) (?:dot|titik) (?=\w{{3,40}} (?:dot|titik) {_ENDING}\b)", re.IGNORECASE),
        r"\1.",
    ),
    (re.compile(r"(?<=\w) \. (?=\w{1,30} ?@)"), "."),
    (re.compile(r"(?<=\w) (?:dot|titik|ttk) kom\b", re.IGNORECASE), " dot com"),
    (
        re.compile(
            rf"(?<=\w)(?: {_AT}[ \n]|[ \n]?@[ \n]?)(?=(?:{_MAIL})\b[ \n]?(?:{_DOT}|,)? ?(?:com|co|me)\b)", re.IGNORECASE
        ),
        "@",
    ),
    (re.compile(rf"(?<=\w) (?:at|et|a keong) (?=[\w.\-]{{3,40}} (?:dot|titik|ttk) {_ENDING}\b)", re.IGNORECASE), "@"),
    (re.compile(r"(?<=\w) ?(?:dot|titik|ttk) ?[ck]om\b", re.IGNORECASE), ".com"),
    (re.compile(rf"(?<=@)({_MAIL})(?:\s?{_DOT}\s?| ?, ?| )(?=(?:com|co|me)\b)", re.IGNORECASE), r"\1."),
    (re.compile(rf"(?<=\w) (?:dot|titik|ttk) (?={_ENDING}\b)", re.IGNORECASE), "."),
    (
        re.compile(r"(?<![\d,./|:=])(\+?62 ?|0)(8\d{1,2}) ?([,/|:=#';\\]) ?(\d{3,4}) ?\3 ?(\d{3,5})(?!\d|[,./]\d)"),
        r"\1\2-\4-\5",
    ),
    (re.compile(r"(?<![\d,./|:=])(08\d\d)[,;/](\d{8})(?!\d|[,./]\d)"), r"\1-\2"),
    (re.compile(r"(?<![\w,./|:=])(08\d\d)[^\w\n]{1,3}(\d{4})[^\w\n]{1,3}(\d{3,4})(?![\d/]|[.,]\d)"), r"\1-\2-\3"),
    (
        re.compile(
            rf"(?<![\w,./|:=])(\+?62 ?|0)(8\d{{1,2}}){_BRACKET}(\d{{3,4}}){_BRACKET}(\d{{3,5}})(?!\d|[,./]\d)[\])}}>]?"
        ),
        r"\1\2-\3-\4",
    ),
    (
        re.compile(
            rf"\b(?:{_END}):? (\d{{3,5}})[^\d\n]{{1,25}}\b(?:depan|awal)(?:nya)?:? "
            r"((?:0|\+?62) ?8\d{1,2}[ \-]?\d{3,5})(?![\d.,])",
            re.IGNORECASE,
        ),
        r"\2 \1",
    ),
    (re.compile(r"(?<=\w) ?[\[({]_[\])}] ?(?=\w)"), "_"),
    (
        re.compile(
            rf"(?<=\w){_SIGN}(?:at|et){_SIGN}(?=[\w\-]{{3,60}} ?{_SIGN}(?:dot|titik|ttk){_SIGN}{_ENDING}\b)", re.I
        ),
        "@",
    ),
    (re.compile(rf"(?<=\w){_SIGN}(?:dot|titik|ttk){_SIGN}(?={_ENDING}\b)", re.IGNORECASE), "."),
    (re.compile(r"(?<=\w\w\w\w),(?=(?:com|net|xyz)\b)", re.IGNORECASE), "."),
    (re.compile(rf"\bwww[ ,]{{1,2}}(\w[\w\-]{{2,60}})[ ,]{{1,2}}(?={_ENDING}\b)", re.IGNORECASE), r"www.\1."),
    (re.compile(rf"(?<=\w) \. (?=[\w\-]{{2,40}} \. {_ENDING} ?/)", re.IGNORECASE), "."),
    (re.compile(r"(\b(?:ig|instagram|tele|telegram|tiktok|fb)(?:nya)?:? @\w{2,20}) \. (?=\w{2})", re.I), r"\1."),
    (re.compile(r"(?<=\w) ?[\[({]?\b(?:underscore|underskor|garis bawah|undescore)\b[\])}]? ?(?=\w)", re.I), "_"),
    (re.compile(rf"(?<=\w)(?: \. ?|\. |\n\.|\.\n)(?={_ENDING} ?/ ?[\w+])", re.IGNORECASE), "."),
    (re.compile(rf"(?<=\w\.)({_ENDING})(?: / ?|/ )(?=[\w+])", re.IGNORECASE), r"\1/"),
    (re.compile(r"(?<=\w) (?:garis miring|slash) (?=\w)", re.IGNORECASE), "/"),
)


# One letter after another with a blank between, or with a dot.
_SPREAD = re.compile(
    r"(?<!\S)(?:[^\s\d.] ){1,3}(?:[^\s] ){3,60}[^\s](?!\S)|(?<![\w.])(?:[A-Za-z]\.){3,30}[A-Za-z](?![\w.])"
)
_LETTERS_OF_A_WORD = 4
_PLATE = re.compile(r"[A-Za-z]{1,2}\d{1,4}[A-Za-z]{1,3}")
# An address of e-mail with blanks around its at and its dots.
_SPREAD_ADDRESS = re.compile(
    r"(?<!\S)[\w.\-]{2,60} ?@ ?[\w\-]{3,40}(?: ?\. ?(?:co|or|web|my|ac|sch))? ?\. ?(?:com|net|org|id)(?![\w/])",
    re.IGNORECASE,
)
# A mobile number digit by digit, with one and the same sign between.
_LEAPT = re.compile(r"(?<![\d/,])0([/,|:])8(?:\1\d){8,11}(?![\d/,])")


def plain(text: str) -> str:
    """The text with the digits of any script, keycap and circle as 0 to 9, and without marks that nobody sees.

    Digits that are spelled out, letters in the place of digits, and words for the signs of an address are these too.
    """
    if not text.isascii():
        text = text.replace("\N{KEYCAP TEN}", "10")
        composed = unicodedata.normalize("NFKC", bounded(text)).translate(_FILLED | _TWINS)
        text = _PICTURED.sub(r"\1-", "".join(_letter(letter) for letter in composed))
    text = unmasked(text)
    text = _SPREAD_ADDRESS.sub(_closed, _SPREAD.sub(_drawn_together, text))
    text = respelled(text)
    for veil, sign in _VEILS:
        text = veil.sub(sign, text)
    text = _LEAPT.sub(lambda number: re.sub(r"\D", "", number[0]), text)
    return undisguised(turned(spoken(corrected(text))))


def _drawn_together(letters: re.Match[str]) -> str:
    """Letter by letter with one blank or dot between: a word; a company's form stays a word of its own."""
    together = letters[0].replace(letters[0][1], "")
    form = re.match(r"(?:pt|cv)(?=[a-z]{4})", together, re.IGNORECASE)
    is_word = sum(map(str.isalpha, together)) >= _LETTERS_OF_A_WORD or _PLATE.fullmatch(together)
    return f"{form[0]} {together[2:]}" if form else together if is_word else letters[0]


def _closed(address: re.Match[str]) -> str:
    return address[0].replace(" ", "")


def _letter(letter: str) -> str:
    if letter in _FRAMES:
        return ""
    category = unicodedata.category(letter)
    if category in ("Nd", "No"):
        return str(unicodedata.digit(letter, letter))
    if category == "Cf":
        return ""
    return "-" if category == "Pd" else letter
