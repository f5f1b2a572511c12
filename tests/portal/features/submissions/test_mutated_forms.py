"""Forms that were changed at random and still load: from start to PDF without an error page."""

import random
from itertools import count, islice

import pytest

from forms import BadForms, load_form
from tests.browser import form_on, links_of
from tests.forms.factories import SOURCES
from tests.forms.mutations import ORIGINALS, mutated
from tests.forms.typing_at_random import text_for
from tests.forms_filled import page_id
from tests.page_by_page import LIST, way_on
from tests.parts import publish_only

MOST_PAGES = 40
MOST_TRIES = 3
"""How often a page is sent that says that something is wrong on it."""


def loaded(folder, first, number):
    """So many forms that load, each with its dice: mutations of this number and those after it."""
    return islice(_loading(folder, first), number)


def _loading(folder, first):
    for number in count(first):
        dice = random.Random(number)
        name, original = ORIGINALS[number % len(ORIGINALS)]
        file = folder / name
        file.write_bytes(mutated(original, dice, most=1))
        try:
            yield load_form(file, SOURCES), dice
        except BadForms:
            continue


def typed_on(page, dice):
    """Something in every input of the page's form."""
    boxes, typed = {}, {}
    for each in form_on(page).iter():
        name, kind = each.get("name", ""), each.get("type", "text")
        if each.tag not in {"input", "textarea", "select"}:
            continue
        if kind in {"radio", "checkbox"}:
            boxes.setdefault(name, []).append(each.get("value", "y"))
        elif each.tag == "select":
            boxes[name] = [option.get("value", "") for option in each.iter("option")]
        elif kind not in {"hidden", "file", "submit"}:
            typed[name] = text_for(name, dice)
    return typed | {name: dice.choice(values) for name, values in boxes.items()}


def fill_in(browser, slug, dice):
    """As far as one comes: the page on which one stays, or the receipt."""
    page, tries = browser.visit(f"/formulieren/{slug}/verder/"), 0
    for _ in range(MOST_PAGES):
        assert page.status_code < 500, page.request.path
        if page_id(page) == "controleren":
            return browser.submit(page, form="send")
        if page_id(page) == LIST:
            if not (address := way_on(page)):
                return page
            page = browser.visit(address)
            continue
        if not page.request.path.startswith(f"/formulieren/{slug}/") or "<form" not in page.text:
            return page
        tries = tries + 1 if page.status_code == 422 else 0
        if tries > MOST_TRIES:
            return page
        page = browser.submit(page, typed_on(page, dice))
    return page


def try_out(app, browser, form, dice):
    """From its start page to the PDF; whether it was sent."""
    publish_only(app, [form])
    start = browser.allowed_anew().visit(f"/formulieren/{form.slug}/")
    assert start.status_code == 200
    page = fill_in(browser, form.slug, dice)
    assert page.status_code < 500, page.request.path
    if "/ontvangen/" not in page.request.path:
        return False
    pdf = next(link for link in links_of(page).values() if link.endswith(".pdf"))
    assert browser.get(pdf).data.startswith(b"%PDF")
    return True


@pytest.mark.slow
def test_20_mutations_go_from_start_to_pdf(app, browser, tmp_path):
    sent = [try_out(app, browser, form, dice) for form, dice in loaded(tmp_path, 0, 20)]
    assert any(sent)


@pytest.mark.stress
@pytest.mark.parametrize("first", range(1_000, 6_000, 1_000))
def test_500_mutations_go_from_start_to_pdf(app, browser, tmp_path, first):
    sent = [try_out(app, browser, form, dice) for form, dice in loaded(tmp_path, first, 100)]
    assert any(sent)
