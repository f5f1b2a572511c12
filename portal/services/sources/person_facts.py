"""What the population register says of somebody, as the facts of forms: see `forms.facts`."""

from dataclasses import asdict
from typing import Any

from portal.domain.addresses import Address, DescribedPlace
from portal.domain.persons import NameParts, Person, Relative


def facts_of_person(person: Person) -> dict[str, Any]:
    """The facts as `forms.facts` describes them; what the register doesn't hold is missing."""
    shown = {
        "name": person.name,
        "born": _born(person),
        "address": _place(person.address),
        "names": _names(person.names),
        "remarks": list(map(str, person.remarks)),
        "unread": list(map(str, person.unread)),
    }
    household = [
        {
            "key": relative.key,
            "name": relative.name,
            "relation": str(relative.relation),
            "born": _born(relative) or None,
        }
        | ({} if relative.has_bsn else {"has_bsn": False})
        | ({"has_authority": False} if relative.has_authority is False else {})
        for relative in person.relatives
    ]
    filled = {name: value for name, value in shown.items() if value or name == "name"}
    return {"person": filled, "household": household}


def _names(names: NameParts | None) -> dict[str, Any] | None:
    if names is None:
        return None
    return {
        "given": names.given,
        "prefix": names.prefix,
        "surname": names.surname,
        "use": names.use,
        "partner": {"prefix": names.partner_prefix, "surname": names.partner_surname},
    }


def _born(person: Person | Relative) -> str:
    return person.born.isoformat() if person.born else person.born_about


def _place(place: Address | DescribedPlace | None) -> dict[str, Any]:
    if place is None:
        return {}
    if isinstance(place, DescribedPlace):
        return {"lines": list(place.lines)}
    fields = asdict(place)
    return {k: v for k, v in fields.items() if v or k not in ("indication", "bag_id")}
