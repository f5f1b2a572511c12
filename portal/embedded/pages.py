"""The index, what every page shares, and the headers that every answer carries."""

from datetime import datetime

from flask import Blueprint, Flask, Response, abort, render_template, request
from werkzeug.exceptions import HTTPException

from portal.embedded.clock import AMSTERDAM, in_dutch
from portal.embedded.current import config, world
from portal.embedded.digid.faults import active_faults
from portal.embedded.digid.requests import Acr
from portal.embedded.mail.gateway import SERVICE_ID
from portal.embedded.mail.mailbox import TEMPLATES
from portal.embedded.registers.everybody import EVERYBODY
from portal.embedded.switchboard.board import board
from portal.embedded.switchboard.switches import MODES, PARTS, Mode

bp = Blueprint("pages", __name__)
LEVELS = {
    Acr.BASIS: "Basis",
    Acr.MIDDEN: "Midden",
    Acr.SUBSTANTIEEL: "Substantieel",
    Acr.HOOG: "Hoog",
}
MENU = (
    ("pages.index", "Overzicht"),
    ("medewerker.overview", "Medewerker"),
    ("vragen.overview", "Vragen"),
    ("postbus.overview", "Postbus"),
    ("betalen.overview", "Betalingen"),
    ("bureau.overview", "Onderzoeksbureau"),
    ("schakelbord.overview", "Schakelbord"),
)
ADDRESSES = (
    ("Zaken API", "/zaken/api/v1"),
    ("Catalogi API", "/catalogi/api/v1"),
    ("Documenten API", "/documenten/api/v1"),
    ("Besluiten API", "/besluiten/api/v1"),
    ("Objecten API", "/objecten/api/v2"),
    ("Klantinteracties API", "/klantinteracties/api/v1"),
    ("Oefen-DigiD", "/digid"),
    ("BRP", "/brp/haalcentraal/api/brp/personen"),
    ("Locatieserver", "/locatieserver/search/v3_1"),
    ("UWV", "/uwv/api/v1/inkomsten"),
    ("Belastingdienst", "/belastingdienst/api/v1/tegoeden"),
    ("RDW", "/rdw/api/v1/voertuigen"),
    ("RDW, open data", "/rdw-open-data/resource"),
    ("Kaart", "/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857"),
    ("Betalen", "/betaaldienst/v2"),
    ("Mail", "/bericht"),
    ("Inzage in verwerkingen", "/inzage/api/v1"),
)
"""Where the portal finds each part."""


@bp.get("/")
def index() -> str:
    """What this is, where everything is, and who one can be."""
    return render_template("index.html", residents=EVERYBODY, addresses=ADDRESSES)


def register(app: Flask) -> None:
    """Give the app its filters, its headers and its page for what went wrong."""
    app.jinja_env.globals.update(
        menu=MENU, level_names=LEVELS, mail_service=SERVICE_ID, mail_templates=TEMPLATES
    )
    app.add_template_filter(in_dutch, "day")
    app.add_template_filter(moment)
    app.context_processor(_shared)
    app.before_request(_refuse_other_sites)
    app.after_request(_headers)
    app.register_error_handler(HTTPException, _error_page)


def moment(value: datetime) -> str:
    """`12 december 2026, 14:05 uur`, in Demodam's time."""
    local = value.astimezone(AMSTERDAM)
    return f"{in_dutch(local.date())}, {local:%H:%M} uur"


def _shared() -> dict[str, object]:
    """What the page around every page shows."""
    return {"portal": config().portal, "base_url": world().base_url, "broken": _broken()}


def _broken() -> list[str]:
    """Names of what is now switched to misbehave."""
    settings = board().settings()
    found = [
        f"{PARTS[part]}: {MODES[s.mode].lower()}"
        for part, s in settings.items()
        if s.mode is not Mode.GOOD and s.times != 0
    ]
    faults = len(active_faults(world()))
    return [*found, f"Oefen-DigiD speelt {faults} fout(en) na"] if faults else found


def _refuse_other_sites() -> None:
    """Another site on the internet may not press buttons here through somebody's browser."""
    if request.method not in ("GET", "HEAD") and (
        request.headers.get("Sec-Fetch-Site") == "cross-site"
    ):
        abort(403)


def _headers(response: Response) -> Response:
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'self'; "
        f"form-action 'self' {config().portal}",
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _error_page(error: HTTPException) -> tuple[str, int] | HTTPException:
    """A page for people; programs get the short answer."""
    if not request.accept_mimetypes.accept_html or error.response or not error.code:
        return error
    return render_template("error.html", error=error), error.code
