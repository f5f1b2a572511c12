"""After withdrawing nothing on the pages waits for the resident, and nothing is asked of them."""

from dataclasses import replace

import pytest

from portal.domain.cases import Payment, Progress
from tests.browser import main_of
from tests.factories import BSN, a_task
from tests.papers import words_of_pdf


@pytest.fixture
def address(case_page):
    return f"{case_page}intrekken/"


@pytest.mark.parametrize(
    ("language", "tag", "waits", "act"),
    [
        ("nl", "Door u ingetrokken", "Wij wachten op u", "Geef uw mening voordat wij beslissen"),
        ("en", "Withdrawn by you", "We are waiting for you", "Give your view before we decide"),
    ],
)
def test_nothing_on_the_page_waits_for_who_withdrew(
    browser, case, case_page, address, world, language, tag, waits, act
):
    [file] = world.cases.files[BSN]
    waiting = replace(
        case,
        case_type="PARKEERVERGUNNING",
        progress=Progress.WAITING_FOR_YOU,
        payment=Payment.NOTHING_YET,
    )
    world.cases.files[BSN] = [replace(file, case=waiting)]
    browser.get(f"/taal/?taal={language}&next={case_page}")
    assert waits in main_of(browser.get(case_page))
    assert act in main_of(browser.get(case_page))

    words = main_of(browser.submit(browser.get(address)))

    assert tag in words
    assert waits not in words
    assert act not in words
    assert "U moet nog betalen." not in words


def test_the_paper_of_the_case_says_so_too(browser, case, case_page, address, world):
    [file] = world.cases.files[BSN]
    waiting = replace(case, progress=Progress.WAITING_FOR_YOU)
    world.cases.files[BSN] = [replace(file, case=waiting)]
    browser.submit(browser.get(address))

    words = words_of_pdf(browser.get(f"{case_page}overzicht.pdf").data)

    assert "Door u ingetrokken" in words
    assert "Wij wachten op u" not in words


def test_what_was_paid_is_spoken_of_before_it_is_withdrawn_and_after(
    browser, case, case_page, address, world
):
    [file] = world.cases.files[BSN]
    assert "geld terug" not in main_of(browser.get(address))
    world.cases.files[BSN] = [replace(file, case=replace(case, payment=Payment.ALL))]

    page = browser.get(address)

    assert "U heeft al betaald. Vraag ons of u geld terugkrijgt." in main_of(page)
    assert "Wilt u weten wat er met de betaling gebeurt?" in main_of(browser.submit(page))


def test_it_says_beforehand_that_it_can_not_be_undone(browser, case, address):
    assert "U kunt dit hier niet terugdraaien." in main_of(browser.get(address))


@pytest.mark.parametrize("late", [False, True])
def test_the_page_of_a_task_asks_for_nothing_any_more(browser, case, address, world, do_jobs, late):
    task = a_task(case)
    world.tasks.tasks[BSN] = [task]
    open_before = browser.get(f"/taken/{task.id}/")
    browser.submit(browser.get(address))
    if late:
        do_jobs()

    for page in (browser.visit(f"/taken/{task.id}/"), browser.submit(open_before)):
        assert "U hoeft dit niet meer te sturen." in main_of(page)
        assert "Doe dit uiterlijk" not in main_of(page)
