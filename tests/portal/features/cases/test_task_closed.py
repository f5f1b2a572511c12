"""What is asked in a case that was closed meanwhile: told before files are taken, and after."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.case_intake import CaseClosed
from portal.domain.cases import Progress
from portal.storage.consultations import ConsultationLine
from portal.storage.deliveries import WaitingDelivery
from portal.storage.messages import Message
from portal.storage.task_replies import TaskReply
from portal.storage.uploads import Upload
from tests.browser import links_of, main_of, words_of
from tests.factories import BSN, a_case_file
from tests.files_made import a_pdf
from tests.portal.features.cases.conftest import FILE

ENDED = date(2026, 11, 26)
ENDED_WORDS = "Uw zaak is afgerond op 26 november 2026."
LATE_WORDS = "Uw zaak was al afgerond op 26 november 2026."


@pytest.fixture
def close(world, task):
    """The municipality closes the case; the task stays where it was."""

    def close_():
        [file] = world.cases.files[BSN]
        case = replace(file.case, progress=Progress.CLOSED, closed=ENDED)
        world.cases.files[BSN] = [a_case_file(case, documents=())]
        world.intake.closed[task.case_key] = ENDED

    return close_


@pytest.fixture
def late(browser, page, close, do_jobs):
    """The case was closed after the documents were sent, and before they were there."""
    browser.submit(page, files=FILE)
    close()
    with pytest.raises(CaseClosed):
        do_jobs()


def test_task_of_a_closed_case_takes_no_files_and_says_why(browser, task, close):
    close()

    page = browser.get(f"/taken/{task.id}/")

    words = main_of(page)
    assert "U hoeft dit niet meer te sturen." in words
    assert ENDED_WORDS in words
    assert "0800 0999" in words
    assert "Kies een foto of bestand" not in words
    assert "Doe dit uiterlijk" not in words


def test_case_is_looked_at_before_files_are_taken(browser, page, close, rows):
    close()

    answer = browser.submit(page, files=FILE)

    assert answer.status_code == 422
    assert f"Wat u koos, is niet verstuurd. {ENDED_WORDS}" in main_of(answer)
    assert rows(TaskReply) == rows(Upload) == []


def test_look_at_the_case_has_its_line(page, task, rows):
    looks = [line for line in rows(ConsultationLine) if line.object_kind == "case"]

    assert [(line.action, line.case_id) for line in looks] == [("viewed", task.case_key.id)]


def test_files_are_taken_while_nobody_knows_how_the_case_stands(browser, page, world, rows):
    world.cases.is_down = True

    browser.submit(page, files=FILE)

    assert len(rows(TaskReply)) == 1


def test_closed_case_is_asked_after_nowhere(browser, task, close):
    close()

    for address in ("/overzicht/", f"/zaken/{task.case_key.id}/"):
        assert task.title not in main_of(browser.get(address))


def test_sender_is_told_that_the_case_was_closed_and_who_has_it(browser, late, task, rows):
    [delivery] = rows(WaitingDelivery)
    assert delivery.stuck_at
    assert delivery.cause == "the case was closed on 2026-11-26"
    links = links_of(browser.get("/berichten/"))
    link = next(url for words, url in links.items() if "al afgerond" in words)
    message = browser.get(link)
    words = main_of(message)
    assert f"U stuurde: {task.title}. {LATE_WORDS}" in words
    assert "Daardoor staat wat u stuurde niet bij uw zaak." in words
    assert "Wij hebben het nog. Een medewerker kijkt ernaar." in words
    assert "Het duurt langer" not in words
    assert f"/zaken/{task.case_key.id}/" in links_of(message).values()


def test_file_that_was_destroyed_is_not_said_to_be_kept(browser, page, close, do_jobs, world):
    scan, world.scanner.is_down = ("scan.pdf", a_pdf(title="Virus")), True
    browser.submit(page, files={"documents": [FILE["documents"], scan]})
    close()
    world.scanner.is_down, world.scanner.harm = False, {b"Virus": "Test.Harm"}
    with pytest.raises(CaseClosed):
        do_jobs()

    links = links_of(browser.get("/berichten/"))
    words = main_of(
        browser.get(next(url for words, url in links.items() if "al afgerond" in words))
    )

    assert "Onze virusscanner vond een virus in: scan.pdf. Dat hebben wij vernietigd." in words
    assert "Een medewerker kijkt ernaar." in words
    assert "Wij hebben het nog" not in words


def test_pages_say_so_too_and_never_that_it_still_comes(browser, late, task):
    again = words_of(browser.get(f"/taken/{task.id}/", follow_redirects=True))
    case = main_of(browser.get(f"/zaken/{task.case_key.id}/"))

    assert f"U heeft dit al gestuurd. {LATE_WORDS}" in again
    assert f"contract.pdf {LATE_WORDS} Een medewerker kijkt naar wat u stuurde." in case
    assert "Wij zetten het nog bij uw zaak" not in case
    assert "Gelukt" not in case


def test_it_is_told_once_and_delivered_when_the_case_is_opened_again(
    late, do_jobs, rows, world, task
):
    with pytest.raises(CaseClosed):
        do_jobs()
    world.intake.closed.clear()
    do_jobs()

    kinds = [message.kind for message in rows(Message)]
    assert kinds.count("case_closed") == kinds.count("document_received") == 1
    [reply] = rows(TaskReply)
    assert (reply.case_closed_on, reply.is_waiting) == (None, False)
    assert list(world.intake.added.values()) == [(task.case_key, FILE["documents"][1])]
    assert rows(WaitingDelivery) == []
