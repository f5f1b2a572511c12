"""The facts that a form may show or ask about, and what kind of value each is.

    {"person": {"name", "born", "address": {"street", "number", "letter", "addition",
                "postcode", "city"}},
     "household": [{"key", "name", "relation", "born"}],
     "contact": {"email", "phone"},
     "about": {"id", "lines": {language: [text]}}}

Dates are ISO 8601; `key` is opaque (`p1`) and never a BSN; `phone` is E.164; `about` is what
the page where the form began said that it is about.
"""

from forms.context import Context
from forms.values import Json, ValueType, inside

FACTS: dict[str, ValueType] = {
    "person.name": ValueType.TEXT,
    "person.born": ValueType.DATE,
    "person.address": ValueType.OBJECT,
    "household": ValueType.LIST,
    "contact.email": ValueType.TEXT,
    "contact.phone": ValueType.TEXT,
    "about": ValueType.OBJECT,
}


def fact(context: Context, path: str) -> Json:
    """The fact at a dotted path of `FACTS`; None when it is not known."""
    return inside(dict(context.facts), *path.split("."))
