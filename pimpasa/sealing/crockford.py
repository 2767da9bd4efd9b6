"""Crockford's base 32: no letter that looks like a digit, none that is misheard, a check symbol at the end."""

import unicodedata

from pimpasa.sealing.errors import MalformedCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK_ALPHABET = ALPHABET + "*~$=U"
_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_CHECK_VALUES = {symbol: value for value, symbol in enumerate(CHECK_ALPHABET)} | {"O": 0, "I": 1, "L": 1}


def encode(number: int, symbols: int) -> str:
    """A number as `symbols` symbols, without check."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(symbols)))


def check_symbol(number: int) -> str:
    """The symbol that finds every single wrong symbol and most swaps: the number modulo 37."""
    return CHECK_ALPHABET[number % 37]


def decode(text: str, symbols: int) -> int:
    """The number in what somebody typed: `symbols` symbols and the check symbol.

    Case, spaces, dashes, full-width forms and look-alikes (O, I, L) are forgiven. Raises MalformedCode.
    """
    plain = normalise(text)
    if len(plain) != symbols + 1:
        raise MalformedCode("length")
    if any(symbol not in _VALUES for symbol in plain[:-1]) or plain[-1] not in _CHECK_VALUES:
        raise MalformedCode("character")
    number = 0
    for symbol in plain[:-1]:
        number = number << 5 | _VALUES[symbol]
    if number % 37 != _CHECK_VALUES[plain[-1]]:
        raise MalformedCode("check")
    return number


def normalise(text: str) -> str:
    """Upper case without what people put between groups."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(character for character in folded if character.isalnum() or character in "*~$=")


def grouped(plain: str, size: int = 4) -> str:
    """In groups joined by dashes; a single last symbol joins the group before it."""
    groups = [plain[start : start + size] for start in range(0, len(plain), size)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return "-".join(groups)
