"""Sources that residents can have data fetched from: UWV, Belastingdienst and RDW, in one manner.

Each answers only the fields that were named, and refuses a question for one that it does not have.
"""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, jsonify, request

from portal.embedded.clock import today
from portal.embedded.current import world
from portal.embedded.registers.source_records import Known, balances, incomes, vehicles

BSN = re.compile(r"[0-9]{9}")


@dataclass(frozen=True, slots=True)
class Register:
    """One source: its part of the switchboard, its path, the name of its list, and what it has."""

    part: str
    path: str
    records: str
    fields: frozenset[str]
    known: Callable[[date], Known]


REGISTERS = (
    Register(
        "uwv",
        "/uwv/api/v1/inkomsten",
        "inkomsten",
        frozenset({"werkgever", "soort", "maand", "nettoPerMaand", "brutoPerMaand"}),
        incomes,
    ),
    Register(
        "belastingdienst",
        "/belastingdienst/api/v1/tegoeden",
        "tegoeden",
        frozenset({"bank", "peildatum", "saldo", "rente"}),
        balances,
    ),
    Register(
        "rdw",
        "/rdw/api/v1/voertuigen",
        "voertuigen",
        frozenset({"kenteken", "merk", "eersteToelating", "catalogusprijs", "dagwaarde"}),
        vehicles,
    ),
)


def blueprints() -> tuple[Blueprint, ...]:
    """One for each source, so that each has its own switch and its own count."""
    return tuple(_blueprint(register) for register in REGISTERS)


def _blueprint(register: Register) -> Blueprint:
    blueprint = Blueprint(register.part, __name__)
    blueprint.add_url_rule(
        register.path, "ask", lambda: _answer(register), methods=["POST"], strict_slashes=False
    )
    return blueprint


def _answer(register: Register) -> tuple[Response, int]:
    """The named fields of all that this source knows of this person."""
    token = request.authorization.token if request.authorization else None
    if not hmac.compare_digest((token or "").encode(), world().secret.encode()):
        return jsonify(code="authentication", title="Niet correct geauthenticeerd."), 401
    question = request.get_json(silent=True)
    if not isinstance(question, dict) or set(question) != {"burgerservicenummer", "velden"}:
        return _refused("question", "Stuur een burgerservicenummer en velden, en niets anders.")
    bsn, fields = question["burgerservicenummer"], question["velden"]
    if not isinstance(bsn, str) or not BSN.fullmatch(bsn):
        return _refused("pattern", "Het burgerservicenummer heeft geen negen cijfers.")
    if not _are_known(register, fields):
        return _refused("fields", f"Noem een of meer van: {', '.join(sorted(register.fields))}.")
    known = register.known(today()).get(bsn, ())
    records = [{name: record[name] for name in fields} for record in known]
    return jsonify({"burgerservicenummer": bsn, register.records: records}), 200


def _are_known(register: Register, fields: object) -> bool:
    """Whether fields are named, each one once, and this source has them all."""
    return (
        isinstance(fields, list)
        and bool(fields)
        and all(isinstance(name, str) for name in fields)
        and len(set(fields)) == len(fields)
        and set(fields) <= register.fields
    )


def _refused(code: str, title: str) -> tuple[Response, int]:
    return jsonify(code=code, title=title, status=400), 400
