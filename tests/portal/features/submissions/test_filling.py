"""Filling in a form page by page: order, faults, buttons, registers that are down."""

import pytest

from forms import engine
from portal.storage.drafts import Draft, content_of
from portal.storage.uploads import Upload
from tests.browser import (
    filled_in,
    form_on,
    heading_of,
    links_of,
    main_of,
    title_of,
    words_of,
)
from tests.forms_filled import (
    CONTRACT,
    MOVE,
    begin,
    fill,
    open_page,
    page_id,
)


def kept(database):
    """What the only draft holds."""
    [draft] = database.query(Draft)
    return content_of(database, draft)


def test_what_the_register_says_is_shown_and_not_asked(browser):
    page = begin(browser)

    words = main_of(page)
    assert heading_of(page) == "Klopt dit?"
    assert "Noor de Wit" in words
    assert "Waarom ziet u dit?" in words, "nothing is asked here"
    assert "Lindelaan 12" in words
    assert "Sam Yilmaz" in words
    assert set(filled_in(form_on(page))) == {"csrf_token", "revision", "draft"}


def test_every_page_says_where_one_is(browser):
    page = fill(browser, until="adres")

    assert title_of(page).startswith(
        "Wat is uw nieuwe adres? - stap 2 van 6 - Verhuizing doorgeven"
    )


def test_a_form_is_walked_once_for_the_answers_that_came_and_once_for_those_that_are_kept(
    browser, monkeypatch
):
    page, walks = begin(browser), []
    walk = engine.path
    monkeypatch.setattr(engine, "path", lambda *parts: walks.append(parts) or walk(*parts))

    browser.submit(page, follow_redirects=False)

    assert len(walks) == 2


def test_jumping_ahead_leads_to_the_first_page_that_is_open(browser):
    fill(browser, until="adres")

    for later in ("dag", "wonen", "contact", "bestaat-niet"):
        assert open_page(browser, later).location == f"/formulieren/{MOVE}/adres/"
    assert browser.get(f"/formulieren/{MOVE}/controleren/").location.endswith("/adres/")


def test_who_is_led_to_a_page_that_is_open_reads_why(browser):
    fill(browser, until="contact")
    typed = browser.submit(open_page(browser, "adres"), {"new_address-postcode": "1"})
    assert typed.status_code == 422

    page = browser.get(f"/formulieren/{MOVE}/controleren/", follow_redirects=True)

    assert page_id(page) == "adres"
    assert "Deze pagina is nog niet klaar. Kijk hem na, en kies dan Volgende." in words_of(page)
    assert "nog niet klaar" not in words_of(begin(browser)), "one goes on where one was"


def test_page_that_the_answers_do_not_call_for_is_passed_over(browser):
    fill(browser, changes={"wonen": {"living": "own"}}, until="contact")

    assert open_page(browser, "contract").location == f"/formulieren/{MOVE}/contact/"


def test_going_back_shows_what_was_answered(browser):
    fill(browser, until="wonen")

    page = open_page(browser, "adres")

    assert filled_in(form_on(page))["new_address-postcode"] == "1234 AB"


def test_change_goes_to_the_page_and_straight_back(browser):
    check = fill(browser)
    change = next(url for words, url in links_of(check).items() if "Nieuw adres" in words)

    page = browser.get(change)
    back = browser.submit(page, {"new_address-number": "16", "new_address-letter": "B"})

    assert page_id(back) == "controleren"
    assert "Lindelaan 16 B" in main_of(back)


def test_change_that_opens_a_new_page_asks_that_first(browser):
    check = fill(browser, changes={"wonen": {"living": "own"}})
    change = next(url for words, url in links_of(check).items() if "Hoe u gaat wonen" in words)

    page = browser.submit(browser.get(change), {"living": "lodging"})

    assert page_id(page) == "toestemming"


def test_fault_has_summary_message_and_title_and_keeps_what_was_typed(browser):
    page = fill(browser, until="dag")

    faulty = browser.submit(page, {"moving_date-day": "31", "moving_date-month": "februari"})

    assert faulty.status_code == 422
    assert title_of(faulty).startswith("Fout: ")
    assert "Verbeter nog 1 antwoord" in words_of(faulty)
    typed = filled_in(form_on(faulty))
    assert (typed["moving_date-day"], typed["moving_date-month"]) == ("31", "februari")


@pytest.mark.parametrize(
    ("page", "fields"),
    [
        ("adres", {"new_address-postcode": "99", "new_address-number": ""}),
        ("adres", {"new_address-postcode": "1234 AB", "new_address-number": "999"}),
        ("dag", {"moving_date-day": "1", "moving_date-month": "1", "moving_date-year": "2020"}),
        ("wonen", {"living": None}),
        ("wonen", {"living": "een kasteel"}),
        ("contract", {"contract-later": None}),
        ("contact", {"email": "geen adres"}),
        ("contact", {"phone": "12"}),
    ],
)
def test_wrong_answer_stays_on_its_page_with_a_summary(browser, page, fields):
    before = fill(browser, until=page)

    faulty = browser.submit(before, fields)

    assert faulty.status_code == 422
    assert page_id(faulty) == page
    assert "error-summary" in faulty.text


def test_unknown_fields_are_ignored(browser, database):
    page = fill(browser, until="wonen")

    after = browser.submit(page, {"living": "own", "bsn": "1", "page:contact": "y", "admin": "1"})

    assert page_id(after) == "contact"
    answers = kept(database).answers
    assert "bsn" not in answers
    assert "page:contact" not in answers


def test_stopping_keeps_what_was_typed_and_goes_to_the_overview(browser):
    page = fill(browser, until="adres")

    after = browser.submit(page, {"new_address-postcode": "12"}, button=("action", "stop"))

    assert after.request.path == "/overzicht/"
    assert "Bewaard. U kunt later verdergaan." in words_of(after)
    assert "Verder met: Verhuizing doorgeven" in links_of(after)
    resumed = begin(browser)
    assert page_id(resumed) == "adres"
    assert filled_in(form_on(resumed))["new_address-postcode"] == "12"


def test_stopping_at_the_check_sends_nothing(browser, rows):
    check = fill(browser)

    after = browser.submit(check, form="send", button=("action", "stop"))

    assert after.request.path == "/overzicht/"
    assert len(rows(Draft)) == 1


def test_more_time_keeps_what_was_typed_on_the_same_page(browser):
    page = fill(browser, until="dag")

    after = browser.submit(page, {"moving_date-day": "9"}, button=("action", "stay"))

    assert page_id(after) == "dag"
    assert filled_in(form_on(after))["moving_date-day"] == "9"
    assert "error-summary" not in after.text


def test_more_time_at_the_check_sends_nothing(browser, rows):
    check = fill(browser)

    after = browser.submit(check, form="send", button=("action", "stay"))

    assert page_id(after) == "controleren"
    assert len(rows(Draft)) == 1


def test_file_is_added_shown_and_removed(browser, rows):
    page = fill(browser, until="contract")
    page = browser.submit(page, files=CONTRACT, button=("action", "stay"))
    assert "contract.pdf" in main_of(page)

    page = browser.submit(page, button=("remove", str(rows(Upload)[0].id)))

    assert page_id(page) == "contract"
    assert "contract.pdf" not in main_of(page)
    assert rows(Upload) == []


def test_removing_an_unknown_file_changes_nothing(browser, rows):
    page = fill(browser, until="contract")
    page = browser.submit(page, files=CONTRACT, button=("action", "stay"))

    assert browser.submit(page, button=("remove", "geen-id")).status_code == 404
    assert len(rows(Upload)) == 1


def test_file_that_is_no_longer_asked_for_is_not_sent(browser, rows):
    page = fill(browser, until="contract")
    browser.submit(page, files=CONTRACT)
    check = fill(browser, changes={"wonen": {"living": "rent"}})
    change = next(url for words, url in links_of(check).items() if "Hoe u gaat wonen" in words)
    check = browser.submit(browser.get(change), {"living": "own"})

    browser.submit(check, form="send")

    assert rows(Upload) == []
