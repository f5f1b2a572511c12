"""Nothing that a resident typed is lost (rule 3): not by another language, on any page."""

from urllib.parse import urlencode

import pytest

from portal.storage.submissions import Submission
from tests.browser import filled_in, form_on, heading_of, main_of
from tests.factories import PORTAL
from tests.files_made import a_pdf
from tests.forms_filled import REPORT, REPORT_ANSWERS, fill, open_page, page_id
from tests.rules.routes import ROUTES, address_of
from tests.tree import tree_of

TEXTS = {
    "email": "half@",
    "number": "7",
    "search": "verhuizen met een kat",
    "tel": "06 1",
    "text": "Ω half",
}
"""What is typed in a box of each type; unfinished, as somebody types it who stops to look."""
MANY_LINES = "Eerste regel\nΩ"
TYPED_IN = ("omschrijving", "plaats", "contact")
"""Pages of the report with boxes."""
CONTACT = "/mijn-gegevens/contact/"


def typed_in(form) -> dict[str, str]:
    """A text for each box of this form, and the last of each choice."""
    boxes = {
        each.get("name"): TEXTS[each.get("type", "text")]
        for each in form.iter("input")
        if each.get("type", "text") in TEXTS
    }
    areas = {each.get("name"): MANY_LINES for each in form.iter("textarea")}
    choices = {
        each.get("name"): each.get("value")
        for each in form.iter("input")
        if each.get("type") == "radio"
    }
    return {**boxes, **areas, **choices}


def forms_with_text(page):
    """Each form of the page in which one types or answers, with what is typed in it."""
    forms = ((form, typed_in(form)) for form in tree_of(page.text).iter("form"))
    return [(form, typed) for form, typed in forms if typed]


def press(browser, page, form, typed, button: str):
    """Press this button of the form, wherever on the page it stands."""
    name = form.get("id")
    buttons = {
        (each.get("name"), each.get("value"))
        for each in tree_of(page.text).iter("button")
        if name and each.get("form") == name
    }
    assert ("action", button) in buttons, f"{page.request.path} has no button {button}"
    if form.get("method") == "get":
        query = urlencode({**typed, "action": button})
        return browser.visit(f"{form.get('action')}?{query}")
    return browser.submit(page, typed, form=name, button=("action", button))


def pages_with_forms(app, browser, mine):
    """Each page of the portal that has a form in which one types or answers."""
    fill(browser, REPORT, until="contact")
    addresses = [
        address_of(app, route.removeprefix("GET "), mine, REPORT)
        for route in ROUTES
        if route.startswith("GET ") and route != "GET static"
    ]
    addresses += [f"/formulieren/{REPORT}/{name}/" for name in REPORT_ANSWERS]
    for address in dict.fromkeys(addresses):
        page = browser.get(address)
        if page.status_code == 200 and page.mimetype == "text/html":
            yield from ((page, form, typed) for form, typed in forms_with_text(page))


def is_there(page, typed) -> bool:
    """Whether all that was typed stands on the page."""
    forms = tree_of(page.text).iter("form")
    return any(typed.items() <= filled_in(form).to_dict().items() for form in forms)


@pytest.mark.parametrize(
    ("who", "button"), [("browser", "taal:en"), ("browser", "stay"), ("visitor", "taal:en")]
)
def test_rule_03_another_language_or_more_time_keeps_what_is_typed_on_every_page(
    app, mine, request, who, button
):
    browser, paths = request.getfixturevalue(who), set()
    for page, form, typed in pages_with_forms(app, browser, mine):
        after = press(browser, page, form, typed, button)

        assert is_there(after, typed), page.request.path
        assert ('<html lang="en"' in after.text) == (button == "taal:en"), page.request.path
        assert after.status_code == 200
        paths.add(page.request.path)
        browser.get("/taal/?taal=nl")

    expected = {"/", "/mening/", *(f"/formulieren/{REPORT}/{name}/" for name in TYPED_IN)}
    if who == "browser":
        expected |= {"/mijn-gegevens/contact/", f"/toestemmingen/{mine.consent}/antwoord/"}
    assert expected <= paths


def test_rule_03_another_language_keeps_a_text_that_was_sent_too_often(browser):
    page = browser.get("/mening/?next=/zaken/")
    for _try in range(10):
        browser.submit(page, {"clear": "yes"})
    refused = browser.submit(page, {"clear": "no", "why": MANY_LINES})

    english = press(browser, refused, form_on(refused, "again"), {}, "taal:en")

    assert refused.status_code == 429
    assert '<html lang="en"' in english.text
    assert is_there(english, {"why": MANY_LINES, "clear": "no", "next": "/zaken/"})


def test_rule_03_another_language_keeps_a_text_without_a_valid_token(browser):
    page = browser.get(CONTACT)
    refused = browser.submit(page, {"email": "half@", "csrf_token": "wrong"})

    english = press(browser, refused, form_on(refused, "again"), {}, "taal:en")

    assert '<html lang="en"' in english.text
    assert is_there(english, {"email": "half@"})


def test_rule_03_another_language_leads_to_a_page_where_none_can_be_shown_again(browser):
    path = "/sessie/verlengen"
    refused = browser.post(path, data={"csrf_token": "wrong"})

    headers = {"Referer": f"{PORTAL}{path}"}
    english = browser.submit(refused, form="again", button=("action", "taal:en"), headers=headers)

    assert english.status_code == 200
    assert '<html lang="en"' in english.text


def test_rule_03_another_language_leaves_the_choice_between_two_tabs(browser):
    first = fill(browser, until="wonen")
    second = open_page(browser, "wonen")
    browser.submit(first, {"living": "own"})
    choice = browser.submit(second, {"living": "rent"})

    english = press(browser, choice, form_on(choice, "again"), {}, "taal:en")
    after = browser.submit(english)

    assert english.status_code == 409
    assert heading_of(english) == "Choose which answer you want to keep"
    assert page_id(after) == "contract"


def test_rule_03_another_language_keeps_the_files_for_a_task(app, mine, browser):
    page = browser.get(f"/taken/{mine.task}/")

    english = browser.submit(
        page,
        form="reply",
        button=("action", "taal:en"),
        files={"documents": ("rijbewijs.pdf", a_pdf())},
    )

    assert '<html lang="en"' in english.text
    assert "rijbewijs.pdf" in main_of(english)
    assert browser.get(f"/taken/{mine.task}/").status_code == 200  # not sent


def test_rule_03_another_language_sends_nothing(browser, rows):
    check = fill(browser)

    english = press(browser, check, form_on(check, "send"), {}, "taal:en")

    assert heading_of(english) == "Is everything correct?"
    assert rows(Submission) == []
