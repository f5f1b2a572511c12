"""What another site lets a browser send: refused, and nothing of the resident's is touched."""

import pytest
from sqlalchemy import select

from portal.storage.rate_limits import RateLimit
from tests.factories import BSN, NOTIFICATION_TOKEN, PORTAL
from tests.forms_filled import REPORT

ELSEWHERE = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": PORTAL},
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": f"{PORTAL}.evil.example"},
    {"Origin": PORTAL.replace("https", "http")},
)
OWN = ({}, {"Sec-Fetch-Site": "same-origin"}, {"Sec-Fetch-Site": "none"}, {"Origin": PORTAL})
PATHS = ("/uitloggen/", "/sessie/verlengen", "/taken/00000000-0000-0000-0000-000000000000/")


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
@pytest.mark.parametrize("path", PATHS)
def test_it_is_refused_and_sets_no_cookie(browser, path, headers):
    browser.log_in(BSN)

    page = browser.post(path, data={"csrf_token": browser.csrf_token()}, headers=headers)

    assert page.status_code == 403
    assert "Set-Cookie" not in page.headers
    assert "<h1>" in page.text
    assert browser.get("/overzicht/").status_code == 200, "still logged in"


@pytest.mark.parametrize("headers", ELSEWHERE, ids=str)
def test_who_has_no_cookie_gets_none(app, headers):
    page = app.test_client().post("/uitloggen/", headers=headers)

    assert page.status_code == 403
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("headers", OWN, ids=str)
def test_our_own_pages_go_on(browser, headers):
    browser.log_in(BSN)

    answer = browser.post("/uitloggen/", data={"csrf_token": browser.csrf_token()}, headers=headers)

    assert answer.status_code in {200, 303}
    assert browser.get("/overzicht/").status_code == 303


def test_systems_are_no_browsers(app):
    headers = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}", "Sec-Fetch-Site": "cross-site"}

    answer = app.test_client().post("/api/notificaties", json={}, headers=headers)

    assert answer.status_code == 204


def test_links_from_elsewhere_open(browser):
    assert browser.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    assert browser.get("/", headers=headers).status_code == 200


@pytest.mark.parametrize("path", ["/inloggen/digid", f"/formulieren/{REPORT}/verder/", "/"])
@pytest.mark.parametrize("destination", ["image", "iframe", "script", "empty"])
def test_a_page_is_no_part_of_another_site(app, sessions, path, destination):
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": destination}

    answer = app.test_client().get(path, headers=headers)

    assert answer.status_code == 403
    assert "Set-Cookie" not in answer.headers
    with sessions() as session:
        assert session.scalars(select(RateLimit)).all() == [], "nobody's address is held back"


def test_our_own_pages_hold_parts(browser):
    headers = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "empty"}
    assert browser.get("/", headers=headers).status_code == 200
