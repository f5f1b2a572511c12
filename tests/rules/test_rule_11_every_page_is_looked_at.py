"""Rule 11: every page and every state of it is looked at for accessibility.

The looking itself needs a browser: `tests/journeys/` meets each state of `accessibility/states.py`
and checks it, `tests/journeys/test_states.py` says the outcome, `make audit` does the same in both
languages. Here stands what makes that list complete, and what of the rule needs no browser. Of each
page that any test opens, `tests.browser` checks names, labels, headings and groups too.
"""

import re

import pytest
from bs4 import BeautifulSoup

from accessibility.states import STATES, state_of
from tests.browser import title_of
from tests.factories import BSN, a_case_file
from tests.forms_filled import fill, send
from tests.pages import faults
from tests.rules.routes import ROUTES, address_of

PAGE_ENDPOINTS = sorted(
    route.removeprefix("GET ")
    for route in ROUTES
    if route.startswith("GET ") and route != "GET static"
)
ANY_ERROR = "/**"
PART = re.compile(r"<[^>]+>")
PAGE = (
    '<html lang="nl"><head><title>T</title></head><body><a href="#main">s</a>'
    '<a href="tel:1">1</a><main id="main"><h1>T</h1>{}</main></body></html>'
)


@pytest.fixture
def pages(app, browser, world, mine):
    """Each page of a resident who has one of everything, by its endpoint."""
    world.cases.files[BSN] = [a_case_file()]
    fill(browser, until="contact")
    answers = {
        endpoint: browser.get(address_of(app, endpoint, mine)) for endpoint in PAGE_ENDPOINTS
    }
    return {
        endpoint: answer
        for endpoint, answer in answers.items()
        if answer.status_code == 200 and answer.mimetype == "text/html"
    }


def state_in(page):
    """The state of this page; None: no such state is looked at."""
    soup = BeautifulSoup(page.text, "html.parser")
    return state_of(
        page.request.path, lambda selectors: [css for css in selectors if soup.select_one(css)]
    )


def test_rule_11_every_page_is_in_a_state_that_is_looked_at(pages):
    states = {endpoint: state_in(page) for endpoint, page in pages.items()}

    assert len(states) > 20
    unseen = [
        endpoint for endpoint, state in states.items() if not state or state.path == ANY_ERROR
    ]
    assert unseen == []


def test_rule_11_a_page_in_no_state_is_noticed():
    assert state_of("/nieuwe-bladzijde/", lambda _selectors: []) is None


def test_rule_11_every_state_is_of_a_page_that_there_is(app):
    paths = {PART.sub("*", rule.rule) for rule in app.url_map.iter_rules()}

    without = [
        state.name
        for state in STATES
        if state.path != ANY_ERROR and state.path.partition("?")[0] not in paths
    ]
    assert without == []


def test_rule_11_every_state_has_a_name_of_its_own():
    names = [state.name for state in STATES]

    assert len(names) == len(set(names))


def test_rule_11_every_page_has_a_title_of_its_own(pages):
    titles = [title_of(page) for page in pages.values()]

    assert sorted(titles) == sorted(set(titles))


def test_rule_11_a_success_is_the_first_thing_a_screen_reader_says(browser):
    """The title is said when a page comes; a fault is there before the name of the page."""
    assert title_of(send(browser)).startswith("Ontvangen: ")
    page = fill(browser, until="contact")
    assert title_of(browser.submit(page, {"email": "x"})).startswith("Fout: ")


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<i id="a"></i><i id="a"></i>', "1.3.1 id twice: a"),
        ('<label for="a">A</label>', "1.3.1 for points at nothing: a"),
        ('<a href="#b">x</a>', "2.4.4 link to nothing: #b"),
        ('<input name="a">', "1.3.1 no label: a"),
        ('<a href="/"></a>', "4.1.2 no words: a {'href': '/'}"),
        ('<img src="/a">', "1.1.1 no alternative: /a"),
        ("<h1>Nog een</h1>", "1.3.1 not exactly one h1"),
        ("<h3>Te diep</h3>", "1.3.1 heading skips from 1 to 3"),
        ("<button>x</button>", "button without type: x"),
        ("<nav></nav>", "1.3.1 navigation without a name"),
        (2 * '<nav aria-label="A"></nav>', "1.3.1 navigation of one name: A"),
        (2 * '<section aria-label="A"></section>', "1.3.1 region of one name: A"),
        (
            '<a href="/a">Ver<i hidden>x</i>der</a><a href="/b" aria-label="Verder">x</a>',
            "2.4.6 link of one name, other act: Verder: /a, /b",
        ),
        (
            "".join(f'<button type="submit" name="{name}">Weg</button>' for name in "ab"),
            "2.4.6 button of one name, other act: Weg: a, b",
        ),
        (
            '<fieldset aria-describedby="main"><i aria-describedby="main"></i></fieldset>',
            "1.3.1 read twice: main",
        ),
        (
            2 * "<details><summary>Meer</summary></details>",
            "2.4.6 fold of one name, other act: Meer: 1, 2",
        ),
    ],
)
def test_rule_11_the_check_of_every_page_bites(html, fault):
    assert faults(PAGE.format("")) == []
    assert faults(PAGE.format(html)) == [fault]


def test_rule_11_the_title_is_the_first_heading():
    page = PAGE.replace("<h1>", "<h2>A</h2><h1>")

    assert faults(page.format("")) == ["1.3.1 a heading before the h1"]
