"""Search in sentences: "ik ga verhuizen met mijn gezin" finds the form for moving.

What something is called and what people call it (its words) weigh most; a word that few things have
weighs more than one that many have. A word that fits nothing as it is written is held against all
words for a typo. Some hundred things: an index in memory will do.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log1p

from rapidfuzz import process
from rapidfuzz.distance import OSA

from portal.features.home.spelling import key_of, words_of

MOST_RESULTS = 8
TITLE_WEIGHT, WORDS_WEIGHT, SUMMARY_WEIGHT = 3.0, 2.5, 1.0
SAME, BEGINS_ALIKE, WITHIN, MISSPELT = 1.0, 0.8, 0.5, 0.6
"""How much of its weight a word has that fits in this way."""
SHORTEST_BEGINNING, SHORTEST_PART = 4, 5
"""Letters of a word that another may begin with, or have in it."""
TYPOS = ((8, 2), (5, 1))
"""(length, most letters that may be other ones): of the first that is no longer than the word."""
LEAST_SHARE = 0.4
"""What scores less than this part of the best is no answer to what was typed."""
WHOLE_PHRASE = 2.0
"""What it adds that somebody typed all of what something is called."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """Something that a search finds: `key` names it, each of its texts has a weight."""

    key: str
    texts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SearchVocabulary:
    """Keys of words that say nothing, and of those that count only by themselves."""

    skipped: frozenset[str]
    general: frozenset[str]

    @classmethod
    def of(cls, skipped: Iterable[str], general: Iterable[str]) -> "SearchVocabulary":
        """These words as a search compares them; the skipped ones count as they are written."""
        return cls(frozenset(skipped), frozenset(key_of(word) for word in general))

    def keys_of(self, text: str) -> list[str]:
        """The keys of the words that matter, in their order."""
        return [key_of(word) for word in words_of(text) if word not in self.skipped]


class SearchIndex:
    """All that can be found, by the keys of its words."""

    def __init__(self, entries: Sequence[SearchEntry], vocabulary: SearchVocabulary) -> None:
        self._vocabulary = vocabulary
        self._entries = [entry.key for entry in entries]
        self._weights: dict[str, dict[int, float]] = defaultdict(dict)
        self._phrases: list[tuple[int, frozenset[str]]] = []
        for number, entry in enumerate(entries):
            self._add(number, entry)

    def search(self, query: str) -> list[str]:
        """Keys of what fits the sentence, best first; empty where nothing fits."""
        keys = self._telling(self._vocabulary.keys_of(query))
        scores: dict[int, float] = defaultdict(float)
        for fits in map(self._fits, keys):
            rareness = log1p(len(self._entries) / len(fits)) if fits else 0
            for number, weight in fits.items():
                scores[number] += rareness * weight
        for number in self._called(keys) & scores.keys():
            scores[number] += WHOLE_PHRASE
        least = LEAST_SHARE * max(scores.values(), default=0)
        best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
        return [self._entries[number] for number, score in best[:MOST_RESULTS] if score >= least]

    def _add(self, number: int, entry: SearchEntry) -> None:
        for text, weight in entry.texts:
            keys = self._vocabulary.keys_of(text)
            for key in keys:
                weights = self._weights[key]
                weights[number] = max(weights.get(number, 0), weight)
            if weight > SUMMARY_WEIGHT:
                self._phrases.append((number, frozenset(keys)))

    def _telling(self, keys: Sequence[str]) -> list[str]:
        """The words that tell things apart; all of them where there are no such words."""
        joined = [first + second for first, second in pairwise(keys)]
        keys = [*dict.fromkeys(keys), *(key for key in joined if key in self._weights)]
        return [key for key in keys if key not in self._vocabulary.general] or keys

    def _called(self, keys: Iterable[str]) -> set[int]:
        said = frozenset(keys)
        return {number for number, phrase in self._phrases if phrase and phrase <= said}

    def _fits(self, key: str) -> Mapping[int, float]:
        """By number of an entry: the weight of its word that fits this one best."""
        ways = list(self._alike(key))
        if (key, SAME) not in ways:
            ways += self._misspelt(key)
        fits: dict[int, float] = {}
        for word, share in ways:
            for number, weight in self._weights[word].items():
                fits[number] = max(fits.get(number, 0), share * weight)
        return fits

    def _alike(self, key: str) -> Iterator[tuple[str, float]]:
        if key.isdigit():  # another number is another thing
            yield from ((word, SAME) for word in self._weights if word == key)
            return
        for word in self._weights:
            shorter, longer = sorted((word, key), key=len)
            if word == key:
                yield word, SAME
            elif len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter):
                yield word, BEGINS_ALIKE * len(shorter) / len(longer)
            elif len(shorter) >= SHORTEST_PART and shorter in longer:
                yield word, WITHIN

    def _misspelt(self, key: str) -> Iterator[tuple[str, float]]:
        typos = next((typos for length, typos in TYPOS if len(key) >= length), 0)
        if typos and not key.isdigit():
            near = process.extract(
                key, list(self._weights), scorer=OSA.distance, score_cutoff=typos, limit=None
            )
            yield from ((word, MISSPELT) for word, _distance, _place in near)
