"""The kinds of question that there are. A new kind is one line in `KINDS`."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from forms.kinds.about import AboutField, AboutQuestion, is_still_about, show_about
from forms.kinds.address import AddressField, AddressQuestion, record_address, show_address
from forms.kinds.amount import (
    MoneyField,
    MoneyQuestion,
    NumberField,
    NumberQuestion,
    show_money,
    show_number,
)
from forms.kinds.base import BaseQuestion, Kind
from forms.kinds.calculation import (
    CalculationField,
    CalculationQuestion,
    show_calculation,
    work_out,
)
from forms.kinds.choice import ChoiceField, ChoiceQuestion, show_choice
from forms.kinds.consent import ConsentField, ConsentQuestion, is_of_now, is_offered, show_consent
from forms.kinds.data_choice import DataChoiceField, DataChoiceQuestion, show_data_choice
from forms.kinds.date import DateField, DateQuestion, is_within, record_date, show_date
from forms.kinds.fetched import FetchedField, FetchedQuestion, is_fresh, show_fetched
from forms.kinds.file import FileField, FileQuestion, show_file
from forms.kinds.known import KnownField, KnownQuestion, show_nothing
from forms.kinds.people import PeopleField, PeopleQuestion, show_people
from forms.kinds.place import PlaceField, PlaceQuestion, show_place
from forms.kinds.text import (
    EmailField,
    EmailQuestion,
    PhoneField,
    PhoneQuestion,
    TextAreaField,
    TextAreaQuestion,
    TextField,
    TextQuestion,
    show_phone,
    show_text,
)
from forms.values import ValueType as Type

KINDS: dict[str, Kind] = {
    "text": Kind(TextQuestion, TextField, show_text, "text", Type.TEXT),
    "textarea": Kind(TextAreaQuestion, TextAreaField, show_text, "textarea", Type.TEXT),
    "email": Kind(EmailQuestion, EmailField, show_text, "email", Type.TEXT),
    "phone": Kind(PhoneQuestion, PhoneField, show_phone, "phone", Type.TEXT),
    "choice": Kind(ChoiceQuestion, ChoiceField, show_choice, "choice", Type.TEXT),
    "people": Kind(PeopleQuestion, PeopleField, show_people, "people", Type.LIST),
    "date": Kind(DateQuestion, DateField, show_date, "date", Type.DATE, record_date, is_within),
    "address": Kind(
        AddressQuestion, AddressField, show_address, "address", Type.OBJECT, record_address
    ),
    "file": Kind(FileQuestion, FileField, show_file, "file", Type.LIST),
    "place": Kind(PlaceQuestion, PlaceField, show_place, "place", Type.OBJECT),
    "known": Kind(KnownQuestion, KnownField, show_nothing, "known", None),
    "about": Kind(
        AboutQuestion,
        AboutField,
        show_about,
        "about",
        Type.OBJECT,
        accepts=is_still_about,
        by_resident=False,
    ),
    "consent": Kind(
        ConsentQuestion, ConsentField, show_consent, "consent", None, None, is_of_now, is_offered
    ),
    "money": Kind(MoneyQuestion, MoneyField, show_money, "money", Type.MONEY),
    "number": Kind(NumberQuestion, NumberField, show_number, "text", Type.NUMBER),
    "data_choice": Kind(
        DataChoiceQuestion, DataChoiceField, show_data_choice, "data_choice", Type.TEXT
    ),
    "fetched": Kind(
        FetchedQuestion,
        FetchedField,
        show_fetched,
        "fetched",
        Type.LIST,
        accepts=is_fresh,
        by_resident=False,
    ),
    "calculation": Kind(
        CalculationQuestion,
        CalculationField,
        show_calculation,
        "calculation",
        Type.OBJECT,
        compute=work_out,
        by_resident=False,
    ),
}

if TYPE_CHECKING:
    Question = BaseQuestion
else:
    Question = Annotated[
        reduce(or_, (kind.model for kind in KINDS.values())), Field(discriminator="kind")
    ]
