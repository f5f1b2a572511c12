"""Rule 4: closed by default. Every route is declared here, and tried by everybody.

A new route fails the first test until it stands in `ROUTES` with who may use it.
"""

from itertools import cycle

import pytest

from portal.domain.people import Level
from portal.web.edge.rules import rule_of
from tests.consents_given import ask_to_use
from tests.factories import BSN, NOTIFICATION_TOKEN, OTHER_BSN
from tests.forms_filled import REPORT
from tests.ideas import publish
from tests.journeys.idea import SLUG
from tests.rules.routes import (
    DOORS,
    HIGHER,
    IN,
    LOGIN,
    PUBLIC,
    REFUSED,
    ROUTES,
    UNKNOWN,
    VISITORS,
    address_of,
)

__all__ = ["publish"]


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


@pytest.mark.parametrize("visitor", VISITORS)
def test_rule_04_a_form_with_optional_login_is_open_to_who_is_not_logged_in_too_low(
    app, mine, visitor, publish
):
    publish()
    routes = [route for route, door in ROUTES.items() if door == "form"]

    found = {
        route: knock(app, route, visitor, address_of(app, route.partition(" ")[2], mine, SLUG))
        for route in routes
    }

    with_login = "GET submissions.begin_with_login"
    usual = HIGHER if visitor == "low level" else IN
    asked = LOGIN if visitor in {"nobody", "system"} else usual
    assert found == dict.fromkeys(routes, usual) | {with_login: asked}


def test_rule_04_only_a_client_with_its_secret_comes_in(app, mine):
    assert ask_to_use(app, "x", secret="another secret").status_code == 401
    assert ask_to_use(app, "x", client="another client").status_code == 401
    assert ask_to_use(app, "x").status_code == 403  # it may ask, and hears no


OTHER_METHODS = ("PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


def refuses(browser, mine, route: str, method: str) -> bool:
    """Whether this method is unknown where this route is."""
    address = address_of(browser.application, route.partition(" ")[2], mine)
    return browser.open(address, method=method).status_code in {405, 501}


def test_rule_04_no_route_knows_another_method(app, mine):
    """Each route by one method, in turn; all by each in stress."""
    browser, _headers = visit(app, "owner")

    tries = zip(ROUTES, cycle(OTHER_METHODS), strict=False)

    assert [each for each in tries if not refuses(browser, mine, *each)] == []


@pytest.mark.stress
@pytest.mark.parametrize("method", OTHER_METHODS)
def test_rule_04_no_route_knows_any_other_method(app, mine, method):
    browser, _headers = visit(app, "owner")

    assert [route for route in ROUTES if not refuses(browser, mine, route, method)] == []


def test_rule_04_asking_for_the_options_of_a_closed_page_tells_nothing(app, mine):
    browser, _headers = visit(app, "nobody")

    for route, door in ROUTES.items():
        if door not in {"everybody", "sent on", "the end"}:
            answer = browser.open(address_of(app, route.partition(" ")[2], mine), method="OPTIONS")
            assert "Allow" not in answer.headers or answer.status_code >= 300, route
