"""Who may see what: closed by default, and no POST without its token."""

from uuid import uuid4

import pytest
from flask import url_for

from portal.storage.base import connect
from portal.web.edge.rules import rule_of
from tests.case_keys import a_key
from tests.factories import NOTIFICATION_TOKEN, PORTAL
from tests.parts import change_parts, put_back
from tests.portal.features.accounts.conftest import make_app, use
from tests.portal.gateways.identity.fake_provider import settings_for


def test_pages_that_say_nothing_are_closed(app):
    parts = ("accounts.", "probe.")
    with app.app_context():
        open_to_all = {name for name in app.view_functions if rule_of(name).is_public}

    assert {name for name in open_to_all if name.startswith(parts)} == {
        "probe.home",
        "accounts.login",
        "accounts.begin",
        "accounts.finish",
        "accounts.logout",
        "accounts.logged_out",
        "accounts.keys",
        "accounts.keep",  # gives nothing back: it keeps what the owner of the session typed
        "accounts.over",
    }


def test_unknown_page_is_just_not_found(browser):
    assert browser.get("/no/such/page").status_code == 404


def test_pages_are_not_kept_by_the_browser(browser):
    browser.log_in()

    assert browser.get("/proef/zaken/").headers["Cache-Control"] == "no-store"


def made_up(argument):
    """A value for this part of an address, of nothing that there is."""
    return {"key": a_key(), "what": "vraag"}.get(argument, str(uuid4()))


def test_every_post_is_checked_against_csrf(app, browser):
    browser.log_in()
    with app.test_request_context():
        posts = {
            url_for(rule.endpoint, **{name: made_up(name) for name in rule.arguments})
            for rule in app.url_map.iter_rules()
            if "POST" in rule.methods and not rule_of(rule.endpoint).is_for_systems
        }
    assert len(posts) >= 5

    for path in posts:
        for token in ("", "made-up"):
            answer = browser.client.post(path, data={"csrf_token": token}, base_url=PORTAL)
            assert answer.status_code == 400, path


def test_csrf_token_of_another_session_does_not_do(browser, other_browser):
    browser.log_in()
    other_browser.log_in()

    answer = browser.post("/proef/formulier/", {"csrf_token": other_browser.csrf()})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("authorization", "status"),
    [
        (f"Bearer {NOTIFICATION_TOKEN}", 200),
        ("Bearer wrong", 401),
        (NOTIFICATION_TOKEN, 401),
        ("Bearer é", 401),
        (None, 401),
    ],
)
def test_webhook_is_for_who_knows_the_token(browser, authorization, status):
    browser.log_in()
    headers = {"Authorization": authorization} if authorization else {}

    answer = browser.client.post("/proef/melding", base_url=PORTAL, headers=headers)

    assert answer.status_code == status


def test_cookie_signed_by_us_with_an_unknown_token_is_nobody(browser):
    with browser.client.session_transaction(base_url=PORTAL) as cookie:
        cookie["_user_id"] = "made-up"

    assert browser.get("/proef/zaken/").status_code == 303


def test_remember_me_cookie_is_not_taken(browser):
    browser.log_in()
    browser.client.set_cookie("remember_token", "1|abc", domain="mijn.demodam.example")

    assert browser.get("/proef/zaken/").status_code == 200


def test_on_this_machine_the_cookie_works_without_https(provider, sessions, database_url):
    settings = settings_for(database_url=database_url, public_url="http://127.0.0.1:8000")
    app = make_app(settings, sessions)
    use(app, settings, provider)

    answer = app.test_client().get("/inloggen/digid", base_url="http://127.0.0.1:8000")

    assert answer.headers["Set-Cookie"].startswith("portal=")
    assert "Secure" not in answer.headers["Set-Cookie"]


def test_database_down_gives_a_page_that_says_so(browser):
    browser.log_in()
    gone = settings_for(database_url="postgresql+psycopg://x@127.0.0.1:1/none")
    usual = change_parts(browser.client.application, sessions=connect(gone))

    answer = browser.get("/proef/zaken/")
    put_back(browser.client.application, usual)

    assert answer.status_code == 503
    assert "0800 0999" in answer.text


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\/evil.example/",
    "/\t/evil.example/",
    "/\n/evil.example/",
    "\t//evil.example/",
    " //evil.example/",
    "javascript:alert(1)",
    "evil.example",
    "https:/evil.example",
    "https:evil.example",
    "mijn.demodam.example@evil.example",
    "/proef/zaken/\\..\\evil",
    "/" + "x" * 3000,
    "",
]


@pytest.mark.parametrize("target", ELSEWHERE)
def test_nobody_is_sent_to_another_site(browser, target):
    page = browser.get("/inloggen/", query_string={"next": target})
    arrived = browser.log_in(next=target)

    assert "next=/overzicht/" in page.text
    assert arrived.location == "/overzicht/"
    assert browser.get("/inloggen/", query_string={"next": target}).location == "/overzicht/"
    assert browser.post("/sessie/verlengen", {"next": target}).location == "/overzicht/"
