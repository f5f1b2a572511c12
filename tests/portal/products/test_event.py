"""An event: what has to be asked, what it costs and when it can be follow from its size."""

from datetime import timedelta
from decimal import Decimal

import pytest

from portal.domain.days import today
from tests.browser import heading_of, links_of, main_of
from tests.event_answers import (
    FIRST,
    FORM,
    LARGE,
    MIDDLE,
    NEXT,
    SLUG,
    SMALL,
    hours,
    size,
    thing,
)
from tests.forms_filled import begin, page_id
from tests.page_by_page import a_day, fill_pages, send_pages
from tests.paper_structure import labelled, structure_of
from tests.papers import is_tagged


def words_of_main(page):
    """With plain spaces."""
    return main_of(page).replace("\xa0", " ")


def sent_to_the_case(world, do_jobs):
    """What the case system got."""
    do_jobs()
    [made] = world.intake.made.values()
    return made.new


def test_the_start_page_says_what_it_costs_and_what_is_needed(visitor):
    words = main_of(visitor.visit(f"{FORM}/"))

    for told in ("Een melding kost niets.", "240 euro of 980 euro", "8 weken", "plattegrond"):
        assert told in words


def test_a_small_street_party_is_reported_in_few_pages(browser, world, do_jobs):
    page = fill_pages(browser, SLUG, SMALL, until="melding")
    assert "U heeft geen vergunning nodig, en het kost niets." in main_of(page)
    receipt = send_pages(browser, SLUG, SMALL)

    assert "Evenement melden of aanvragen" in main_of(receipt)
    case = sent_to_the_case(world, do_jobs)
    assert (case.case_type, case.costs_money) == ("EVENEMENT-MELDING", False)
    [day] = case.properties["dagen"]
    assert day.endswith("van 14.00 uur tot 22.00 uur")
    assert {name: values for name, values in case.properties.items() if name != "dagen"} == {
        "soort": ("feest",),
        "naam": ("Buurtfeest Lindelaan",),
        "omschrijving": ("Wij eten samen op straat.",),
        "bezoekers": (Decimal(60),),
        "muziek": ("nee",),
        "straatDicht": ("nee",),
        "plaats": ("Lindelaan, van nummer 2 tot en met 30",),
        "leges": (Decimal(0),),
    }


def test_a_large_event_becomes_a_case_that_has_all(browser, world, do_jobs):
    words = words_of_main(fill_pages(browser, SLUG, LARGE))
    assert "€ 980,00" in words
    assert "U krijgt hiervoor een rekening." in words
    send_pages(browser, SLUG, {})

    case = sent_to_the_case(world, do_jobs)
    assert (case.case_type, case.costs_money) == ("EVENEMENT-C", True)
    assert len(case.properties["dagen"]) == 2
    expected = {
        "opbouwVanaf": (FIRST,),
        "opgeruimdOp": (NEXT,),
        "voorzieningen": ("tent", "alcohol"),
        "opStraat": ("Tent, 40 m²", "Bar, 12 m²"),
        "oppervlakte": (Decimal(52),),
        "organisatie": ("Stichting Zomerfeest",),
        "kvkNummer": ("12345678",),
        "leges": (Decimal(980),),
    }
    assert {name: case.properties.get(name) for name in expected} == expected
    assert {document.kind for document in case.documents} == {"Aanvraag", "Plattegrond"}


@pytest.mark.parametrize(
    ("visitors", "music", "road", "heading", "fee", "days"),
    [
        ("100", "no", "no", "Een melding is genoeg", "het kost niets", 14),
        ("101", "no", "no", "U heeft een vergunning nodig", "€ 240,00", 56),
        ("10", "yes", "no", "U heeft een vergunning nodig", "€ 240,00", 56),
        ("1000", "no", "yes", "U heeft een vergunning nodig", "€ 240,00", 56),
        ("1001", "no", "no", "U heeft een vergunning nodig", "€ 980,00", 182),
    ],
)
def test_each_class_has_its_fee_and_its_first_day(
    browser, visitors, music, road, heading, fee, days
):
    answers = SMALL | size(visitors, music, road)
    page = browser.submit(fill_pages(browser, SLUG, answers, until="omgeving"), answers["omgeving"])
    assert heading_of(page) == heading
    assert fee in words_of_main(page)

    page = fill_pages(browser, SLUG, SMALL, until="dagen-1")
    first = today() + timedelta(days=days)
    early = browser.submit(page, hours(1, first - timedelta(days=1)))
    assert early.status_code == 422
    assert "Wilt u het eerder? Bel ons dan." in main_of(early)
    assert page_id(browser.submit(early, hours(1, first))) == "dagen"


def test_a_term_and_a_case_type_for_a_permit_of_the_middle_class(browser, world, do_jobs):
    send_pages(browser, SLUG, MIDDLE)

    case = sent_to_the_case(world, do_jobs)
    assert (case.case_type, case.costs_money) == ("EVENEMENT-B", True)
    assert case.due is not None
    assert case.due >= today() + timedelta(weeks=8)
    assert case.properties["leges"] == (Decimal(240),)
    assert "opStraat" not in case.properties


def test_what_is_gone_before_the_last_day_or_built_after_the_first_is_refused(browser):
    page = fill_pages(browser, SLUG, LARGE, until="opbouw")

    page = browser.submit(page, a_day("build_up", NEXT) | a_day("cleared", FIRST))

    assert page.status_code == 422
    assert "Kies een dag op of voor de eerste dag van uw evenement." in main_of(page)
    assert "Kies een dag op of na de laatste dag van uw evenement." in main_of(page)
    assert page_id(browser.submit(page, LARGE["opbouw"])) == "alle-onderdelen"


def test_a_time_over_midnight_is_one_that_is_said_to_be(browser):
    page = fill_pages(browser, SLUG, SMALL, until="dagen-1")

    page = browser.submit(page, hours(1, FIRST, "20:00", "01:00"))

    assert page.status_code == 422
    assert "Of kies dat het doorgaat na middernacht." in main_of(page)
    page = browser.submit(page, {"days.1.past_midnight": "yes"})
    assert page_id(page) == "dagen"
    assert "van 20.00 uur tot 01.00 uur" in main_of(page)


@pytest.mark.parametrize(
    ("ends", "late", "remedy"),
    [
        ("14:00", "no", "Vul een tijd in die later is dan het begin."),
        ("14:00", "yes", "Voeg de volgende dag dan apart toe."),
        ("16:00", "yes", "Voeg de volgende dag dan apart toe."),
        ("99.99", "no", "Vul een tijd"),
    ],
)
def test_times_that_are_no_day_say_what_to_do(browser, ends, late, remedy):
    page = fill_pages(browser, SLUG, SMALL, until="dagen-1")

    page = browser.submit(page, hours(1, FIRST, "14:00", ends, late))

    assert page.status_code == 422
    assert remedy in main_of(page)


def test_from_a_large_event_back_to_a_report_sends_nothing_of_the_permit(browser, world, do_jobs):
    fill_pages(browser, SLUG, LARGE)
    page = browser.submit(browser.visit(f"{FORM}/bezoekers/"), {"visitors": "60"})
    browser.submit(browser.visit(f"{FORM}/omgeving/"), {"music": "no", "road": "no"})

    page = fill_pages(browser, SLUG, {})
    words = words_of_main(page)
    for gone in ("Stichting Zomerfeest", "Tent, 40 m²", "plattegrond.pdf", "€ 980,00"):
        assert gone not in words
    browser.submit(page, form="send")
    case = sent_to_the_case(world, do_jobs)

    assert (case.case_type, case.costs_money) == ("EVENEMENT-MELDING", False)
    permit = {"opbouwVanaf", "voorzieningen", "opStraat", "oppervlakte", "organisatie", "kvkNummer"}
    assert not permit & set(case.properties)
    assert {document.kind for document in case.documents} == {"Aanvraag"}


def test_from_a_report_to_a_large_event_asks_for_a_later_day(browser):
    soon = today() + timedelta(days=20)
    fill_pages(browser, SLUG, SMALL | {"dagen-1": hours(1, soon)})
    browser.submit(browser.visit(f"{FORM}/bezoekers/"), {"visitors": "4000"})

    page = fill_pages(browser, SLUG, {}, until="dagen-1")

    page = browser.submit(page)
    assert page.status_code == 422
    assert "Wilt u het eerder? Bel ons dan." in main_of(page)


@pytest.mark.parametrize(("size_of_tent", "asks"), [("49", False), ("50", True)])
def test_a_plan_is_asked_from_some_size_on(browser, size_of_tent, asks):
    answers = MIDDLE | {
        "voorzieningen": {"facilities": ["tent"]},
        "dingen-1": thing(1, "Tent", size_of_tent),
    }
    page = fill_pages(browser, SLUG, answers, until="ruimte")
    assert f"Alles samen is {size_of_tent} m²." in words_of_main(page)

    assert (page_id(browser.submit(page)) == "plattegrond") is asks


@pytest.mark.parametrize(
    ("kind", "heading", "tells"),
    [
        ("demonstration", "Een demonstratie is geen evenement", "Wet openbare manifestaties"),
        ("film", "Foto's of een film maken is geen evenement", "andere regels"),
    ],
)
def test_what_is_no_event_has_another_way_on(browser, kind, heading, tells):
    page = browser.submit(fill_pages(browser, SLUG, {}, until="soort"), {"kind_of_event": kind})

    assert heading_of(page) == heading
    assert tells in main_of(page)
    assert "Bel ons" in main_of(page)
    assert page_id(browser.visit(f"{FORM}/controleren/")) != "controleren"
    assert "Plaats en tijd" not in links_of(begin(browser, SLUG))


def test_a_number_of_a_company_is_looked_at_and_may_stay_open(browser):
    page = fill_pages(browser, SLUG, MIDDLE, until="organisatie")
    club = {"for_organisation": "yes", "organisation": "Buurtclub", "company": "1234"}

    page = browser.submit(page, club)
    if page.status_code == 200:
        page = browser.submit(page, club)
    assert page.status_code == 422

    assert page_id(browser.submit(page, club | {"company": ""})) == "alle-onderdelen"


def test_in_english(browser):
    browser.visit("/taal/?taal=en&next=/")
    page = fill_pages(browser, SLUG, MIDDLE, until="vergunning")
    assert heading_of(page) == "You need a permit"
    assert "The permit costs €240.00." in main_of(page).replace("\xa0", "")

    assert "Report an event" in main_of(send_pages(browser, SLUG, MIDDLE))


def test_the_answers_on_paper(browser):
    receipt = send_pages(browser, SLUG, LARGE)

    paper = browser.get(links_of(receipt)["Download uw antwoorden (pdf)"])

    assert is_tagged(paper.data)
    answers = dict(labelled(structure_of(paper.data)))
    assert answers["KVK-nummer"] == ["12345678"]
    assert answers["Kosten"][0].replace("\xa0", " ") == "€ 980,00"
