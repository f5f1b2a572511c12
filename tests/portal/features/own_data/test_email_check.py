"""A mail address is used once its owner said so, by the link in a mail."""

import pytest

from portal.domain.failures import SourceUnavailable
from portal.storage import retention
from portal.storage.consultations import ConsultationLine
from portal.storage.email_checks import EmailCheck
from tests.browser import heading_of, links_of, main_of
from tests.email_links import NEW, OLD, link_in

PAGE, CONTACT = "/mijn-gegevens/", "/mijn-gegevens/contact/"


def test_a_new_address_is_used_after_the_button_behind_its_link(
    browser, visitor, give, mails, used
):
    page = give(OLD)
    [mail] = mails()

    assert f"Wij stuurden een mail naar {OLD}. Open de link in die mail." in main_of(page)
    assert f"E-mailadres {OLD} (nog niet bevestigd)" in main_of(page)
    assert "Mail bij een nieuw bericht Ja, als u uw e-mailadres bevestigt" in main_of(page)
    assert (mail.to, used()) == (OLD, None)
    link = link_in(mail)
    asked = visitor.get(link)
    assert heading_of(asked) == "Bevestig uw e-mailadres"
    assert used() is None, "a program that looks into mail opens links"

    done = visitor.submit(asked)

    assert heading_of(done) == "Uw e-mailadres is bevestigd"
    assert used() == OLD
    assert "Stuur de mail opnieuw" not in main_of(browser.get(PAGE))
    assert heading_of(visitor.submit(asked)) == "Uw e-mailadres is bevestigd", "twice is once"


def test_until_then_the_address_of_before_is_used(browser, visitor, give, mails, used):
    give(OLD)
    visitor.submit(visitor.get(link_in(mails()[0])))

    page = give(NEW)

    assert used() == OLD
    assert f"E-mailadres {OLD}" in " ".join(main_of(page).split())
    assert f'value="{NEW}"' in browser.get(CONTACT).text
    visitor.submit(visitor.get(link_in(mails()[1])))
    assert used() == NEW


def test_who_goes_back_to_the_address_of_before_makes_the_link_worthless(
    visitor, give, mails, used
):
    give(OLD)
    visitor.submit(visitor.get(link_in(mails()[0])))
    give(NEW)
    link = link_in(mails()[1])
    give(OLD)

    page = visitor.get(link)

    assert page.status_code == 404
    assert heading_of(page) == "Deze link werkt niet meer"
    assert used() == OLD


def test_who_wanted_no_mail_confirms_the_address_when_they_do(browser, give, mails, used):
    browser.submit(browser.get(CONTACT), {"email": OLD, "notices": "none"})
    assert mails() == []

    browser.submit(browser.get(CONTACT), {"notices": "mail"})

    assert [mail.to for mail in mails()] == [OLD]
    assert used() is None


def test_saving_again_what_waits_sends_no_second_mail_and_keeps_the_link(visitor, give, mails):
    give(NEW)
    give(NEW)

    [mail] = mails()
    assert visitor.get(link_in(mail)).status_code == 200


def test_a_mail_can_be_asked_for_again_once_an_hour(browser, give, mails, hours_pass):
    page = give(NEW)
    again = browser.submit(page)

    assert len(mails()) == 1
    assert "Wij stuurden net al een mail." in again.text
    hours_pass(1)
    page = browser.submit(browser.get(PAGE))

    assert "Wij sturen de mail nog een keer." in page.text
    first, second = mails()
    assert link_in(first) == link_in(second)


def test_a_link_ends_after_two_days_and_is_let_go(
    browser, visitor, give, mails, hours_pass, rows, sessions
):
    give(NEW)
    [mail] = mails()
    link = link_in(mail)
    asked = visitor.get(link)
    hours_pass(48)

    late = visitor.submit(asked)

    assert heading_of(late) == "Deze link werkt niet meer"
    assert "Stuur de mail opnieuw" not in main_of(browser.get(PAGE))
    with sessions() as session:
        retention.let_go(session)
    assert rows(EmailCheck) == []


def test_nothing_of_the_link_or_the_address_can_be_read_in_the_database(give, mails, rows):
    give(NEW)
    [mail] = mails()
    token = link_in(mail).split("/")[-2]
    [check] = rows(EmailCheck)

    assert token not in check.token_hash
    assert token.encode() not in check.sealed
    assert NEW.encode() not in check.sealed


def test_the_mail_comes_when_the_mail_server_is_back(give, mails, world, rows, do_jobs):
    world.mailer.is_down = True
    give(NEW)
    with pytest.raises(SourceUnavailable):
        do_jobs()
    world.mailer.is_down = False

    assert [mail.to for mail in mails()] == [NEW]
    assert rows(EmailCheck)[0].mailed_at


def test_the_mail_is_in_the_language_of_the_resident_and_says_nothing_of_them(browser, give, mails):
    browser.get("/taal/?taal=en")
    give(NEW)

    [mail] = mails()
    assert mail.subject == "Municipality of Demodam: confirm your email address"
    assert "Noor" not in mail.text


def test_confirming_is_written_as_what_the_system_did(browser, visitor, give, mails, rows):
    give(NEW)
    visitor.submit(visitor.get(link_in(mails()[0])))

    changes = [line for line in rows(ConsultationLine) if line.action == "changed"]
    assert [line.acted_by for line in changes] == [browser.owner_id, None]
    assert all(line.activity == "mijn-gegevens" for line in changes)


def test_a_guessed_link_is_no_link(visitor):
    page = visitor.get("/mijn-gegevens/bevestigen/geraden/")

    assert page.status_code == 404
    assert links_of(page)["Log in en ga naar Mijn gegevens"] == PAGE


def test_a_link_that_works_no_more_says_what_it_may_be(browser, visitor):
    page = visitor.get(f"{PAGE}bevestigen/geraden/")
    inside = browser.get(f"{PAGE}bevestigen/geraden/")

    for told in ("Kopieer dan de hele link.", "Of u heeft uw e-mailadres al bevestigd."):
        assert told in main_of(page)
        assert told in main_of(inside)
    assert links_of(inside)["Naar Mijn gegevens"] == PAGE
