"""What makes a text harder than B1: a floor, not a proof.

Words and their replacements stand in `translations/words.toml`.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

from portal.once import made_once
from portal.resources import resource

MOST_WORDS, LONGEST_WORD = 20, 18
MOST_COMMAS = 2
_IN_A_LIST = 3
"""Words of one thing among others in a sentence."""
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+")
SENTENCE = re.compile(r"(?<=[.?!:…])\s+")
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
NOT_U = re.compile(r"\b(je|jij|jou|jouw|jullie)\b", re.IGNORECASE)
PASSIVE = re.compile(r"\b(wordt|worden|werd|werden)\b[^.?!]*\bdoor\b", re.IGNORECASE)
PASSIVE_TURNED = re.compile(r"\bdoor\b[^.?!]*\b(wordt|worden|werd|werden)\b", re.IGNORECASE)
BLAME = re.compile(
    r"\bu (bent|heeft)\b[^.?!]*\b(vergeten|verkeerd|fout|niet ingevuld)\b|\bverkeerde?\b"
    r"|\bu mag (dit|dat|hier)? ?niet\b|\bverplicht veld\b|\bmisbruik\b",
    re.IGNORECASE,
)
SHOUT = re.compile(r"!.*!|\b[A-Z]{5,}\b")


@made_once
def word_lists() -> dict[str, Any]:
    """The lists of `translations/words.toml` by their name."""
    return tomllib.loads(resource("translations/words.toml").read_text("utf-8"))


@made_once
def banned() -> list[tuple[re.Pattern[str], str, str]]:
    """(pattern, word, what to write instead) of each word that we don't use."""
    words: dict[str, str] = {**word_lists()["instead"], **word_lists()["one"]}
    # A word stands alone: `indien` is not in `indienen`, and `email` not in `emailadres`.
    return [
        (re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])", re.IGNORECASE), word, better)
        for word, better in words.items()
    ]


def faults(text: str) -> list[str]:
    """What makes this text harder than B1, each with what to write instead."""
    if text in word_lists()["literal"]:
        return []
    plain = PLACEHOLDER.sub("X", ADDRESS.sub("adres", text))
    found = [f"{word}: write {better}" for look, word, better in banned() if look.search(plain)]
    found += [f for sentence in SENTENCE.split(plain) for f in _faults_in_sentence(sentence)]
    found += [
        f"{word}: too long, or explain it"
        for word in WORD.findall(plain)
        if len(word) > LONGEST_WORD and word.lower() not in word_lists()["explained"]
    ]
    return found


def _faults_in_sentence(sentence: str) -> Iterator[str]:
    size = len(sentence.split())
    if size > MOST_WORDS:
        yield f"{size} words: make two sentences"
    if sentence.count(",") > MOST_COMMAS and not _is_list(sentence):
        yield "too many commas: make two sentences"
    if PASSIVE.search(sentence) or PASSIVE_TURNED.search(sentence):
        yield "passive: say who does it"
    if NOT_U.search(sentence):
        yield "say u"
    if BLAME.search(sentence):
        yield "blames the resident: say what to do"
    if SHOUT.search(sentence):
        yield "shouts"


def _is_list(sentence: str) -> bool:
    # Things that stand next to each other may have commas: "adres, datum en handtekening".
    return all(len(part.split()) <= _IN_A_LIST for part in sentence.split(",")[1:-1])
