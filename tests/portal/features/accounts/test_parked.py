"""Nothing typed is lost with the session, and nobody else gets to see it (rule 3)."""

import io
from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.storage import logins
from portal.storage.base import vault_of
from portal.storage.logins import ExpiredInput
from tests.browser import words_of
from tests.factories import BSN, OTHER_BSN, PORTAL
from tests.portal.features.accounts.conftest import params_of

MINUTE = timedelta(minutes=1)
HTMX = {"HX-Request": "true", "HX-Current-URL": f"{PORTAL}/proef/formulier/?stap=2"}
TYPED = {"naam": "Noor", "kind": ["Lila", "Milan"]}
KEPT = [["naam", "Noor"], ["kind", "Lila"], ["kind", "Milan"]]


def test_what_was_typed_comes_back_after_logging_in_once(browser, pass_time):
    browser.log_in()
    pass_time(idle=15 * MINUTE)

    asked = browser.post("/proef/formulier/", TYPED)

    assert params_of(asked.location) == {"next": "/proef/formulier/"}
    assert "Er is niets weg" in words_of(browser.get(asked.location))
    assert browser.log_in(**params_of(asked.location)).location == "/proef/formulier/"
    assert browser.get("/proef/formulier/").json["parked"] == KEPT
    assert browser.get("/proef/formulier/").json["parked"] is None


def test_what_was_typed_is_sealed_and_without_files_or_token(browser, pass_time, rows, sessions):
    browser.log_in()
    pass_time(idle=15 * MINUTE)

    browser.post("/proef/formulier/", {"naam": "Noor", "foto": (io.BytesIO(b"photo"), "a.png")})

    (row,) = rows(ExpiredInput)
    assert b"Noor" not in row.sealed_fields
    with sessions() as session:
        fields = vault_of(session).open_json(row.sealed_fields, logins.FIELDS)
    assert fields == [["naam", "Noor"]]


def test_what_was_typed_is_for_the_same_resident_only(browser, provider, pass_time):
    browser.log_in()
    pass_time(idle=15 * MINUTE)
    browser.post("/proef/formulier/", TYPED)

    provider.bsn = OTHER_BSN
    browser.log_in(next="/proef/formulier/")
    assert browser.get("/proef/formulier/").json["parked"] is None

    provider.bsn = BSN
    browser.log_in(next="/proef/formulier/")
    assert browser.get("/proef/formulier/").json["parked"] == KEPT


def test_what_was_typed_is_kept_for_an_hour(browser, pass_time, sessions):
    browser.log_in()
    pass_time(idle=15 * MINUTE)
    browser.post("/proef/formulier/", TYPED)
    with sessions() as session:
        session.execute(update(ExpiredInput).values(made_at=ExpiredInput.made_at - 60 * MINUTE))
        session.commit()

    browser.log_in()

    assert browser.get("/proef/formulier/").json["parked"] is None


def test_what_was_typed_last_counts(browser, pass_time):
    browser.log_in()
    pass_time(idle=15 * MINUTE)
    browser.post("/proef/formulier/", {"naam": "No"})
    browser.post("/proef/formulier/", {"naam": "Noor"})

    browser.log_in()

    assert browser.get("/proef/formulier/").json["parked"] == [["naam", "Noor"]]


def test_nothing_is_kept_of_who_never_logged_in(browser, rows):
    asked = browser.post("/proef/formulier/", TYPED)

    assert params_of(asked.location) == {"next": "/proef/formulier/"}
    assert rows(ExpiredInput) == []


def test_nothing_is_kept_after_logging_out(browser, rows):
    browser.log_in()
    old = browser.cookie
    browser.post("/uitloggen/")
    browser.plant(old)

    browser.post("/proef/formulier/", TYPED)

    assert rows(ExpiredInput) == []


def test_post_that_needs_a_higher_level_keeps_what_was_typed(browser, rows):
    browser.log_in()

    asked = browser.post(
        "/proef/rekening/",
        {"iban": "NL91"},
        headers={"Referer": f"{PORTAL}/proef/formulier/?stap=3"},
    )

    assert params_of(asked.location) == {"next": "/proef/formulier/?stap=3", "niveau": "30"}
    assert "Wat u invulde, is bewaard" in words_of(browser.get(asked.location))
    assert [row.path for row in rows(ExpiredInput)] == ["/proef/formulier/"]


@pytest.mark.parametrize(
    ("referer", "page"),
    [
        (f"{PORTAL}/proef/formulier/", "/proef/formulier/"),
        ("https://evil.example/formulier/", "/overzicht/"),
        (f"{PORTAL}//evil.example/", "/overzicht/"),
        (None, "/overzicht/"),
        ("not an address", "/overzicht/"),
        ("http://[", "/overzicht/"),
    ],
)
def test_action_without_a_page_returns_to_the_page_it_came_from(browser, referer, page):
    headers = {"Referer": referer} if referer else {}

    asked = browser.post("/proef/formulier/delen/", headers=headers)

    assert params_of(asked.location) == {"next": page}


@pytest.mark.parametrize("method", ["get", "post"])
def test_htmx_is_sent_to_the_login_page_as_a_whole(browser, pass_time, method):
    browser.log_in()
    pass_time(idle=15 * MINUTE)

    answer = getattr(browser, method)("/proef/formulier/", headers=HTMX)

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/inloggen/?next=/proef/formulier/?stap%3D2"


def test_htmx_with_a_strange_page_goes_home(browser):
    headers = HTMX | {"HX-Current-URL": "https://evil.example/"}

    answer = browser.get("/proef/formulier/", headers=headers)

    assert answer.headers["HX-Redirect"] == "/inloggen/?next=/overzicht/"


def test_files_are_said_to_be_gone_where_the_text_is_kept(browser):
    browser.log_in()

    asked = browser.post(
        "/proef/rekening/",
        {"iban": "NL91", "foto": (io.BytesIO(b"photo"), "a.png")},
        headers={"Referer": f"{PORTAL}/proef/formulier/"},
    )

    words = words_of(browser.get(asked.location))
    assert "Alleen bestanden moet u opnieuw kiezen." in words
    assert "Wat u invulde, is bewaard." not in words


@pytest.mark.parametrize(
    "referer", [None, f"{PORTAL}/proef/zaken/", f"{PORTAL}/bestaat/niet/"], ids=str
)
def test_nothing_is_kept_or_promised_where_no_page_gives_it_back(browser, pass_time, rows, referer):
    browser.log_in()
    pass_time(idle=15 * MINUTE)

    asked = browser.post(
        "/proef/formulier/delen/", {"met": "Sam"}, headers={"Referer": referer} if referer else {}
    )

    assert rows(ExpiredInput) == []
    assert "Er is niets weg" not in words_of(browser.get(asked.location))


def test_what_is_kept_of_one_page_is_not_promised_for_another(browser, pass_time):
    browser.log_in()
    pass_time(idle=15 * MINUTE)
    browser.post("/proef/formulier/", TYPED)

    assert "Er is niets weg" in words_of(browser.get("/inloggen/?next=/proef/formulier/%3Fstap=2"))
    assert "Er is niets weg" not in words_of(browser.get("/inloggen/?next=/proef/zaken/"))


@pytest.mark.parametrize("is_expired", [True, False])
def test_files_alone_are_said_not_to_be_sent(browser, pass_time, is_expired):
    browser.log_in()
    if is_expired:
        pass_time(idle=15 * MINUTE)

    asked = browser.post("/proef/rekening/", {"foto": (io.BytesIO(b"photo"), "a.png")})

    words = words_of(browser.get(asked.location))
    assert "Uw bestanden zijn niet verstuurd. Kies ze na het inloggen opnieuw." in words
    assert "invulde, is" not in words, "that it is there still, or kept"
