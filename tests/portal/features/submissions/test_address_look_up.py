"""Looking an address up while one fills in a page: as plain HTML, and as a block for htmx."""

from datetime import timedelta

import pytest

from tests.browser import form_on, links_of, main_of, title_of
from tests.factories import PORTAL
from tests.forms_filled import ADDRESS, MOVE, fill, page_id
from tests.tree import text_of, tree_of

PAGE = f"/formulieren/{MOVE}/adres/"
HTMX = {"HX-Request": "true", "HX-Current-URL": PORTAL + PAGE}
LOOK_UP = ("look_up", "new_address")
FOUND = "Wij vonden: Lindelaan 14, 1234 AB Demodam. Klopt dit? Dan kunt u verder."
NEW_ADDRESS = "Nieuw adres: Lindelaan 14, 1234 AB Demodam"


def typed(number: str) -> dict[str, str]:
    """The inputs with this house number."""
    return {**ADDRESS, "new_address-number": number}


def outcome_of(block):
    """The part of a block that holds what came of looking it up."""
    tree = tree_of(f"<div>{block.text}</div>")
    return tree.find(".//*[@id='new_address-outcome']")


def button_on(page):
    """The button to look the address up."""
    return next(each for each in form_on(page).iter("button") if each.get("name") == "look_up")


@pytest.fixture
def page(browser):
    """The page that asks for an address."""
    return fill(browser, until="adres")


def test_the_address_is_shown_and_the_page_is_kept(browser, page):
    found = browser.submit(page, ADDRESS, button=LOOK_UP)

    assert found.status_code == 200
    assert page_id(found) == "adres"
    assert FOUND in main_of(found)
    again = browser.get(PAGE)
    assert 'value="1234 AB"' in again.text
    assert FOUND not in main_of(again)
    assert page_id(browser.submit(again)) == "dag"


def test_the_page_can_be_sent_after_it(browser, page):
    found = browser.submit(page, ADDRESS, button=LOOK_UP)

    assert page_id(browser.submit(found)) == "dag"


def test_another_number_after_it_is_no_conflict_with_oneself(browser, page):
    browser.submit(page, ADDRESS, button=LOOK_UP, headers=HTMX)
    revision = form_on(browser.get(PAGE)).find(".//*[@id='revision']").get("value")

    sent = browser.submit(page, {**typed("16 A"), "revision": revision})

    assert page_id(sent) == "dag"


def test_who_goes_straight_on_sees_the_address_on_the_next_page(browser, page):
    after = browser.submit(page, ADDRESS)

    assert page_id(after) == "dag"
    assert NEW_ADDRESS in main_of(after)
    assert links_of(after)["Wijzig Nieuw adres"] == PAGE
    later = fill(browser, until="contact")
    assert "Nieuw adres" not in main_of(later)
    change = browser.get(PAGE.replace("adres", "dag") + "?terug=controleren")
    assert "Nieuw adres" not in main_of(change)


def test_what_came_of_it_can_be_asked_by_itself(browser, page):
    block = browser.submit(page, ADDRESS, button=LOOK_UP, headers=HTMX)
    wrong = browser.submit(browser.get(PAGE), typed("999"), button=LOOK_UP, headers=HTMX)

    assert text_of(outcome_of(block)) == FOUND
    assert not list(outcome_of(wrong))


def test_both_faults_are_told_and_lead_to_their_boxes(browser, page):
    wrong = {**typed("abc"), "new_address-postcode": "1234"}

    summary = links_of(browser.submit(page, wrong))

    boxes = [link for link in summary.values() if link.startswith("#new_address-")]
    assert boxes == ["#new_address-postcode", "#new_address-number"]


def test_the_browser_fills_in_no_older_address(page):
    boxes = [each for each in form_on(page).iter("input") if each.get("type") == "text"]

    assert {each.get("autocomplete") for each in boxes} == {"off"}


def test_street_and_city_are_asked_where_the_address_is_unknown(browser, page):
    name = "Ik vul straat en plaats zelf in"
    assert name in main_of(page)

    found = browser.submit(page, typed("999"))
    assert "Vul dan hieronder zelf de straat en de plaats in." in main_of(found)
    assert name not in main_of(found)
    by_hand = {"new_address-street": "Kade", "new_address-city": "Demodam"}
    assert "Nieuw adres: Kade 999, 1234 AB Demodam" in main_of(browser.submit(found, by_hand))
    again = form_on(browser.get(PAGE))
    assert again.find(".//*[@id='new_address-manual']").get("checked") is not None


def test_several_addresses_give_a_choice(browser, page):
    found = browser.submit(page, typed("16"), button=LOOK_UP)

    assert found.status_code == 422
    assert "Welk adres bedoelt u?" in main_of(found)
    picked = {"new_address-pick": "1234 AB 16 B"}
    assert "Wij vonden: Lindelaan 16 B" in main_of(browser.submit(found, picked, button=LOOK_UP))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [("999", "Wij vinden dit adres niet."), ("", "Vul een huisnummer in")],
)
def test_what_is_wrong_is_said(browser, page, number, sentence):
    found = browser.submit(page, typed(number), button=LOOK_UP)

    assert found.status_code == 422
    assert sentence in main_of(found)
    assert title_of(found).startswith("Fout: ")


def test_a_register_that_is_down_lets_one_go_on(browser, page, world):
    world.addresses.is_down = True

    found = browser.submit(page, ADDRESS, button=LOOK_UP)

    assert found.status_code == 200
    assert "Wij konden dit adres niet nakijken. U kunt wel verdergaan." in main_of(found)
    assert page_id(browser.submit(found)) == "dag"


def test_a_field_that_there_is_not_is_looked_up_by_nobody(browser, page):
    kept = browser.submit(page, ADDRESS, button=("look_up", "csrf_token"))

    assert kept.status_code == 200
    assert "Wij vonden" not in main_of(kept)


def test_htmx_gets_the_questions_of_the_page(browser, page):
    block = browser.submit(page, ADDRESS, button=LOOK_UP, headers=HTMX)
    whole = browser.submit(browser.get(PAGE), ADDRESS, button=LOOK_UP)

    assert "<main" not in block.text
    tree = tree_of(f"<div>{block.text}</div>")
    question = next(each for each in tree.iter("fieldset") if each.get("id"))
    same = next(form_on(whole).iter("fieldset"))
    assert question.get("id") == same.get("id") == "question-new_address"
    assert text_of(question) == text_of(same)
    assert FOUND in text_of(question)
    assert tree.find(".//*[@id='revision']").get("value") != ""


def test_what_is_wrong_is_a_block_too(browser, page):
    block = browser.submit(page, typed("999"), button=LOOK_UP, headers=HTMX)

    assert block.status_code == 422
    assert "<main" not in block.text
    assert "Wij vinden dit adres niet." in block.text


def test_the_button_leads_where_the_page_is(browser, page):
    assert button_on(page).get("formaction") == f"{PAGE}#question-new_address"
    change = browser.get(f"{PAGE}?terug=controleren")
    assert button_on(change).get("data-hx-post") == f"{PAGE}?terug=controleren"


def test_rule_3_an_expired_session_opens_the_login_page_and_keeps_the_input(
    browser, page, pass_time
):
    pass_time(idle=timedelta(minutes=15))
    answer = browser.submit(page, ADDRESS, button=LOOK_UP, headers=HTMX)

    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == f"/inloggen/?next={PAGE}&niveau=20"
    browser.log_in()
    assert 'value="1234 AB"' in browser.get(PAGE).text
