"""A text's letters, in whichever alphabet its device keeps them: where workers go, not every device writes UTF-8.

What says by a mark what it is, and what is UTF-8, is read so. Else each alphabet that can read the whole is tried, and
the one in which most of its letters are common ones is believed (docs/adr/0061 says how that was measured).
"""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable

TWO_BYTES = ("utf-16-le", "utf-16-be")
# Simplified and traditional Chinese, Japanese, Korean, Thai, Arabic, Vietnamese, Russian, Windows' for the west, and
# the last two letters a sign without a mark.
ENCODINGS = (
    "gb18030", "big5", "cp950", "shift_jis", "cp932", "euc_jp", "iso2022_jp", "cp949", "cp874", "cp1256", "cp1258",
    "cp1251", "cp1252", *TWO_BYTES,
)  # fmt: skip
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x1b$", "iso2022_jp"),
)
# What a letter costs that cannot be read, as often as it stands in the text.
WORST = 8
LOST = "\ufffd"
# Of the letters beyond the plain ones, so manyth may be damaged, and a text still is UTF-8.
MOST_LOST = 20
SURE = 0.5
# Blanks, ends of lines, marks of direction.
_MARKS_OF_TEXTS = ("Cf", "Zs", "Zl", "Zp")
# So much is enough to tell one from another.
ENOUGH = 64 * 1024
# The commonest letters of modern Chinese in both scripts, about two thirds of any text, with those of a worker's story.
COMMON_CHINESE = frozenset(
    "的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡"
    "用道行所然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军軍"
    "者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并物手应應向头頭文体體政美相见見被利"
    "什二等产產或新己制身果加西月话話合回特代内信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走各入几幾口认"
    "認平系气氣题題活更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建做接必场場件计計期市直德资資命山金指许許区區保至队隊形社"
    "便空决決治展马馬司五基眼书書非则則听聽白却卻界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据程北边邊死张張该該交规規"
    "万萬取拉格望觉覺术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運请請您哪吗嗎吧呢号號钱錢护護照证證签簽船公司板闆工薪元天"
    "早晚朋友谢謝再打電話帮幫助需联聯系繫老板带送收到明天今天没有柬埔寨台湾臺灣印尼雇僱主合同契约約扣押走"
)
COMMON_KOREAN = frozenset(
    "이다는을가에하고의지사기아나로은도를대한서어요니습그리시일해있자들것라만여거인수정제전주게보부면과와안오스무장았었했없우상구원모동말"
    "때저소유생마경내더당물방비조음속저회급월권받못돈집신국공연선문심교화성세관실물간감체행계적입출으까네세님씨중분위야된될할함합"
)
COMMON_THAI = frozenset("านรอกเงมยลวดทตสคปหบแจพชขไใโผะิีุู่้์ัำ็าถนธศณญซฟฐษ")
_QUOTES = "“”‘’…–—\u00a0"


def text_of(content: bytes) -> str:
    """The letters. What is in no alphabet that we know comes with signs for what could not be read."""
    for mark, encoding in MARKS:
        if content.startswith(mark) or (encoding == "iso2022_jp" and mark in content[:ENOUGH]):
            return content.decode(encoding, "replace")
    return content.decode(likely_encoding(content[:ENOUGH]), "replace")


def likely_encoding(sample: bytes) -> str:
    """UTF-8 where that reads it, or nearly all: no other alphabet's text is that by accident. Else the likeliest."""
    text = sample.decode("utf-8", "replace")
    strange = sum(not letter.isascii() for letter in text)
    if text.removesuffix(LOST).count(LOST) * MOST_LOST > strange:
        return max(ENCODINGS, key=lambda encoding: _likelihood(sample, encoding))
    if _is_plain(text):
        return "utf-8"
    likeliest = max(TWO_BYTES, key=lambda encoding: _likelihood(sample, encoding))
    return likeliest if _likelihood(sample, likeliest) >= SURE else "utf-8"


def _likelihood(sample: bytes, encoding: str) -> float:
    """Up to 1, how common in writing is what is beyond plain letters; far below 0 where it cannot be read."""
    text = sample.decode(encoding, "replace").removesuffix(LOST)
    strange = [place for place, letter in enumerate(text) if not letter.isascii()]
    lost = text.count(LOST) + sum(not _is_plain(letter) for letter in text)
    if not strange:
        return 0.5 - WORST * lost
    weigh = _WEIGHTS.get(encoding, _western)
    common = sum(weigh(text[place]) * _fits(text, place) for place in strange)
    return common / len(strange) - WORST * lost / len(text)


def _fits(text: str, place: int) -> float:
    """Whether a letter stands in a word of its own script: an accent among plain letters, and no other script there."""
    beside = text[max(place - 1, 0) : place] + text[place + 1 : place + 2]
    is_among_plain = any(letter.isascii() and letter.isalpha() for letter in beside)
    letter = text[place]
    if not letter.isalpha() and unicodedata.combining(letter) == 0:
        return 1
    if _western(letter):
        return 1 if is_among_plain else 0.6
    return 0.3 if is_among_plain and letter < "\u3000" else 1


def _is_plain(text: str) -> bool:
    """No control but those of lines, and nothing that stands for no letter in any script."""
    return all(
        letter.isprintable() or letter in "\t\n\f\r" or unicodedata.category(letter) in _MARKS_OF_TEXTS
        for letter in text
    )


def _chinese(letter: str) -> float:
    if "\u4e00" <= letter <= "\u9fff":
        return 1 if letter in COMMON_CHINESE else 0.45
    return _in_eastern_marks(letter)


def _japanese(letter: str) -> float:
    if "\u3040" <= letter <= "\u30ff":
        return 1
    return 0.45 if "\u4e00" <= letter <= "\u9fff" else _in_eastern_marks(letter)


def _korean(letter: str) -> float:
    if "\uac00" <= letter <= "\ud7a3":
        return 1 if letter in COMMON_KOREAN else 0.5
    return 0.1 if "\u4e00" <= letter <= "\u9fff" else _in_eastern_marks(letter)


def _in_eastern_marks(letter: str) -> float:
    """Their commas, brackets and wide letters."""
    return 0.8 if "\u3000" <= letter <= "\u303f" or "\uff00" <= letter <= "\uff5e" or letter in "“”‘’…—·" else 0


def _thai(letter: str) -> float:
    if "\u0e00" <= letter <= "\u0e7f":
        return 0.95 if letter in COMMON_THAI else 0.2
    return 0.3 if letter in _QUOTES else 0


def _russian(letter: str) -> float:
    """Capitals within words are what other alphabets look like in this one."""
    return 0.9 if "\u0430" <= letter <= "\u044f" else 0.4 if "\u0410" <= letter <= "\u042f" else 0


def _between(first: str, last: str) -> Callable[[str], float]:
    return lambda letter: 0.9 if first <= letter <= last else 0.3 if letter in _QUOTES else 0


def _western(letter: str) -> float:
    """Accents, small ones before all, and the marks that writing programs put."""
    if letter in "“”‘’…–—•·°«»¿¡€£\u00a0\u200b\u200e":
        return 0.7
    return 0.85 if "ß" <= letter <= "ÿ" and letter != "÷" else 0.5 if "À" <= letter <= "Þ" and letter != "×" else 0


def _two_bytes(letter: str) -> float:
    """Any script: what is read two by two by mistake is rare signs of many scripts at once."""
    eastern = max(_chinese(letter), _japanese(letter), _korean(letter))
    others = max(_arabic(letter), _thai(letter), _russian(letter), _western(letter))
    return max(eastern, others)


_arabic = _between("\u0600", "\u06ff")
_WEIGHTS: dict[str, Callable[[str], float]] = {
    "gb18030": _chinese, "big5": _chinese, "cp950": _chinese, "shift_jis": _japanese, "cp932": _japanese,
    "euc_jp": _japanese, "iso2022_jp": _japanese, "cp949": _korean, "cp874": _thai, "cp1256": _arabic,
    "cp1251": _russian, "utf-16-le": _two_bytes, "utf-16-be": _two_bytes,
}  # fmt: skip
