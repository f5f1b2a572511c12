"""Long lists to search in: countries and nationalities, in the language of the reader."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from forms import nationalities
from forms.context import Context
from forms.countries import COUNTRY_CODES, OTHER_NAMES, countries

_MORE_NAMES: dict[str, tuple[str, ...]] = {
    "AE": ("Emiraten", "VAE", "Dubai", "Abu Dhabi"),
    "BA": ("Bosnië", "Bosnië-Herzegovina"),
    "BQ": ("Bonaire", "Sint Eustatius", "Saba"),
    "CD": ("Congo", "Democratische Republiek Congo", "Zaïre"),
    "CG": ("Congo", "Republiek Congo"),
    "CI": ("Côte d'Ivoire",),
    "CV": ("Cabo Verde",),
    "GB": ("VK",),
    "IR": ("Perzië",),
    "KG": ("Kirgistan", "Kirgizstan"),
    "KP": ("Korea",),
    "KR": ("Korea",),
    "MD": ("Moldova",),
    "MO": ("Macau", "Macao"),
    "RU": ("Russische Federatie",),
    "SX": ("St. Maarten",),
    "TL": ("Timor",),
    "US": ("Verenigde Staten van Amerika",),
}
"""Of countries; one name can be of two, which a search may find and `OTHER_NAMES` may not."""
_USUAL = ("NL", "TR", "MA", "SR", "PL", "DE", "BE")
"""Countries where most residents of the Netherlands or their parents were born."""
_MOST_CHARACTERS = 100
_SHORTEST_PART = 3
"""Of a name, from its middle."""
_LIKENESS = 0.75
_LETTERS = str.maketrans({"\u0131": "i", "ø": "o", "ł": "l", "đ": "d"})
_NO_LETTER = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class ListItem:
    """One thing of a list: what is stored, what is shown, and all names by which it is found."""

    value: str
    label: str
    words: tuple[str, ...]
    """In one spelling, see `spelled_plainly`."""

    @classmethod
    def of(cls, value: str, label: str, *others: str) -> "ListItem":
        """The item with these other names."""
        return cls(value, label, tuple(dict.fromkeys(map(spelled_plainly, (label, *others)))))


@dataclass(frozen=True, slots=True)
class NamedList:
    """A list that comes with the portal."""

    items: Callable[[Context], tuple[ListItem, ...]]
    """In the language of this context, by the label."""
    values: frozenset[str]
    usual: tuple[str, ...]
    """The values that most people choose."""


def spelled_plainly(text: str) -> str:
    """Without what people leave out: capitals, diacritics, dashes and dots."""
    apart = unicodedata.normalize("NFKD", text[:_MOST_CHARACTERS]).casefold().translate(_LETTERS)
    letters = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _NO_LETTER.sub(" ", letters).strip()


def named_exactly(text: str, items: Iterable[ListItem]) -> tuple[ListItem, ...]:
    """Those with this name; more than one where it is the name of several."""
    name = spelled_plainly(text)
    return tuple(item for item in items if name in item.words)


def search(text: str, items: Sequence[ListItem]) -> tuple[ListItem, ...]:
    """Those that may be meant, the likeliest first; where there are none, those like it."""
    text_sought = spelled_plainly(text)
    if not text_sought:
        return ()
    ranks = ((_rank(text_sought, item), item) for item in items)
    fitting = sorted(((rank, item) for rank, item in ranks if rank is not None), key=_first)
    return tuple(item for _, item in fitting) or _alike(text_sought, items)


def _first(ranked: tuple[int, ListItem]) -> int:
    return ranked[0]


def _rank(typed: str, item: ListItem) -> int | None:
    """0 for the name itself, 1 for how it begins, 2 for one of its words, 3 for its middle."""
    if typed in item.words:
        return 0
    if any(word.startswith(typed) for word in item.words):
        return 1
    if any(f" {typed}" in word for word in item.words):
        return 2
    is_part = len(typed) >= _SHORTEST_PART and any(typed in word for word in item.words)
    return 3 if is_part else None


def _alike(typed: str, items: Sequence[ListItem]) -> tuple[ListItem, ...]:
    owners = {word: item for item in items for word in item.words}
    near = difflib.get_close_matches(typed, owners, n=5, cutoff=_LIKENESS)
    return tuple(dict.fromkeys(owners[word] for word in near))


def _countries(context: Context) -> tuple[ListItem, ...]:
    return _countries_in(context.locale)


@lru_cache(maxsize=16)
def _countries_in(locale: str) -> tuple[ListItem, ...]:
    dutch, english = dict(countries("nl")), dict(countries("en"))
    return tuple(
        ListItem.of(code, name, dutch[code], english[code], *_other_names(code))
        for code, name in countries(locale)
    )


def _other_names(code: str) -> tuple[str, ...]:
    others = (name for name, of in OTHER_NAMES.items() if of == code)
    return (*others, *_MORE_NAMES.get(code, ()))


def _nationalities(context: Context) -> tuple[ListItem, ...]:
    stateless = context.gettext("Staatloos: geen enkele nationaliteit")
    unknown = context.gettext("Onbekend")
    return (
        *_nationalities_in(context.locale),
        ListItem.of("stateless", stateless, "staatloos", "stateless"),
        ListItem.of("unknown", unknown, "onbekend", "unknown"),
    )


@lru_cache(maxsize=16)
def _nationalities_in(locale: str) -> tuple[ListItem, ...]:
    """In another language than Dutch by their country, with the Dutch word behind it."""
    dutch, own = dict(countries("nl")), dict(countries(locale))
    is_dutch = locale.startswith("nl")
    return _by_label(
        ListItem.of(
            code,
            name if is_dutch else f"{own[code]} ({name})",
            *(name, name.removesuffix("e"), dutch[code], own[code]),
            *nationalities.SYNONYMS.get(code, ()),
            *_other_names(code),
        )
        for code, name in nationalities.OF_COUNTRY.items()
    )


def _by_label(items: Iterable[ListItem]) -> tuple[ListItem, ...]:
    return tuple(sorted(items, key=lambda item: spelled_plainly(item.label)))


LISTS: dict[str, NamedList] = {
    "countries": NamedList(_countries, frozenset(COUNTRY_CODES), _USUAL),
    "nationalities": NamedList(
        _nationalities, frozenset({*nationalities.OF_COUNTRY, "stateless", "unknown"}), _USUAL
    ),
}
