"""Rule 10: every page works without JavaScript, and may load nothing from elsewhere.

`tests.browser` has no JavaScript and checks each page that any test opens for active content;
here the policy that pages come with is taken apart, and each page of the portal is opened.
"""

import re

import pytest

from tests.browser import form_on, main_element
from tests.case_keys import a_key
from tests.factories import BSN, a_case_file, a_task
from tests.forms_filled import MOVE, REPORT, begin, fill, move_answers, send
from tests.lint import ROOT, faults_by_file
from tests.pages import faults
from tests.tree import tree_of

ELSEWHERE = re.compile(r"(?:url\(|@import)\s*[\"']?\s*(https?:|//)")
UNSAFE = re.compile(r"eval\(|new Function|innerHTML|document\.write|https://")
SELF = ["'self'"]
POLICY = {
    "default-src": ["'none'"],
    "script-src": SELF,
    "style-src": SELF,
    "img-src": SELF,
    "font-src": SELF,
    "connect-src": SELF,
    "manifest-src": SELF,
    "form-action": SELF,
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
PUBLIC = (
    "/",
    "/?q=verhuizen",
    "/formulieren/",
    f"/formulieren/{MOVE}/",
    "/inloggen/",
    "/inloggen/?melding=cancelled",
    "/uitgelogd/",
    "/toegankelijkheid/",
    "/bestaat-niet/",
)
CLOSED = (
    "/overzicht/",
    "/zaken/",
    f"/zaken/{a_key().id}/",
    "/berichten/",
    "/taken/{task}/",
    "/berichten/{message}/",
    "/toestemmingen/",
    "/toestemmingen/{consent}/",
    "/toestemmingen/{consent}/intrekken/",
    "/toestemmingen/{consent}/antwoord/",
    f"/formulieren/{MOVE}/controleren/",
    "/zaken/onbekend/",
)


def policy_of(answer) -> dict[str, list[str]]:
    """The Content-Security-Policy, by directive."""
    parts = (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in parts}


@pytest.fixture
def somebody(browser, world, mine):
    """The browser of a resident who has one of everything, and the addresses of their pages."""
    world.cases.files[BSN] = [a_case_file()]
    fill(browser)
    return browser, [
        path.format(task=world.tasks.tasks[BSN][0].id, message=mine.message, consent=mine.consent)
        for path in CLOSED
    ]


@pytest.mark.parametrize("path", PUBLIC)
def test_rule_10_public_pages_come_with_the_strict_policy(visitor, path):
    assert policy_of(visitor.get(path)) == POLICY


def test_rule_10_closed_pages_come_with_the_strict_policy(somebody):
    browser, paths = somebody

    for path in paths:
        answer = browser.get(path)
        assert answer.status_code in {200, 404}
        assert policy_of(answer) == POLICY, path


def test_rule_10_redirects_downloads_and_errors_are_not_kept_or_framed(browser, mine):
    for path in (
        f"/formulieren/{MOVE}/verder/",
        f"/formulieren/{MOVE}/ontvangen/{mine.reference}/antwoorden.pdf",
        f"/zaken/{mine.case.id}/documenten/{mine.document}",
        f"/zaken/{mine.case.id}/overzicht.pdf",
        "/bestaat-niet/",
    ):
        with browser.get(path) as answer:
            assert answer.headers["Cache-Control"] == "no-store", path
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["X-Frame-Options"] == "DENY"
            assert answer.headers["Strict-Transport-Security"].startswith("max-age=")
            assert "Content-Security-Policy" in answer.headers


def test_rule_10_every_form_page_can_be_sent_as_plain_html(browser, visitor):
    for who, slug, answers in (
        (browser, MOVE, move_answers()),
        (visitor, REPORT, {}),
    ):
        page = begin(who, slug)
        assert form_on(page).get("method") == "post"
        assert any(element.get("type") == "submit" for element in form_on(page).iter("button")), (
            answers
        )


def test_rule_10_the_whole_way_to_the_receipt_needs_no_script(browser):
    # The browser of these tests has none: this is the journey itself.
    assert send(browser).status_code == 200


def test_rule_10_what_needs_javascript_is_hidden_without_it(visitor):
    page = fill(visitor, REPORT, until="plaats")

    buttons = [
        element for element in main_element(page).iter("button") if element.get("type") == "button"
    ]
    assert buttons
    assert all(element.get("hidden") is not None for element in buttons)


def test_rule_10_pages_load_scripts_and_styles_from_here_only(somebody):
    browser, paths = somebody
    loaded = set()
    for path in paths:
        for element in tree_of(browser.get(path).text).iter():
            if element.tag == "script" or element.get("rel") == "stylesheet":
                loaded.add(element.get("src") or element.get("href"))

    assert loaded
    for address in loaded:
        assert address.startswith("/static/")
        with browser.get(address) as answer:
            assert answer.status_code == 200
            assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_rule_10_no_style_sheet_asks_anything_of_another_site():
    sheets = sorted(ROOT.glob("static/**/*.css"))

    assert len(sheets) > 30
    assert faults_by_file(sheets, lambda _path, source: ELSEWHERE.findall(source)) == {}


def test_rule_10_no_script_of_ours_evaluates_text_or_writes_html():
    scripts = sorted(ROOT.glob("static/js/*.js"))

    assert scripts
    assert faults_by_file(scripts, lambda _path, source: UNSAFE.findall(source)) == {}


@pytest.mark.parametrize(
    "source",
    ["a { b: url( 'https://elders.example') }", '@import "//elders.example"', "url(http://x.nl)"],
)
def test_rule_10_the_rule_for_style_sheets_bites(source):
    assert len(ELSEWHERE.findall(source)) == 1


@pytest.mark.parametrize(
    "source",
    ["eval(x)", "new Function(x)", "a.innerHTML = x", "document.write(x)", "'https://a.example'"],
)
def test_rule_10_the_rule_for_scripts_bites(source):
    assert len(UNSAFE.findall(source)) == 1


PAGE = (
    '<html lang="nl"><head><title>T</title></head><body><a href="#main">s</a>'
    '<a href="tel:1">1</a><main id="main"><h1>T</h1>{}</main></body></html>'
)


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>x()</script>", "rule 10: inline script"),
        ("<style>x</style>", "rule 10: inline style"),
        ('<p style="x">x</p>', "rule 10: attribute style on p"),
        ('<p onclick="x()">x</p>', "rule 10: attribute onclick on p"),
        ('<a href=" JavaScript:x()">x</a>', "rule 10: javascript: in href of a"),
        ('<img src="//elders.example/x" alt="">', "rule 10: img from elsewhere"),
        ('<script src="/vendor/htmx.min.js"></script>', "htmx loaded for nothing"),
        ('<a id="a" href="/x" data-hx-get="/x" data-hx-target="#main">x</a>', "htmx not loaded"),
    ],
)
def test_rule_10_the_check_of_every_page_bites(html, fault):
    assert faults(PAGE.format("")) == []
    assert faults(PAGE.format(html)) == [fault]


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (
            '<a id="a" href="/y#b" data-hx-get="/x" data-hx-target="#main">x</a>',
            "rule 10: data-hx-get leads elsewhere than without JavaScript: /y",
        ),
        (
            '<form action="/x" data-hx-post="/x" data-hx-target="#main"></form>',
            "rule 10: data-hx-post sends otherwise than without JavaScript",
        ),
        (
            '<a id="a" href="/x" data-hx-get="/x" data-hx-target="#b">x</a>',
            "data-hx-get has no block to put in its place",
        ),
        (
            '<a href="/x" data-hx-get="/x" data-hx-target="#main">x</a>',
            "2.4.3 data-hx-get loses focus: no id",
        ),
    ],
)
def test_rule_10_the_check_of_what_htmx_does_bites(html, fault):
    assert faults(PAGE.format('<script src="/vendor/htmx.min.js"></script>' + html)) == [fault]


def test_rule_10_a_task_page_is_a_plain_form(browser, world):
    task = a_task()
    world.tasks.tasks[BSN] = [task]

    assert form_on(browser.get(f"/taken/{task.id}/")).get("enctype") == "multipart/form-data"
