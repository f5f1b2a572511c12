"""The kinds of question that there are. A new kind is one line in `KINDS`."""

from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import Field

from forms.kinds.about import AboutKind
from forms.kinds.address import AddressKind
from forms.kinds.address_abroad import AddressAbroadKind
from forms.kinds.amount import MoneyKind
from forms.kinds.base import BaseQuestion, Kind
from forms.kinds.bsn import BsnKind
from forms.kinds.calculation import CalculationKind
from forms.kinds.checkboxes import CheckboxesKind
from forms.kinds.choice import ChoiceKind
from forms.kinds.company import BranchKind, KvkKind, RsinKind
from forms.kinds.consent import ConsentKind
from forms.kinds.data_choice import DataChoiceKind
from forms.kinds.date import DateKind
from forms.kinds.declaration import DeclarationKind
from forms.kinds.fetched import FetchedKind
from forms.kinds.file import FileKind
from forms.kinds.iban import IbanKind
from forms.kinds.known import KnownKind
from forms.kinds.licence_plate import LicencePlateKind
from forms.kinds.long_list import LongListKind
from forms.kinds.name_use import NameUseKind
from forms.kinds.number import NumberKind, PercentageKind
from forms.kinds.partial_date import PartialDateKind
from forms.kinds.people import PeopleKind
from forms.kinds.period import PeriodKind
from forms.kinds.place import PlaceKind
from forms.kinds.postcode import PostcodeKind
from forms.kinds.text import EmailKind, PhoneKind, TextAreaKind, TextKind
from forms.kinds.time import TimeKind
from forms.kinds.yes_no import YesNoKind

KINDS: dict[str, Kind[Any]] = {
    "text": TextKind(),
    "textarea": TextAreaKind(),
    "email": EmailKind(),
    "phone": PhoneKind(),
    "choice": ChoiceKind(),
    "people": PeopleKind(),
    "date": DateKind(),
    "address": AddressKind(),
    "file": FileKind(),
    "place": PlaceKind(),
    "known": KnownKind(),
    "about": AboutKind(),
    "consent": ConsentKind(),
    "money": MoneyKind(),
    "number": NumberKind(),
    "percentage": PercentageKind(),
    "yes_no": YesNoKind(),
    "checkboxes": CheckboxesKind(),
    "declaration": DeclarationKind(),
    "time": TimeKind(),
    "period": PeriodKind(),
    "partial_date": PartialDateKind(),
    "long_list": LongListKind(),
    "name_use": NameUseKind(),
    "data_choice": DataChoiceKind(),
    "fetched": FetchedKind(),
    "calculation": CalculationKind(),
    "iban": IbanKind(),
    "bsn": BsnKind(),
    "kvk": KvkKind(),
    "rsin": RsinKind(),
    "branch": BranchKind(),
    "licence_plate": LicencePlateKind(),
    "postcode": PostcodeKind(),
    "address_abroad": AddressAbroadKind(),
}

if TYPE_CHECKING:
    Question = BaseQuestion
else:
    Question = Annotated[
        reduce(or_, (kind.model for kind in KINDS.values())), Field(discriminator="kind")
    ]


def kind_of(question: BaseQuestion) -> Kind[Any]:
    """The kind of this question."""
    return KINDS[question.kind]
