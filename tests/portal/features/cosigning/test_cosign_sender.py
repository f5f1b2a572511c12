"""What who sent it can do meanwhile: ask again, correct the address, and withdraw."""

import pytest

from portal.services.deliveries.handling import delivery_of
from portal.services.deliveries.paper import HandOver, hand_over
from portal.storage.cosign_requests import CosignRequest
from portal.storage.housekeeping import reconcile
from portal.storage.metrics import metrics_of
from portal.storage.task_replies import TaskReply
from tests.browser import heading_of, links_of, main_of, words_of
from tests.factories import OTHER_BSN
from tests.portal.features.cosigning.conftest import ADDRESS, SLUG

ANOTHER = "sam.nieuw@voorbeeld.example"
AGAIN = "Wij sturen de mail nog een keer."


def ask_again(couple, address=ADDRESS):
    couple.sender.allowed_anew()
    page = couple.sender.visit(couple.own_address)
    return couple.sender.submit(page, {"email": address}, form="ask-again")


def test_the_page_says_who_signs_until_when_and_that_it_was_mailed(couple):
    page = words_of(couple.sender.visit(couple.own_address))

    for words in ("uw partner", couple.submission.reference, "Kan antwoorden tot en met"):
        assert words in page
    assert "De mail is onderweg." not in page


def test_asking_again_mails_the_same_link(couple):
    page = ask_again(couple)
    couple.work()

    assert AGAIN in page.text
    first, second = couple.invitations
    assert first.text == second.text


def test_another_address_has_another_link_and_the_old_one_is_dead(couple):
    couple.read()
    old = couple.link
    ask_again(couple, ANOTHER)
    couple.work()

    assert couple.invitations[-1].to == ANOTHER
    assert couple.partner.get(old).status_code == 404
    assert couple.request.cosigner_id is None
    assert heading_of(couple.read()) == "Wilt u dit ondertekenen?"


def test_a_second_mail_within_the_hour_is_refused_and_says_when(couple):
    ask_again(couple)
    page = couple.sender.submit(couple.sender.visit(couple.own_address), form="ask-again")
    couple.work()

    assert "Er ging net een mail naar dit adres." in page.text
    assert len(couple.invitations) == 2


@pytest.mark.parametrize("address", ["", "geen adres"])
def test_an_address_that_is_none_is_told_beside_it(couple, address):
    page = ask_again(couple, address)

    assert page.status_code == 422
    assert len(couple.invitations) == 1


def test_what_was_answered_can_not_be_asked_again(couple):
    couple.say("refuse")
    data = {"csrf_token": couple.sender.csrf_token(), "email": ADDRESS}
    couple.sender.post(couple.own_address, data=data)
    couple.work()

    assert len(couple.invitations) == 1


def withdraw(couple):
    links = links_of(couple.sender.visit(couple.own_address))
    page = couple.sender.visit(links["Aanvraag intrekken"])
    return couple.sender.submit(page)


@pytest.mark.parametrize("answer", ["", "refuse"])
def test_who_withdraws_makes_it_a_case_at_once_that_says_so(couple, rows, answer):
    if answer:
        couple.say(answer)
    withdraw(couple)
    couple.work()

    assert len(couple.cases) == 1
    assert couple.mark == "niet ondertekend"
    assert rows(TaskReply)[0].delivered_at
    assert "ingetrokken" in main_of(couple.sender.visit(couple.own_address))
    assert heading_of(couple.sender.get(couple.link)) != "Iemand vraagt u iets te ondertekenen" or (
        answer
    )


def test_what_is_withdrawn_can_not_be_signed(app, couple):
    couple.read()
    withdraw(couple)
    page = couple.say("agree")

    assert heading_of(page) == "U kunt dit niet meer ondertekenen"
    assert couple.request.agreed_on is None
    new = app.test_client().log_in(OTHER_BSN)
    assert heading_of(couple.read(new)) == heading_of(page)


def test_nobody_else_sees_the_page(app, couple):
    assert couple.partner.get(couple.own_address).status_code == 404


def test_what_waits_is_not_late_and_gets_no_job(couple, sessions, due):
    couple.days_pass(1)
    with sessions() as database:
        reconcile(database)
        figures = {each.name: each.value for each in metrics_of(database)}

    assert due() == []
    assert figures["submissions_undelivered"] == 0


def test_what_the_case_has_is_kept_nowhere_else(couple, rows, sessions):
    couple.say("agree")
    couple.work()

    [request] = rows(CosignRequest)
    assert ADDRESS.encode() not in request.sealed
    assert couple.sender.visit(couple.own_address).status_code == 200


def test_what_an_operator_hands_over_can_not_be_signed_any_more(couple, sessions, tmp_path, portal):
    couple.read()
    with sessions() as database:
        delivery = delivery_of(database, couple.submission.reference)
    hand_over(sessions, portal.municipality, delivery, HandOver(tmp_path, "test"))
    couple.days_pass(20)

    assert heading_of(couple.say("agree")) == "U kunt dit niet meer ondertekenen"
    assert "Wij wachten op een handtekening" not in main_of(couple.sender.visit("/overzicht/"))
    couple.follow()
    couple.work()
    assert couple.cases == []
    assert couple.request.case_on


def test_the_receipt_does_not_say_that_work_begins_before_the_signature(couple):
    receipt = f"/formulieren/{SLUG}/ontvangen/{couple.submission.reference}/"

    assert "Wij gaan nu aan het werk." not in main_of(couple.sender.visit(receipt))
