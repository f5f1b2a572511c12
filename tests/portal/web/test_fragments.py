"""htmx swaps a block of the same page; everybody else gets the whole page."""

import pytest
from flask import Blueprint

from portal.web.access import public
from portal.web.fragments import page
from tests.factories import PORTAL


def test_more_time_gives_only_the_session_bar_to_htmx(browser):
    data = {"csrf_token": browser.csrf_token()}

    answer = browser.post("/sessie/verlengen", data=data, headers={"HX-Request": "true"})

    assert answer.status_code == 200
    assert 'id="session"' in answer.text
    assert "<html" not in answer.text


def test_more_time_leads_back_to_the_page_without_javascript(browser):
    data = {"csrf_token": browser.csrf_token(), "next": "/zaken/"}

    assert browser.post("/sessie/verlengen", data=data).location == "/zaken/"


def test_htmx_of_somebody_who_is_logged_out_is_sent_to_the_login_page(visitor):
    headers = {"HX-Request": "true", "HX-Current-URL": f"{PORTAL}/zaken/"}

    answer = visitor.get("/overzicht/", headers=headers)

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/inloggen/?next=/zaken/"


@pytest.mark.parametrize(
    ("headers", "is_part"),
    [
        ({}, False),
        ({"HX-Request": "true"}, True),
        ({"HX-Request": "true", "HX-Boosted": "true"}, False),
        ({"HX-Request": "true", "HX-History-Restore-Request": "true"}, False),
    ],
)
def test_block_of_a_page_is_the_block_in_the_page(app, headers, is_part):
    with app.test_request_context("/", headers=headers):
        response = page("submissions/index.html", "main", events=())
        text = response.get_data(as_text=True)

    assert ("<html" in text) is not is_part
    assert "Alle formulieren" in text
    assert response.headers["Vary"] == "HX-Request"


def test_public_marks_a_view():
    bp = Blueprint("x", __name__)

    @bp.get("/x")
    @public
    def view() -> str:
        return ""

    assert view.access_rule.is_public
