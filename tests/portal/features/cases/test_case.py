"""One case: its timeline, documents, decisions, contact; and what can't be read just now."""

import re
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from portal.domain.case_keys import CaseKey
from portal.domain.cases import Progress
from portal.storage.consultations import ConsultationLine
from tests.browser import heading_of, hrefs_of, main_element, main_of
from tests.case_keys import a_key
from tests.factories import (
    BSN,
    OTHER_BSN,
    a_case,
    a_case_file,
    a_decision,
    a_document,
    a_task,
    missing,
)
from tests.tree import text_of

NUMBER = "ZAAK-2026-0000000001"
PAGE = f"/zaken/{a_key(NUMBER).id}/"


def show(world, **changes):
    """Let the resident have this case."""
    file = a_case_file(**changes)
    world.cases.files[BSN] = [file]
    return file


def test_case_shows_timeline_expected_date_contact_and_documents(browser, world):
    show(world)

    page = browser.get(PAGE)

    words = main_of(page)
    assert heading_of(page) == "Verhuizing doorgeven"
    assert NUMBER in words
    for step in ("Ontvangen", "In behandeling", "Afgerond"):
        assert step in words
    assert "Wij verwachten dat dit klaar is op 12 december 2026." in words
    assert "Ans Visser" in words
    assert "Brief over uw verhuizing" in words


def test_the_headings_of_the_timeline_say_how_each_step_stands(browser, world):
    """Who hears only the headings knows what is to come (WCAG 2.2, 1.3.1)."""
    show(world)

    headings = [text_of(each) for each in main_element(browser.get(PAGE)).iter("h3")]  # by word

    assert [text for text in headings if text.startswith("Nu")] == ["Nu : In behandeling"]
    assert "Straks : Afgerond" in headings


def test_legal_term_is_shown_as_the_law_moves_it(browser, world):
    show(world, case=a_case(due=date(2026, 12, 26)))

    words = main_of(browser.get(PAGE))

    assert "uiterlijk 28 december 2026" in words


def test_closed_case_promises_nothing_any_more(browser, world):
    closed = a_case(progress=Progress.CLOSED, closed=date(2026, 11, 20), due=date(2026, 12, 28))
    show(world, case=closed)

    words = main_of(browser.get(PAGE))

    assert "Wij verwachten" not in words
    assert "Volgens de wet" not in words


@pytest.mark.parametrize(
    ("phone", "shown", "href"),
    [
        ("0800 0999 toestel 12", "0800 0999 toestel 12", "tel:+318000999;ext=12"),
        ("+31 (0)20 123 4567", "+31 (0)20 123 4567", "tel:+31201234567"),
        ("bel de balie", "bel de balie", None),
        ("08000999", "0800 0999", "tel:+318000999"),
    ],
)
def test_phone_of_the_contact_is_shown_as_it_stands_or_as_people_write_it(
    browser, world, phone, shown, href
):
    usual = a_case_file().contact
    show(world, contact=replace(usual, phone=phone))

    page = browser.get(PAGE)

    assert shown in main_of(page)
    links = [link for link in hrefs_of(page) if link.startswith("tel:")]
    assert (href in links) is (href is not None)
    assert all(re.fullmatch(r"tel:\+[0-9]+(;ext=[0-9]+)?", link) for link in links)


def test_case_without_contact_gives_the_general_number(browser, world):
    show(world, contact=None)

    assert "U heeft nog geen vaste contactpersoon. Bel ons:" in main_of(browser.get(PAGE))


def test_case_without_documents_says_so(browser, world):
    show(world, documents=())

    words = main_of(browser.get(PAGE))

    assert "Er zijn nog geen documenten van ons." in words
    assert "U heeft geen documenten gestuurd via deze website." in words


def test_decision_shows_its_documents_and_the_last_day_to_object(browser, world):
    letter, other = a_document(title="Besluit op uw verhuizing"), a_document(title="Bijlage A")
    show(world, documents=(letter, other), decisions=(a_decision(documents=(letter.id,)),))

    words = main_of(browser.get(PAGE))

    assert "Wij schrijven u in" in words
    assert "4 januari 2027" in words
    assert words.count("Besluit op uw verhuizing (") == 1
    assert words.index("Besluit op uw verhuizing") < words.index("Bijlage A")


def test_parts_that_can_not_be_read_are_named_and_not_called_empty(browser, world):
    show(world, documents=(), decisions=(), unread_parts=missing("documents", "decisions"))
    world.tasks.is_down = True

    words = main_of(browser.get(PAGE))

    assert "Wij kunnen de documenten nu niet laten zien." in words
    assert "Wij kunnen besluiten in deze zaak nu niet laten zien." in words
    assert "Wij kunnen nu niet zien of u iets moet doen." in words
    assert "Er zijn nog geen documenten van ons." not in words


def test_case_that_was_seen_before_is_shown_while_the_case_system_is_down(browser, world):
    show(world)
    browser.get(PAGE)
    world.cases.is_down = True

    words = main_of(browser.get(PAGE))

    assert "Bijgewerkt" in words
    assert "In behandeling" in words


def test_case_that_was_never_seen_says_what_to_do_while_the_case_system_is_down(browser, world):
    show(world)
    world.cases.is_down = True

    page = browser.get(PAGE)

    assert page.status_code == 503
    assert "Noem dan dit nummer" in main_of(page)


def test_tasks_of_this_case_stand_on_its_page_and_others_do_not(browser, world):
    file = show(world)
    elsewhere = a_task(a_case("ZAAK-2026-0000000099"), title="Stuur een andere brief")
    world.tasks.tasks[BSN] += [a_task(file.case), elsewhere]

    words = main_of(browser.get(PAGE))

    assert "Stuur uw huurcontract" in words
    assert "Stuur een andere brief" not in words


def test_document_comes_as_download_that_can_do_nothing(browser, world):
    evil = a_document(file_name='b"rief\r\nX: y.html', media_type="text/html")
    show(world, documents=(evil,))
    world.cases.contents[evil.id] = b"<script>alert(1)</script>"

    answer = browser.get(f"{PAGE}documenten/{evil.id}")

    assert answer.data == b"<script>alert(1)</script>"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["Cache-Control"] == "no-store"


def test_download_writes_its_own_line(browser, world, rows):
    file = show(world)

    browser.get(f"{PAGE}documenten/{file.documents[0].id}")

    [line] = rows(ConsultationLine)
    assert (line.action, line.outcome) == ("downloaded", "ok")
    assert line.object_ref == str(file.documents[0].id)
    assert CaseKey(line.case_system, line.case_id) == file.case.key


@pytest.mark.parametrize("document", [uuid4(), "geen-id", ""])
def test_unknown_document_is_not_found(browser, world, document):
    show(world)

    assert browser.get(f"{PAGE}documenten/{document}").status_code == 404


def test_document_of_another_case_of_the_same_resident_is_not_found(browser, world):
    file = show(world)
    other = a_case_file(a_case("ZAAK-2026-0000000002"))
    world.cases.files[BSN].append(other)

    answer = browser.get(f"{PAGE}documenten/{other.documents[0].id}")

    assert answer.status_code == 404
    assert browser.get(f"{PAGE}documenten/{file.documents[0].id}").status_code == 200


def test_download_while_the_case_system_is_down_says_what_to_do(browser, world, rows):
    file = show(world)
    world.cases.is_down = True

    answer = browser.get(f"{PAGE}documenten/{file.documents[0].id}")

    assert answer.status_code == 503
    assert [line.outcome for line in rows(ConsultationLine)] == ["failed"]


def test_not_found_is_an_answer_and_its_line_is_ended(browser, world, rows):
    world.cases.files[OTHER_BSN] = [a_case_file()]

    browser.get(PAGE)
    browser.get(f"{PAGE}documenten/{uuid4()}")

    lines = [line for line in rows(ConsultationLine) if line.source == "zaaksysteem"]
    assert {line.outcome for line in lines} == {"ok"}


def test_log_that_was_asked_about_a_case_that_is_not_there_gets_its_outcome(browser, rows):
    assert browser.get(f"/zaken/{a_key('ZAAK-0').id}/").status_code == 404

    lines = {line.source: line.outcome for line in rows(ConsultationLine)}
    assert lines["logboek"] == "ok"


def test_names_from_the_case_system_are_shown_as_text(browser, world):
    show(world, documents=(a_document(title="<script>alert(1)</script>"),))

    assert "<script>alert" not in browser.get(PAGE).text


def test_tasks_known_from_earlier_come_with_their_time(browser, world):
    file = show(world)
    world.tasks.tasks[BSN] = [a_task(file.case)]
    browser.get(PAGE)
    world.tasks.is_down = True

    words = main_of(browser.get(PAGE))

    assert "Stuur uw huurcontract" in words
    assert "Bijgewerkt" in words
    assert "Wij zien nu niet of er iets nieuws voor u te doen is." in words


def test_no_tasks_of_earlier_is_not_no_tasks_now(browser, world):
    show(world)
    assert "Bijgewerkt" not in main_of(browser.get(PAGE))
    world.tasks.is_down = True

    assert "Wij zien nu niet of er iets nieuws voor u te doen is." in main_of(browser.get(PAGE))


def test_steps_that_can_not_be_read_are_said_to_be_incomplete(browser, world):
    show(world, unread_parts=missing("steps"))

    assert "Wij kunnen nu niet alle stappen laten zien." in main_of(browser.get(PAGE))


def test_case_of_which_a_part_failed_is_not_remembered_over_the_whole_one(browser, world):
    show(world)
    browser.get(PAGE)
    show(world, documents=(), unread_parts=missing("documents"))
    browser.get(PAGE)
    world.cases.is_down = True

    words = main_of(browser.get(PAGE))

    assert "Brief over uw verhuizing" in words
    assert "Wij kunnen de documenten nu niet laten zien." not in words
