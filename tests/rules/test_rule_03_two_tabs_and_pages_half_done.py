"""Rule 3: nothing a resident typed is lost: not in a second tab, nor on a page half done."""

from datetime import timedelta

import pytest

from portal.storage.drafts import Draft, content_of
from portal.storage.logins import ExpiredInput
from portal.storage.submissions import Submission
from portal.storage.uploads import Upload
from tests.browser import filled_in, form_on, links_of, main_of
from tests.factories import an_identity
from tests.files_made import a_pdf
from tests.forms_filled import CONTRACT, MOVE, REPORT, begin, fill, open_page, page_id, send

LONG_AGO = timedelta(minutes=16)
TYPED = {"new_address-postcode": "1234 AB", "new_address-number": "1", "new_address-letter": "Ω"}
SECOND = {"contract": ("blad-2.pdf", a_pdf())}


def answers_of(database):
    """What the draft holds now."""
    database.expire_all()
    [draft] = database.query(Draft)
    return content_of(database, draft).answers


def sides_of(choice):
    """The words under "Dit vulde u net in" and under "Dit was al bewaard"."""
    mine, kept = main_of(choice).split("Dit vulde u net in")[1].split("Dit was al bewaard")
    return mine, kept


def change(browser, name):
    """A page as opened with "Wijzig" at the check."""
    return browser.get(f"/formulieren/{MOVE}/{name}/?terug=controleren")


def begin_anew(browser):
    """Throw the draft away and begin with an empty one."""
    browser.post(f"/formulieren/{MOVE}/opnieuw/", data={"csrf_token": browser.csrf_token()})


def test_rule_03_a_check_of_an_earlier_draft_does_not_send_the_next_one(browser, rows):
    stale = fill(browser)
    receipt = browser.submit(stale, form="send")
    fill(browser)

    again = browser.submit(stale, form="send")

    assert again.request.path == receipt.request.path
    assert (len(rows(Submission)), len(rows(Draft))) == (1, 1)


def test_rule_03_a_check_of_a_discarded_draft_sends_nothing(browser, rows):
    stale = fill(browser)
    begin_anew(browser)
    fill(browser)

    again = browser.submit(stale, form="send")

    assert again.request.path == f"/formulieren/{MOVE}/"
    assert rows(Submission) == []


def test_rule_03_a_page_of_a_discarded_draft_gives_a_choice(browser, database):
    fill(browser)
    stale = open_page(browser, "wonen")
    begin_anew(browser)
    fill(browser, changes={"wonen": {"living": "own"}}, until="contact")

    choice = browser.submit(stale, {"living": "rent"})

    assert choice.status_code == 409
    assert answers_of(database)["living"] == "own"
    browser.submit(choice)
    assert answers_of(database)["living"] == "rent"


def test_rule_03_a_change_that_was_stopped_halfway_is_asked_before_sending(browser, rows):
    check = fill(browser)
    number = {"new_address-number": "16", "new_address-letter": "A"}
    browser.submit(change(browser, "adres"), number, button=("action", "stop"))

    page = begin(browser)

    assert page_id(page) == "adres"
    assert filled_in(form_on(page))["new_address-number"] == "16"
    assert page_id(browser.visit(f"/formulieren/{MOVE}/controleren/")) == "adres"
    assert page_id(browser.submit(check, form="send")) == "adres"
    assert rows(Submission) == []


def test_rule_03_an_answer_that_was_emptied_and_kept_comes_back_empty(browser):
    fill(browser)
    browser.submit(change(browser, "contact"), {"email": ""}, button=("action", "stop"))

    page = begin(browser)

    assert page_id(page) == "contact"
    assert filled_in(form_on(page))["email"] == ""


def test_rule_03_a_file_that_was_added_before_stopping_goes_along(browser, rows):
    browser.submit(fill(browser, until="contract"), files=CONTRACT)
    fill(browser, changes={"wonen": {}})
    browser.submit(change(browser, "contract"), files=SECOND, button=("action", "stop"))

    page = begin(browser)
    assert page_id(page) == "contract"
    browser.submit(page)
    check = browser.get(f"/formulieren/{MOVE}/controleren/")

    assert "blad-2.pdf" in main_of(check)
    browser.submit(check, form="send")
    assert len(rows(Upload)) == 2


def test_rule_03_without_its_only_file_a_page_is_open_again(browser, rows):
    browser.submit(fill(browser, until="contract"), files=CONTRACT)
    check = fill(browser, changes={"wonen": {}})
    browser.submit(change(browser, "contract"), button=("remove", str(rows(Upload)[0].id)))

    assert page_id(browser.visit(f"/formulieren/{MOVE}/controleren/")) == "contract"
    assert page_id(browser.submit(check, form="send")) == "contract"
    assert rows(Submission) == []


def test_rule_03_what_waits_on_one_page_does_not_stop_another_from_being_kept(browser, database):
    fill(browser)
    contact = open_page(browser, "contact")
    browser.submit(change(browser, "adres"), TYPED, button=("action", "stay"))

    after = browser.submit(contact, {"email": "later@voorbeeld.example"})

    assert answers_of(database)["email"] == "later@voorbeeld.example"
    assert page_id(after) == "adres"


def test_rule_03_a_report_goes_on_after_logging_in(visitor, world):
    world.identity.identity = an_identity()
    fill(visitor, REPORT, until="plaats")

    login = visitor.get("/inloggen/digid?next=/overzicht/")
    state = login.location.partition("state=")[2].partition("&")[0]
    visitor.get(f"/inloggen/terug?state={state}&code=x")

    assert visitor.get("/overzicht/").status_code == 200
    assert page_id(begin(visitor, REPORT)) == "plaats"


def test_rule_03_a_report_goes_on_after_another_form_was_sent(browser):
    fill(browser, REPORT, until="plaats")

    send(browser)

    assert page_id(begin(browser, REPORT)) == "plaats"


@pytest.mark.parametrize("button", [("action", "stop"), ("action", "stay")])
def test_rule_03_every_button_of_a_tab_that_is_behind_gives_a_choice(browser, database, button):
    first = fill(browser, until="wonen")
    second = open_page(browser, "wonen")
    browser.submit(first, {"living": "own"})

    choice = browser.submit(second, {"living": "rent"}, button=button)

    assert choice.status_code == 409
    assert answers_of(database)["living"] == "own"
    [draft] = database.query(Draft)
    assert "wonen" not in content_of(database, draft).raw_input


def test_rule_03_a_file_is_not_taken_away_by_a_tab_that_is_behind(browser, rows):
    page = fill(browser, until="contract")
    first = browser.submit(page, files=CONTRACT, button=("action", "stay"))
    second = open_page(browser, "contract")
    browser.submit(first, files=SECOND)

    choice = browser.submit(
        second, {"contract-later": "y"}, files=SECOND, button=("remove", str(rows(Upload)[0].id))
    )

    assert choice.status_code == 409
    assert "contract.pdf" in main_of(choice)


def test_rule_03_text_after_a_new_login_does_not_overwrite_another_tab(browser, pass_time):
    fill(browser)
    stale = open_page(browser, "contact")
    browser.submit(open_page(browser, "contact"), {"email": "nieuw@voorbeeld.example"})
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)
    browser.submit(stale, {"email": "oud@voorbeeld.example"})
    browser.log_in()

    choice = open_page(browser, "contact")

    assert choice.status_code == 409
    assert "nieuw@voorbeeld.example" in main_of(choice)
    assert "oud@voorbeeld.example" in main_of(choice)


def test_rule_03_a_choice_shows_a_wrong_answer_as_it_was_typed(browser):
    first = fill(browser, until="contact")
    second = open_page(browser, "contact")
    browser.submit(first, {"email": "goed@voorbeeld.example"})

    mine, kept = sides_of(browser.submit(second, {"email": "geen adres"}))

    assert "geen adres" in mine
    assert "goed@voorbeeld.example" not in mine
    assert "goed@voorbeeld.example" in kept


def test_rule_03_a_choice_shows_an_emptied_answer_as_empty(browser):
    fill(browser)
    second = open_page(browser, "contact")
    browser.submit(open_page(browser, "contact"), {"email": "goed@voorbeeld.example"})

    mine, kept = sides_of(browser.submit(second, {"email": ""}))

    assert "@" not in mine
    assert "goed@voorbeeld.example" in kept


def test_rule_03_a_choice_shows_what_the_other_tab_typed_wrong(browser):
    fill(browser)
    second = open_page(browser, "dag")
    browser.submit(open_page(browser, "dag"), {"moving_date-month": "onzinmaand"})

    choice = browser.submit(second, {"moving_date-day": "77"})

    mine, kept = sides_of(choice)
    assert "77" in mine
    assert "onzinmaand" in kept
    assert "onzinmaand" not in mine
    assert page_id(browser.visit(links_of(choice)["Houd wat al was bewaard"])) == "dag"


@pytest.mark.parametrize(
    ("name", "fields", "shown"),
    [
        ("adres", {"new_address-number": "999", "new_address-manual": "y"}, "1234 AB 999"),
        ("wie", {"movers": ["p1", "p9"]}, "Sam Yilmaz"),
    ],
)
def test_rule_03_a_choice_shows_wrong_answers_of_each_kind_as_words(browser, name, fields, shown):
    fill(browser)
    usual, other = open_page(browser, name), open_page(browser, name)
    browser.submit(other, {"movers": None, "new_address-letter": "Q"})

    choice = browser.submit(usual, fields)

    mine, _kept = sides_of(choice)
    assert shown in mine
    assert "p9" not in mine
    assert " y " not in mine


def test_rule_03_that_nothing_is_gone_is_not_said_of_files(browser, pass_time):
    page = fill(browser, until="contract")
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)

    login = browser.submit(page, files=CONTRACT)

    assert "Er is niets weg" not in main_of(login)
    assert "Uw bestanden zijn niet verstuurd. Kies ze na het inloggen opnieuw." in main_of(login)


def test_rule_03_the_fields_of_the_page_itself_are_not_something_typed(browser, pass_time, rows):
    check = fill(browser)
    pass_time(idle=LONG_AGO, in_all=LONG_AGO)

    login = browser.submit(check, form="send", button=("action", "stop"))

    assert rows(ExpiredInput) == []
    assert "Er is niets weg" not in main_of(login)
