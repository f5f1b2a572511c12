"""A BSN in a free answer: one's own and the household's is refused, others are asked about."""

import pytest

from tests.browser import main_of
from tests.factories import BSN
from tests.forms_filled import page_id
from tests.remission import applicant, fill

PARTNERS_BSN, OTHER = "999990019", "123456782"


@pytest.fixture
def page(app, world):
    world.persons.keys = {PARTNERS_BSN: "p1"}
    browser = applicant(app)
    return browser, fill(browser, until="aanslag")


def answers(assessment, **boxes):
    return {"tax_year": "2026", "bill": "412,50", "assessment": assessment, **boxes}


@pytest.mark.parametrize("number", [BSN, PARTNERS_BSN])
@pytest.mark.parametrize("between", ["", ".", " ", "\u200b"])
def test_the_number_of_the_household_is_refused(page, number, between):
    browser, empty = page

    refused = browser.submit(empty, answers(f"nr{between.join(number)}"))

    assert refused.status_code == 422
    assert "Haal het burgerservicenummer (BSN) weg." in main_of(refused)


def test_another_number_of_nine_digits_is_no_dead_end(page):
    browser, empty = page

    doubt = browser.submit(empty, answers(OTHER))

    assert doubt.status_code == 422
    assert "Dit is geen BSN" in main_of(doubt)
    after = browser.submit(doubt, {"assessment-no_bsn": OTHER})
    assert page_id(after) == "inkomen"
    again = browser.submit(browser.get(empty.request.path))
    assert page_id(again) == "inkomen"
