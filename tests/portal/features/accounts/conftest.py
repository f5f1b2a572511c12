"""The portal with a few pages more to try logging in on, and browsers that visit it.

The pages are of every kind that access rules know; the provider is the tests' own.
"""

import time
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Blueprint, Flask, jsonify, request
from flask_wtf.csrf import generate_csrf

from portal.application import create_app
from portal.domain.people import Level
from portal.gateways.identity.provider import OpenIdProvider
from portal.web.edge import login_session
from portal.web.edge.expired_input import restores_input
from portal.web.edge.guard import require_level
from portal.web.edge.login_session import acting, restored_input
from portal.web.edge.rules import level, public, webhook
from portal.wiring import assemble
from tests.factories import PORTAL
from tests.parts import change_parts
from tests.portal.gateways.identity.fake_provider import FakeProvider, settings_for

probe = Blueprint("probe", __name__, url_prefix="/proef")


@probe.get("/")
@public
def home():
    """A page for everybody."""
    return jsonify(csrf=generate_csrf(), who=getattr(login_session.actor(), "level", None))


@probe.get("/zaken/")
def closed():
    """A page that says nothing about who may see it."""
    return jsonify(key=acting().for_party.key, level=acting().level)


@probe.route("/formulier/", methods=["GET", "POST"])
@restores_input
def form():
    """A page with a form, on one address."""
    parked = restored_input() if request.method == "GET" else None
    return jsonify(parked=list(parked.items(multi=True)) if parked else None)


@probe.post("/formulier/delen/")
def share():
    """An action that has no page of its own."""
    return ""


@probe.get("/substantieel/")
@level(Level.SUBSTANTIEEL)
def substantial():
    """A page for a higher level."""
    return "substantial"


@probe.get("/dienst/<slug>/")
@level(lambda slug: Level[slug.upper()])
def by_slug(slug):
    """A page of which the address decides the level."""
    return slug


@probe.post("/rekening/")
def bank_account():
    """An act that finds out late that it needs a higher level."""
    require_level(Level.HOOG)
    return "changed"


@probe.post("/melding")
@webhook(lambda settings: settings.notification_tokens)
def called():
    """For a system."""
    return "heard"


def make_app(settings, sessions) -> Flask:
    """The portal, with the pages to try it on."""
    app = create_app(assemble(settings, SimpleNamespace(contacts=None)))
    app.config.update(TESTING=True)
    app.register_blueprint(probe)
    change_parts(app, sessions=sessions)
    return app


def use(app: Flask, settings, provider) -> None:
    """Let this app log in at this provider, of which it knows nothing yet."""
    identity = OpenIdProvider(settings, provider, time.time)
    change_parts(app, gateways=SimpleNamespace(identity=identity, contacts=None))


@pytest.fixture
def provider():
    """A provider that does nothing wrong, yet."""
    return FakeProvider()


@pytest.fixture(scope="session")
def settings(portal_database):
    """The settings of the app."""
    return settings_for(database_url=portal_database)


@pytest.fixture(scope="session")
def one_app(settings, _all_sessions):
    """The app with the usual settings, made once."""
    return make_app(settings, _all_sessions)


@pytest.fixture
def app(one_app, settings, provider, sessions):
    """The app at the start of a test: nobody has been there."""
    use(one_app, settings, provider)
    return one_app


class Browser:
    """Visits the app as a browser would, over https, and keeps its cookies."""

    def __init__(self, app: Flask, provider: FakeProvider) -> None:
        self.client = app.test_client()
        self.provider = provider

    def get(self, path: str, **options):
        """Open a page; redirects are not followed."""
        return self.client.get(path, base_url=PORTAL, **options)

    def post(self, path: str, data=None, **options):
        """Send a form, with its CSRF token."""
        data = {"csrf_token": self.csrf(), **(data or {})}
        return self.client.post(path, data=data, base_url=PORTAL, **options)

    def csrf(self) -> str:
        """The token that forms in this browser hold."""
        return self.get("/proef/").json["csrf"]

    def begin(self, **params) -> str:
        """Begin to log in, log in at the provider; the address to come back to."""
        answer = self.get("/inloggen/digid", query_string=params)
        assert answer.status_code == 303
        pairs = self.provider.visit(answer.location)
        return "/inloggen/terug?" + "&".join(f"{name}={value}" for name, value in pairs)

    def log_in(self, **params):
        """The whole login; the answer to the callback."""
        return self.get(self.begin(**params))

    @property
    def cookie(self) -> str:
        """The session cookie as it stands."""
        return self.client.get_cookie("__Host-portal", domain=urlsplit(PORTAL).hostname).value

    def plant(self, value: str) -> None:
        """Give this browser a session cookie."""
        self.client.set_cookie("__Host-portal", value, domain=urlsplit(PORTAL).hostname)


@pytest.fixture
def browser(app, provider):
    """A browser that has not been here yet."""
    return Browser(app, provider)


@pytest.fixture
def other_browser(app, provider):
    """The browser of somebody else."""
    return Browser(app, provider)


def params_of(location: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
