"""What hangs together with a case on its page: parts, other cases, messages, pay, who acts."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from portal.domain.cases import (
    CaseRelation,
    DocumentSender,
    Payment,
    Progress,
    RelatedCase,
    Representation,
    Step,
    StepState,
    SubCase,
)
from portal.domain.messages import MessageKind
from portal.storage.messages import add_message
from tests.browser import hrefs_of, main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file, a_document, missing

NUMBER = "ZAAK-2026-0000000001"
PAGE = f"/zaken/{a_key(NUMBER).id}/"
OTHER = a_case("ZAAK-2026-0000000002", title="Parkeervergunning", description="Tweede auto")


def show(world, **changes):
    file = a_case_file(**changes)
    world.cases.files[BSN] = [file]
    return file


def a_sub_case(**changes):
    usual = SubCase(
        title="Advies vragen",
        description="Advies van de arts",
        steps=(
            Step(name="", state=StepState.DONE, at=datetime(2026, 11, 3, 11, tzinfo=UTC)),
            Step(name="Bij de arts", state=StepState.NOW, at=datetime(2026, 11, 5, 9, tzinfo=UTC)),
        ),
        documents=(a_document(title="Uitnodiging"),),
    )
    return replace(usual, **changes)


def test_parts_of_a_case_stand_in_its_timeline_by_their_names(browser, world):
    show(world, sub_cases=(a_sub_case(),))

    words = main_of(browser.get(PAGE))

    assert "Bij de arts Deel van uw zaak: Advies van de arts 5 november 2026" in words
    assert words.index("Bij de arts") > words.index("In behandeling")
    assert words.index("Bij de arts") < words.index("Straks")
    assert "Uitnodiging" in words
    assert "Bij een deel van uw zaak: Advies van de arts" in words


def test_document_of_a_part_is_downloaded_with_the_case(browser, world):
    letter = a_document(title="Uitnodiging", sender=DocumentSender.MUNICIPALITY)
    show(world, sub_cases=(a_sub_case(documents=(letter,)),))

    assert f"{PAGE}documenten/{letter.id}" in hrefs_of(browser.get(PAGE))


def test_a_part_with_a_page_has_a_link(browser, world):
    key = a_key("ZAAK-2026-0000000009")
    show(world, sub_cases=(a_sub_case(key=key),))

    page = browser.get(PAGE)

    assert f"/zaken/{key.id}/" in hrefs_of(page)
    assert "Dit is een deel van deze zaak." in main_of(page)


@pytest.mark.parametrize(
    ("relation", "sentence"),
    [
        (CaseRelation.MAIN, "Deze zaak is daar een deel van."),
        (CaseRelation.FOLLOWS, "Deze zaak is een vervolg daarop."),
        (CaseRelation.CONCERNS, "Deze zaak gaat daarover."),
        (CaseRelation.HELPS, "Deze zaak is nodig voor die andere zaak."),
        (CaseRelation.OTHER, "Deze zaak heeft daarmee te maken."),
    ],
)
def test_a_related_case_is_a_link_that_says_what_it_has_to_do_with_it(
    browser, world, relation, sentence
):
    show(world, related=(RelatedCase(OTHER, relation),))

    page = browser.get(PAGE)

    assert f"Tweede auto {sentence}" in main_of(page)
    assert f"/zaken/{OTHER.key.id}/" in hrefs_of(page)


def test_what_can_not_be_read_of_other_cases_is_named(browser, world):
    show(world, unread_parts=(*missing("sub_cases"), *missing("related")))

    words = main_of(browser.get(PAGE))

    assert "Uw zaak heeft delen die wij nu niet laten zien." in words
    assert "Wij kunnen nu niet zien welke zaken hierbij horen." in words


def test_a_case_by_itself_says_nothing_of_others(browser, world):
    show(world)

    words = main_of(browser.get(PAGE))

    assert "Zaken die hierbij horen" not in words
    assert "Deel van uw zaak" not in words


@pytest.mark.parametrize(
    ("payment", "paid", "sentence"),
    [
        (Payment.ALL, date(2026, 11, 12), "U heeft betaald op 12 november 2026."),
        (Payment.ALL, None, "U heeft betaald."),
        (
            Payment.IN_PART,
            date(2026, 11, 12),
            "U heeft een deel betaald. Dat was op 12 november 2026. Weet u niet hoe u betaalt?",
        ),
        (Payment.IN_PART, None, "U heeft een deel betaald. Weet u niet hoe u betaalt?"),
        (Payment.NOTHING_YET, None, "U moet nog betalen. Weet u niet hoe u betaalt? Bel ons:"),
    ],
)
def test_what_was_paid_is_told_with_its_day(browser, world, payment, paid, sentence):
    show(world, case=a_case(payment=payment, last_paid=paid))

    assert sentence in main_of(browser.get(PAGE))


def test_where_nothing_is_to_be_paid_nothing_is_said_of_it(browser, world):
    show(world, case=a_case(payment=None, last_paid=date(2026, 11, 12)))

    assert "betaal" not in main_of(browser.get(PAGE))


@pytest.mark.parametrize(
    ("is_by_resident", "name", "sentence"),
    [
        (True, "Bakkerij Jansen", "U regelt dit voor Bakkerij Jansen."),
        (True, "", "U regelt dit voor iemand anders."),
        (False, "S. Yilmaz", "S. Yilmaz regelt dit voor u."),
        (False, "", "Iemand regelt dit voor u."),
    ],
)
def test_who_acts_for_whom_is_said(browser, world, is_by_resident, name, sentence):
    show(world, representation=Representation(is_by_resident=is_by_resident, name=name))

    assert sentence in main_of(browser.get(PAGE))


def test_messages_about_the_case_stand_on_its_page_the_newest_three(browser, world, sessions):
    file = show(world)
    facts = {
        "title": "Verhuizing doorgeven",
        "number": NUMBER,
        "case": str(file.case.key),
        "status": "In behandeling",
        "note": "",
    }
    browser.get(PAGE)  # the resident is known from now on
    with sessions() as session:
        for number in range(4):
            about, kind = f"{file.case.key} {number}", MessageKind.STATUS
            add_message(session, browser.owner_id, kind, about=about, facts=facts)
        about = f"{a_key('ZAAK-2026-0000000077')} 1"
        add_message(session, browser.owner_id, MessageKind.SUSPENDED, about=about, facts=facts)
        session.commit()

    page = browser.get(PAGE)

    assert "Berichten over deze zaak" in main_of(page)
    assert len([link for link in hrefs_of(page) if link.startswith("/berichten/")]) >= 4
    assert main_of(page).count("Nieuws over uw zaak: Verhuizing doorgeven") == 3
    assert "staat stil" not in main_of(page)


def test_a_message_says_what_the_case_is_about(browser, world, sessions):
    file = show(world)
    facts = {
        "title": "Parkeervergunning",
        "subject": "Parkeervergunning GB-123-X",
        "number": NUMBER,
        "case": str(file.case.key),
        "status": "In behandeling",
        "note": "",
    }
    browser.get(PAGE)
    with sessions() as session:
        about = f"{file.case.key} 1"
        made = add_message(session, browser.owner_id, MessageKind.STATUS, about=about, facts=facts)
        session.commit()

    assert "Het gaat over: Parkeervergunning GB-123-X." in main_of(
        browser.get(f"/berichten/{made}/")
    )


def test_what_one_can_do_while_a_case_runs_is_the_municipality_s_word(browser, world):
    show(world, case=a_case(case_type="KWIJTSCHELDING"))

    page = browser.get(PAGE)

    assert "Dit kunt u nu doen" in main_of(page)
    assert "Dat heet een zienswijze." in main_of(page)
    assert "https://demodam.example/zienswijze/" in hrefs_of(page)


def test_a_case_that_has_ended_offers_nothing_to_do(browser, world):
    closed = a_case(case_type="KWIJTSCHELDING", progress=Progress.CLOSED, closed=date(2026, 11, 20))
    show(world, case=closed)

    assert "zienswijze" not in main_of(browser.get(PAGE))


def test_a_complaint_that_has_ended_says_what_one_can_do_without_a_decision(browser, world):
    running = a_case(case_type="KLACHT")
    show(world, case=running)
    assert "Nationale ombudsman" not in main_of(browser.get(PAGE))
    closed = a_case(case_type="KLACHT", progress=Progress.CLOSED, closed=date(2026, 11, 20))
    show(world, case=closed)

    words = main_of(browser.get(PAGE))

    assert "Ga naar de Nationale ombudsman" in words
    assert "Doe dit binnen 1 jaar." in words
    assert "veranderen of stoppen" not in words


def test_a_case_that_was_withdrawn_asks_for_no_view_of_it(browser, world):
    show(world, case=a_case(case_type="KWIJTSCHELDING"))
    browser.submit(browser.get(f"{PAGE}intrekken/"))

    words = main_of(browser.get(PAGE))
    assert "U heeft deze aanvraag ingetrokken" in words
    assert "zienswijze" not in words
