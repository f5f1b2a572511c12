"""Paying what was sent: the pages, and what a resident is told of it."""

import re

import pytest

from portal.domain.payments import PaymentStatus
from portal.storage.messages import Message
from tests.browser import heading_of, hrefs_of, main_of
from tests.case_keys import a_key
from tests.parts import change_parts, publish_only
from tests.portal.features.payments.conftest import CENTS, SLUG, begin, paid_form, send


def kinds(rows):
    return sorted(message.kind for message in rows(Message))


def test_who_sent_it_comes_to_the_page_on_which_they_pay(app, browser, world):
    publish_only(app, [paid_form()])

    check = browser.submit(begin(browser, SLUG), {"what": "Iets"})
    page = browser.submit(check, form="send")

    assert "U betaalt online, nadat u het heeft verstuurd." in main_of(check)
    assert heading_of(page) == "Nog niet betaald"
    assert "€ 18,60" in main_of(page).replace("\xa0", " ")
    assert not world.payments.started, "nothing is begun before one says so"


def test_one_goes_to_the_provider_by_a_page_of_our_own(debtor):
    page = debtor.browser.submit(debtor.browser.visit(debtor.address), form="pay")

    [new] = debtor.world.payments.started.values()
    assert new.cents == CENTS
    assert new.description.endswith(debtor.submission.reference)
    url = debtor.world.payments.last.pay_url
    assert page.headers["Refresh"] == f"0; url={url}"
    assert url in hrefs_of(page)


def test_what_the_provider_gets_says_nothing_of_a_person(debtor):
    debtor.begin_to_pay()

    [new] = debtor.world.payments.started.values()
    told = " ".join(map(str, (new.description, new.return_url, new.notify_url)))
    assert not re.search(r"Noor|Wit|kopie|99999", told)


def test_paid_and_back_in_the_browser(debtor, rows):
    debtor.pay()

    page = debtor.browser.visit(debtor.address)

    assert heading_of(page) == "U heeft betaald"
    assert "Over leges betaalt u geen btw." in main_of(page)
    assert kinds(rows) == ["paid", "received"]
    receipt = debtor.browser.visit(f"/formulieren/{SLUG}/ontvangen/{debtor.submission.reference}/")
    assert "Bekijk uw betaalbewijs" in main_of(receipt)
    assert "U moet nog betalen" not in main_of(receipt)
    assert "Wij gaan nu aan het werk." in main_of(receipt)


@pytest.mark.parametrize(
    "status", [PaymentStatus.FAILED, PaymentStatus.CANCELED, PaymentStatus.EXPIRED]
)
def test_in_vain_and_paid_the_second_time(debtor, status):
    debtor.begin_to_pay()
    debtor.world.payments.becomes(status)

    page = debtor.browser.visit(debtor.address)
    assert heading_of(page) == "Nog niet betaald"
    assert "Er is niets afgeschreven." in main_of(page)
    debtor.pay()

    assert len(debtor.world.payments.started) == 2
    assert debtor.look() == "U heeft betaald"


def test_two_clicks_are_one_try(debtor):
    assert debtor.begin_to_pay() == debtor.begin_to_pay()
    assert len(debtor.world.payments.started) == 1


def test_an_answer_that_came_too_late_begins_no_second_try(debtor):
    debtor.world.payments.too_late = 1
    page = debtor.browser.submit(debtor.browser.visit(debtor.address), form="pay")
    assert page.status_code == 503
    assert "Betalen lukt nu niet." in main_of(page)

    debtor.begin_to_pay()

    assert len(debtor.world.payments.started) == 1


def test_a_try_whose_answer_was_lost_may_be_paid_already(debtor):
    page = debtor.browser.visit(debtor.address)
    debtor.world.payments.too_late = 1
    debtor.browser.submit(page, form="pay")
    debtor.world.payments.becomes(PaymentStatus.PAID)

    assert heading_of(debtor.browser.submit(page, form="pay")) == "U heeft betaald"


def test_nobody_pays_twice_while_the_bank_is_at_it(debtor):
    debtor.begin_to_pay()
    page = debtor.browser.visit(debtor.address)
    debtor.world.payments.becomes(PaymentStatus.PENDING)

    again = debtor.browser.submit(page, form="pay")

    assert heading_of(again) == "Uw bank is nog bezig"
    assert len(debtor.world.payments.started) == 1


def test_a_provider_that_is_down_is_told_and_nobody_pays_twice(debtor):
    debtor.pay()
    debtor.world.payments.is_down = True

    page = debtor.browser.visit(debtor.address)

    assert "Wij kunnen nu niet zien of u net heeft betaald." in main_of(page)
    assert "Betaal €" not in main_of(page).replace("\xa0", " ")


def test_another_amount_since_the_check_is_checked_again(app, browser, rows):
    publish_only(app, [paid_form()])
    check = browser.submit(begin(browser, SLUG), {"what": "Iets"})

    page = browser.submit(check, {"cents": "1500"}, form="send")

    assert page.status_code == 409
    assert "Wat het kost, is net veranderd." in main_of(page)
    assert heading_of(browser.submit(page, form="send")) == "Nog niet betaald"


@pytest.mark.parametrize("amount", ["0.00"])
def test_what_costs_nothing_is_not_paid(app, browser, amount):
    publish_only(app, [paid_form(amount)])

    assert "/ontvangen/" in send(browser).request.path


def test_where_nobody_can_pay_online_a_bill_comes(app, browser, world):
    publish_only(app, [paid_form()])
    change_parts(app, gateways=_without_provider(world))

    check = browser.submit(begin(browser, SLUG), {"what": "Iets"})

    assert "U krijgt hiervoor een rekening." in main_of(check)
    assert "/ontvangen/" in browser.submit(check, form="send").request.path


def _without_provider(world):
    others = {name: getattr(world, name) for name in type(world).__dataclass_fields__}
    return type(world)(**{**others, "payments": None})


def test_somebody_elses_payment_and_an_unknown_one_are_not_found(debtor, other_browser):
    for address in (debtor.address, "/betalen/0000-0000/"):
        page = other_browser.get(address)
        assert page.status_code == 404


def test_what_has_to_be_paid_stands_on_overview_receipt_and_case(debtor):
    reference = debtor.submission.reference
    for address in ("/overzicht/", f"/formulieren/{SLUG}/ontvangen/{reference}/"):
        page = debtor.browser.visit(address)
        assert "Betaal nog: € 18,60" in main_of(page).replace("\xa0", " "), address
    assert "Wij gaan aan het werk als u heeft betaald." in main_of(page)
    assert "Wij gaan nu aan het werk." not in main_of(page)


def test_the_notice_asks_for_its_own_secret(debtor):
    debtor.pay()
    [new] = debtor.world.payments.started.values()
    path = new.notify_url.partition(".example")[2]

    for other in (
        f"{path[:-5]}aaaa/",
        path.replace("/melding/", "/melding/0"),
        path.lower() + "x/",
    ):
        assert debtor.browser.post(other).status_code == 404
    assert debtor.payment.paid_at is None


def test_a_case_is_told_and_told_again_when_the_bank_takes_it_back(debtor, rows):
    debtor.pay()
    debtor.notice()
    debtor.work()
    key = a_key(debtor.submission.reference)
    assert debtor.world.intake.paid[key] == debtor.payment.paid_at

    debtor.world.payments.is_charged_back()
    debtor.notice()
    debtor.work()

    assert debtor.world.intake.paid[key] is None
    assert debtor.look() == "U moet opnieuw betalen"
    debtor.pay()
    debtor.notice()
    debtor.work()
    assert debtor.look() == "U heeft betaald"
    assert debtor.world.intake.paid[key] == debtor.payment.paid_at
    assert kinds(rows) == ["paid", "paid", "payment_reversed", "received"]
