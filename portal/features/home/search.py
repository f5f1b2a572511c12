"""Search in sentences: "ik ga verhuizen met mijn gezin" finds the form for moving.

Words are compared by their beginnings after a light Dutch stemming; what a form is called and what
people call it (its synonyms) weigh most. Some forty products: a list in memory will do.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from forms import Form

MOST_RESULTS = 8
TITLE_WEIGHT, SYNONYM_WEIGHT, SUMMARY_WEIGHT = 3.0, 2.0, 1.0
SHORTEST_STEM = 4
ENDINGS = ("eringen", "ering", "ingen", "heden", "ing", "en", "er", "s", "e", "t", "n")
FILLERS = frozenset(
    """
    aan al alle als bij dan dat de die dit door een en er ga gaan heb hebben het hoe ik iets in is
    ja kan kunnen me met mijn moet naar niet nog of om ons onze op over te tot u uit uw van voor
    waar wat we wil willen wij worden zijn zo a an and do for have how i is my new of the to want
    with
    """.split()  # noqa: SIM905 - a paragraph of words reads better than a page of quotes
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One form with the stems by which it is found, each with its weight."""

    form: Form
    stems: dict[str, float]


def entry(form: Form, translate: Callable[[str], str]) -> Entry:
    """The entry of a form, in Dutch and in the language of the page."""
    stems: dict[str, float] = {}
    for text, weight in _texts(form):
        for words in (text, translate(text)):
            for stem in stems_of(words):
                stems[stem] = max(stems.get(stem, 0), weight)
    return Entry(form, stems)


def search(entries: Iterable[Entry], query: str) -> list[Form]:
    """The forms that fit the sentence, best first; empty where nothing fits."""
    stems = stems_of(query)
    scored = [(_score(stems, item.stems), item.form) for item in entries]
    fitting = [pair for pair in scored if pair[0] > 0]
    fitting.sort(key=lambda pair: (-pair[0], pair[1].slug))
    return [form for _score_, form in fitting[:MOST_RESULTS]]


def stems_of(text: str) -> set[str]:
    """The words that matter, without accents and endings."""
    plain = unicodedata.normalize("NFKD", text.lower())
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return {_stem(word) for word in words if word not in FILLERS}


def _texts(form: Form) -> Iterable[tuple[str, float]]:
    yield form.title, TITLE_WEIGHT
    for synonym in form.synonyms:
        yield synonym, SYNONYM_WEIGHT
    yield form.summary, SUMMARY_WEIGHT


def _score(wanted: set[str], stems: dict[str, float]) -> float:
    return sum(
        max((weight for stem, weight in stems.items() if _alike(word, stem)), default=0.0)
        for word in wanted
    )


def _alike(word: str, stem: str) -> bool:
    if word == stem:
        return True
    shortest = min(len(word), len(stem))
    return shortest >= SHORTEST_STEM and (word.startswith(stem) or stem.startswith(word))


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return _without_double(word[: -len(ending)])
    return word


def _without_double(stem: str) -> str:
    """`takk`, of `takken`, as `tak`."""
    return stem[:-1] if stem[-1] == stem[-2] and stem[-1] not in "aeiou" else stem
