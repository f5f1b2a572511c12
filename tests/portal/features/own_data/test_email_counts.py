"""How many mails with a link go out: for one resident, and to one mailbox."""

import pytest

from tests.browser import main_of
from tests.email_links import NEW, OLD, link_in
from tests.factories import THIRD_BSN

PAGE, CONTACT = "/mijn-gegevens/", "/mijn-gegevens/contact/"


def test_two_who_share_a_mailbox_each_get_a_mail_and_read_nothing_of_each_other(
    other_browser, visitor, give, mails, used
):
    give(NEW)
    page = other_browser.submit(other_browser.get(CONTACT), {"email": NEW.upper()})

    first, second = mails()
    assert "Wij stuurden net al een mail." not in page.text
    assert link_in(first) != link_in(second)
    visitor.submit(visitor.get(link_in(second)))
    assert used() is None, "the other's link confirms the other's address"
    visitor.submit(visitor.get(link_in(first)))
    assert used() == NEW


def test_an_address_has_its_most_mails_an_hour_and_the_page_says_that_none_comes(
    app, browser, other_browser, give, mails, hours_pass, monkeypatch
):
    monkeypatch.setattr("portal.services.messages.email_check.MOST_TO_ADDRESS", 2)
    browser.submit(give(NEW))  # asks again, which keeps no mail from another
    other_browser.submit(other_browser.get(CONTACT), {"email": NEW})
    last = app.test_client().log_in(THIRD_BSN)

    for _time in range(2):
        page = last.submit(last.get(CONTACT), {"email": NEW})

        assert "Wij kunnen nu geen mail sturen naar het adres dat u gaf." in page.text
        assert "Wij stuurden" not in page.text, "nothing of when another's mail went"
    assert len(mails()) == 2
    hours_pass(1)
    last.submit(last.get(CONTACT), {"email": NEW})
    assert len(mails()) == 3


@pytest.mark.parametrize("between", [OLD, "derde@voorbeeld.example"])
def test_who_gives_an_address_again_within_the_hour_can_use_its_mail(
    visitor, give, mails, used, between
):
    give(OLD)
    visitor.submit(visitor.get(link_in(mails()[0])))
    give(NEW)
    link = link_in(mails()[1])
    give(between)
    mails()
    assert visitor.get(link).status_code == 404

    spelling = NEW.capitalize()
    page = give(spelling)

    assert f"Wij stuurden een mail naar {spelling}." in main_of(page)
    assert len([mail for mail in mails() if mail.to.casefold() == NEW]) == 1
    visitor.submit(visitor.get(link))
    assert used() == spelling


def test_a_mail_that_never_went_is_sent_when_its_address_is_given_again(
    browser, visitor, give, mails, used
):
    give(OLD)
    visitor.submit(visitor.get(link_in(mails()[0])))
    give(NEW)
    browser.submit(browser.get(PAGE))
    give(OLD)
    assert len(mails()) == 1

    give(NEW)

    visitor.submit(visitor.get(link_in(mails()[1])))
    assert used() == NEW
