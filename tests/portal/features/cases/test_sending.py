"""A document that a resident sends for a case by themselves: as for a task, with none to end."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from portal.domain.cases import Progress
from portal.domain.deliveries import WHAT_WAS_SENT
from portal.domain.failures import SourceRefused, SourceUnavailable
from portal.services.deliveries.tries import record_failure
from portal.storage.consultations import ConsultationLine
from portal.storage.deliveries import Errand
from portal.storage.messages import Message
from portal.storage.task_replies import TaskReply
from portal.storage.uploads import Upload
from tests.browser import heading_of, links_of, main_of, words_of
from tests.factories import BSN, a_case_file
from tests.parts import change_settings
from tests.portal.features.cases.conftest import FILE

LINK = "Stuur een document bij deze zaak"
FINAL = SourceRefused("zaaksysteem", "HTTP 400", status=400, is_final=True)


@pytest.fixture
def address(case):
    return f"/zaken/{case.key.id}/document-sturen/"


@pytest.fixture
def page(browser, address):
    """The page on which it is sent."""
    return browser.get(address)


@pytest.fixture
def sent(browser, page):
    """The answer to sending it."""
    return browser.submit(page, {"kind": "Bijlage"}, files=FILE)


def test_every_open_case_leads_to_the_page_that_sends(browser, case, address):
    case_page = browser.get(f"/zaken/{case.key.id}/")

    assert links_of(case_page)[LINK] == address
    page = browser.get(address)
    words = main_of(page)
    assert heading_of(page) == LINK
    assert "Wat voor document is het? Bijlage Huurcontract" in words
    assert "Kies een foto of bestand U kunt 20 bestanden sturen" in words
    assert f"Schrijf het zaaknummer {case.number} erop." in words
    assert f"/zaken/{case.key.id}/" in links_of(page).values()


def test_document_is_sent_and_stands_with_its_case(sent, case, rows):
    assert sent.request.path == f"/zaken/{case.key.id}/"
    assert "Gelukt. Wij hebben uw document ontvangen. U krijgt hierover een bericht." in words_of(
        sent
    )
    assert "contract.pdf U heeft dit gestuurd." in main_of(sent)
    [reply] = rows(TaskReply)
    assert (reply.document_kind, reply.is_unasked) == ("Bijlage", True)


def test_worker_brings_it_to_the_case_once_and_ends_no_task(sent, browser, case, do_jobs, world):
    do_jobs()

    assert list(world.intake.added.values()) == [(case.key, FILE["documents"][1])]
    assert world.tasks.done == []
    links = links_of(browser.get("/berichten/"))
    message = browser.get(next(url for text, url in links.items() if "ontvangen" in text))
    assert "U stuurde: Bijlage. Het staat nu bij uw zaak." in main_of(message)


def test_it_waits_while_the_case_system_is_down_and_is_not_lost(sent, do_jobs, world, rows):
    world.intake.is_down = True
    with pytest.raises(SourceUnavailable):
        do_jobs()
    world.intake.is_down = False
    do_jobs()

    assert len(world.intake.added) == 1
    assert not rows(TaskReply)[0].is_waiting


def test_sending_twice_is_sending_once_and_a_new_page_sends_more(
    browser, page, sent, address, rows
):
    again = browser.submit(page, {"kind": "Bijlage"}, files=FILE)
    assert "Gelukt" in words_of(again)
    assert len(rows(TaskReply)) == 1

    browser.submit(browser.get(address), {"kind": "Huurcontract"}, files=FILE)

    assert {reply.document_kind for reply in rows(TaskReply)} == {"Bijlage", "Huurcontract"}


def test_without_a_kind_the_files_are_kept_and_it_is_asked(browser, page, rows, do_jobs, world):
    answer = browser.submit(page, files=FILE)

    assert answer.status_code == 422
    words = main_of(answer)
    assert "Verbeter nog 1 antwoord Kies wat voor document het is." in words
    assert "contract.pdf" in words
    assert links_of(answer)["Kies wat voor document het is."] == "#kind-0"
    assert rows(TaskReply)[0].sent_at is None

    browser.submit(answer, {"kind": "Huurcontract"})
    do_jobs()

    [reply] = rows(TaskReply)
    assert (reply.document_kind, reply.task_title) == ("Huurcontract", "Huurcontract")
    assert len(world.intake.added) == 1


def test_all_that_lacks_is_asked_for_at_once(browser, page):
    answer = browser.submit(page)

    assert "Verbeter nog 2 antwoorden Kies wat voor document het is. Kies eerst" in main_of(answer)
    assert links_of(answer)["Kies wat voor document het is."] == "#kind-0"


def test_kind_that_was_chosen_stays_so_while_a_file_is_asked_for(browser, page):
    answer = browser.submit(page, {"kind": "Huurcontract"})

    assert answer.status_code == 422
    assert "Kies eerst een bestand." in main_of(answer)
    assert 'value="Huurcontract" checked' in answer.text


def test_kind_that_the_case_does_not_take_is_none(browser, page):
    answer = browser.submit(page, {"kind": "Interne notitie"}, files=FILE)

    assert "Kies wat voor document het is." in main_of(answer)


def test_one_kind_is_no_question(browser, address, world, rows):
    world.cases.kinds = ("Bijlage",)
    page = browser.get(address)
    assert "Wat voor document is het?" not in main_of(page)

    browser.submit(page, files=FILE)

    assert rows(TaskReply)[0].document_kind == "Bijlage"


def test_case_that_takes_no_document_says_what_to_do(browser, address, world, rows):
    world.cases.kinds = ()
    page = browser.get(address)

    assert "Dit kunt u niet online sturen. Bel ons." in main_of(page)
    assert "Kies een foto of bestand" not in main_of(page)
    data = {"csrf_token": browser.csrf_token()}
    assert browser.post(address, data=data).status_code == 422
    assert rows(TaskReply) == []


def test_closed_case_takes_nothing_and_says_so(browser, case, page, address, world, rows):
    closed = replace(case, progress=Progress.CLOSED, closed=date(2026, 11, 26))
    world.cases.files[BSN] = [a_case_file(closed)]

    answer = browser.submit(page, {"kind": "Bijlage"}, files=FILE)

    assert answer.status_code == 422
    for words in (main_of(answer), main_of(browser.get(address))):
        assert "U kunt niets meer sturen." in words
        assert "Uw zaak is afgerond op 26 november 2026." in words
    assert "Wat u koos, is niet verstuurd." in main_of(answer)
    assert rows(TaskReply) == rows(Upload) == []
    assert LINK not in links_of(browser.get(f"/zaken/{case.key.id}/"))


def test_case_of_somebody_else_and_one_that_is_not_there_take_nothing(other_browser, address, rows):
    token = other_browser.csrf_token()
    for path in (address, f"/zaken/{uuid4()}/document-sturen/"):
        assert other_browser.get(path).status_code == 404
        assert other_browser.post(path, data={"csrf_token": token}).status_code == 404
    assert rows(TaskReply) == []


def test_what_is_sent_is_told_in_the_log(sent, rows, case):
    [line] = [line for line in rows(ConsultationLine) if line.action == "shared"]

    assert (line.object_kind, line.case_id) == ("sending", case.key.id)
    assert line.data_kinds == ["document"]


def test_it_counts_for_what_one_may_send_in_an_hour(app, browser, sent, address):
    change_settings(app, files_hour_mb=0)

    answer = browser.submit(browser.get(address), {"kind": "Bijlage"}, files=FILE)

    assert "U heeft veel bestanden gestuurd." in main_of(answer)


def test_file_with_malware_can_be_sent_anew_from_the_case(browser, page, do_jobs, world, case):
    world.scanner.is_down = True
    browser.submit(page, {"kind": "Bijlage"}, files=FILE)
    world.scanner.is_down = False
    world.scanner.harm[b"%PDF"] = "Test.Harm"
    do_jobs()

    links = links_of(browser.get("/berichten/"))
    message = browser.get(next(url for text, url in links.items() if "Niet doorgestuurd" in text))
    assert "Stuur daarna een schoon bestand." in main_of(message)
    assert f"/zaken/{case.key.id}/" in links_of(message).values()


def test_what_is_stuck_is_told_by_its_kind(browser, sent, sessions, rows):
    record_failure(sessions, Errand.task_reply(rows(TaskReply)[0].id), WHAT_WAS_SENT, FINAL)

    assert [message.kind for message in rows(Message)] == ["delayed"]
    assert "Het duurt langer: Bijlage" in main_of(browser.get("/berichten/"))
