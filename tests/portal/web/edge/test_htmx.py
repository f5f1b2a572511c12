"""htmx gets a block of the page; everybody else, and what opens a whole page, gets the page."""

import json
import re
from datetime import timedelta

import pytest
from flask import Blueprint

from portal.web.edge.rules import public
from tests.browser import heading_of
from tests.factories import PORTAL

HTMX = {"HX-Request": "true", "HX-Current-URL": f"{PORTAL}/gegevensgebruik/"}
PAGE = "/gegevensgebruik/?periode=12"


def test_a_block_is_the_block_of_the_page(browser):
    block = browser.get(PAGE, headers=HTMX)
    page = browser.get(PAGE)

    assert block.status_code == page.status_code == 200
    assert block.text.strip().startswith('<div class="looked" id="looked">')
    assert "<h1>" not in block.text
    # Looking is itself a look of one's own, so only what is before those is the same.
    lines = [line for line in block.text.partition("own-looks")[0].splitlines() if line.strip()]
    assert "\n".join(lines) in "\n".join(filter(str.strip, page.text.splitlines()))


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_who_opens_a_whole_page_with_htmx_gets_it(browser, header):
    assert heading_of(browser.get(PAGE, headers=HTMX | {header: "true"}))


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_decides_is_told_to_whoever_keeps_answers(browser, headers):
    answer = browser.get(PAGE, headers=headers)

    assert {"hx-request", "hx-boosted"} <= {name.lower() for name in answer.vary}
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_htmx_of_somebody_who_is_logged_out_is_sent_to_the_login_page(visitor):
    headers = {"HX-Request": "true", "HX-Current-URL": f"{PORTAL}/zaken/"}

    answer = visitor.get("/overzicht/", headers=headers)

    assert answer.status_code == 204
    assert answer.data == b""
    assert answer.headers["HX-Redirect"] == "/inloggen/?next=/zaken/"
    assert "Location" not in answer.headers


def test_where_a_form_leads_htmx_goes_as_a_page(browser):
    answer = browser.get("/formulieren/verhuizing-doorgeven/verder/", headers=HTMX)

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"].startswith("/formulieren/verhuizing-doorgeven/")


def test_the_page_hears_how_long_the_session_goes_on(browser):
    left = json.loads(browser.get(PAGE, headers=HTMX).headers["HX-Trigger"])["session-extended"]

    assert 14 * 60 < left["seconds"] <= 15 * 60
    assert re.fullmatch(r"U wordt om \d\d[.:]\d\d uur uitgelogd.", left["text"])


def test_a_block_does_not_go_beyond_the_longest_session(browser, pass_time):
    pass_time(in_all=timedelta(minutes=115))

    left = json.loads(browser.get(PAGE, headers=HTMX).headers["HX-Trigger"])["session-extended"]

    assert left["seconds"] <= 5 * 60


def test_of_the_session_a_page_tells_itself(browser):
    assert "HX-Trigger" not in browser.get(PAGE).headers


def test_who_is_not_logged_in_hears_of_no_session(visitor):
    assert "HX-Trigger" not in visitor.get("/formulieren/", headers=HTMX).headers


def test_an_error_keeps_its_status(browser):
    assert browser.get("/zaken/onbekend/gegevensgebruik/", headers=HTMX).status_code == 404


def test_public_marks_a_view():
    bp = Blueprint("x", __name__)

    @bp.get("/x")
    @public
    def view() -> str:
        return ""

    assert view.access_rule.is_public
