"""Two people sign: what the mail says, who sees what, and what comes of each answer."""

from datetime import timedelta

import pytest

from portal.domain.days import day_of, today
from portal.domain.people import Level
from portal.storage.consultations import ConsultationLine
from tests.browser import heading_of, links_of, main_of
from tests.factories import BSN, OTHER_BSN, THIRD_BSN
from tests.papers import words_of_pdf
from tests.portal.features.cosigning.conftest import ADDRESS, ANSWERS, SLUG, send

WAITING, SIGNED = "Wij wachten op een handtekening", "Het is ondertekend"
OF_ANOTHER = "Deze vraag is voor iemand anders"
QUESTION = "Wilt u dit ondertekenen?"


def test_the_receipt_says_on_whom_it_waits_and_no_case_is_made(couple):
    receipt = couple.sender.visit(f"/formulieren/{SLUG}/ontvangen/{couple.submission.reference}/")

    assert "Wij wachten op de handtekening van uw partner" in main_of(receipt)
    assert links_of(receipt)["Bekijk hoe het staat"] == couple.own_address
    assert couple.cases == []
    assert "Wij wachten op een handtekening." in main_of(couple.sender.visit("/overzicht/"))


def test_without_an_address_nobody_is_asked_and_the_case_is_made_at_once(
    publish, browser, world, do_jobs
):
    publish()
    send(browser, partner_email="")
    do_jobs()

    [made] = world.intake.made.values()
    assert made.new.properties == {}


def test_the_invitation_says_nothing_about_anybody(couple):
    [mail] = couple.invitations

    assert mail.to == ADDRESS
    assert mail.subject == "Gemeente Demodam: iemand vraagt u iets te ondertekenen"
    for word in (
        *ANSWERS.values(),
        "Noor",
        "partner",
        "Formulier",
        BSN,
        couple.submission.reference,
    ):
        assert word not in f"{mail.subject} {mail.text}"


def test_the_page_of_the_link_says_nothing_before_login(app, couple):
    page = app.test_client().get(couple.link)

    assert heading_of(page) == "Iemand vraagt u iets te ondertekenen"
    assert "Formulier" not in main_of(page)
    assert ANSWERS["what"] not in page.text


def test_nobody_reads_it_without_login(app, couple):
    answer = app.test_client().get(f"{couple.link}lezen/")

    assert answer.status_code == 303
    assert "/inloggen/" in answer.location


def test_the_co_signer_sees_what_the_form_shows_and_no_more(couple):
    page = couple.read()

    assert heading_of(page) == QUESTION
    assert "Iemand vraagt geld voor kosten." in main_of(page)
    assert ANSWERS["what"] in main_of(page)
    assert ANSWERS["secret"] not in page.text
    assert "Noor" not in main_of(page)
    assert ADDRESS not in page.text


def test_the_name_of_the_sender_is_shown_where_the_form_says_so(publish, make_couple):
    publish(shows_name=True)
    couple = make_couple()

    assert "Verstuurd door: Noor de Wit" in main_of(couple.read())


def test_who_agrees_makes_it_a_case_with_the_day_of_sending(couple):
    sent = couple.submission.made_at
    couple.days_pass(5)

    page = couple.say("agree")
    couple.work()

    assert heading_of(page) == "U heeft ondertekend"
    [case] = couple.cases
    assert couple.mark == "ondertekend"
    assert case.started == day_of(sent - timedelta(days=5))
    assert couple.heading() == SIGNED
    assert couple.told(couple.sender) == ["cosign_agreed"]
    assert couple.told(couple.partner) == ["cosign_answered"]


def test_paper_says_who_signed_and_when(couple):
    couple.say("agree")
    couple.work()

    [made] = couple.world.intake.made.values()
    words = words_of_pdf(made.new.documents[0].content().read())
    assert "Uw partner" in words
    assert "Ondertekend met DigiD op" in words
    assert "Sam Yilmaz" in words


def test_nothing_of_the_co_signer_is_fetched_before_they_agree(couple):
    couple.world.persons.persons[OTHER_BSN] = None
    couple.read()
    couple.say("refuse")
    couple.day_by_day(4)

    assert couple.mark == "niet ondertekend"


def test_the_register_that_is_down_keeps_no_case_from_being_made(couple):
    couple.say("agree")
    couple.world.persons.is_down = True
    couple.work()

    assert couple.mark == "ondertekend"


def test_who_refuses_is_asked_no_more_and_the_sender_hears_when_it_goes_on(couple):
    page = couple.say("refuse")

    assert heading_of(page) == "U heeft niet ondertekend"
    assert couple.told(couple.sender) == ["cosign_refused"]
    assert couple.cases == []
    own = couple.sender.visit(couple.own_address)
    assert heading_of(own) == "Het is niet ondertekend"
    assert "door zonder handtekening" in main_of(own)


@pytest.mark.parametrize("again", ["agree", "refuse"])
def test_an_answer_stays_what_it_was(couple, again):
    couple.say("refuse")
    page = couple.say(again)

    assert heading_of(page) == "U heeft niet ondertekend"
    assert couple.told(couple.sender) == ["cosign_refused"]


def test_what_is_no_answer_changes_nothing(couple):
    assert heading_of(couple.say("maybe")) == QUESTION


def test_one_form_without_a_token_is_refused(couple):
    answer = couple.partner.post(f"{couple.link}lezen/", data={"answer": "agree"})

    assert answer.status_code == 400
    assert couple.request.agreed_on is None


def test_the_sender_does_not_sign_what_they_sent(couple):
    page = couple.read(couple.sender)

    assert heading_of(page) == "U kunt uw eigen aanvraag niet ondertekenen"
    assert heading_of(couple.say("agree", couple.sender)) == heading_of(page)
    assert couple.request.agreed_on is None
    assert "Log eerst uit" in main_of(couple.sender.get(couple.link))


def test_in_one_browser_the_second_person_logs_in_after_the_first_logged_out(couple):
    shared = couple.sender
    assert "Log eerst uit" in main_of(shared.get(couple.link))
    shared.log_out()

    assert heading_of(shared.get(couple.link)) == "Iemand vraagt u iets te ondertekenen"
    assert "/inloggen/" in shared.get(f"{couple.link}lezen/").location

    shared.log_in(OTHER_BSN)
    couple.say("agree", shared)
    request = couple.request
    assert request.agreed_on
    assert request.cosigner_id == couple.partner.owner_id != request.owner_id


def test_who_logs_in_first_is_the_only_one_from_then_on(app, couple):
    couple.read()
    other = app.test_client().log_in(THIRD_BSN)

    page = couple.read(other)

    assert page.status_code == 404
    assert heading_of(page) == OF_ANOTHER
    assert ANSWERS["what"] not in page.text
    assert couple.say("agree", other).status_code == 404
    assert heading_of(couple.say("agree")) == "U heeft ondertekend"


def test_another_than_the_partner_of_the_register_sees_nothing(app, publish, make_couple, world):
    publish(is_partner=True)
    world.persons.keys[OTHER_BSN] = "p1"
    couple = make_couple()
    other = app.test_client().log_in(THIRD_BSN)

    assert heading_of(couple.read(other)) == OF_ANOTHER
    assert heading_of(couple.read()) == QUESTION


def test_a_login_of_too_low_a_level_asks_for_a_higher_one(app, couple):
    low = app.test_client().log_in(OTHER_BSN, level=Level.BASIS)

    answer = low.get(f"{couple.link}lezen/")

    assert "/inloggen/" in answer.location


def test_the_sender_sees_that_it_was_looked_at(couple, rows):
    couple.read()

    [line] = [each for each in rows(ConsultationLine) if each.actor_class == "cosigner"]
    assert (line.owner_id, line.acted_by) == (couple.sender.owner_id, couple.partner.owner_id)
    log = main_of(couple.sender.visit("/gegevensgebruik/"))
    assert "Iemand die u vroeg om te ondertekenen" in log


def test_a_link_that_leads_nowhere_says_so(browser):
    page = browser.get("/ondertekenen/geraden/")

    assert page.status_code == 404
    assert heading_of(page) == "Deze link om te ondertekenen werkt niet"
    assert browser.get("/ondertekenen/geraden/lezen/").status_code == 404


def test_the_last_day_to_answer_is_the_same_everywhere(couple):
    assert couple.request.signature.last_day >= today() + timedelta(days=14)
    last_day = str(couple.request.signature.last_day.day)
    for text in (couple.invitations[0].text, main_of(couple.read()), couple.heading()):
        assert last_day in text or text == WAITING
