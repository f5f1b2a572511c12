"""What the register of vehicles said of a plate: kept with the answer, and in words.

{"plate": "AB123C", "country": "NL", "register": "known", "vehicle": {"make": "Volkswagen",
"model": "Golf", "colour": "grijs", "inspected_until": "2027-12-11"}}
"""

from forms.context import Context, RegisterVehicle, VehicleAnswer
from forms.values import Json, day_in, inside, text_in

REGISTER, VEHICLE = "register", "vehicle"
KNOWN, UNKNOWN, UNASKED = "known", "unknown", "unasked"
"""Values of `register`: it has the plate, it doesn't have it, it could not be asked."""
_NOBODY_SAYS = VehicleAnswer(None, is_known=False)


def with_vehicle(plate: str, before: Json, context: Context) -> dict[str, Json]:
    """What the answer holds besides this plate. `before` is the answer that is stored.

    Where the register can't be asked now, what it said of the same plate before stays.
    """
    answer = context.vehicles.get(plate, _NOBODY_SAYS)
    if answer.is_known:
        if answer.vehicle is None:
            return {REGISTER: UNKNOWN}
        return {REGISTER: KNOWN, VEHICLE: _stored(answer.vehicle)}
    if text_in(before, "plate") == plate and isinstance(before, dict):
        said = {name: before[name] for name in (REGISTER, VEHICLE) if name in before}
        return {REGISTER: UNASKED, **said}
    return {REGISTER: UNASKED}


def vehicle_lines(value: Json, context: Context) -> tuple[str, ...]:
    """The vehicle and its inspection, or that the register doesn't know it or wasn't asked.

    Nothing where a plate is not looked up.
    """
    said = text_in(value, REGISTER)
    if said == KNOWN:
        return _described(inside(value, VEHICLE), context)
    if said == UNKNOWN:
        return (context.gettext("De RDW kent dit kenteken niet."),)
    if said == UNASKED:
        return (context.gettext("Wij hebben dit kenteken niet nagekeken bij de RDW."),)
    return ()


def _stored(vehicle: RegisterVehicle) -> dict[str, Json]:
    until = vehicle.inspected_until
    return {
        "make": vehicle.make,
        "model": vehicle.model,
        "colour": vehicle.colour,
        "inspected_until": until.isoformat() if until else "",
    }


def _described(vehicle: Json, context: Context) -> tuple[str, ...]:
    name = " ".join(filter(None, (text_in(vehicle, "make"), text_in(vehicle, "model"))))
    looks = ", ".join(filter(None, (name, _colour(text_in(vehicle, "colour"), context))))
    lines = (looks, _inspection(vehicle, context))
    return tuple(filter(None, lines)) or (context.gettext("De RDW kent dit kenteken."),)


def _inspection(vehicle: Json, context: Context) -> str:
    until = day_in(vehicle, "inspected_until")
    if until is None:
        return ""
    day = context.day(until)
    if until < context.today:
        return context.gettext("APK verliep op %(day)s", day=day)
    return context.gettext("APK tot en met %(day)s", day=day)


def _colour(colour: str, context: Context) -> str:
    """In the reader's language; one that the register has only since now, as it calls it."""
    return {
        "beige": context.gettext("beige"),
        "blauw": context.gettext("blauw"),
        "bruin": context.gettext("bruin"),
        "creme": context.gettext("crème"),
        "diversen": context.gettext("meer dan één kleur"),
        "geel": context.gettext("geel"),
        "grijs": context.gettext("grijs"),
        "groen": context.gettext("groen"),
        "oranje": context.gettext("oranje"),
        "paars": context.gettext("paars"),
        "rood": context.gettext("rood"),
        "rose": context.gettext("roze"),
        "wit": context.gettext("wit"),
        "zwart": context.gettext("zwart"),
    }.get(colour, colour)
