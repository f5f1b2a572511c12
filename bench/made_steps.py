"""A step of a form that is made to measure with: published, come to, and sent."""

import time
from collections.abc import Mapping

from bench.browser import Browser, Page, WrongAnswer
from bench.large_forms import Part, large_form, one_page, text_question
from bench.world import World
from portal.services.publishing import publish

STEP = "step"
"""The page that is sent."""
TEXT = "Een antwoord"
_NONE: Mapping[str, str] = {}
LIKE_THE_FLOOR = one_page(
    [
        {**text_question("name"), "max_length": 80},
        {"id": "email", "kind": "email", "label": "E-mailadres", "required": False},
        {"id": "phone", "kind": "phone", "label": "Telefoonnummer", "required": False},
        {"id": "day", "kind": "date", "label": "Datum"},
        {"id": "postcode", "kind": "postcode", "label": "Postcode"},
        {"id": "number", "kind": "number", "label": "Huisnummer", "at_most": 99999},
        {
            "id": "living",
            "kind": "choice",
            "label": "Hoe gaat u wonen?",
            "options": [{"value": "koop", "label": "Koop"}, {"value": "huur", "label": "Huur"}],
        },
    ],
    STEP,
)
"""The seven questions of the floor app's page: none asks anything outside."""
LIKE_ITS_ANSWERS = {
    "name": "Cornelis Bakker",
    "email": "c.bakker@example.org",
    "phone": "06 12345678",
    "day-day": "1",
    "day-month": "12",
    "day-year": "2026",
    "postcode": "1234 AB",
    "number": "10",
    "living": "huur",
}


def publish_pages(
    world: World, slug: str, pages: list[Part], documents: Part | None = None
) -> None:
    """Let each web process know this form; they look for new ones every so many seconds."""
    with world.database() as database:
        form = large_form(slug, pages, slug, documents).form
        publish(database, form, "bench", reason="bench")
    time.sleep(world.settings.state_seconds + 1)


def at_made_step(
    world: World, slug: str, bsn: str, answers: Mapping[str, str] = _NONE
) -> tuple[Browser, str, dict[str, str]]:
    """A browser that filled in all pages, the address of its step, and what it will send there."""
    browser = Browser(world.portal, world.log_in(bsn))
    page = browser.follow(browser.get(f"/formulieren/{slug}/verder/"))
    address = f"/formulieren/{slug}/{STEP}/"
    while "/controleren/" not in page.url and not page.url.endswith(address):
        page = browser.follow(browser.post(page.url, _filled(page, answers)))
    return browser, address, _filled(browser.get(address), answers)


def send_step(browser: Browser, address: str, fields: dict[str, str]) -> Page:
    """The same page anew, after it was sent; raises `WrongAnswer` where it wasn't accepted."""
    answer = browser.post(address, fields)
    if not answer.location or answer.location.endswith(address):
        raise WrongAnswer("the page of the form was not accepted")
    return browser.get(address)


def _filled(page: Page, answers: Mapping[str, str]) -> dict[str, str]:
    """Its fields: those of these answers, a text in those of `text_question`, others as is."""
    return {
        name: TEXT if name.startswith(("q", "own")) else value
        for name, value in page.fields().items()
    } | dict(answers)
