"""A question about a line: the usual form with the line on it, and then the usual case."""

import pytest

from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from tests.browser import heading_of, main_of, words_of
from tests.factories import BSN
from tests.papers import words_of_pdf
from tests.parts import publish_only
from tests.portal.features.consultations.conftest import ALL

FORM = "/formulieren/vraag-over-gegevensgebruik/"
ASKED = {"kind_of_question": "unknown", "question": "Waarom keek u?"}


def ask(browser, line):
    """Press "Stel een vraag hierover" on the page of this line."""
    return browser.submit(browser.get(f"{ALL}{line.id}/"), form="ask")


def to_check(browser, page):
    """Fill in the form from here to the check of all answers."""
    return browser.submit(browser.submit(page, ASKED), {"email": "", "phone": ""})


@pytest.fixture
def line(looked):
    return looked({"details": ("Huurcontract",)})[0]


def test_the_form_begins_with_the_line_on_it(browser, line):
    page = ask(browser, line)

    assert heading_of(page) == "Wat wilt u weten?"
    words = main_of(page)
    assert "Een medewerker bekeek uw document “Huurcontract”." in words
    assert "Gemeente Demodam, Burgerzaken" in words
    assert "Aanvraag beoordelen" in words


def test_the_question_becomes_a_case_with_the_line_in_it(browser, world, do_jobs, line):
    checked = to_check(browser, ask(browser, line))
    assert "Huurcontract" in main_of(checked)
    receipt = browser.submit(checked, form="send")
    do_jobs()

    assert "Gelukt!" in main_of(receipt)
    [case] = world.intake.made.values()
    assert case.new.case_type == "VRAAG-GEGEVENS"
    told = ", ".join(str(part) for part in dict(case.new.properties)["regel"])
    for part in ("Burgerzaken", "Huurcontract", "Aanvraag beoordelen"):
        assert part in told
    assert len(told) <= 255
    paper = next(iter(case.documents.values()))
    text = words_of_pdf(paper)
    assert "Huurcontract" in text
    assert "Waarom keek u?" in text
    assert BSN not in text + str(case.new.properties)


def test_a_second_question_is_about_the_second_line_and_loses_nothing(browser, looked):
    first, second = looked({"reason": "De eerste"}, {"reason": "De tweede"})
    browser.submit(ask(browser, first), ASKED)

    page = ask(browser, second)

    assert heading_of(page) == "Wat wilt u weten?"
    assert "De tweede" in main_of(page)
    assert "De eerste" not in main_of(page)
    assert "Waarom keek u?" in words_of(page)


def test_a_check_of_the_first_line_does_not_send_a_question_about_the_second(browser, rows, looked):
    first, second = looked({"reason": "De eerste"}, {"reason": "De tweede"})
    check = to_check(browser, ask(browser, first))
    assert "De eerste" in main_of(check)
    ask(browser, second)

    page = browser.submit(check, form="send")

    assert rows(Submission) == []
    assert "De tweede" in main_of(page)
    again = to_check(browser, page)
    assert "De tweede" in main_of(again)
    assert "/ontvangen/" in browser.submit(again, form="send").request.path


def test_another_line_is_a_change_of_the_concept_and_the_same_one_is_not(browser, rows, looked):
    first, second = looked({}, {})
    to_check(browser, ask(browser, first))
    [before] = rows(Draft)

    ask(browser, first)
    [same] = rows(Draft)
    ask(browser, second)
    [other] = rows(Draft)

    assert (same.revision, same.changed_at) == (before.revision, before.changed_at)
    assert other.revision > before.revision
    assert other.changed_at > before.changed_at


def test_the_line_is_told_in_the_language_of_the_page_and_in_dutch_to_the_case(browser, line):
    browser.visit("/taal/?taal=en&next=/")

    page = ask(browser, line)

    assert "Huurcontract" in main_of(page)
    assert page.status_code == 200


def test_begun_without_a_line_the_form_says_what_to_tell(browser):
    page = browser.visit(f"{FORM}verder/")

    assert "Vertel hieronder om welke dag of welke zaak het gaat." in main_of(page)
    checked = to_check(browser, page)
    assert 'class="data-list__none">Niet ingevuld<' in checked.text
    assert 'class="data-list__line">Niet ingevuld<' not in checked.text


def test_without_such_a_form_the_line_has_the_phone_number(app, candidates, browser, line):
    publish_only(app, [form for form in candidates if "gegevens" not in form.event])

    page = browser.get(f"{ALL}{line.id}/")

    assert 'id="ask"' not in page.text
    assert "0800 0999" in main_of(page)
    data = {"csrf_token": browser.csrf_token()}
    assert browser.post(f"{ALL}{line.id}/vraag/", data=data).status_code == 404
