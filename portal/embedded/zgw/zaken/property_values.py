"""What values a property takes, as an Open Zaak with ZAAK_EIGENSCHAP_WAARDE_VALIDATION judges."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from portal.embedded.world import World
from portal.embedded.zgw import quirks
from portal.embedded.zgw.catalogue import catalogue
from portal.embedded.zgw.problems import invalid

_MOMENTS = {"datum": "%Y%m%d", "datum_tijd": "%Y%m%d%H%M%S"}


def check_value(world: World, property_type: UUID, value: str) -> None:
    """Raise a 400 for a value of another format, length or list; unless that is switched off."""
    specification = catalogue(world).resources["eigenschap"][property_type]["specificatie"]
    if quirks.is_on(world, quirks.Quirk.LOOSE_VALUES) or _fits(specification, value):
        return
    raise invalid(
        "nonFieldErrors",
        "waarde-incorrect-format",
        "De waarde past niet bij de specificatie van de eigenschap.",
    )


def _fits(specification: dict[str, Any], value: str) -> bool:
    values, formaat = specification["waardenverzameling"], specification["formaat"]
    if values:
        return value in values
    if formaat in _MOMENTS:
        return _is_moment(value, _MOMENTS[formaat])
    if formaat == "getal":
        whole, _, decimals = specification["lengte"].partition(",")
        after = rf"(,\d{{1,{decimals}}})?" if decimals else ""
        return bool(re.fullmatch(rf"\d{{1,{whole}}}{after}", value, re.ASCII))
    return len(value) <= int(specification["lengte"])


def _is_moment(value: str, form: str) -> bool:
    try:
        return datetime.strptime(value, form).strftime(form) == value  # noqa: DTZ007 - no zone in it
    except ValueError:
        return False
