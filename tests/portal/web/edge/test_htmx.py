"""htmx swaps a part of the page; everybody else gets the whole page."""

from flask import Blueprint

from portal.web.edge.rules import public
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


def test_public_marks_a_view():
    bp = Blueprint("x", __name__)

    @bp.get("/x")
    @public
    def view() -> str:
        return ""

    assert view.access_rule.is_public
