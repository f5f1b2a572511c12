"""“Idee voor de buurt insturen” by HTTP: a form in which one chooses whether to log in."""

import pytest

from forms import form_from_values, load_sources
from forms.loading import load_form
from portal.services import publishing
from tests.browser import Browser
from tests.forms_filled import page_id
from tests.journeys.idea import FILE, FORM
from tests.parts import look_anew

WITH, WITHOUT = f"{FORM}met-digid/", f"{FORM}zonder-digid/"
SUBJECT = "Een bankje bij het water"
BOTH = "Kies waarmee u verdergaat"
"""The h1 for who has a concept with login, and one without in this browser."""
ANSWERS = {
    "idee": {"subject": SUBJECT},
    "gegevens": {},
    "wie": {"name": "Sam Bakker"},
    "contact": {"email": "sam@voorbeeld.example"},
}


def idea_form(login="optional", level="midden", **changes):
    """A version of the form that says this of logging in."""
    values = load_form(FILE, load_sources()).model_dump(mode="json", exclude_defaults=True)
    if login == "none":  # what shows a person can't stand in it
        pages = values["sections"][1]["pages"]
        values["sections"][1]["pages"] = [page for page in pages if page["id"] != "gegevens"]
        values["sections"][1]["pages"][0].pop("show_if")
        values["sections"][1]["pages"][1]["questions"][0].pop("prefill")
        level = None
    return form_from_values(values | {"login": login, "level": level} | changes, load_sources())


@pytest.fixture
def publish(app, database):
    """Publish a version of it; this process knows it."""

    def publish_(*what, **changes):
        publishing.publish(database, idea_form(*what, **changes), "Jo")
        look_anew(app)

    return publish_


@pytest.fixture
def idea(publish):
    """The form is published, with optional login."""
    publish()


def go_on_filling(browser: Browser, page, until: str = "controleren"):
    """Fill in from this page up to that one."""
    while page_id(page) != until:
        page = browser.submit(page, ANSWERS[page_id(page)])
        assert page.status_code == 200, page.request.path
    return page


def fill_idea(browser: Browser, way: str, until: str = "controleren"):
    """Begin that way, and fill in up to this page."""
    return go_on_filling(browser, browser.visit(way), until)


def send_idea(browser: Browser, way: str):
    """Fill it in and send it; gives the receipt."""
    return browser.submit(fill_idea(browser, way), form="send")


def is_login(answer) -> bool:
    """Whether one is sent to log in."""
    return answer.status_code == 303 and answer.location.startswith("/inloggen/")
