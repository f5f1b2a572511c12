"""What the screen of a laptop shows: parts that fill their row, and columns that end together."""

import pytest

from tests.journeys import moving
from tests.journeys.resident import Resident

pytestmark = pytest.mark.journey

LAPTOP = (1280, 900)
MOST_EMPTY = 0.5
"""Part of what is below the title that may, in one go, have nothing in the right of its column."""
EMPTY = """
const RIGHT = 0.6, ROW = 20;
const main = document.querySelector("main"), column = main.querySelector(".container");
const { paddingLeft, paddingRight } = getComputedStyle(column);
const whole = column.getBoundingClientRect();
const start = whole.left + parseFloat(paddingLeft);
const width = whole.right - parseFloat(paddingRight) - start;
const help = document.querySelector(".help").getBoundingClientRect();
const isBeside = help.left >= main.getBoundingClientRect().right;
const boxes = [];
const parts = document.createTreeWalker(main, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
while (parts.nextNode()) {
    const part = parts.currentNode, range = document.createRange();
    const isText = part.nodeType === Node.TEXT_NODE;
    const parent = isText ? part.parentElement : part;
    if (!parent.checkVisibility() || parent.closest(".visually-hidden")) {
        continue;
    }
    if (isText && part.data.trim()) {
        range.selectNodeContents(part);
        boxes.push(...range.getClientRects());
    } else if (!isText && part.matches(".card, .alert, .empty, .start__intro, input, select")) {
        boxes.push(part.getBoundingClientRect());
    }
}
const top = main.querySelector("h1").getBoundingClientRect().bottom;
const bottom = Math.max(...boxes.map((box) => box.bottom));
let longest = 0, since = top;
for (let row = top; row < bottom; row += ROW) {
    const isFilled = boxes.some((box) => box.top < row + ROW && box.bottom > row
        && box.right > start + RIGHT * width);
    since = isFilled ? row + ROW : since;
    longest = Math.max(longest, row + ROW - since);
}
return isBeside ? 0 : longest / (bottom - top);
"""
IN_PUBLIC = (
    "/",
    "/?q=bestaat+niet",
    "/formulieren/",
    "/formulieren/verhuizing-doorgeven/",
    "/formulieren/kwijtschelding-aanvragen/",
    "/formulieren/melding-openbare-ruimte/",
    "/bestaat-niet/",
    "/contact/",
)
OF_A_RESIDENT = (
    "/overzicht/",
    "/zaken/",
    "/zaken/?welke=doen",
    "/zaken/?zoek=bestaat+niet",
    "/gegevensgebruik/",
)
CASES = """
return [...document.querySelectorAll(".card--case a")].map((link) => link.getAttribute("href"));
"""


@pytest.fixture
def visitor(world, chromium):
    """Somebody whose pages nobody inspects: other journeys come by all of them."""
    chromium.begin_anew(javascript=True)
    return Resident(chromium, world.portal)


def empty_ones(visitor, paths):
    """Those pages of which the right is empty, with how much of it."""
    found = {}
    for path in paths:
        visitor.open(path)
        found[path] = round(visitor.browser.measured(EMPTY, *LAPTOP), 2)
    return {path: empty for path, empty in found.items() if empty > MOST_EMPTY}


def test_no_public_page_has_an_empty_right_half(visitor):
    assert empty_ones(visitor, IN_PUBLIC) == {}


@pytest.mark.parametrize("name", ["Cornelis van der Berg", "Aisha Bakker"])
def test_no_page_of_a_resident_has_an_empty_right_half(visitor, name):
    moving.log_in(visitor, name)
    assert empty_ones(visitor, OF_A_RESIDENT) == {}


def test_the_columns_of_a_case_end_together(visitor):
    moving.log_in(visitor, "Cornelis van der Berg")
    visitor.open("/zaken/")
    cases = visitor.browser.measured(CASES, *LAPTOP)
    assert len(cases) >= 12
    assert empty_ones(visitor, cases) == {}
