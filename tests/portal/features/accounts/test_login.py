"""Logging in, in the browser: every way it can go has an answer."""

import base64
import json
import zlib
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from portal.domain.failures import SourceUnavailable
from portal.domain.people import Level
from portal.storage import logins, owners
from portal.storage.consultations import ConsultationLine
from portal.storage.logins import LoginSession
from portal.storage.pending_logins import PendingLoginRow
from tests.browser import words_of
from tests.factories import BSN
from tests.portal.features.accounts.conftest import params_of
from tests.portal.gateways.identity.fake_provider import BASIS


def content_of(cookie: str) -> str:
    """What anybody can read in Flask's signed cookie."""
    is_packed, payload = cookie.startswith("."), cookie.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (zlib.decompress(raw) if is_packed else raw).decode()


def test_login_page_tells_what_happens_and_begins_the_login(browser):
    page = browser.get("/inloggen/?next=/proef/zaken/")

    assert page.status_code == 200
    assert 'href="/inloggen/digid?next=/proef/zaken/&amp;niveau=20"' in page.text
    assert "DigiD in bij Demodam" in words_of(page)
    assert "Annuleren" in words_of(page)


def test_closed_page_then_login_then_that_page(browser):
    asked = browser.get("/proef/zaken/?sorteer=datum")
    assert asked.status_code == 303
    assert params_of(asked.location) == {"next": "/proef/zaken/?sorteer=datum"}

    arrived = browser.log_in(**params_of(asked.location))

    assert arrived.status_code == 303
    assert arrived.location == "/proef/zaken/?sorteer=datum"
    assert browser.get("/proef/zaken/").json["level"] == Level.MIDDEN


def test_without_a_page_the_overview_follows(browser):
    assert browser.log_in().location == "/overzicht/"


def test_an_owner_that_is_removed_as_unused_in_that_moment_is_made_anew(
    browser, database, rows, monkeypatch
):
    keys = list[object]()

    def find_and_lose(session, bsn):
        resident = owners.resident_of(session, bsn)
        if not keys:
            with database.begin():
                database.execute(delete(owners.Owner))
        keys.append(resident.key)
        return resident

    monkeypatch.setattr(logins, "resident_of", find_and_lose)

    assert browser.log_in().location == "/overzicht/"
    assert browser.get("/proef/zaken/").status_code == 200
    first, second = keys
    assert first != second
    assert [line.owner_id for line in rows(ConsultationLine)] == [second]
    assert [login.owner_id for login in rows(LoginSession)] == [second]


def test_login_page_sends_on_who_is_logged_in_already(browser):
    browser.log_in()

    assert browser.get("/inloggen/?next=/proef/zaken/").location == "/proef/zaken/"


def test_cookie_is_strict_and_tells_nothing(browser):
    answer = browser.log_in()

    (header,) = answer.headers.getlist("Set-Cookie")
    assert header.startswith("__Host-portal=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(header.split("; "))
    assert "Domain" not in header
    assert "Expires" not in header
    assert set(json.loads(content_of(browser.cookie))) == {"browser", "_user_id"}


def test_bsn_token_and_state_lie_nowhere_in_the_clear(browser, rows):
    back = browser.begin()
    browser.get(back)

    (login,), (pending,) = rows(LoginSession), rows(PendingLoginRow)
    token = json.loads(content_of(browser.cookie))["_user_id"]
    lying = " ".join(str(value) for row in (login, pending) for value in vars(row).values())
    for secret in (BSN, token, params_of(back)["state"], "pseudonym-1"):
        assert secret not in lying
        assert secret.encode() not in login.sealed_bsn + login.sealed_id_token
    assert login.sid == "sid-1"
    assert login.level == Level.MIDDEN


def test_every_login_leaves_a_consultation_line(browser, rows):
    browser.log_in()

    (line,) = rows(ConsultationLine)
    assert (line.activity, line.source, line.actor_class) == ("inloggen", "digid", "self")
    assert str(line.owner_id) == browser.get("/proef/zaken/").json["key"]


def test_session_and_csrf_token_are_new_at_every_login(browser):
    csrf = browser.csrf()
    browser.log_in()
    first, first_csrf = browser.cookie, browser.csrf()
    browser.log_in()

    assert len({csrf, first_csrf, browser.csrf()}) == 3
    assert content_of(first) != content_of(browser.cookie)


def test_a_planted_cookie_does_not_become_logged_in(browser, other_browser):
    other_browser.get("/inloggen/digid")
    planted = other_browser.cookie
    browser.plant(planted)

    browser.log_in()

    assert browser.get("/proef/zaken/").status_code == 200
    assert other_browser.get("/proef/zaken/").status_code == 303


def test_a_new_login_ends_the_session_before_it(browser, rows):
    browser.log_in()
    old = browser.cookie
    browser.log_in()
    assert len(rows(LoginSession)) == 1

    browser.plant(old)

    assert browser.get("/proef/zaken/").status_code == 303


def test_repeated_callback_just_goes_on(browser):
    back = browser.begin(next="/proef/zaken/")
    browser.get(back)
    before = browser.cookie

    again = browser.get(back)

    assert again.location == "/proef/zaken/"
    assert content_of(browser.cookie) == content_of(before)


def test_repeated_callback_after_logging_out_is_not_a_login(browser):
    back = browser.begin(next="/proef/zaken/")
    browser.get(back)
    browser.post("/uitloggen/")

    again = browser.get(back)

    page = browser.get(again.location)
    assert "Deze inlogpoging is niet meer geldig" in words_of(page)
    assert "/inloggen/digid" in page.text
    assert browser.get("/proef/zaken/").status_code == 303


def test_repeated_callback_without_a_session_keeps_the_page(browser, pass_time):
    back = browser.begin(next="/proef/zaken/")
    browser.get(back)
    pass_time(idle=timedelta(minutes=16))

    again = browser.get(back)

    assert params_of(again.location) == {"next": "/proef/zaken/", "melding": "stale"}


def test_two_tabs_can_both_log_in(browser):
    first, second = browser.begin(next="/proef/zaken/"), browser.begin(next="/proef/formulier/")

    assert browser.get(first).location == "/proef/zaken/"
    assert browser.get(second).location == "/proef/formulier/"
    assert browser.get("/proef/zaken/").status_code == 200


def test_login_begun_in_another_browser_is_refused(browser, other_browser):
    back = other_browser.begin(next="/proef/zaken/")

    answer = browser.get(back)

    assert params_of(answer.location) == {"melding": "stale"}
    assert browser.get("/proef/zaken/").status_code == 303


@pytest.mark.parametrize(
    "back",
    [
        "/inloggen/terug",
        "/inloggen/terug?code=x",
        "/inloggen/terug?code=x&state=",
        "/inloggen/terug?code=x&state=made-up",
        "/inloggen/terug?code=x&state=%00&state=%ff",
        "/inloggen/terug?error=access_denied&state=%ed%a0%80",
    ],
)
def test_callback_out_of_nowhere_is_refused(browser, back):
    answer = browser.get(back)

    assert params_of(answer.location) == {"melding": "stale"}


def test_login_older_than_ten_minutes_is_refused(browser, sessions):
    back = browser.begin(next="/proef/zaken/")
    with sessions() as session:
        before = PendingLoginRow.began_at - timedelta(minutes=10)
        session.execute(update(PendingLoginRow).values(began_at=before))
        session.commit()

    assert params_of(browser.get(back).location) == {"next": "/proef/zaken/", "melding": "stale"}


PROBLEMS = [
    ({"error": ("access_denied", "The user cancelled")}, "U hebt het inloggen geannuleerd."),
    ({"error": ("access_denied", "<b>evil</b>")}, "U kunt hier niet verder"),
    ({"error": ("server_error", "evil")}, "Er is een fout opgetreden in de communicatie met DigiD"),
    ({"acr": BASIS}, "DigiD app of een sms-code nodig"),
    ({"claims": {"bsn": "999993654"}}, "U kunt hier niet verder"),
    ({"claims": {"nonce": "evil"}}, "Er is een fout opgetreden in de communicatie met DigiD"),
]


@pytest.mark.parametrize(("fault", "words"), PROBLEMS, ids=str)
def test_failed_login_says_what_to_do_and_keeps_the_page(browser, provider, fault, words):
    for name, value in fault.items():
        setattr(provider, name, value)

    failed = browser.log_in(next="/proef/zaken/")

    page = browser.get(failed.location)
    assert words in words_of(page)
    assert "evil" not in page.text
    assert "/inloggen/digid?next=/proef/zaken/" in page.text
    assert browser.get("/proef/zaken/").status_code == 303


def test_cancelling_leaves_the_session_that_there_was(browser, provider):
    browser.log_in()
    provider.error = ("access_denied", "The user cancelled")

    browser.log_in(niveau=25)

    assert browser.get("/proef/zaken/").status_code == 200


def test_outage_ends_the_session_that_there_was(browser, provider):
    browser.log_in()
    provider.error = ("temporarily_unavailable", "")

    browser.log_in(niveau=25)

    assert browser.get("/proef/zaken/").status_code == 303


def test_provider_down_before_going_there(browser, provider):
    provider.fails = SourceUnavailable("digid", "no answer")

    answer = browser.get("/inloggen/digid?next=/proef/zaken/")

    assert params_of(answer.location) == {"next": "/proef/zaken/", "melding": "outage"}


def test_provider_down_on_the_way_back(browser, provider):
    back = browser.begin(next="/proef/zaken/")
    provider.fails = SourceUnavailable("digid", "no answer")

    assert params_of(browser.get(back).location) == {"next": "/proef/zaken/", "melding": "outage"}


@pytest.mark.parametrize(
    "params", ["niveau=99", "niveau=x", "niveau=-1", "melding=<b>", "niveau=0"]
)
def test_nonsense_in_the_address_is_ignored(browser, params):
    page = browser.get(f"/inloggen/?{params}")

    assert page.status_code == 200
    assert "niveau=20" in page.text


def test_public_keys_are_published(browser):
    answer = browser.get("/api/jwks.json")

    assert answer.json["keys"][0]["kid"] == "portal-1"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
