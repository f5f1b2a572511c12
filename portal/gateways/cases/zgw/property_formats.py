"""Properties of a case in the format, length and value list of the catalogue (`specificatie`).

A text that is too long is in the PDF as a whole, and the property says so. Anything else that does
not fit is no value to work with: the submission waits for a person, before a case is made of it.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from forms.properties import PropertyShape, PropertyValue, ValueFormat
from portal.domain.case_intake import PropertyNeed
from portal.domain.failures import SourceRefused
from portal.gateways.cases.zgw.catalogue_resources import PropertySpecification, PropertyType
from portal.gateways.cases.zgw.named_items import NamedItems

SEE_PDF = "Zie de aanvraag (PDF)"
"""What a property holds whose text is too long for it."""
UNFIT = "property-does-not-fit"
TEXT, NUMBER, DAY, MOMENT = "tekst", "getal", "datum", "datum_tijd"
_FITTING = {
    ValueFormat.TEXT: frozenset({TEXT}),
    ValueFormat.NUMBER: frozenset({TEXT, NUMBER}),
    ValueFormat.DAY: frozenset({TEXT, DAY, MOMENT}),
}
"""Which formats of the catalogue a value can be written in."""
DAY_AS_TEXT = len("2026-12-31")
_MOST = 255
"""Characters of a property that says nothing of its length."""
_LENGTH = re.compile(r"(\d{1,5})(?:,(\d{1,3}))?", re.ASCII)


def as_written(
    name: str, asked: PropertySpecification, values: tuple[PropertyValue, ...]
) -> tuple[str, ...]:
    """The values as this property wants them, each of them one zaakeigenschap.

    Raises a final `SourceRefused` that names the property, never what a resident filled in.
    """
    each = tuple(_written(value, asked.formaat) for value in values)
    if len(each) > 1 and len(each) > most_values(asked):
        each = (", ".join(text for text in each if text),) if asked.formaat in ("", TEXT) else ()
    if asked.waardenverzameling:
        each = tuple(_listed(text, asked.waardenverzameling) for text in each)
    if each and all(text and _is_fitting(text, asked) for text in each):
        return each
    if _is_free_text(asked) and _is_fitting(SEE_PDF, asked):
        return (SEE_PDF,)
    raise SourceRefused(
        "cases",
        f"property {name}: the answer does not fit its {_said(asked)}",
        status=400,
        code=UNFIT,
        is_final=True,
    )


def properties_lacking(
    has: NamedItems[PropertyType], needs: Iterable[PropertyNeed]
) -> Iterator[str]:
    """What of these properties a case type lacks, or has otherwise: after "has no"."""
    for need in needs:
        if need.name not in has:
            yield f"property {need.name}" + (f" that can be read ({has})" if has.odd else "")
        else:
            for difference in _differences(has[need.name].asked, need.shape):
                yield f"property {need.name} that fits: it has {difference}"


def _differences(asked: PropertySpecification, shape: PropertyShape) -> Iterator[str]:
    """Where the form can give what does not fit, as the end of a sentence."""
    formaat = asked.formaat or TEXT
    if formaat not in _FITTING[shape.format]:
        yield f"format {formaat}, and the form gives a {shape.format}"
        return
    whole, decimals = _length(asked)
    longest = shape.longest
    if shape.format is ValueFormat.DAY and formaat == TEXT:
        longest = DAY_AS_TEXT
    elif formaat == TEXT and not shape.codes:
        longest = min(longest, _MOST)  # a catalogue has no longer ones; such a text is in the PDF
    if shape.format is ValueFormat.NUMBER and formaat == TEXT and shape.decimals:
        longest += shape.decimals + 1
    if formaat in (TEXT, NUMBER) and not shape.is_list and longest > whole:
        yield f"length {asked.lengte or _MOST}, and the form gives up to {longest} characters"
    if formaat == NUMBER and shape.decimals > decimals:
        yield f"length {asked.lengte}, and the form gives {shape.decimals} decimals"
    yield from _lacking_codes(asked, shape)


def most_values(asked: PropertySpecification) -> int:
    """How many values a case can have of this property."""
    if asked.kardinaliteit.isdecimal():
        return int(asked.kardinaliteit)
    return 1 if asked.kardinaliteit in ("", "o") else 1000


def _lacking_codes(asked: PropertySpecification, shape: PropertyShape) -> Iterator[str]:
    if not asked.waardenverzameling:
        return
    if not shape.codes:
        yield "a list of values, and the form takes any"
    lacking = [code for code in shape.codes if not _listed(code, asked.waardenverzameling)]
    if lacking:
        yield f"no value {', '.join(lacking)} in its list"


def _written(value: PropertyValue, formaat: str) -> str:
    """'' where it can't be written so."""
    if isinstance(value, date):
        day = value.strftime("%Y%m%d")
        return {DAY: day, MOMENT: f"{day}000000", NUMBER: ""}.get(formaat, value.isoformat())
    if formaat in (DAY, MOMENT):
        return ""
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else value.strip()


def _listed(text: str, values: tuple[str, ...]) -> str:
    """The value of the list that this is, however it is capitalised; '' where it is none."""
    return next((each for each in values if each.casefold() == text.casefold()), "")


def _is_fitting(text: str, asked: PropertySpecification) -> bool:
    whole, decimals = _length(asked)
    if asked.formaat == NUMBER:
        match = re.fullmatch(r"(\d+)(?:,(\d+))?", text, re.ASCII)
        fits = match and len(match[1]) <= whole and len(match[2] or "") <= decimals
        return bool(fits)
    return asked.formaat in (DAY, MOMENT) or len(text) <= whole


def _is_free_text(asked: PropertySpecification) -> bool:
    return asked.formaat in ("", TEXT) and not asked.waardenverzameling


def _length(asked: PropertySpecification) -> tuple[int, int]:
    """(characters, or digits before the comma; digits after it)."""
    match = _LENGTH.fullmatch(asked.lengte.strip())
    return (int(match[1]), int(match[2] or 0)) if match else (_MOST, 0)


def _said(asked: PropertySpecification) -> str:
    values = ", value list" if asked.waardenverzameling else ""
    return f"specification (format {asked.formaat or TEXT}, length {asked.lengte or _MOST}{values})"
