"""Texts, days and sizes in one language, for whoever knows the language and has no page."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from gettext import NullTranslations

from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from babel.support import Translations

from forms.placeholders import fill
from portal.configuration.languages import LANGUAGES, Language
from portal.domain.days import AMSTERDAM, day_of, today
from portal.resources import resource
from portal.texts.labels import LABELS

FOLDER = resource("translations")
KB = 1024


@dataclass(frozen=True, slots=True)
class Words:
    """One language at work."""

    language: Language
    catalogue: NullTranslations

    def gettext(self, text: str, /, **values: object) -> str:
        """The text in this language, its placeholders (`%(name)s`) filled.

        For texts that stand in the code, as a literal; for any other `text_of`.
        """
        translated = self.catalogue.gettext(text)
        return translated % values if values else translated

    def text_of(self, text: str, /, **values: object) -> str:
        """A text that is data, as of a form, in this language: plain text, which a page escapes.

        Of its placeholders only those of `values` are filled; see `forms.placeholders`.
        """
        translated = self.catalogue.gettext(text) if text else ""
        return fill(translated, {name: str(value) for name, value in values.items()})

    def ngettext(self, one: str, several: str, /, num: int, **values: object) -> str:
        """The text for so many (`%(num)d`) in this language."""
        return self.catalogue.ngettext(one, several, num) % {"num": num, **values}

    def day(self, value: date) -> str:
        """`12 december 2026`; a moment gives its day in Amsterdam."""
        if isinstance(value, datetime):
            value = day_of(value)
        return _day(value, self.language.babel)

    def clock(self, value: datetime | time) -> str:
        """`14.05`, `14:05` in English; of a moment in Amsterdam."""
        local = value.astimezone(AMSTERDAM) if isinstance(value, datetime) else value
        return _clock(local.hour, local.minute, self.language)

    def moment(self, value: datetime) -> str:
        """`12 december 2026, 14.05 uur`."""
        _ = self.gettext
        return _("%(day)s, %(time)s uur", day=self.day(value), time=self.clock(value))

    def since(self, value: datetime) -> str:
        """A moment as short as it can be: `14.05 uur` today, else day and time."""
        _ = self.gettext
        if day_of(value) == today():
            return _("%(time)s uur", time=self.clock(value))
        return self.moment(value)

    def size(self, value: int) -> str:
        """Bytes as `2,4 MB` or `310 kB`; only nothing at all is `0 kB`."""
        if value >= KB * KB:
            return f"{format_decimal(round(value / (KB * KB), 1), locale=self.language.babel)} MB"
        return f"{round(value / KB) or int(value > 0)} kB"

    def number(self, value: int) -> str:
        """A number as `10.000`."""
        return format_decimal(value, locale=self.language.babel)

    def label(self, value: StrEnum) -> str:
        """The word for this value; a `KeyError` means that it has none yet."""
        return self.text_of(LABELS[type(value)][value])


@lru_cache
def words_in(code: str) -> Words:
    """The words of the language with this code; of Dutch where there is no such language."""
    language = LANGUAGES.get(code) or next(iter(LANGUAGES.values()))
    return Words(language, Translations.load(FOLDER, [language.code]))


@lru_cache(maxsize=4096)
def _clock(hour: int, minute: int, language: Language) -> str:
    return format_time(time(hour, minute), language.clock, locale=language.babel)


@lru_cache(maxsize=4096)
def _day(value: date, locale: str) -> str:
    return format_date(value, "d MMMM y", locale=locale)
