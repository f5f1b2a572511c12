"""Data of somebody else in a resident's case: what employees wrote, and who else is in it."""

from dataclasses import replace

from portal.storage.messages import Message, facts_of
from tests.browser import heading_of, main_of, title_of
from tests.factories import BSN, OTHER_BSN, a_case, a_case_file, a_document

WRITTEN = f"Stuur het paspoort van Sam Yilmaz ({OTHER_BSN})"
HIDDEN = WRITTEN.replace(OTHER_BSN, "•" * 9)


def test_what_employees_wrote_is_shown_and_a_number_in_it_is_in_no_title(browser, task, world):
    world.tasks.tasks[BSN] = [replace(task, title=WRITTEN)]

    page = browser.get(f"/taken/{task.id}/")

    assert heading_of(page) == WRITTEN
    assert title_of(page).startswith("Stuur het paspoort van Sam Yilmaz")
    assert OTHER_BSN not in title_of(page)


def test_a_message_about_it_holds_no_number(browser, task, world, database):
    world.tasks.tasks[BSN] = [replace(task, title=WRITTEN)]

    browser.get("/overzicht/")

    [message] = database.query(Message)
    assert facts_of(database, message)["task"] == HIDDEN
    assert OTHER_BSN not in browser.get("/berichten/").text


def test_a_document_that_is_in_two_cases_is_each_residents_by_their_own(app, browser, world):
    shared = a_document(title="Verklaring van Sam Yilmaz")
    mine, theirs = (a_case_file(a_case(number), documents=(shared,)) for number in ("1", "2"))
    world.cases.files[BSN], world.cases.files[OTHER_BSN] = [mine], [theirs]
    other = app.test_client().log_in(OTHER_BSN)

    assert "Verklaring van Sam Yilmaz" in main_of(browser.get(f"/zaken/{mine.case.key.id}/"))
    for visitor, own, anothers in ((browser, mine, theirs), (other, theirs, mine)):
        path = f"documenten/{shared.id}"
        assert visitor.get(f"/zaken/{own.case.key.id}/{path}").status_code == 200
        assert visitor.get(f"/zaken/{anothers.case.key.id}/{path}").status_code == 404
