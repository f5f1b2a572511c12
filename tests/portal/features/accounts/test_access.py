"""Who may see what: closed by default, and no POST without its token."""

import pytest
from flask import url_for

from portal.storage.base import connect
from portal.web.access import rule_of
from tests.portal.features.accounts.conftest import make_app
from tests.portal.gateways.identity.fake_provider import PORTAL, settings_for


def test_everything_is_closed_that_does_not_say_otherwise(app):
    with app.app_context():
        open_to_all = {name for name in app.view_functions if rule_of(name).is_public}

    assert open_to_all == {
        "static",
        "probe.home",
        "accounts.login",
        "accounts.begin",
        "accounts.finish",
        "accounts.logout",
        "accounts.logged_out",
        "accounts.keys",
    }


def test_unknown_page_is_just_not_found(browser):
    assert browser.get("/no/such/page").status_code == 404


def test_pages_are_not_kept_by_the_browser(browser):
    browser.log_in()

    assert browser.get("/zaken/").headers["Cache-Control"] == "no-store"


def test_every_post_is_checked_against_csrf(app, browser):
    browser.log_in()
    with app.test_request_context():
        posts = {
            url_for(rule.endpoint)
            for rule in app.url_map.iter_rules()
            if "POST" in rule.methods and not rule_of(rule.endpoint).token
        }
    assert len(posts) >= 5

    for path in posts:
        for token in ("", "made-up"):
            answer = browser.client.post(path, data={"csrf_token": token}, base_url=PORTAL)
            assert answer.status_code == 400, path


def test_csrf_token_of_another_session_does_not_do(browser, other_browser):
    browser.log_in()
    other_browser.log_in()

    answer = browser.post("/formulier/", {"csrf_token": other_browser.csrf()})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        ("Bearer " + "n" * 16, 200),
        ("Bearer wrong", 401),
        ("n" * 16, 401),
        ("Bearer é", 401),
        (None, 401),
    ],
)
def test_webhook_is_for_who_knows_the_token(browser, authorization, status):
    browser.log_in()
    headers = {"Authorization": authorization} if authorization else {}

    answer = browser.client.post("/api/proef", base_url=PORTAL, headers=headers)

    assert answer.status_code == status


def test_cookie_signed_by_us_with_an_unknown_token_is_nobody(browser):
    with browser.client.session_transaction(base_url=PORTAL) as cookie:
        cookie["_user_id"] = "made-up"

    assert browser.get("/zaken/").status_code == 303


def test_remember_me_cookie_is_not_taken(browser):
    browser.log_in()
    browser.client.set_cookie("remember_token", "1|abc", domain="mijn.demodam.example")

    assert browser.get("/zaken/").status_code == 200


def test_on_this_machine_the_cookie_works_without_https(provider, sessions, database_url):
    settings = settings_for(database_url=database_url, public_url="http://127.0.0.1:8000")
    app = make_app(settings, provider, sessions)

    answer = app.test_client().get("/inloggen/digid", base_url="http://127.0.0.1:8000")

    assert answer.headers["Set-Cookie"].startswith("portal=")
    assert "Secure" not in answer.headers["Set-Cookie"]


def test_database_down_gives_a_page_that_says_so(browser, settings, monkeypatch):
    browser.log_in()
    gone = settings_for(database_url="postgresql+psycopg://x@127.0.0.1:1/none")
    monkeypatch.setitem(browser.client.application.extensions, "sessionmaker", connect(gone))

    answer = browser.get("/zaken/")

    assert answer.status_code == 503
    assert "0800 0999" in answer.text
