"""The research bureau: an employee asks the portal for the number of somebody to call.

It knows case numbers only. What it gets is shown once and not kept: only that it asked, and what
the portal said.
"""

import json
from dataclasses import dataclass
from http import HTTPStatus

import urllib3
from flask import Blueprint, render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from urllib3.exceptions import HTTPError

from portal.embedded.current import config, world
from portal.embedded.records import BureauQuestion

bp = Blueprint("bureau", __name__, url_prefix="/onderzoeksbureau")
CLIENT = "peil"
PURPOSE = "bellen-over-dienstverlening"
TIMEOUT_S = 10.0
SHOWN = 20
LONGEST_NUMBER = 100
GOT, REFUSED, FAILED = "gekregen", "geen toestemming", "niet gelukt"
_http = urllib3.PoolManager(timeout=TIMEOUT_S)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the portal said; name and phone are empty where it said no."""

    outcome: str
    name: str = ""
    phone: str = ""


@bp.get("/")
def overview() -> str:
    """Where the employee asks, and what was asked before."""
    return _page()


@bp.post("/")
def ask() -> str:
    """Ask the portal for the number of the applicant of a case."""
    number = request.form.get("zaaknummer", "").strip()[:LONGEST_NUMBER]
    if not number:
        return _page(problem="Vul een zaaknummer in.")
    heard = _ask_portal(number)
    with Session(world().engine) as session, session.begin():
        session.add(BureauQuestion(case_number=number, outcome=heard.outcome))
    return _page(heard=heard, number=number)


def _ask_portal(number: str) -> Heard:
    secret = config().bureau_secret.get_secret_value()
    headers = urllib3.make_headers(basic_auth=f"{CLIENT}:{secret}")
    try:
        answer = _http.request(
            "POST",
            f"{config().portal}/api/toestemmingen/gebruik",
            body=json.dumps({"doel": PURPOSE, "zaaknummer": number}).encode(),
            headers={**headers, "Content-Type": "application/json"},
            retries=False,
            redirect=False,
        )
    except HTTPError:
        return Heard(FAILED)
    if answer.status == HTTPStatus.FORBIDDEN:
        return Heard(REFUSED)
    if answer.status != HTTPStatus.OK:
        return Heard(FAILED)
    said = answer.json()
    return Heard(GOT, said["naam"], said["telefoonnummer"])


def _page(heard: Heard | None = None, number: str = "", problem: str = "") -> str:
    with Session(world().engine) as session:
        query = select(BureauQuestion).order_by(BureauQuestion.at.desc(), BureauQuestion.id)
        asked = list(session.scalars(query))
    return render_template(
        "bureau.html",
        asked=asked[:SHOWN],
        got=sum(one.outcome == GOT for one in asked),
        refused=sum(one.outcome == REFUSED for one in asked),
        heard=heard,
        number=number,
        problem=problem,
    )
