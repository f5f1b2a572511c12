"""A form with rows, rules, ends, sums, tables and questions that come with an answer: by HTTP."""

import pytest

from portal.storage.uploads import Upload
from tests.browser import heading_of, main_of
from tests.files_made import a_pdf
from tests.forms.structured import structured_form
from tests.forms_filled import begin, page_id
from tests.parts import publish_only

PARTY = "feest-vieren"
DAYS = {"first-day": "1", "first-month": "12", "first-year": "2027"}
LATER = {"last-day": "3", "last-month": "12", "last-year": "2027"}
EARLIER = {"last-day": "30", "last-month": "11", "last-year": "2027"}


@pytest.fixture
def asking(app, browser):
    """The browser of a resident, where this form is published."""
    publish_only(app, [structured_form()])
    return browser


def when(browser, **typed):
    """What comes after the first page, with a party without music."""
    return browser.submit(begin(browser, PARTY), DAYS | LATER | {"music": "no"} | typed)


def with_cost(browser, page, key, what, amount, **files):
    row = f"expenses.{key}"
    return browser.submit(page, {f"{row}.what": what, f"{row}.amount": amount}, **files)


def test_a_question_comes_with_an_answer_and_is_asked_before_one_goes_on(asking):
    page = begin(asking, PARTY)
    assert "Vraag until" not in main_of(page)

    page = asking.submit(page, DAYS | LATER | {"music": "yes"})

    assert page.status_code == 200
    assert "Er is een vraag bij gekomen: Vraag until" in main_of(page)
    assert "Fout" not in heading_of(page)
    page = asking.submit(page, {"until": ""})
    assert page.status_code == 422
    assert page_id(asking.submit(page, {"until": "tot tien uur"})) == "costs-1"


def test_a_question_goes_with_an_answer_and_takes_what_was_typed_along(asking):
    page = asking.submit(begin(asking, PARTY), DAYS | LATER | {"music": "yes"})
    asking.submit(page, {"until": "tot tien uur"})
    page = asking.visit(f"/formulieren/{PARTY}/when/")
    assert "tot tien uur" in page.text

    assert page_id(asking.submit(page, {"music": "no"})) == "costs-1"
    assert "Vraag until" not in main_of(asking.visit(f"/formulieren/{PARTY}/when/"))


def test_htmx_gets_the_questions_that_the_answers_ask_for(asking):
    page = begin(asking, PARTY)
    sent = DAYS | LATER | {"music": "yes", "action": "show"}

    block = asking.submit(page, sent, headers={"HX-Request": "true"})

    assert "<html" not in block.text
    assert 'id="until"' in block.text
    assert "data-announce" in block.text
    again = asking.submit(page, sent | {"music": "no"}, headers={"HX-Request": "true"})
    assert 'id="until"' not in again.text


def test_a_rule_names_the_question_that_can_mend_it(asking):
    page = asking.submit(begin(asking, PARTY), DAYS | EARLIER | {"music": "no"})

    assert page.status_code == 422
    assert "Kies een latere dag." in main_of(page)
    assert 'href="#last-day"' in page.text
    assert page_id(asking.submit(page, LATER)) == "costs-1"


def test_rows_are_added_changed_and_taken_away(asking, rows):
    page = when(asking)
    assert heading_of(page) == "Kosten"
    page = with_cost(asking, page, 1, "Bril", "200")
    assert heading_of(page) == "Voor welke kosten vraagt u geld?"
    assert "Bril: € 200,00" in main_of(page).replace("\xa0", " ")

    page = asking.submit(page, button=("action", "add"))
    assert (page_id(page), heading_of(page)) == ("costs-2", "Kosten 2")
    assert "<title>Kosten 2 - " in page.text.replace("\n", "")
    page = with_cost(
        asking, page, 2, "Fiets", "30", files={"expenses.2.bill": ("bon.pdf", a_pdf())}
    )
    assert page_id(page) == "costs"
    assert [row.question for row in rows(Upload)] == ["expenses.2.bill"]
    page = asking.submit(page, button=("action", "add"))
    page = with_cost(asking, page, 3, "Stoel", "5")
    assert "Meer kunt u hier niet toevoegen." in main_of(page)

    page = asking.submit(page, button=("remove_row", "2"))
    words = main_of(page)
    assert ("Fiets" in words, "Bril" in words, "Stoel" in words) == (False, True, True)
    assert rows(Upload) == []
    page = with_cost(asking, asking.visit(f"/formulieren/{PARTY}/costs-3/"), 3, "Stoel", "6")
    assert "Stoel: € 6,00" in main_of(page).replace("\xa0", " ")
    assert asking.get(f"/formulieren/{PARTY}/costs-2/").status_code == 303


def test_no_more_and_no_fewer_rows_than_there_can_be(asking):
    page = with_cost(asking, when(asking), 1, "Bril", "200")
    assert 'name="remove_row"' not in page.text
    page = asking.submit(page, button=("remove_row", "1"))
    assert "Bril" in main_of(page)
    for key in (2, 3):
        page = asking.submit(page, button=("action", "add"))
        page = with_cost(asking, page, key, f"Iets {key}", "5")
    page = asking.submit(page, button=("action", "add"))
    assert page_id(page) == "costs"


def test_a_rule_about_all_rows_is_told_at_their_list_and_keeps_the_form_open(asking):
    page = with_cost(asking, when(asking), 1, "Huis", "30000")
    page = asking.submit(page, {"expenses.1.why": "Daarom"})

    page = asking.submit(page)

    assert page.status_code == 422
    assert heading_of(page) == "Voor welke kosten vraagt u geld?"
    assert "<title>Fout: " in page.text.replace("\n", "")
    assert 'href="#rows-costs"' in page.text
    assert main_of(page).count("Samen is dit meer dan € 20.000.") == 2
    assert page_id(asking.visit(f"/formulieren/{PARTY}/total_page/")) == "costs"
    assert page_id(asking.visit(f"/formulieren/{PARTY}/controleren/")) == "costs"
    asking.post(f"/formulieren/{PARTY}/controleren/", data={})
    assert page_id(asking.visit(f"/formulieren/{PARTY}/controleren/")) == "costs"
    page = with_cost(asking, asking.visit(f"/formulieren/{PARTY}/costs-1/"), 1, "Huis", "3000")
    assert page_id(asking.submit(page)) == "total_page"


def test_a_rule_about_all_rows_opens_the_list_again_when_a_row_is_changed_later(asking):
    page = asking.submit(asking.submit(with_cost(asking, when(asking), 1, "Bril", "200")))
    assert heading_of(asking.submit(page)) == "Klopt alles?"

    row = asking.visit(f"/formulieren/{PARTY}/costs-1/?terug=controleren")
    page = with_cost(asking, row, 1, "Huis", "30000")
    page = asking.submit(page, {"expenses.1.why": "Daarom"})

    assert page_id(page) == "costs"
    assert page_id(asking.visit(f"/formulieren/{PARTY}/controleren/")) == "costs"


def test_a_condition_in_a_row_reads_that_row(asking):
    page = with_cost(asking, when(asking), 1, "Auto", "1500")
    assert "Er is een vraag bij gekomen: Vraag why" in main_of(page)
    page = asking.submit(page, {"expenses.1.why": "Daarom"})
    page = asking.submit(page, button=("action", "add"))
    page = with_cost(asking, page, 2, "Bril", "5")
    assert page_id(page) == "costs"


def test_what_is_worked_out_stands_in_texts_conditions_the_fee_and_the_case_type(asking):
    page = asking.submit(with_cost(asking, when(asking), 1, "Bril", "200"))
    assert "Samen is dat € 200,00" in main_of(page).replace("\xa0", " ")
    page = asking.submit(page)
    assert page_id(page) == "more"
    page = asking.submit(page)

    words = main_of(page).replace("\xa0", " ")
    assert heading_of(page) == "Klopt alles?"
    assert "€ 0,00" in words
    assert "rekening" not in words


def test_the_form_ends_where_it_is_not_for_this_situation(asking):
    page = with_cost(asking, when(asking), 1, "Huis", "9000")
    page = asking.submit(page, {"expenses.1.why": "Daarom"})
    page = asking.submit(asking.submit(page))

    assert heading_of(page) == "Dit kan niet online"
    assert "Bel ons" in main_of(page)
    assert "Volgende" not in main_of(page)
    assert page_id(asking.visit(f"/formulieren/{PARTY}/controleren/")) == "too_much"
    asking.post(f"/formulieren/{PARTY}/controleren/", data={})
    assert page_id(asking.visit(f"/formulieren/{PARTY}/controleren/")) == "too_much"


def test_what_is_required_depends_on_what_was_worked_out(asking):
    page = with_cost(asking, when(asking), 1, "Auto", "1500")
    page = asking.submit(page, {"expenses.1.why": "Daarom"})
    page = asking.submit(asking.submit(page))
    assert page_id(page) == "more"

    page = asking.submit(page)
    assert page.status_code == 422
    assert heading_of(asking.submit(page, {"remark": "Hierom"})) == "Klopt alles?"
