"""Files scanned before delivery: those with malware stay behind, and are asked for anew."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from portal.domain.failures import SourceUnavailable
from portal.services.submissions.delivery import deliver
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.storage.uploads import Upload
from portal.web.edge.request_context import portal_of
from tests.browser import links_of, main_of
from tests.factories import BSN
from tests.files_made import a_picture
from tests.forms_filled import CONTRACT, REPORT, fill
from tests.papers import words_of_pdf
from tests.stored_files import content_of

BEFORE = CONTRACT["contract"][1][:20]


@pytest.fixture
def delivering(sessions, world, app, rows):
    """Deliver the only submission."""

    def deliver_() -> None:
        deliver(sessions, world, portal_of(app).municipality, rows(Submission)[0].id)

    return deliver_


@pytest.fixture
def sent(browser, world):
    """A submission with a contract, sent while the scanner was silent; it is back now."""
    world.scanner.is_down = True
    fill(browser, until="contract")
    browser.submit(browser.get("/formulieren/verhuizing-doorgeven/contract/"), files=CONTRACT)
    browser.submit(fill(browser, changes={"contract": {}}), form="send")
    world.scanner.is_down = False


@pytest.fixture
def infected(sent, world):
    """The same, and now the scanner knows what is in the contract."""
    world.scanner.harm[BEFORE] = "Test.Harm"


def hours_pass(sessions, hours: int) -> None:
    with sessions() as session:
        moment = datetime.now(UTC) - timedelta(hours=hours)
        session.execute(update(Submission).values(made_at=moment))
        session.commit()


@pytest.mark.usefixtures("sent")
def test_clean_file_goes_along_without_a_mark(delivering, world, rows):
    delivering()

    [case] = world.intake.made.values()
    assert [document.description for document in case.new.documents] == ["", ""]
    assert rows(Upload)[0].scanned_at is not None


@pytest.mark.usefixtures("infected")
def test_case_goes_without_a_file_with_malware_and_its_paper_says_so(delivering, world):
    delivering()

    [case] = world.intake.made.values()
    [answers] = case.new.documents
    words = words_of_pdf(case.documents[answers.reference])
    assert "Niet doorgestuurd" in words
    assert "Wij hebben het bestand vernietigd" in words


@pytest.mark.usefixtures("infected")
def test_content_of_a_file_with_malware_is_destroyed(delivering, rows, sessions):
    delivering()

    [upload] = rows(Upload)
    assert upload.infected_at is not None
    with sessions() as session:
        assert content_of(session, upload) == b""


@pytest.mark.usefixtures("infected")
def test_sender_is_told_and_asked_once_for_a_clean_file(browser, delivering, world, rows):
    delivering()

    [task] = world.tasks.asked.values()
    [case] = world.intake.made.values()
    assert (task.bsn, task.document_kind, task.case_number) == (
        BSN,
        "Huurcontract",
        case.new.number,
    )
    assert "contract.pdf" in task.title
    [message] = [each for each in rows(Message) if each.kind == "file_infected"]
    page = browser.get(f"/berichten/{message.id}/")
    assert "Onze virusscanner vond een virus in: contract.pdf." in main_of(page)
    assert f"/taken/{task.reference}/" in links_of(page).values()


@pytest.mark.usefixtures("infected")
def test_delivery_that_is_repeated_asks_and_tells_once(delivering, world, rows, sessions):
    world.tasks.is_down = True
    with pytest.raises(SourceUnavailable):
        delivering()
    world.tasks.is_down = False
    delivering()

    assert len(world.intake.made) == len(world.tasks.asked) == 1
    assert [each.kind for each in rows(Message)].count("file_infected") == 1
    [case] = world.intake.made.values()
    assert len(case.new.documents) == 1


@pytest.mark.usefixtures("infected")
def test_case_does_not_wait_where_we_may_not_ask(browser, delivering, world, rows):
    world.tasks.refuses = 403
    delivering()

    assert rows(Submission)[0].delivered_at is not None
    [message] = [each for each in rows(Message) if each.kind == "file_infected"]
    assert "Bel ons als u een schoon bestand wilt sturen." in main_of(
        browser.get(f"/berichten/{message.id}/")
    )


@pytest.mark.usefixtures("sent")
def test_file_waits_four_hours_for_a_silent_scanner_and_goes_marked(delivering, world, sessions):
    world.scanner.is_down = True
    hours_pass(sessions, 3)
    with pytest.raises(SourceUnavailable):
        delivering()
    assert world.intake.made == {}

    hours_pass(sessions, 5)
    delivering()

    [case] = world.intake.made.values()
    assert [document.description for document in case.new.documents] == ["", "niet gescand"]


def test_file_that_was_scanned_before_waits_for_no_silent_scanner(browser, delivering, world):
    fill(browser, until="contract")
    browser.submit(browser.get("/formulieren/verhuizing-doorgeven/contract/"), files=CONTRACT)
    browser.submit(fill(browser, changes={"contract": {}}), form="send")
    world.scanner.is_down = True

    delivering()

    [case] = world.intake.made.values()
    assert [document.description for document in case.new.documents] == ["", ""]


def test_report_without_login_is_told_without_a_task(visitor, delivering, world, rows):
    world.scanner.is_down = True
    page = fill(visitor, REPORT, until="foto")
    visitor.submit(page, files={"photo": ("lantaarn.jpg", a_picture())})
    visitor.submit(fill(visitor, REPORT, {"foto": {}}), form="send")
    world.scanner.is_down = False
    world.scanner.harm[b"\xff\xd8\xff"] = "Test.Harm"

    delivering()

    [case] = world.intake.made.values()
    assert len(case.new.documents) == 1
    assert world.tasks.asked == {}
    assert "file_infected" in {each.kind for each in rows(Message)}
