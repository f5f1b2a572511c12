"""Sending, and the receipt: it worked, the number, who acts next, whom to call."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from forms import form_from_values, load_sources
from forms.case_terms import terms_of
from portal.domain.terms import promise
from portal.storage.drafts import Draft
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.storage.uploads import Upload
from tests.browser import filled_in, form_on, heading_of, links_of, main_of, words_of
from tests.case_keys import a_key
from tests.forms_filled import CONTRACT, EMAIL, MOVE, REPORT, fill, page_id, send
from tests.paper_structure import labelled, sentences, structure_of
from tests.papers import is_tagged, read, words_of_pdf


def test_check_shows_all_answers_and_says_that_nothing_is_sent_yet(browser):
    page = fill(browser)

    words = main_of(page)
    assert "U heeft nog niets verstuurd." in words
    assert "Lindelaan 14" in words
    assert "Ik ga huren" in words
    assert "Sam Yilmaz" in words
    assert EMAIL in words
    assert "Verhuizing versturen" in words
    assert 'class="data-list__none">Niet ingevuld<' in page.text


def test_receipt_says_that_it_worked_and_what_happens_now(browser, rows):
    receipt = send(browser)

    [submission] = rows(Submission)
    words = main_of(receipt)
    assert submission.reference in words
    assert "Wij gaan nu aan het werk. Wij willen uiterlijk op" in words
    assert f"Wij sturen een mail naar {EMAIL}." in words
    assert "0800 0999" in words_of(receipt)
    assert rows(Draft) == []


def test_receipt_can_be_opened_again(browser):
    receipt = send(browser)

    assert heading_of(browser.get(receipt.request.path)) == heading_of(receipt)


def test_receipt_that_is_read_after_the_promised_day_says_so(browser, monkeypatch):
    receipt = send(browser)
    monkeypatch.setattr("portal.domain.terms.today", lambda: date.max)

    words = main_of(browser.get(receipt.request.path))

    assert "Wij wilden uiterlijk op" in words
    assert "Wij gaan nu aan het werk." not in words


def test_receipt_under_another_form_is_not_found(browser):
    path = send(browser).request.path.replace(MOVE, REPORT)

    assert browser.get(path).status_code == 404


def test_receipt_says_the_case_number_once_there_is_one(browser, do_jobs, world):
    receipt = send(browser)
    assert "ZAAK-" not in main_of(receipt)
    do_jobs()

    later = browser.get(receipt.request.path)

    assert world.intake.numbers[0] in main_of(later)
    assert f"/zaken/{a_key(world.intake.numbers[0]).id}/" in links_of(later).values()


def test_answers_can_be_downloaded_as_accessible_pdf(browser):
    receipt = send(browser)
    link = links_of(receipt)["Download uw antwoorden (pdf)"]

    answer = browser.get(link)

    assert answer.mimetype == "application/pdf"
    assert is_tagged(answer.data)
    assert len(read(answer.data).pages) == 1
    paper = structure_of(answer.data)
    answers = labelled(paper)
    assert ("Nieuw adres", ["Lindelaan 14", "1234 AB Demodam"]) in answers
    assert ("Telefoonnummer", ["Niet ingevuld"]) in answers
    promised, *_steps, change = sentences(paper, "Wat gebeurt er nu?")
    assert promised.startswith("Wij willen uiterlijk op")
    assert change.startswith("Wilt u iets veranderen of stoppen? Bel 0800 0999")
    assert "De gemeente bewaart dit in uw zaak." in words_of_pdf(answer.data)
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")


def test_sending_again_shows_the_one_receipt(browser, rows):
    check = fill(browser)
    first = browser.submit(check, form="send")

    second = browser.submit(check, form="send")

    assert second.request.path == first.request.path
    assert len(rows(Submission)) == 1


def test_sending_a_report_again_shows_the_one_receipt(visitor, rows):
    check = fill(visitor, REPORT)
    first = visitor.submit(check, form="send")

    second = visitor.submit(check, form="send")

    assert second.request.path == first.request.path
    assert len(rows(Submission)) == 1


def test_double_click_gives_one_submission_and_both_see_its_receipt(browser, rows):
    check = fill(browser)
    data = filled_in(form_on(check, "send"))
    cookie = browser.get_cookie("__Host-portal", domain="mijn.demodam.example")

    def click(_number):
        other = browser.application.test_client()
        other.set_cookie("__Host-portal", cookie.value, domain="mijn.demodam.example")
        return other.post(check.request.path, data=data).location

    with ThreadPoolExecutor(4) as pool:
        places = set(pool.map(click, range(4)))

    [submission] = rows(Submission)
    assert places == {f"/formulieren/{MOVE}/ontvangen/{submission.reference}/"}


def test_sending_what_somebody_else_sent_shows_nothing_of_it(browser, other_browser):
    check = fill(browser)
    browser.submit(check, form="send")
    data = {"draft": filled_in(form_on(check, "send"))["draft"]}

    other_check = fill(other_browser)
    other_browser.submit(other_check, form="send")
    answer = other_browser.submit(other_check, data, form="send")

    assert answer.request.path == f"/formulieren/{MOVE}/"


def test_sending_without_a_draft_goes_to_the_start_page(browser):
    check = fill(browser)
    browser.submit(check, form="send")

    answer = browser.submit(check, {"draft": "geen-id"}, form="send")

    assert answer.request.path == f"/formulieren/{MOVE}/"


def test_sending_while_a_question_is_open_goes_to_that_question(browser, rows):
    check = fill(browser)
    page = browser.get(f"/formulieren/{MOVE}/contract/")
    browser.submit(page, {"contract-later": "y"})
    browser.submit(browser.get(f"/formulieren/{MOVE}/wonen/"), {"living": "lodging"})

    answer = browser.submit(check, form="send")

    assert page_id(answer) == "toestemming"
    assert rows(Submission) == []


def test_sending_what_changed_in_another_tab_shows_the_new_answers_first(browser, rows):
    check = fill(browser)
    page = browser.get(f"/formulieren/{MOVE}/contact/")
    browser.submit(page, {"email": "nieuw@voorbeeld.example"})

    again = browser.submit(check, form="send")

    assert again.status_code == 409
    assert rows(Submission) == []
    assert "in een ander venster" in main_of(again)
    assert "nieuw@voorbeeld.example" in main_of(again)
    assert browser.submit(again, form="send").status_code == 200
    assert len(rows(Submission)) == 1


def test_files_go_along_and_become_part_of_the_submission(browser, rows):
    page = fill(browser, until="contract")
    browser.submit(page, files=CONTRACT)
    browser.submit(fill(browser, changes={"contract": {}}), form="send")

    [submission] = rows(Submission)
    assert [upload.submission_id for upload in rows(Upload)] == [submission.id]


def test_receipt_of_a_report_has_a_link_to_follow_it(visitor, rows):
    receipt = send(visitor, REPORT)

    link = links_of(receipt)["Volg uw melding"]
    assert link.startswith("https://mijn.demodam.example/volgen/")
    assert heading_of(visitor.get(link)) == "Volg uw melding"
    assert link.rpartition("/volgen/")[2].strip("/") not in str(vars(rows(Submission)[0]))


def test_what_one_reporter_leaves_is_not_shown_to_the_next_on_a_shared_computer(visitor):
    first = send(visitor, REPORT, {"contact": {"email": "een@voorbeeld.example"}})
    assert "een@voorbeeld.example" in first.text

    second = send(visitor, REPORT)

    assert "een@voorbeeld.example" not in second.text


def test_resident_is_told_once_in_the_portal(browser, rows):
    check = fill(browser)
    browser.submit(check, form="send")
    browser.submit(check, form="send")

    assert [message.kind for message in rows(Message)] == ["received"]


def test_contact_details_are_filled_in_the_next_time(browser):
    send(browser)

    page = fill(browser, until="contact", changes={"contact": {}})

    assert filled_in(form_on(page))["email"] == EMAIL


@pytest.mark.parametrize(
    ("slug", "sent", "last_day"),
    [
        (MOVE, date(2026, 11, 20), date(2026, 11, 27)),
        (MOVE, date(2026, 12, 24), date(2027, 1, 4)),
        (REPORT, date(2026, 11, 20), date(2026, 12, 4)),
    ],
)
def test_promise_counts_working_days(candidates, slug, sent, last_day):
    promised = promise(terms_of(candidates.form(slug), None), sent)

    assert (promised.last_day, promised.law) == (last_day, "")


def test_promise_by_law_ends_on_a_working_day(candidates):
    source = candidates.form(MOVE).model_dump(mode="json", exclude_defaults=True)
    source["case"]["term"] = {"weeks": 8, "law": "Algemene wet bestuursrecht, artikel 4:13"}
    legal = form_from_values(source, load_sources())

    promised = promise(terms_of(legal, None), date(2026, 10, 31))

    assert promised.last_day == date(2026, 12, 28)
    assert "4:13" in promised.law
