"""Words as they sound: what is written in another way, or with a typo, is the same word.

Residents write what they hear: `verhuissen`, `feranderen`, `trauwen`. So words are compared by a
key in which sounds that are alike are written alike, and no letter is doubled.
"""

import re
import unicodedata

SHORTEST_STEM, SHORTEST_WORD = 4, 2
ENDINGS = ("eringen", "ering", "ingen", "heden", "ing", "en", "er", "s", "e", "t", "n")
SOUNDS = (
    ("ij", "ei"),
    ("y", "ei"),
    ("ou", "au"),
    ("ph", "f"),
    ("dt", "t"),
    ("sch", "sg"),
    ("ch", "g"),
    ("c", "k"),
    ("z", "s"),
    ("v", "f"),
    ("q", "k"),
    ("x", "ks"),
)
"""Spellings of one sound, in this order."""
WORD = re.compile(r"[a-z0-9]+")
TWICE = re.compile(r"(.)\1+")


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without accents; what can be no word is left out."""
    plain = unicodedata.normalize("NFKD", text.lower())
    words = WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    return [word for word in words if _can_be_word(word)]


def key_of(word: str) -> str:
    """How the stem of a word sounds; the same for words that sound alike. A number is itself.

    So is what has two letters: those are names, such as `ww`, and no sounds.
    """
    if word.isdigit() or len(word) == SHORTEST_WORD:
        return word
    stem = _stem(word)
    for spelling, sound in SOUNDS:
        stem = stem.replace(spelling, sound)
    return TWICE.sub(r"\1", stem)


def _can_be_word(word: str) -> bool:
    """Whether it is a number, or letters that are more than one of them again and again.

    Of `auto's` and `e-mail` the single letter is none either; nor is `zzs`, which sounds as one.
    """
    if word.isdigit() or len(word) == SHORTEST_WORD:
        return True
    sounds = len(TWICE.sub(r"\1", word))
    return 2 * sounds > len(word) and len(key_of(word)) > 1


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word
