"""Room: what does not fit, or is too small to hit, is found; and what only seems so is not."""

import pytest

from accessibility import room
from tests.journeys.good_page import GOOD, changed, opened

pytestmark = pytest.mark.journey
LINK = '<a href="#hier" style="display: block; width: 20px; height: 10px">x</a>'


def test_a_good_page_has_room(chromium):
    driver = opened(chromium, GOOD)
    for width in (room.USUAL_PX, room.NARROWEST_PX):
        with room.window(driver, width):
            assert room.reflow(driver) == []
            assert room.spacing(driver) == []
            assert room.large_text(driver) == []
            assert room.targets(driver) == []


def test_what_is_too_wide_is_found(chromium):
    wide = changed("<h1>", '<p class="wide" style="width: 400px">Breed</p><h1>')
    driver = opened(chromium, wide)
    assert room.reflow(driver) == []
    with room.window(driver, room.NARROWEST_PX):
        assert room.reflow(driver) == ["too wide: p.wide"]


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<section class="aside" style="width: 400px">Breed</section>', "section.aside"),
        # What no element shows is told of the page
        ("<style>html::after { content: 'Breed'; display: block; width: 400px }</style>", "html"),
    ],
)
def test_what_is_too_wide_is_found_wherever_it_stands(chromium, html, told):
    driver = opened(chromium, changed("</body>", f"{html}</body>"))
    with room.window(driver, room.NARROWEST_PX):
        assert room.reflow(driver) == [f"too wide: {told}"]


def test_text_that_is_cut_when_it_is_spaced_or_large_is_found(chromium):
    box = "font-size: 1rem; white-space: nowrap; overflow: hidden; width: 5.5em"
    driver = opened(chromium, changed("<h1>", f'<p style="{box}">Dit past net</p><h1>'))
    assert room.spacing(driver) == ["cut when spaced: p"]
    fixed = box.replace("5.5em", "100px")
    driver = opened(chromium, changed("<h1>", f'<p style="{fixed}">Dit past net</p><h1>'))
    assert room.large_text(driver) == ["cut with text at 200 %: p"]
    # And the page is as it was
    assert driver.execute_script("return document.adoptedStyleSheets.length") == 0
    assert driver.execute_script("return document.documentElement.style.fontSize") == ""


def test_a_name_that_is_cut_in_its_list_is_found(chromium):
    names = "<option>Kort</option><option>Zaken waarvoor u nog iets moet doen</option>"
    lists = '<select name="welke" aria-label="Welke" style="width: {}">' + names + "</select><h1>"
    driver = opened(chromium, changed("<h1>", lists.format("8rem")))
    assert room.large_text(driver) == ['cut in its list: select "welke"']
    assert room.large_text(driver, room.ON_A_PHONE) == []
    # And a list without a style has none afterwards, which a page kept as text would break on
    driver.execute_script("document.getElementsByName('welke')[0].removeAttribute('style')")
    room.large_text(driver)
    assert not driver.execute_script("return document.querySelector('select[style]')")
    driver = opened(chromium, changed("<h1>", lists.format("30rem")))
    assert room.large_text(driver) == []
    # One that fits at the usual size only
    driver = opened(chromium, changed("<h1>", lists.format("320px; font-size: 1rem")))
    assert room.large_text(driver) == ['cut in its list: select "welke"']
    assert driver.find_element("name", "welke").size["width"] == 320


@pytest.mark.parametrize(
    ("html", "count"),
    [
        (LINK + LINK, 2),
        (LINK + '<a href="#hier" style="display: block; height: 40px">Groot</a>', 1),
        # With room around it, it is hard to miss
        (f'<div style="padding: 20px">{LINK}</div>', 0),
        # In a sentence any size will do
        ('<p style="font-size: 8px">Lees <a href="#hier">a</a> of <a href="#hier">b</a></p>', 0),
        # A list of links is no sentence
        ('<p style="font-size: 8px"><a href="#hier">a</a> <a href="#hier">b</a></p>', 2),
        # A label can be pressed too
        ('<input type="checkbox" id="a"><label for="a" style="padding: 9px">Ja</label>', 0),
        # What can't be used is no target
        (f'<div hidden>{LINK}{LINK}</div><button disabled style="all: unset">x</button>', 0),
    ],
)
def test_targets_are_judged_with_their_exceptions(chromium, html, count):
    found = room.targets(opened(chromium, changed("<form", f'{html}<form style="padding: 30px"')))
    assert len(found) == count
    assert all(line.startswith("too small: ") for line in found)
