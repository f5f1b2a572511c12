"""Withdrawing what one asked for: told before it is done, done once, and told as it stands."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from portal.domain.case_intake import CaseClosed
from portal.domain.case_rules import CaseRole, CaseRule, CaseRules, Withdrawal
from portal.domain.cases import Progress
from portal.domain.failures import SourceUnavailable
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from portal.storage.task_replies import TaskReply
from portal.storage.uploads import Upload
from tests.browser import heading_of, links_of, main_of, words_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file, a_decision, missing
from tests.forms_filled import send
from tests.papers import words_of_pdf
from tests.parts import change_parts, put_back

LINK = "Aanvraag intrekken"
ENDED = date(2026, 11, 26)
ON_ITS_WAY = "Wij geven uw intrekking door. U hoeft niets te doen."
DONE = "Wij stoppen met uw aanvraag. U krijgt geen besluit."
BY_STATUS = Withdrawal(status="Ingetrokken", result="Ingetrokken")


@pytest.fixture
def address(case_page):
    return f"{case_page}intrekken/"


@pytest.fixture
def withdrawn(browser, address):
    """The answer to withdrawing it."""
    return browser.submit(browser.get(address))


@pytest.fixture
def by(app):
    """Let cases be withdrawn in this way."""

    usual = change_parts(app)

    def change(way):
        change_parts(app, case_rules=CaseRules(CaseRule(withdrawal=way)))

    yield change
    put_back(app, usual)


def test_an_open_case_leads_to_a_page_that_says_what_it_does_and_does_nothing(
    browser, case, case_page, address, rows
):
    assert links_of(browser.get(case_page))[LINK] == address

    page = browser.get(address)

    words = main_of(page)
    assert heading_of(page) == "Wilt u uw aanvraag intrekken?"
    for told in (case.number, "Wij stoppen met uw aanvraag.", "U krijgt geen besluit."):
        assert told in words
    assert links_of(page)["Nee, niet intrekken"] == case_page
    assert rows(TaskReply) == []


def test_it_is_told_as_on_its_way_until_the_case_has_it(
    browser, withdrawn, case, case_page, do_jobs, world
):
    assert withdrawn.request.path == case_page
    assert "Gelukt. Wij geven uw intrekking door." in words_of(withdrawn)
    assert ON_ITS_WAY in main_of(withdrawn)
    assert DONE not in main_of(withdrawn)
    for day in ("Wij verwachten dat dit klaar is", "Wij weten nog niet op welke dag"):
        assert day not in main_of(withdrawn)
    assert LINK not in links_of(withdrawn)

    do_jobs()

    words = main_of(browser.get(case_page))
    assert "U heeft deze aanvraag ingetrokken op" in words
    assert DONE in words
    assert ON_ITS_WAY not in words
    [(key, paper)] = world.intake.added.values()
    assert key == case.key
    assert "De aanvrager trekt de aanvraag in" in words_of_pdf(paper)
    assert case.number in words_of_pdf(paper)
    assert world.intake.statuses == []
    assert world.tasks.done == []


def test_the_resident_gets_one_message_when_the_case_has_it(browser, withdrawn, do_jobs, rows):
    assert rows(Message) == []

    do_jobs()

    assert [message.kind for message in rows(Message)] == ["case_withdrawn"]
    links = links_of(browser.get("/berichten/"))
    words = main_of(browser.get(links["Uw aanvraag is ingetrokken"]))
    assert DONE in words


def test_twice_is_once(browser, address, case_page, do_jobs, world, rows):
    pages = [browser.get(address), browser.get(address)]
    for page in pages:
        browser.submit(page)
    do_jobs()

    again = browser.submit(pages[0])

    assert "U heeft deze aanvraag al ingetrokken." in words_of(again)
    assert "U heeft deze aanvraag al ingetrokken." in words_of(browser.visit(address))
    assert (len(rows(TaskReply)), len(rows(Upload)), len(world.intake.added)) == (1, 1, 1)
    assert len([line for line in rows(ConsultationLine) if line.action == "changed"]) == 1


def test_it_waits_while_the_case_system_is_down_and_is_not_lost(
    browser, withdrawn, case_page, do_jobs, world, rows
):
    world.intake.is_down = True
    with pytest.raises(SourceUnavailable):
        do_jobs()
    assert ON_ITS_WAY in main_of(browser.get(case_page))
    assert rows(Message) == []

    world.intake.is_down = False
    do_jobs()

    assert DONE in main_of(browser.get(case_page))
    assert len(world.intake.added) == 1


def test_a_case_that_was_closed_meanwhile_says_so(
    browser, withdrawn, case, case_page, do_jobs, world, rows
):
    world.intake.closed[case.key] = ENDED
    with pytest.raises(CaseClosed):
        do_jobs()

    words = main_of(browser.get(case_page))
    assert "Uw zaak was al afgerond op 26 november 2026." in words
    assert DONE not in words
    assert [message.kind for message in rows(Message)] == ["case_closed"]


def closed(file):
    return replace(file, case=replace(file.case, progress=Progress.CLOSED, closed=ENDED))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (closed, "Deze zaak is al afgerond op 26 november 2026. Intrekken kan niet meer."),
        (lambda file: replace(file, decisions=(a_decision(),)), "Er is al een besluit"),
        (lambda file: replace(file, tells_decisions=False), "kunt u niet intrekken via deze"),
        (
            lambda file: replace(file, unread_parts=missing("decisions")),
            "of wij kunnen dat nu niet zien. Bel ons",
        ),
        (
            lambda file: replace(file, case=replace(file.case, role=CaseRole.INTERESTED)),
            "Deze zaak kunt u niet intrekken via deze website.",
        ),
    ],
)
def test_what_can_not_be_withdrawn_is_not_offered_and_says_why(
    browser, case, case_page, address, world, rows, change, told
):
    [file] = world.cases.files[BSN]
    page = browser.get(address)
    world.cases.files[BSN] = [change(file)]

    assert LINK not in links_of(browser.get(f"{case_page}?ververs=1"))
    answer = browser.submit(page)

    assert answer.status_code == 422
    assert told in main_of(answer)
    assert heading_of(answer) == "Intrekken kan hier niet"
    assert told in main_of(browser.get(address))
    assert rows(TaskReply) == rows(Upload) == []


def test_a_kind_of_case_that_the_municipality_excepts_says_to_call(
    browser, case, case_page, address, by, rows
):
    by(Withdrawal(is_possible=False))

    assert LINK not in links_of(browser.get(case_page))
    assert "Wilt u iets veranderen of stoppen? Bel ons" in main_of(browser.get(case_page))
    assert "Bel ons als u wilt stoppen." in main_of(browser.get(address))


def test_a_case_that_takes_no_document_is_not_withdrawn_here(browser, case, address, world):
    world.cases.kinds = ()

    assert "Bel ons als u wilt stoppen." in main_of(browser.get(address))


@pytest.mark.parametrize(("named", "kind"), [("Huurcontract", "Huurcontract"), ("Nix", "Bijlage")])
def test_the_file_says_what_kind_of_document_it_is(browser, case, address, by, rows, named, kind):
    by(Withdrawal(document_kind=named))

    browser.submit(browser.get(address))

    assert [reply.document_kind for reply in rows(TaskReply)] == [kind]


@pytest.mark.parametrize("kinds", [("Bijlage",), ()])
def test_by_status_the_case_gets_that_too_once_its_document_is_there(
    browser, case, case_page, address, by, do_jobs, world, rows, kinds
):
    world.cases.kinds = kinds
    by(BY_STATUS)

    browser.submit(browser.get(address))
    do_jobs()

    [(key, status)] = world.intake.statuses
    assert (key, status.name, status.result) == (case.key, "Ingetrokken", "Ingetrokken")
    assert len(world.intake.added) == len(kinds)
    assert world.tasks.done == []
    assert [message.kind for message in rows(Message)] == ["case_withdrawn"]
    assert DONE in main_of(browser.get(case_page))


def test_the_way_is_that_of_the_day_on_which_it_was_sent(
    browser, case, address, by, do_jobs, world
):
    by(BY_STATUS)
    browser.submit(browser.get(address))
    by(Withdrawal())

    do_jobs()

    assert len(world.intake.statuses) == 1


def test_it_is_told_in_the_log(browser, withdrawn, case, case_page, rows):
    [line] = [each for each in rows(ConsultationLine) if each.action == "changed"]

    assert (line.object_kind, line.case_id) == ("withdrawal", case.key.id)
    assert line.data_kinds == ["case"]
    assert "U trok uw aanvraag in." in main_of(browser.get(f"{case_page}gegevensgebruik/"))


def test_case_of_somebody_else_and_one_that_is_not_there_are_not_withdrawn(
    other_browser, address, rows
):
    token = other_browser.csrf_token()
    for path in (address, f"/zaken/{uuid4()}/intrekken/"):
        assert other_browser.get(path).status_code == 404
        assert other_browser.post(path, data={"csrf_token": token}).status_code == 404
    assert rows(TaskReply) == []


def test_while_the_case_system_is_down_nothing_is_withdrawn_blindly(
    browser, case, address, world, rows
):
    page = browser.get(address)
    world.cases.is_down = True

    assert browser.submit(page).status_code == 503
    assert rows(TaskReply) == []


def test_the_receipt_tells_it_as_it_stands(browser, do_jobs, world):
    receipt = send(browser).request.path
    do_jobs()
    [made] = world.intake.made.values()
    key = a_key(made.new.number)
    world.cases.files[BSN] = [a_case_file(a_case(key=key, number=made.new.number), documents=())]
    assert "Wij gaan nu aan het werk." in main_of(browser.get(receipt))

    browser.submit(browser.get(f"/zaken/{key.id}/intrekken/"))
    words = main_of(browser.get(receipt))
    assert ON_ITS_WAY in words
    assert "Wij gaan nu aan het werk." not in words

    do_jobs()
    assert DONE in main_of(browser.get(receipt))
