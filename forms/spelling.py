"""One spelling for what people type or paste, whatever keyboard or program it came from.

`free_text` keeps what was typed; `one_line` takes off what nobody sees; `code` also writes digits,
letters, dashes and quotes in the one way in which numbers, dates and addresses are read.
"""

import re
import unicodedata

_NEW_LINE = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]"
    "|["
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
"""PostgreSQL refuses NUL in JSON, XML and Typst refuse more; none of them can be seen."""
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001]"
    "|(?<![\u0590-\u1fff\u2190-\U000e00ff])[\u200c\u200d]+"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0020-\U000e007f]+"
)
"""Joiners stay behind signs that they can join: names in Persian or Hindi, and emoji. So do the
tags of a flag."""
_BLANK = re.compile(
    r"[\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001bca0-\U0001bca3"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e0fff]*"
)
_SELECTORS = re.compile("[\u200c\u200d\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef]")
_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
"""All of Unicode's category Zs but the usual one."""
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
_DASH_IN_CODE = re.compile(f"(?<=\\w)[{_DASHES}](?=\\w)")
_LIKE_ASCII = str.maketrans(
    dict.fromkeys(_DASHES, "-")
    | dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"')
    | dict.fromkeys("\u2044\u2215\u29f8", "/")
    | dict.fromkeys("\u066b\u060c\u3001", ",")
    | {"\u066c": ".", "\u3002": "."}
)
_FULL_WIDTH = {point: point - 0xFEE0 for point in range(0xFF01, 0xFF5F)}
_LAST_KEPT = 0xFFFF
"""Of the rarer planes nothing is kept: there are a million signs."""
_SAME_LETTERS = ("<wide>", "<narrow>", "<font>", "<noBreak>")
_LIGATURES = range(0xFB00, 0xFB07)


def free_text(text: str) -> str:
    """Text on several lines as it was typed: NFC, no control characters, no ends.

    Empty where there is nothing to see.
    """
    text = _NEW_LINE.sub("\n", text)
    text = unicodedata.normalize("NFC", _CONTROL.sub("", text)).strip()
    return "" if _BLANK.fullmatch(text) else text


def one_line(text: str) -> str:
    """Text on one line, without what can't be seen; any script and emoji stay.

    Single spaces, letters of full width as others, and a hyphen for any dash inside a word.
    """
    if text.isascii():
        return " ".join(_CONTROL.sub("", _NEW_LINE.sub("\n", text)).split())
    text = " ".join(_UNSEEN.sub("", free_text(text)).split())
    text = _DASH_IN_CODE.sub("-", text.translate(_FULL_WIDTH))
    return "" if _BLANK.fullmatch(text) else unicodedata.normalize("NFC", text)


def plain_spaces(text: str) -> str:
    """The same with a usual space for each that only looks otherwise: `€ 1.234,56`, no break in it.

    For data: what searches or compares it knows no other. New lines and tabs stay.
    """
    return _SPACES.sub(" ", text)


def code(text: str) -> str:
    """What is read as a number, a date or an address, in ASCII as far as it goes.

    Digits of any script become 0 to 9. Signs that mean something else, such as `½` or `²`, stay.
    """
    text = one_line(text)
    if text.isascii():
        return text
    text = _SELECTORS.sub("", text).translate(_LIKE_ASCII)
    return " ".join(text.translate(_PLAIN).split())


class _Plain(dict[int, str]):
    """Code point → how `code` writes it; worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        plain = _plain(chr(point))
        if point <= _LAST_KEPT:
            self[point] = plain
        return plain


_PLAIN = _Plain()


def _plain(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    return _narrow(sign)


def _narrow(sign: str) -> str:
    """The usual form of a letter of another width or font, and of a ligature."""
    is_same = unicodedata.decomposition(sign).startswith(_SAME_LETTERS) or ord(sign) in _LIGATURES
    return unicodedata.normalize("NFKC", sign) if is_same else sign
