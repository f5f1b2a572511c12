"""Forms as data: definitions in `catalogue/`, an engine that knows no web and no portal."""

from forms.candidates import Candidates, load_candidates
from forms.context import AddressAnswer, AddressQuery, Context, RegisterAddress, StoredFile
from forms.definition import Form, Page, Section, UnknownPage
from forms.kinds import Question
from forms.loading import (
    CATALOGUE,
    Catalogue,
    UnknownForm,
    form_from_values,
    load_form,
    load_forms,
)
from forms.outside_names import OutsideNames
from forms.sources import DataSource, SourceRegister, load_sources
from forms.stored import load_version
from forms.values import Answers, Json
from forms.yaml_file import BadForm, BadForms

__all__ = [
    "CATALOGUE",
    "AddressAnswer",
    "AddressQuery",
    "Answers",
    "BadForm",
    "BadForms",
    "Candidates",
    "Catalogue",
    "Context",
    "DataSource",
    "Form",
    "Json",
    "OutsideNames",
    "Page",
    "Question",
    "RegisterAddress",
    "Section",
    "SourceRegister",
    "StoredFile",
    "UnknownForm",
    "UnknownPage",
    "form_from_values",
    "load_candidates",
    "load_form",
    "load_forms",
    "load_sources",
    "load_version",
]
