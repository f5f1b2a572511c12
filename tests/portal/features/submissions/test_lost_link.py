"""Who lost the link to a report has it mailed again, by its number and the address it was given."""

import pytest

from portal.domain.references import read_reference
from portal.storage.deliveries import WaitingDelivery
from portal.storage.rate_limits import RateLimit
from portal.storage.submissions import Submission
from tests.browser import links_of, main_of
from tests.forms_filled import REPORT, send

PAGE, EMAIL = "/volgen/", "melder@voorbeeld.example"
SAID = (
    "Wij hebben uw vraag. Passen het nummer en het adres bij elkaar? "
    "Dan krijgt u een mail met de link."
)


@pytest.fixture
def report(visitor, rows, do_jobs, world):
    """A report of which the first mail went out: its number, and the link in it."""
    link = links_of(send(visitor, REPORT, {"contact": {"email": EMAIL}}))["Volg uw melding"]
    do_jobs()
    world.mailer.sent.clear()
    return rows(Submission)[0].reference, link


@pytest.fixture
def ask(app, do_jobs, world):
    """Ask for the link in a browser of one's own; gives the page and the mails that went out."""

    def ask_(number, address):
        browser = app.test_client()
        fields = {"reference": number, "email": address}
        page = browser.submit(browser.get(PAGE), fields)
        do_jobs()
        return page, list(world.mailer.sent.values())

    return ask_


def test_the_link_is_mailed_to_the_address_that_the_report_has(report, ask, visitor):
    number, link = report

    page, [mail] = ask(f" {number.lower().replace('-', ' ')}", EMAIL.upper())

    assert SAID in page.text
    assert page.request.path == PAGE
    assert (mail.to, mail.subject) == (EMAIL, "Gemeente Demodam: de link naar uw melding")
    assert f"hoe het gaat: {link}" in mail.text
    assert "Volg uw melding" in main_of(visitor.get(link))
    for personal in ("Lindelaan", "lantaarn", EMAIL, number):
        assert personal not in mail.text + mail.subject
    assert len(ask(number, EMAIL)[1]) == 2, "each time that it is asked for"


def test_what_does_not_fit_reads_and_does_the_same(report, ask, browser, rows, due):
    number, _link = report
    other = send(browser).request.path.split("/")[-2]  # of somebody who logs in
    pages = {ask(number, EMAIL)[0].text.count(SAID)}
    for fields in ((number, "ander@voorbeeld.example"), ("BCDF-GHJK", EMAIL), (other, EMAIL)):
        page, mails = ask(*fields)

        pages.add(page.text.count(SAID))
        assert [mail.to for mail in mails if "link naar" in mail.subject] == [EMAIL], fields
    assert pages == {1}
    assert (due(), rows(WaitingDelivery)) == ([], [])


def test_each_asking_makes_a_job_whatever_was_typed(report, app, due):
    for number in (report[0], "BCDF-GHJK"):
        browser = app.test_client()
        browser.submit(browser.get(PAGE), {"reference": number, "email": EMAIL})

    assert [task for task, _subject in due()] == ["reports.lost_link"] * 2


def test_an_address_is_asked_with_so_often_an_hour_and_the_page_says_the_same(
    report, ask, monkeypatch
):
    monkeypatch.setattr("portal.services.submissions.lost_links.MOST_OF_REPORT", 1)
    ask("BCDF-GHJK", EMAIL)
    assert len(ask(report[0], EMAIL)[1]) == 1

    page, mails = ask(report[0], EMAIL)

    assert SAID in page.text
    assert "Wij mailen een link hooguit vijf keer per uur." in main_of(page)
    assert len(mails) == 1


@pytest.mark.parametrize(
    ("number", "address", "fault"),
    [
        ("", EMAIL, "Vul het nummer van uw melding in."),
        ("7K2M-XW9P", "", "Vul uw e-mailadres in."),
        ("ZAAK-2026-1", EMAIL, "Het eindigt op 8 letters en cijfers"),
        ("7K2M-XW9P", "melder", "e-mailadres"),
    ],
)
def test_what_can_be_no_number_or_address_is_told(visitor, rows, due, number, address, fault):
    page = visitor.submit(visitor.get(PAGE), {"reference": number, "email": address})

    assert page.status_code == 422
    assert fault in main_of(page)
    assert due() == []
    assert rows(RateLimit) != []


def test_the_mail_comes_when_the_mail_server_is_back(report, visitor, world, do_jobs, rows):
    world.mailer.is_down = True
    visitor.submit(visitor.get(PAGE), {"reference": report[0], "email": EMAIL})
    with pytest.raises(Exception, match="mail"):
        do_jobs()
    world.mailer.is_down = False

    do_jobs()

    assert [mail.to for mail in world.mailer.sent.values()] == [EMAIL]


@pytest.mark.parametrize(
    ("typed", "reference"),
    [
        ("7k2m-xw9p", "7K2M-XW9P"),
        (" 7K2M XW9P ", "7K2M-XW9P"),
        ("7K2MXW9P", "7K2M-XW9P"),
        ("7K2M-XW9", ""),
        ("7K2M-XW9PP", ""),
        ("7A2M-XW9P", ""),
        ("123456782", ""),
        ("", ""),
        ("👍" * 8, ""),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, reference):
    assert read_reference(typed) == reference


@pytest.mark.parametrize("typed", ["P-7K2M-XW9P", "p7k2m xw9p", "7K2M-XW9P"])
def test_a_number_is_read_with_and_without_what_it_begins_with(typed):
    assert read_reference(typed, "P-") == "7K2M-XW9P"
    assert read_reference(f"X{typed}", "P-") == ""
    assert read_reference("923456782", "P-") == ""
