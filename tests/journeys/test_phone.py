"""What the screen of a small phone shows: the question first, and pages that end."""

import pytest

from tests.journeys import moving, remission
from tests.journeys.papers import a_contract

pytestmark = pytest.mark.journey

PHONE, LAPTOP = (360, 640), (1280, 900)
LOWEST_TITLE, LOWEST_FIELD, LONGEST_START, HIGHEST_LINE = 200, 420, 2500, 44
STARTS = ("verhuizing-doorgeven", "kwijtschelding-aanvragen", "melding-openbare-ruimte")
OF_MOVING = ("wie", "adres", "dag", "wonen", "contact")
OF_REMISSION = ("partner", "aanslag", "inkomen")
MEASURE = """
const top = (css) => {
    const part = [...document.querySelectorAll(css)].find((one) => one.checkVisibility());
    return part ? Math.round(part.getBoundingClientRect().top + scrollY) : null;
};
const line = document.querySelector(".session");
return {
    title: top("h1"),
    field: top("#questions :is(input:not([type=hidden]), textarea, select)"),
    result: top(".results__item"),
    line: line && Math.round(line.getBoundingClientRect().height),
    header: Math.round(document.querySelector("main").getBoundingClientRect().top + scrollY),
    length: document.documentElement.scrollHeight,
    is_too_wide: document.documentElement.scrollWidth > innerWidth,
};
"""
BROKEN = """
document.documentElement.style.fontSize = "200%";
const broken = [];
const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (texts.nextNode()) {
    const text = texts.currentNode;
    if (!text.parentElement.checkVisibility() || text.parentElement.closest(".visually-hidden")) {
        continue;
    }
    for (const word of text.data.matchAll(/[\\p{L}]+/gu)) {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
        if (lines.size > 1) {
            broken.push(word[0]);
        }
    }
}
const isTooWide = document.documentElement.scrollWidth > innerWidth;
document.documentElement.style.fontSize = "";
return isTooWide ? ["the page is too wide", ...broken] : broken;
"""
LETTERS_OF_A_LINE = 15
"""Of a phone with text of 200 %: a longer word is hyphenated where the browser can do so."""


def on_a_phone(resident, path: str = "") -> dict[str, int]:
    """What is where on the page at this path, or on the one that is open."""
    if path:
        resident.open(path)
    measured = resident.browser.measured(MEASURE, *PHONE)
    assert not measured["is_too_wide"], resident.path
    return dict(measured)


def is_low(resident, path: str) -> bool:
    """Whether the title or the first field of this page stands too low to be seen at once."""
    measured = on_a_phone(resident, path)
    return measured["title"] > LOWEST_TITLE or measured["field"] > LOWEST_FIELD


class TestPublicPages:
    def test_the_first_result_of_a_search_is_on_the_first_screen(self, resident):
        measured = on_a_phone(resident, "/?q=verhuizen")

        assert measured["result"] < PHONE[1] - 100

    def test_a_start_page_ends(self, resident):
        lengths = {slug: on_a_phone(resident, f"/formulieren/{slug}/")["length"] for slug in STARTS}

        assert max(lengths.values()) <= LONGEST_START, lengths

    def test_large_text_breaks_no_word(self, resident):
        for path in ("/", f"/formulieren/{STARTS[0]}/", "/inloggen/"):
            resident.open(path)
            broken = resident.browser.measured(BROKEN, *PHONE)
            assert [word for word in broken if len(word) <= LETTERS_OF_A_LINE] == [], path


class TestFormPages:
    def test_the_question_is_the_first_thing_on_each_page(self, resident, tmp_path):
        moving.begin(resident)
        moving.fill_in_all(resident, a_contract(tmp_path))

        assert [page for page in OF_MOVING if is_low(resident, f"{moving.FORM}{page}/")] == []

    def test_also_where_one_chooses_who_supplies_it(self, resident):
        remission.begin(resident)

        assert [page for page in OF_REMISSION if is_low(resident, f"{remission.FORM}{page}/")] == []

    def test_who_is_logged_in_takes_one_line_and_no_menu_stands_above_the_question(self, resident):
        measured = on_a_phone(resident)

        assert measured["line"] <= HIGHEST_LINE + 1
        assert not resident.browser.has(".header .languages, .navigation")
        assert "Uitloggen" in resident.read(".session")
        assert "U wordt om" not in resident.read(".session")

    def test_on_a_laptop_the_top_is_two_rows(self, resident):
        resident.open("/overzicht/")

        assert resident.browser.measured(MEASURE, *LAPTOP)["header"] <= 150
