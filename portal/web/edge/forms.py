"""Small forms of our own pages; those of the catalogue are made by `forms.fields`."""

from typing import Any
from uuid import UUID

from flask_babel import get_locale
from wtforms import Field, Form, IntegerField, StringField
from wtforms.form import BaseForm
from wtforms.meta import DefaultMeta
from wtforms.widgets import HiddenInput

from portal.web.edge.paths import HOME, safe_path


class HtmlForm(Form):
    """Fields that a page sends, with the library's messages in the page's language.

    Whether a form comes from us (CSRF) is asked once for all, by the app.
    """

    class Meta(DefaultMeta):
        """What all our forms have in common."""

        def get_translations(self, form: BaseForm) -> Any:
            """The library's words in the language of the page."""
            self.locales = [str(get_locale())]
            return super().get_translations(form)


class TextField(StringField):
    """A text; empty where none was sent."""

    data: str

    def __init__(self, default: str = "", **wtforms: Any) -> None:
        super().__init__(default=default, **wtforms)


class PathField(TextField):
    """A path on this site; anything else counts as `default`."""

    data: str

    def __init__(self, default: str = HOME, **wtforms: Any) -> None:
        usual = [lambda text: safe_path(text, default)]
        super().__init__(default, **{"filters": usual, **wtforms})


class UuidField(Field):
    """A UUID; None where there is none."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the first value; what is no UUID is none."""
        try:
            self.data = UUID(valuelist[0]) if valuelist else None
        except ValueError:
            self.data = None


FARTHEST_PAGE = 100_000
"""No list has so many pages; an outside system is asked for none after it."""


class PageNumber(HtmlForm):
    """Which page of a long list, from the address; what makes no sense there is the first."""

    pagina = IntegerField(default=1)

    @property
    def number(self) -> int:
        """The number, from 1 to `FARTHEST_PAGE`, where nobody knows yet which page is the last."""
        return self.within(FARTHEST_PAGE)

    def within(self, last: int) -> int:
        """The number, from 1 to `last`."""
        return min(max(1, self.pagina.data or 1), last)


class KeyForm(HtmlForm):
    """The key of the page, so that sending twice is sending once."""

    key = UuidField()
