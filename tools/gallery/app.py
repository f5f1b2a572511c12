"""A Flask app with only the templates: each state of each page at an address of its own."""

from pathlib import Path

from flask import Flask, abort, render_template, render_template_string, request, url_for
from flask_babel import Babel, get_locale
from jinja2 import StrictUndefined

from portal.web import formats, versions
from portal.web.labels import label
from tools.gallery.samples import LANGUAGES, MUNICIPALITY, visitor
from tools.gallery.state import State
from tools.gallery.states import STATES

ROOT = Path(__file__).parent.parent.parent
ENDPOINTS = {
    "home.index": "/",
    "accounts.login": "/inloggen/",
    "accounts.logout": "/uitloggen/",
    "accounts.extend": "/verlengen/",
    "overview.index": "/overzicht/",
    "cases.index": "/zaken/",
    "messages.index": "/berichten/",
    "cases.case": "/zaken/<reference>/",
    "submissions.index": "/formulieren/",
    "home.accessibility": "/toegankelijkheid/",
    "consultations.index": "/gegevensgebruik/",
    "consultations.register_page": "/gegevensgebruik/waarvoor/",
    "consultations.csv": "/gegevensgebruik/wie-keek.csv",
    "consultations.pdf": "/gegevensgebruik/wie-keek.pdf",
    "consultations.case": "/zaken/<reference>/gegevensgebruik/",
    "consultations.question": "/gegevensgebruik/<line_id>/vraag/",
    "consents.index": "/toestemmingen/",
}
INDEX = """<!DOCTYPE html><html lang="nl"><title>Gallery</title><h1>Gallery</h1><ul>
{% for address in addresses %}<li><a href="{{ address }}">{{ address }}</a></li>{% endfor %}</ul>"""


def create_app() -> Flask:
    """The gallery; `addresses` lists its pages."""
    app = Flask("gallery", template_folder=ROOT / "templates", static_folder=ROOT / "static")
    app.secret_key = "gallery"  # noqa: S105 (nothing here is secret)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.globals |= {"csrf_token": lambda: "sample", "here": lambda: request.path}
    app.add_template_filter(label)
    formats.register(app)
    versions.register(app)
    Babel(app, default_locale="nl", default_timezone="Europe/Amsterdam")
    app.context_processor(_everywhere)
    for endpoint, address in ENDPOINTS.items():
        app.add_url_rule(address, endpoint, _index, methods=["GET", "POST"])
    for area in {state.area for state in STATES.values()}:
        app.add_url_rule(f"/gallery/{area}/<name>", f"{area}.page", _page, methods=["GET", "POST"])
    return app


def addresses() -> list[str]:
    """The address of each state of each page."""
    return [f"/gallery/{state.area}/{name}" for name, state in STATES.items()]


def _everywhere() -> dict[str, object]:
    return {
        "municipality": MUNICIPALITY,
        "visitor": None,
        "languages": LANGUAGES,
        "get_locale": get_locale,
    }


def _index(**_values: str) -> str:
    return render_template_string(INDEX, addresses=addresses(), home=url_for("home.index"))


def _page(name: str) -> str:
    state: State = STATES.get(name) or abort(404)
    who = {"visitor": visitor()} if state.is_logged_in else {}
    return render_template(state.template, **who, **state.context)
