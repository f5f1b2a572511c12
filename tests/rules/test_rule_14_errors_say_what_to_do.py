"""Rule 14: errors say what to do, never show internals; bad input is answered, not 500."""

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug import exceptions

from tests.browser import heading_of, main_of, words_of
from tests.examples import always_the_same
from tests.factories import NOTIFICATION_TOKEN
from tests.forms_filled import MOVE, REPORT, begin, fill
from tests.rules.routes import ROUTES, address_of

INTERNALS = re.compile(r"Traceback|sqlalchemy|psycopg|werkzeug|\.py\b|File \"|Error:")
NUMBER = re.compile(r"Noem dan dit nummer: [0-9A-Z]{8}")
POSTS = sorted(route.partition(" ")[2] for route in ROUTES if route.startswith("POST"))
FUZZ = always_the_same(12)

TEXTS = st.one_of(
    # A page may show again what was sent: that is none of its internals.
    st.text(max_size=60).filter(lambda text: not INTERNALS.search(text)),
    st.sampled_from(
        [
            "\0",
            "\ud7ff\uffff",
            "9" * 400,
            "-1",
            "1e309",
            "NaN",
            "2026-13-45",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "{{ 7*7 }}",
            "%(name)s %s %",
            "' OR 1=1 --",
            "\u202e\u2066" * 20,
            "é" * 5000,
            "00000000-0000-0000-0000-000000000000",
        ]
    ),
)
NAMES = st.one_of(
    st.sampled_from(
        [
            "action",
            "remove",
            "revision",
            "draft",
            "key",
            "next",
            "movers",
            "movers-names",
            "new_address-postcode",
            "new_address-number",
            "new_address-manual",
            "new_address-pick",
            "moving_date-day",
            "moving_date-month",
            "moving_date-year",
            "living",
            "contract-later",
            "email",
            "phone",
            "category",
            "description",
            "place-street",
            "place-latitude",
            "place-longitude",
            "documents",
            "answer",
            "text",
            "may_call",
            "may_call-text",
        ]
    ),
    st.text(min_size=1, max_size=20),
)
FIELDS = st.dictionaries(NAMES, st.lists(TEXTS, min_size=1, max_size=3), max_size=8)
FILES = st.dictionaries(
    st.sampled_from(["contract", "permission", "photo", "documents", "living"]),
    st.tuples(st.binary(max_size=400), st.text(max_size=30)),
    max_size=2,
)
STARTS = st.sampled_from([b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04"])


def is_answered(answer) -> None:
    """No bug came out, and what went wrong is told as it should be."""
    assert answer.status_code < 500, (answer.request.path, answer.status_code)
    assert not INTERNALS.search(answer.text)


@pytest.mark.no_cover
@FUZZ
@given(fields=FIELDS, files=FILES, start=STARTS, has_token=st.booleans())
@pytest.mark.parametrize("endpoint", POSTS)
def test_rule_14_no_post_is_answered_with_a_bug(
    app, mine, browser, endpoint, fields, files, start, has_token
):
    data = dict(fields)
    if has_token:
        data["csrf_token"] = browser.csrf_token()
    for name, (content, file) in files.items():
        data[name] = (io.BytesIO(start + content), file or "x")

    answer = browser.post(address_of(app, endpoint, mine), data=data)

    is_answered(answer)
    if endpoint == "accounts.logout":
        browser.log_in()


@pytest.mark.no_cover
@FUZZ
@given(fields=FIELDS, page=st.sampled_from(["adres", "dag", "wonen", "contact", "wie", "contract"]))
def test_rule_14_every_kind_of_question_takes_anything(browser, fields, page):
    fill(browser.allowed_anew())
    data = {**fields, "csrf_token": browser.csrf_token()}

    is_answered(browser.post(f"/formulieren/{MOVE}/{page}/", data=data, follow_redirects=True))
    is_answered(browser.get(f"/formulieren/{MOVE}/{page}/"))


@pytest.mark.no_cover
@FUZZ
@given(fields=FIELDS, page=st.sampled_from(["soort", "omschrijving", "plaats", "foto", "contact"]))
def test_rule_14_a_form_without_login_takes_anything(visitor, fields, page):
    begin(visitor.allowed_anew(), REPORT)
    data = {**fields, "csrf_token": visitor.csrf_token()}

    is_answered(visitor.post(f"/formulieren/{REPORT}/{page}/", data=data, follow_redirects=True))


@pytest.mark.no_cover
@FUZZ
@given(
    body=st.binary(max_size=300), kind=st.sampled_from(["text/plain", "multipart/form-data", ""])
)
def test_rule_14_any_bytes_are_answered(browser, body, kind):
    is_answered(browser.post(f"/formulieren/{MOVE}/adres/", data=body, content_type=kind))


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(allow_nan=False), st.text(max_size=30)),
    lambda children: st.one_of(
        st.lists(children, max_size=3),
        st.dictionaries(st.sampled_from(["kanaal", "hoofdObject", "x"]), children, max_size=3),
    ),
    max_leaves=6,
)


@pytest.mark.no_cover
@FUZZ
@given(body=JSON, channel=st.sampled_from(["zaken", "besluiten", ["zaken"], None]))
def test_rule_14_any_notification_is_answered(visitor, body, channel):
    sent = {"kanaal": channel, "hoofdObject": body} if channel else body
    headers = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}

    assert visitor.post("/api/notificaties", json=sent, headers=headers).status_code == 204


@pytest.mark.no_cover
@FUZZ
@given(parts=st.lists(st.text(max_size=12), max_size=4), query=FIELDS)
def test_rule_14_any_address_is_answered(browser, parts, query):
    from urllib.parse import quote

    path = "/" + "/".join(quote(part, safe="") for part in parts)

    is_answered(browser.get(path, query_string=query))


@pytest.mark.no_cover
@FUZZ
@given(query=FIELDS, text=TEXTS)
@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/taal/",
        "/inloggen/",
        "/inloggen/digid",
        "/inloggen/terug",
        "/berichten/",
        "/toestemmingen/",
        "/uitgelogd/",
    ],
)
def test_rule_14_any_query_is_answered(browser, path, query, text):
    known = dict.fromkeys(("q", "next", "niveau", "melding", "taal", "pagina", "state"), text)

    is_answered(browser.get(path, query_string={**query, **known}))


@pytest.mark.parametrize(
    "path", ["/zaken/%00/", "/volgen/%00/", f"/formulieren/{MOVE}/ontvangen/%00/"]
)
def test_rule_14_a_name_that_no_database_can_hold_is_not_found(browser, path):
    assert browser.get(path).status_code == 404


def test_rule_14_a_part_without_a_name_is_refused(browser):
    body = b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n"

    answer = browser.post("/uitloggen/", data=body, content_type="multipart/form-data; boundary=b")

    assert answer.status_code == 400
    is_helpful(answer)


@pytest.mark.parametrize("header", ["Cookie", "Referer", "Accept-Language", "HX-Current-URL"])
@pytest.mark.parametrize("text", ["é\x80", "portal=x.y.z", "[", "http://[", "en;q=x", "," * 300])
def test_rule_14_any_header_is_answered(app, header, text):
    browser = app.test_client()
    headers = {header: text.encode().decode("latin-1"), "HX-Request": "true"}

    for path in ("/", "/zaken/", "/inloggen/"):
        assert browser.get(path, headers=headers).status_code < 500


ERRORS = {
    400: ("/inloggen/", "POST"),
    404: ("/bestaat-niet/", "GET"),
    405: ("/zaken/", "DELETE"),
}


def is_helpful(answer) -> None:
    """The page says what to do, with phone number and reference, and nothing of the inside."""
    words = words_of(answer)
    assert "0800 0999" in words
    assert NUMBER.search(words)
    assert "bel ons" in main_of(answer).lower()
    assert not INTERNALS.search(answer.text)


@pytest.mark.parametrize(
    "error", [exceptions.Forbidden, exceptions.TooManyRequests, exceptions.NotImplemented]
)
def test_rule_14_every_http_error_has_a_page_that_helps(error, world, browser):
    def refuse(_recorded, _number):
        raise error

    world.cases.cases_of = refuse
    answer = browser.get("/zaken/")

    assert answer.status_code == error.code
    assert NUMBER.search(words_of(answer))
    assert "0800 0999" in words_of(answer)


def test_rule_14_an_unknown_page_says_what_to_do(visitor):
    answer = visitor.get("/bestaat-niet/")

    assert answer.status_code == 404
    is_helpful(answer)


def test_rule_14_a_wrong_method_says_what_to_do(browser):
    answer = browser.delete("/zaken/")

    assert answer.status_code == 405
    assert set(answer.allow) == {"GET", "HEAD", "OPTIONS"}
    is_helpful(answer)


def test_rule_14_a_system_that_is_down_says_what_to_do(browser, world):
    world.cases.is_down = True

    answer = browser.get("/zaken/ZAAK-1/")

    assert answer.status_code == 503
    is_helpful(answer)


def test_rule_14_a_bug_says_what_to_do_and_nothing_of_itself(browser, world):
    def break_(_recorded, _number):
        raise RuntimeError("secret of the house, see service.py")

    world.cases.cases_of = break_
    answer = browser.get("/zaken/")

    assert answer.status_code == 500
    assert "secret" not in answer.text
    is_helpful(answer)
    assert heading_of(answer) == "Er ging iets mis bij ons"


def test_rule_14_every_reference_is_its_own_and_can_be_read_out(visitor):
    references = {
        NUMBER.search(words_of(visitor.get("/bestaat-niet/")))[0][-8:] for _time in range(20)
    }

    assert len(references) == 20
    assert not set("".join(references)) & set("AEIOU01LSY")
