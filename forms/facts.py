"""The facts that a form may show or ask about, and what kind of value each is.

    {"person": {"name", "born", "address": {"street", "number", "letter", "addition",
                "postcode", "city"}, "remarks": [text], "unread": [name],
                "names": {"given", "prefix", "surname", "use",
                          "partner": {"prefix", "surname"}}},
     "household": [{"key", "name", "relation", "born", "has_bsn", "has_authority"}],
     "contact": {"email", "phone"},
     "about": {"id", "lines": {language: [text]}}}

What a register answered and does not hold is missing in `person`; an empty `person` is one whom
the register does not know. `address` may have an `indication` ("tegenover", "bij") before its
number, or only `lines` where it is abroad or described. `born` may be a month or a year. `remarks`
are those of `forms.kinds.known.remark_lines`. `unread` are the names of what could not be read.

`names` are the parts of the name, and of that of the present or last partner (empty for nobody);
they are missing where they can't be read, or where a title makes other rules. `use` is a code of
`forms.person_names.SurnameUse`.

`has_bsn` and `has_authority` (of the resident over this child) stand there only where they are
false.

Dates are ISO 8601; `key` is opaque (`p1`) and never a BSN; `phone` is E.164; `about` is what
the page where the form began said that it is about. `partner.name` is that of the one in the
household, `partner.surname` that of the present or last partner, if there is one.
"""

from forms.context import Context
from forms.values import Json, ValueType, inside, list_in, text_in

FACTS: dict[str, ValueType] = {
    "person.name": ValueType.TEXT,
    "person.born": ValueType.DATE,
    "person.address": ValueType.OBJECT,
    "person.names": ValueType.OBJECT,
    "person.names.use": ValueType.TEXT,
    "household": ValueType.LIST,
    "partner.name": ValueType.TEXT,
    "partner.surname": ValueType.TEXT,
    "contact.email": ValueType.TEXT,
    "contact.phone": ValueType.TEXT,
    "about": ValueType.OBJECT,
}


def fact(context: Context, path: str) -> Json:
    """The fact at a dotted path of `FACTS`; None when it is not known."""
    if path == "partner.name":
        return _partner(context)
    if path == "partner.surname":
        return text_in(context.facts.get("person"), "names", "partner", "surname").strip() or None
    return inside(dict(context.facts), *path.split("."))


def _partner(context: Context) -> Json:
    household = list_in(context.facts.get("household"))
    partners = (person for person in household if text_in(person, "relation") == "partner")
    return next((text_in(person, "name") for person in partners), None)
