"""The address register in the shape of the PDOK Locatieserver 3.1: searching, and what is near."""

import math
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.datastructures import MultiDict

from portal.embedded.registers.addresses import ADDRESSES
from portal.embedded.registers.locatieserver_query import (
    BadQuery,
    Document,
    document,
    matches,
    relevance,
)

bp = Blueprint("locatieserver", __name__, url_prefix="/locatieserver/search/v3_1")
MOST_ROWS = 100
REVERSE_FIELDS = ("type", "weergavenaam", "id", "score", "afstand")
"""What a reverse search gives unless `fl` asks for more, as at PDOK."""
_DOCUMENTS = tuple(document(address) for address in ADDRESSES)


@bp.get("/free")
def free() -> Response:
    """Addresses that fit the text `q` and all filters `fq`, the best fit first."""
    _only_known("q", "fq", "fl", "start", "rows", "wt")
    text = request.args.get("q", "*:*")
    found = [
        {**one, "score": score}
        for one in _filtered()
        if (score := relevance(one, text)) is not None
    ]
    found.sort(key=lambda one: -float(one["score"]))
    return _page(found, request.args.get("fl", "*"), rows=10)


@bp.get("/reverse")
def reverse() -> Response:
    """The addresses nearest to a place, with the distance in metres."""
    _only_known("lat", "lon", "type", "distance", "fq", "fl", "start", "rows", "wt")
    latitude, longitude = _degrees("lat", 90), _degrees("lon", 180)
    farthest = _number("distance", math.inf)
    metres = {one.designation_id: one.metres_from(latitude, longitude) for one in ADDRESSES}
    near = [
        {**one, "afstand": round(metres[one["nummeraanduiding_id"]], 2), "score": 1.0}
        for one in _filtered()
        if metres[one["nummeraanduiding_id"]] <= farthest
    ]
    near.sort(key=lambda one: float(one["afstand"]))
    return _page(near, request.args.get("fl", ",".join(REVERSE_FIELDS)), rows=10)


@bp.errorhandler(BadQuery)
def bad_query(error: BadQuery) -> tuple[Response, int]:
    """What is wrong with the question."""
    return jsonify(error={"code": 400, "msg": str(error)}), 400


def _filtered() -> list[Document]:
    filters = request.args.getlist("fq")
    filters += [f"type:{kind}" for kind in request.args.getlist("type")]
    return [one for one in _DOCUMENTS if all(matches(one, text) for text in filters)]


def _page(found: list[dict[str, Any]], wanted: str, *, rows: int) -> Response:
    start = int(_number("start", 0))
    rows = int(min(_number("rows", rows), MOST_ROWS))
    names = wanted.replace(",", " ").split()
    show: Callable[[str], bool] = lambda name: "*" in names or name in names  # noqa: E731
    answer = {
        "numFound": len(found),
        "start": start,
        "maxScore": max((one["score"] for one in found), default=0.0),
        "numFoundExact": True,
        "docs": [
            {name: value for name, value in one.items() if show(name)}
            for one in found[start : start + rows]
        ],
    }
    return jsonify(response=answer)


def _only_known(*names: str) -> None:
    """Version 3.1 refuses parameters that its specification does not have."""
    unknown = sorted(set(request.args) - set(names))
    if unknown:
        raise BadQuery(f"Onbekende parameter: {', '.join(unknown)}")


def _degrees(name: str, most: int) -> float:
    if name not in request.args:
        raise BadQuery(f"Parameter {name} ontbreekt")
    value = _number(name, 0.0, least=-most)
    if abs(value) > most:
        raise BadQuery(f"Parameter {name} is geen plaats op aarde")
    return value


def _number(name: str, otherwise: float, *, least: float = 0) -> float:
    values: MultiDict[str, str] = request.args
    try:
        value = float(values.get(name, otherwise))
    except ValueError as error:
        raise BadQuery(f"Parameter {name} is geen getal") from error
    if not value >= least:
        raise BadQuery(f"Parameter {name} is te klein")
    return value
