"""A mail address that was confirmed: what replaces it, and what does not."""

from concurrent.futures import ThreadPoolExecutor
from time import monotonic

import pytest
from sqlalchemy import select, text

from portal.domain.messages import CONFIRMED, EMAIL
from portal.services.messages.email_check import confirm
from portal.storage.email_checks import EmailCheck
from portal.storage.messages import contact_of, keep_contact, lock_contact
from tests.browser import main_of
from tests.email_links import NEW, OLD, link_in
from tests.forms_filled import send

PAGE, CONTACT = "/mijn-gegevens/", "/mijn-gegevens/contact/"
PHONE = "+31612345678"
TYPO = "oudd@voorbeeld.example"
WAITING = text(
    "SELECT count(*) FROM pg_locks"
    " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
)


def test_a_form_never_replaces_or_removes_a_confirmed_address(
    browser, visitor, give, mails, used, sessions
):
    give(OLD)
    visitor.submit(visitor.get(link_in(mails()[0])))

    receipt = send(browser, changes={"contact": {"email": TYPO, "phone": ""}})

    assert f"Wij sturen een mail naar {OLD}." in main_of(receipt)
    assert {mail.to for mail in mails()} == {OLD}
    send(browser, changes={"contact": {"email": "", "phone": PHONE}})
    mails()
    with sessions() as session:
        contact = contact_of(session, browser.owner_id)
    assert (contact["email"], contact["phone"]) == (OLD, PHONE)
    page = give(TYPO)
    assert used() == OLD
    assert f"Wij stuurden een mail naar {TYPO}." in main_of(page), "it isn't in use yet"


def test_without_a_confirmed_address_that_of_the_last_form_is_used(
    browser, visitor, give, mails, used
):
    give(NEW)
    link = link_in(mails()[0])
    send(browser, changes={"contact": {"email": TYPO}})
    assert used() == TYPO
    send(browser, changes={"contact": {"email": OLD}})
    assert used() == OLD

    visitor.submit(visitor.get(link))

    assert used() == NEW, "who confirms an address chose it for all mails"
    send(browser, changes={"contact": {"email": TYPO}})
    assert used() == NEW


def words_on(page):
    return " ".join(main_of(page).split())


def test_the_address_of_a_form_is_asked_to_be_confirmed_and_the_page_says_what_is_used(
    browser, visitor, mails, used
):
    send(browser, changes={"contact": {"email": OLD}})
    mails()
    page = browser.get(PAGE)
    assert f"Wij mailen naar {OLD}. U bevestigde dat adres nog niet." in words_on(page)
    assert "mailen wij naar het adres uit uw laatste formulier." in words_on(page)

    asked = browser.submit(page)

    assert "Wij sturen u een mail met een link." in asked.text
    assert f"Wij stuurden een mail naar {OLD}." in words_on(asked)
    assert "Tot die tijd mailen wij ook al naar dit adres." in words_on(asked)
    assert (used(), mails()[-1].to) == (OLD, OLD)
    assert "Wij gebruiken het adres dan niet." not in mails()[-1].text, "it is used already"
    link = visitor.get(link_in(mails()[-1]))
    assert "Bel ons. Dan zoeken wij uit hoe het komt." in words_on(link)
    visitor.submit(link)
    assert "bevestigde" not in words_on(browser.get(PAGE))
    send(browser, changes={"contact": {"email": TYPO}})
    assert used() == OLD


def test_who_saves_the_address_of_a_form_confirms_it(browser, visitor, give, mails, used):
    send(browser, changes={"contact": {"email": OLD}})
    before = len(mails())

    page = give(OLD)

    assert f"Wij stuurden een mail naar {OLD}." in words_on(page)
    assert (used(), len(mails())) == (OLD, before + 1)
    give(OLD)
    assert len(mails()) == before + 1, "one that waits goes on waiting"
    send(browser, changes={"contact": {"email": TYPO}})
    page = browser.get(PAGE)
    assert (used(), f"E-mailadres {TYPO}" in words_on(page)) == (TYPO, True)
    assert "Wij mailen pas naar dit adres als u dat deed." in words_on(page)
    visitor.submit(visitor.get(link_in(mails()[before])))
    assert used() == OLD


def test_who_wants_no_mail_is_asked_to_confirm_nothing(browser, mails):
    browser.submit(browser.get(CONTACT), {"email": "", "notices": "none"})
    send(browser, changes={"contact": {"email": OLD}})

    assert "Bevestig uw e-mailadres" not in words_on(browser.get(PAGE))
    assert mails() == []


def test_an_address_that_was_left_is_confirmed_no_more(browser, visitor, give, mails, used):
    give(OLD)
    visitor.submit(visitor.get(link_in(mails()[0])))
    browser.submit(browser.get(CONTACT), {"email": "", "notices": "none"})
    browser.submit(browser.get(CONTACT), {"email": OLD, "notices": "none"})

    send(browser, changes={"contact": {"email": NEW}})

    assert used() == NEW


@pytest.fixture
def meanwhile(browser, sessions):
    """Does this in a thread, while the resident's details are changed to these."""

    def do(act, details):
        with ThreadPoolExecutor(1) as pool, sessions() as session:
            lock_contact(session, browser.owner_id)
            other = pool.submit(act)
            until = monotonic() + 10
            while not session.scalar(WAITING):
                assert not other.done(), "it didn't wait"
                assert monotonic() < until
            keep_contact(session, browser.owner_id, details)
            session.execute(select(EmailCheck).with_for_update(nowait=True))
            session.commit()
            other.result(timeout=10)
        with sessions() as session:
            return contact_of(session, browser.owner_id)

    return do


def test_confirming_loses_nothing_that_is_changed_meanwhile(give, mails, sessions, meanwhile):
    give(NEW)
    token = link_in(mails()[0]).split("/")[-2]

    def use_link():
        with sessions() as session:
            confirm(session, token)

    contact = meanwhile(use_link, {"phone": PHONE})

    assert (contact["email"], contact["phone"]) == (NEW, PHONE)


def test_a_change_loses_no_address_that_is_confirmed_meanwhile(browser, meanwhile):
    page = browser.get(CONTACT)
    contact = meanwhile(
        lambda: browser.submit(page, {"email": NEW, "phone": PHONE}),
        {EMAIL: OLD, CONFIRMED: OLD},
    )

    assert contact | {EMAIL: OLD, CONFIRMED: OLD, "phone": PHONE} == contact
