"""Rule 4: closed by default. Every route is declared here, and tried by everybody.

A new route fails the first test until it stands in `ROUTES` with who may use it.
"""

import pytest

from portal.domain.people import Level
from portal.web.access import rule_of
from tests.consents_given import ask_to_use
from tests.factories import BSN, NOTIFICATION_TOKEN, OTHER_BSN
from tests.forms_filled import MOVE, REPORT

IN, LOGIN, HIGHER, UNKNOWN, REFUSED = "in", "login", "higher level", "unknown", "refused"
VISITORS = ("nobody", "owner", "other resident", "low level", "system")
DOORS = {
    # who:      nobody, owner, other resident, too low a level, a system with its token
    "everybody": (IN, IN, IN, IN, IN),
    "resident": (LOGIN, IN, IN, IN, LOGIN),
    "their own": (LOGIN, IN, UNKNOWN, IN, LOGIN),
    "form": (LOGIN, IN, IN, HIGHER, LOGIN),
    "their own form": (LOGIN, IN, UNKNOWN, HIGHER, LOGIN),
    "system": (REFUSED, REFUSED, REFUSED, REFUSED, IN),
    # an organisation with a secret of its own: see test_rule_04_only_a_client_with_its_secret
    "client": (REFUSED, REFUSED, REFUSED, REFUSED, REFUSED),
}
ROUTES = {
    "GET accounts.begin": "everybody",
    "GET accounts.finish": "everybody",
    "GET accounts.keys": "everybody",
    "GET accounts.logged_out": "everybody",
    "GET accounts.login": "everybody",
    "GET cases.case": "their own",
    "GET cases.document": "their own",
    "GET cases.index": "resident",
    "GET cases.task": "their own",
    "GET consultations.case": "their own",
    "GET consultations.csv": "resident",
    "GET consultations.document": "their own",
    "GET consultations.index": "resident",
    "GET consultations.line": "their own",
    "GET consultations.pdf": "resident",
    "GET consultations.register_page": "everybody",
    "GET consents.ask_again": "their own",
    "GET consents.ask_to_withdraw": "their own",
    "GET consents.consent": "their own",
    "GET consents.index": "resident",
    "GET consents.keys": "everybody",
    "GET consents.receipt_json": "their own",
    "GET consents.receipt_pdf": "their own",
    "GET home.accessibility": "everybody",
    "GET home.index": "everybody",
    "GET home.language": "everybody",
    "GET home.security_txt": "everybody",
    "GET messages.index": "resident",
    "GET messages.message": "their own",
    "GET operations.alive": "everybody",
    "GET operations.metrics": "everybody",
    "GET operations.ready": "everybody",
    "GET overview.index": "resident",
    "GET static": "everybody",
    "GET submissions.ask": "form",
    "GET submissions.begin": "form",
    "GET submissions.check": "form",
    "GET submissions.index": "everybody",
    "GET submissions.pdf": "their own form",
    "GET submissions.receipt": "their own form",
    "GET submissions.start": "everybody",
    "GET tracking.pdf": "everybody",  # who holds the link: nobody else can guess it
    "GET tracking.receipt": "everybody",
    "GET tracking.track": "everybody",
    "POST accounts.extend": "resident",
    "POST accounts.logout": "everybody",
    "POST cases.answer_task": "their own",
    "POST cases.notified": "system",
    "POST consultations.question": "their own",
    "POST consent_use.use": "client",
    "POST consents.answer": "their own",
    "POST consents.withdraw": "their own",
    "POST submissions.ask": "form",
    "POST submissions.begin_anew": "form",
    "POST submissions.send": "form",
}
PUBLIC = {route for route, door in ROUTES.items() if door == "everybody"}


def routes_of(app) -> set[str]:
    """Every route with each of its methods."""
    return {
        f"{method} {rule.endpoint}"
        for rule in app.url_map.iter_rules()
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }


def visit(app, visitor: str):
    """The browser of this visitor, and what it sends along."""
    browser = app.test_client()
    headers = {}
    if visitor == "owner":
        browser.log_in(BSN)
    elif visitor == "other resident":
        browser.log_in(OTHER_BSN)
    elif visitor == "low level":
        browser.log_in(BSN, Level.BASIS)
    elif visitor == "system":
        headers["Authorization"] = f"Bearer {NOTIFICATION_TOKEN}"
    return browser, headers


def address_of(app, endpoint: str, mine, slug: str = MOVE) -> str:
    """The address of this endpoint, of what the owner has."""
    known = {
        "slug": slug,
        "page_id": "gegevens" if slug == MOVE else "soort",
        "reference": mine.case_number
        if endpoint.startswith(("cases.", "consultations."))
        else mine.reference,
        "document_id": mine.document,
        "task_id": mine.task,
        "message_id": mine.message,
        "line_id": mine.line,
        "token": mine.token,
        "consent_id": mine.consent,
        "event_id": mine.event,
        "filename": "css/portal.css",
    }
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    with app.test_request_context():
        adapter = app.create_url_adapter(None) or app.url_map.bind("localhost")
        return adapter.build(endpoint, {name: known[name] for name in rule.arguments})


def outcome(answer) -> str:
    """What the door did."""
    assert answer.status_code < 500, answer.text
    if answer.status_code == 401:
        return REFUSED
    if answer.status_code == 404:
        return UNKNOWN
    is_to_login = answer.status_code == 303 and answer.location.startswith("/inloggen/?")
    if is_to_login and "melding=" not in answer.location:
        return HIGHER if "niveau=20" in answer.location else LOGIN
    return IN


def knock(app, route: str, visitor: str, address: str) -> str:
    """Try this route as this visitor."""
    browser, headers = visit(app, visitor)
    method = route.partition(" ")[0]
    data = {"csrf_token": browser.csrf_token()} if method == "POST" else None
    with browser.open(address, method=method, data=data, headers=headers) as answer:
        found = outcome(answer)
    # Without a login, the login that a form asks for is just a login.
    return LOGIN if found == HIGHER and visitor in {"nobody", "system"} else found


def test_rule_04_every_route_is_declared(app):
    assert routes_of(app) == set(ROUTES)


def test_rule_04_views_without_a_rule_are_closed(app):
    with app.app_context():
        open_routes = {
            route for route in routes_of(app) if rule_of(route.partition(" ")[2]).is_public
        }

    assert open_routes == PUBLIC


@pytest.mark.parametrize("visitor", VISITORS)
def test_rule_04_every_route_lets_in_whom_it_should_and_nobody_else(app, mine, visitor):
    which = VISITORS.index(visitor)

    found = {
        route: knock(app, route, visitor, address_of(app, route.partition(" ")[2], mine))
        for route in sorted(ROUTES, key=lambda route: "POST" in route)
    }

    assert found == {route: DOORS[door][which] for route, door in ROUTES.items()}


@pytest.mark.parametrize("visitor", VISITORS)
def test_rule_04_a_form_without_login_is_open_to_everybody(app, mine, visitor):
    routes = [route for route, door in ROUTES.items() if door == "form"]

    found = {
        route: knock(app, route, visitor, address_of(app, route.partition(" ")[2], mine, REPORT))
        for route in routes
    }

    assert found == dict.fromkeys(routes, IN)


def test_rule_04_only_a_client_with_its_secret_comes_in(app, mine):
    assert ask_to_use(app, "x", secret="another secret").status_code == 401
    assert ask_to_use(app, "x", client="another client").status_code == 401
    assert ask_to_use(app, "x").status_code == 403  # it may ask, and hears no


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_rule_04_no_route_knows_another_method(app, mine, method):
    browser, _headers = visit(app, "owner")

    for route in ROUTES:
        answer = browser.open(address_of(app, route.partition(" ")[2], mine), method=method)
        assert answer.status_code in {405, 501}, route


def test_rule_04_asking_for_the_options_of_a_closed_page_tells_nothing(app, mine):
    browser, _headers = visit(app, "nobody")

    for route, door in ROUTES.items():
        if door != "everybody":
            answer = browser.open(address_of(app, route.partition(" ")[2], mine), method="OPTIONS")
            assert "Allow" not in answer.headers or answer.status_code >= 300, route
