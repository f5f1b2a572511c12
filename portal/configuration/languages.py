"""The languages of the portal. Adding one here makes tests name every text that lacks it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from portal.configuration.operator_files import BadFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language that residents can choose."""

    code: str
    """As in the attribute `lang` and in the folder of its translations (BCP 47)."""
    name: str
    """In the language itself."""
    babel: str
    """Locale for days and numbers: CLDR's plain `en` writes American dates."""
    clock: str
    """Pattern of a time of the day (CLDR)."""


DUTCH = Language(code="nl", name="Nederlands", babel="nl", clock="HH.mm")
ENGLISH = Language(code="en", name="English", babel="en_GB", clock="HH:mm")
LANGUAGES = {language.code: language for language in (DUTCH, ENGLISH)}
"""By code; the first is the one in which texts are written."""


def check_texts(place: str, texts: Collection[str]) -> None:
    """Hold that a text is in Dutch, and in no language that we don't have; raises `BadFile`."""
    check_languages(place, texts)
    if DUTCH.code not in texts:
        raise BadFile(f"{place}: no {DUTCH.code}; add it")


def check_languages(place: str, codes: Iterable[str]) -> None:
    """Hold that there are only languages that we have; raises `BadFile`."""
    for code in codes:
        if code not in LANGUAGES:
            raise BadFile(f"{place}: unknown language {code}; write {', '.join(LANGUAGES)}")


def check_translations(folder: Path) -> None:
    """Hold that each language has its texts; raises `BadFile`. Without them it would show Dutch."""
    for language in LANGUAGES.values():
        texts = folder / language.code / "LC_MESSAGES" / "messages.mo"
        if language is not DUTCH and not texts.is_file():
            raise BadFile(
                f"{texts}: no such file, so {language.name} has no texts; make it with"
                " `pybabel compile -d translations` (the wheel has it)"
            )
