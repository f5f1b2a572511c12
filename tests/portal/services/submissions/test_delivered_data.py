"""What a delivery says of the answers as data: what the case is about, and the record beside it."""

from dataclasses import replace

import pytest

from portal.domain.case_intake import KeptRecord
from portal.domain.failures import SourceUnavailable
from portal.services.submissions.delivery import deliver
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests.browser import main_of
from tests.factories import BSN
from tests.forms_filled import ADDRESS, REPORT, fill, open_page, page_id, send
from tests.papers import words_of_pdf

BAG_ID = "9999200000000014"
TYPED_NOW = {"adres": ADDRESS}
"""So that no draft of another test is copied, in which the address has no number."""


@pytest.fixture
def delivering(sessions, world, app, rows):
    """Deliver the only submission."""

    def deliver_() -> None:
        deliver(sessions, world, portal_of(app).municipality, rows(Submission)[0].id)

    return deliver_


@pytest.fixture
def number_addresses(world):
    """Lets the address register say which number each address has in the BAG."""

    def number() -> None:
        known = [replace(each, bag_id=BAG_ID) for each in world.addresses.addresses]
        world.addresses.addresses = known

    return number


@pytest.fixture
def numbered(number_addresses):
    """It does so from the beginning."""
    number_addresses()


@pytest.mark.usefixtures("numbered")
def test_a_case_is_about_the_address_with_its_number_in_the_bag(browser, delivering, world):
    send(browser, changes=TYPED_NOW)
    delivering()

    [case] = world.intake.made.values()
    [home] = case.new.objects
    assert (home.street, home.number, home.bag_id) == ("Lindelaan", 14, BAG_ID)


@pytest.mark.usefixtures("numbered")
def test_the_number_of_an_address_is_shown_to_nobody(browser, delivering, world):
    check = fill(browser, changes=TYPED_NOW)
    browser.submit(check, form="send")
    delivering()

    [case] = world.intake.made.values()
    assert "Lindelaan 14" in main_of(check)
    assert BAG_ID not in check.text
    assert BAG_ID not in words_of_pdf(case.documents[case.new.documents[0].reference])


def test_what_was_sent_before_addresses_had_a_number_is_about_the_address_without(
    browser, delivering, world
):
    send(browser)
    delivering()

    [case] = world.intake.made.values()
    [home] = case.new.objects
    assert (home.street, home.number, home.bag_id) == ("Lindelaan", 14, "")


def test_draft_of_before_goes_on_and_gets_the_number_with_its_page(
    browser, delivering, world, number_addresses
):
    fill(browser, until="dag")
    number_addresses()

    again = browser.submit(open_page(browser, "adres"))

    assert page_id(again) == "dag"
    send(browser)
    delivering()
    [case] = world.intake.made.values()
    [home] = case.new.objects
    assert home.bag_id == BAG_ID


def test_answers_are_kept_as_data_beside_the_case(browser, delivering, world, rows):
    send(browser)
    delivering()

    [submission] = rows(Submission)
    record = world.records.kept[submission.id]
    assert (record.form, record.number, record.bsn) == (
        "verhuizing-doorgeven",
        submission.number,
        BSN,
    )
    assert record.answers["adres"]["new_address"]["street"] == "Lindelaan"
    [case] = world.intake.made.values()
    assert record.description == case.new.description
    [(_key, objects)] = world.intake.objects.items()
    assert KeptRecord(f"https://objecten.example/objects/{submission.id}") in objects


def test_record_of_a_report_names_nobody(visitor, delivering, world):
    send(visitor, REPORT)
    delivering()

    [record] = world.records.kept.values()
    assert record.bsn is None
    assert record.answers["plaats"]["place"]["text"].startswith("Lindelaan")


def test_record_has_the_number_that_the_case_system_gave(browser, delivering, world):
    world.intake.numbers_cases = True
    send(browser)
    delivering()

    [record] = world.records.kept.values()
    assert record.number == "ZAAK-2026-0000000001"


def test_register_that_is_down_leaves_the_submission_waiting_with_one_case(
    browser, delivering, world, rows
):
    send(browser)
    world.records.is_down = True
    for _ in range(2):
        with pytest.raises(SourceUnavailable):
            delivering()
    assert rows(Submission)[0].is_waiting

    world.records.is_down = False
    delivering()

    assert rows(Submission)[0].is_case
    assert len(world.intake.made) == len(world.records.kept) == 1
    assert [message.kind for message in rows(Message)] == ["received"]


def test_municipality_without_a_register_keeps_no_record(browser, sessions, world, app, rows):
    send(browser)
    gateways = replace(world, records=None)

    deliver(sessions, gateways, portal_of(app).municipality, rows(Submission)[0].id)

    assert rows(Submission)[0].is_case
    assert world.records.calls == []
