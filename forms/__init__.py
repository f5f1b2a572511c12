"""Forms as data: definitions in `catalogue/`, an engine that knows no web and no portal."""

from forms.context import Address, AddressAnswer, AddressQuery, Context, StoredFile
from forms.definition import Form, Page, Section, UnknownPage
from forms.kinds import Question
from forms.loading import CATALOGUE, Catalogue, UnknownForm, form_from_source, load_form
from forms.source import BadForm
from forms.sources import SOURCES, DataSource
from forms.values import Answers, Json

__all__ = [
    "CATALOGUE",
    "SOURCES",
    "Address",
    "AddressAnswer",
    "AddressQuery",
    "Answers",
    "BadForm",
    "Catalogue",
    "Context",
    "DataSource",
    "Form",
    "Json",
    "Page",
    "Question",
    "Section",
    "StoredFile",
    "UnknownForm",
    "UnknownPage",
    "form_from_source",
    "load_form",
]
