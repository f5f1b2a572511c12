"""The open data of the RDW on vehicles, in the shape of the Socrata API; all of it is made up."""

from datetime import timedelta

from flask import Blueprint, Response, jsonify, request

from portal.embedded.clock import today

bp = Blueprint("kentekens", __name__, url_prefix="/rdw-open-data/resource")
FIELDS = frozenset(
    {
        "kenteken",
        "voertuigsoort",
        "merk",
        "handelsbenaming",
        "eerste_kleur",
        "vervaldatum_apk",
    }
)
MOST_ROWS = 1_000
INSPECTED_DAYS = {"AB123C": 400, "12TGD4": -30, "K318XB": 200}
"""Plate → days from today until its inspection is over."""
VEHICLES: tuple[dict[str, str], ...] = (
    {
        "kenteken": "AB123C",
        "voertuigsoort": "Personenauto",
        "merk": "VOLKSWAGEN",
        "handelsbenaming": "VOLKSWAGEN GOLF",
        "eerste_kleur": "GRIJS",
    },
    {
        "kenteken": "12TGD4",
        "voertuigsoort": "Personenauto",
        "merk": "PEUGEOT",
        "handelsbenaming": "107",
        "eerste_kleur": "ROOD",
    },
    {
        "kenteken": "K318XB",
        "voertuigsoort": "Personenauto",
        "merk": "TOYOTA",
        "handelsbenaming": "YARIS HYBRID",
        "eerste_kleur": "BLAUW",
    },
    {
        "kenteken": "DFB12X",
        "voertuigsoort": "Bromfiets",
        "merk": "GAZELLE",
        "eerste_kleur": "Niet geregistreerd",
    },
)
"""The second and third are those that the RDW knows as of a resident, see `source_records`."""


@bp.get("/m9d7-ebf2.json")
def rows() -> tuple[Response, int]:
    """The vehicles that have all values asked for; a field that one doesn't have is left out."""
    asked = request.args.to_dict()
    names = asked.pop("$select", ",".join(sorted(FIELDS))).split(",")
    limit = asked.pop("$limit", str(MOST_ROWS))
    unknown = sorted((set(names) | set(asked)) - FIELDS)
    if unknown or not limit.isdecimal():
        message = f"Query coordinator error: query.soql.no-such-column; {', '.join(unknown)}"
        return jsonify(error=True, message=message), 400
    fitting = [each for each in _all() if asked.items() <= each.items()][: int(limit)]
    return jsonify([{name: each[name] for name in names if name in each} for each in fitting]), 200


def _all() -> tuple[dict[str, str], ...]:
    return tuple({**each, **_inspection(each["kenteken"])} for each in VEHICLES)


def _inspection(plate: str) -> dict[str, str]:
    days = INSPECTED_DAYS.get(plate)
    return {} if days is None else {"vervaldatum_apk": f"{today() + timedelta(days):%Y%m%d}"}
