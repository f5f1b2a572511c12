"""The login session: how it lasts and how it ends."""

import re
from datetime import timedelta

import pytest
from flask_login import user_logged_in, user_logged_out
from sqlalchemy import update

from portal.domain.failures import SourceUnavailable
from portal.storage import logins
from portal.storage.logins import ExpiredInput, LoginSession, SessionLimits
from portal.storage.pending_logins import PendingLoginRow
from portal.storage.session_answers import SessionAnswer, store_answers
from portal.web.edge import login_session
from portal.web.edge.login_session import acting
from tests.browser import links_of, words_of
from tests.factories import OTHER_BSN, PORTAL, an_identity
from tests.portal.features.accounts.conftest import params_of, use
from tests.portal.gateways.identity.fake_provider import ABSENT, settings_for

MINUTE = timedelta(minutes=1)


def test_quarter_of_an_hour_without_a_click_ends_it(browser, pass_time):
    browser.log_in()
    pass_time(idle=14 * MINUTE)
    assert browser.get("/proef/zaken/").status_code == 200

    pass_time(idle=15 * MINUTE)

    assert browser.get("/proef/zaken/").status_code == 303


def test_each_click_begins_the_quarter_anew(browser, pass_time):
    browser.log_in()

    for _click in range(4):
        pass_time(idle=10 * MINUTE)
        assert browser.get("/proef/zaken/").status_code == 200


def test_two_hours_end_it_whatever_the_resident_does(browser, pass_time):
    browser.log_in()
    pass_time(in_all=119 * MINUTE)
    assert browser.get("/proef/zaken/").status_code == 200

    pass_time(in_all=2 * MINUTE)

    assert browser.get("/proef/zaken/").status_code == 303
    assert browser.post("/sessie/verlengen").status_code == 303
    assert browser.get("/proef/zaken/").status_code == 303


@pytest.mark.parametrize(
    "path",
    [
        "/healthz",
        "/readyz",
        "/metrics",
        "/metrics/database",
        "/api/jwks.json",
        "/.well-known/security.txt",
        "/.well-known/consent-receipts.jwks.json",
        "/static/css/portal.css",
        "/favicon.ico",
        "/bestaat-niet/",
    ],
)
def test_what_programs_ask_keeps_no_session_going(browser, pass_time, rows, path):
    browser.log_in()
    pass_time(idle=10 * MINUTE)
    noted = rows(LoginSession)[0].last_seen_at

    browser.get(path).close()

    assert rows(LoginSession)[0].last_seen_at == noted


def test_being_seen_is_noted_once_a_minute(browser, pass_time, rows):
    browser.log_in()
    noted = rows(LoginSession)[0].last_seen_at
    browser.get("/proef/zaken/")
    assert rows(LoginSession)[0].last_seen_at == noted

    pass_time(idle=MINUTE)
    browser.get("/proef/zaken/")

    assert rows(LoginSession)[0].last_seen_at >= noted


def test_logging_out_ends_it_on_the_server(browser, rows):
    browser.log_in()
    old = browser.cookie

    browser.post("/uitloggen/")

    assert rows(LoginSession) == []
    browser.plant(old)
    assert browser.get("/proef/zaken/").status_code == 303


def test_flask_login_knows_of_each_login_and_logout(app, browser, other_browser):
    events = []
    with (
        user_logged_in.connected_to(lambda *_, user: events.append(("in", user.get_id())), app),
        user_logged_out.connected_to(lambda *_, user: events.append(("out", user.get_id())), app),
    ):
        browser.log_in()
        other_browser.log_in()
        browser.post("/uitloggen/")

    assert [what for what, _token in events] == ["in", "in", "out"]
    tokens = [token for _what, token in events]
    assert tokens[0] == tokens[2] != tokens[1]


def test_who_logs_in_is_who_acts_from_then_on(app, browser, sessions):
    with sessions() as session:
        token, resident = logins.begin_session(session, an_identity())
        other_token, other = logins.begin_session(session, an_identity(OTHER_BSN))
        session.commit()

    with app.test_request_context(base_url=PORTAL):
        login_session.sign_in(token)
        assert acting().for_party == resident
        login_session.sign_in(other_token)
        assert acting().for_party == other
        login_session.sign_out()
        assert login_session.actor() is None
        assert login_session.token_here() == ""


def onward_of(page) -> str:
    """Where our own page goes on to by itself."""
    seconds, _between, address = page.headers["Refresh"].partition("; url=")
    assert seconds == "0"
    return address


def test_logging_out_goes_on_to_the_provider(browser):
    browser.log_in()

    answer = browser.post("/uitloggen/")

    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"].count("form-action 'self';") == 1
    onward = onward_of(answer)
    asked = params_of(onward)
    assert onward.startswith("https://digid.example/logout?")
    assert links_of(answer)["Ook bij DigiD uitloggen"] == onward
    assert asked["post_logout_redirect_uri"] == f"{PORTAL}/uitgelogd/"
    assert "id_token_hint" not in asked
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    page = browser.get(f"/uitgelogd/?state={asked['state']}")
    assert "U bent ook bij DigiD uitgelogd." in words_of(page)


def test_logging_out_with_the_token_as_hint(app, browser, provider):
    use(app, settings_for(oidc_logout_hint="id_token_hint"), provider)
    browser.log_in()

    asked = params_of(onward_of(browser.post("/uitloggen/")))

    assert asked["id_token_hint"].count(".") == 2


@pytest.mark.parametrize("query", ["", "?state=", "?state=another", "?state=%ff"])
def test_logged_out_page_does_not_claim_what_the_provider_did_not_say(browser, query):
    browser.log_in()
    browser.post("/uitloggen/")

    page = browser.get(f"/uitgelogd/{query}")

    assert page.status_code == 200
    assert "Misschien bent u bij DigiD nog ingelogd" in words_of(page)


def test_logged_out_page_out_of_nowhere(browser):
    assert "Misschien bent u bij DigiD nog ingelogd" in words_of(browser.get("/uitgelogd/?state="))


@pytest.mark.parametrize(
    "trouble",
    [
        {"metadata": {"end_session_endpoint": ABSENT}},
        {"fails": SourceUnavailable("digid", "no answer")},
    ],
    ids=["no logout there", "down"],
)
def test_logging_out_works_whatever_the_provider_does(browser, provider, rows, trouble):
    browser.log_in()
    for name, value in trouble.items():
        setattr(provider, name, value)
    use(browser.client.application, settings_for(), provider)

    assert browser.post("/uitloggen/").location == "/uitgelogd/"
    assert rows(LoginSession) == []


def test_logging_out_twice_is_no_error(browser):
    browser.log_in()
    browser.post("/uitloggen/")

    assert browser.post("/uitloggen/").status_code == 200


def test_chosen_language_stays_after_login_and_logout(browser):
    with browser.client.session_transaction(base_url=PORTAL) as cookie:
        cookie["language"] = "en"
    browser.log_in()
    browser.post("/uitloggen/")

    assert '<html lang="en"' in browser.get("/uitgelogd/").text


def test_what_is_filled_in_without_login_stays_at_login_and_goes_at_logout(browser):
    with browser.client.session_transaction(base_url=PORTAL) as cookie:
        cookie["anonymous"] = "token"
    browser.log_in()
    with browser.client.session_transaction(base_url=PORTAL) as cookie:
        assert cookie["anonymous"] == "token"

    browser.post("/uitloggen/")

    with browser.client.session_transaction(base_url=PORTAL) as cookie:
        assert "anonymous" not in cookie


def test_expired_session_says_so(browser, pass_time):
    browser.log_in()
    pass_time(idle=15 * MINUTE)

    page = browser.get(browser.get("/proef/zaken/").location)

    assert "U deed een tijdje niets" in words_of(page)
    assert "Er is niets weg" not in words_of(page)
    assert "/inloggen/digid?next=/proef/zaken/" in page.text


def test_more_time(browser, pass_time):
    browser.log_in()
    pass_time(idle=14 * MINUTE)

    answer = browser.post("/sessie/verlengen", {"next": "/proef/zaken/"})

    assert answer.location == "/proef/zaken/"
    pass_time(idle=14 * MINUTE)
    assert browser.get("/proef/zaken/").status_code == 200


def test_more_time_for_a_script_says_until_when(browser, pass_time):
    browser.log_in()
    pass_time(idle=14 * MINUTE)

    answer = browser.post("/sessie/verlengen", headers={"Accept": "application/json"})

    assert 14 * 60 < answer.json["seconds"] <= 15 * 60
    assert re.fullmatch(r"U wordt om \d\d\.\d\d uur uitgelogd\.", answer.json["text"])


def test_more_time_for_a_script_is_not_given_when_the_session_is_over(browser, pass_time):
    browser.log_in()
    pass_time(idle=15 * MINUTE)

    answer = browser.post("/sessie/verlengen", headers={"Accept": "application/json"})

    assert answer.status_code == 303
    assert answer.location.startswith("/inloggen/")


def test_old_rows_are_forgotten(browser, pass_time, sessions, rows):
    browser.log_in()
    row = rows(LoginSession)[0]
    limits = SessionLimits.of(settings_for())
    with sessions() as session:
        store_answers(session, row.id, {"person": b"{}"})
        session.commit()
        logins.forget_old(session, limits)
        session.commit()
    assert len(rows(SessionAnswer)) == len(rows(LoginSession)) == len(rows(PendingLoginRow)) == 1

    pass_time(idle=15 * MINUTE)
    browser.post("/proef/formulier/", {"naam": "Noor"})
    with sessions() as session:
        logins.forget_old(session, limits)
        session.commit()
    assert rows(SessionAnswer) == []
    assert len(rows(LoginSession)) == len(rows(ExpiredInput)) == 1

    pass_time(idle=timedelta(days=1))
    day = timedelta(days=1)
    with sessions() as session:
        session.execute(update(PendingLoginRow).values(began_at=PendingLoginRow.began_at - day))
        session.execute(update(ExpiredInput).values(made_at=ExpiredInput.made_at - 60 * MINUTE))
        logins.forget_old(session, limits)
        session.commit()
    assert rows(LoginSession) == rows(PendingLoginRow) == rows(ExpiredInput) == []
