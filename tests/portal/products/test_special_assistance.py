"""Bijzondere bijstand: costs row by row, money of the household, and where it is paid."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.domain.days import today
from portal.domain.people import Level
from portal.storage.submissions import Submission
from tests.browser import heading_of, links_of, main_of
from tests.factories import BSN, a_person
from tests.files_made import a_pdf
from tests.forms_filled import begin, page_id
from tests.page_by_page import a_day, fill_pages, send_pages
from tests.paper_structure import labelled, structure_of
from tests.papers import is_tagged
from tests.remission import INCOME

SLUG = "bijzondere-bijstand-aanvragen"
FORM = f"/formulieren/{SLUG}"
IBAN = "NL91ABNA0417164300"


def a_cost(row, what, amount, bill=None):
    """One expense; its bill comes later, unless there is one."""
    name = f"costs.{row}"
    proof = {f"{name}.bill": ("nota.pdf", bill)} if bill else {f"{name}.bill-later": "y"}
    return (
        {f"{name}.what": what, f"{name}.amount": amount}
        | a_day(f"{name}.day", today() - timedelta(days=3))
        | proof
    )


ALONE = {
    "kosten-1": a_cost(1, "Bril", "249,95"),
    "vergoeding": {"elsewhere": "no"},
    "uitkering": {"on_benefit": "no"},
    "inkomen": {"income_choice": "supply"},
    "inkomen_zelf": {"own_income": "1.120,40", "income_proof-later": "y"},
    "spaargeld": {"own_savings": "310"},
    "rekening": {"account": IBAN},
}
TOGETHER = ALONE | {
    "partner": {"partner_agrees": "yes"},
    "geld_partner": {
        "partner_income": "412,80",
        "partner_savings": "0",
        "partner_proof-later": "y",
    },
}
TWO_COSTS = {
    "kosten-2": a_cost(2, "Wasmachine", "1.300", a_pdf()),
    "kosten": [{"action": "add"}, {}],
}
WRONG_ACCOUNTS = {
    "NL91 ABNA 0417 1643 01": "Dit rekeningnummer (IBAN) klopt niet.",
    "NL91 ABNA 0417 1643": "Voor Nederland heeft het 18 letters en cijfers.",
    "NL91 ABNA O417 1643 00": "Er staat een letter O of I waar een cijfer 0 of 1 hoort",
    "0417164300": "Het begint met de 2 letters van een land",
    "": "Vul een rekeningnummer (IBAN) in",
}
EXPLAINED = {"uitleg": {"explanation": "Mijn wasmachine is kapot en ik heb geen spaargeld."}}


@pytest.fixture
def applicant(app):
    """The browser of a resident with a partner, at the level that this form asks for."""
    return app.test_client().log_in(BSN, Level.SUBSTANTIEEL)


@pytest.fixture
def single(app, world):
    """The browser of a resident without a partner."""
    child = a_person().relatives[1]
    world.persons.persons[BSN] = a_person(relatives=(child,))
    return app.test_client().log_in(BSN, Level.SUBSTANTIEEL)


def test_the_start_page_says_what_it_is_for_and_how_long_it_takes(visitor):
    words = main_of(visitor.visit(f"{FORM}/"))

    assert heading_of(visitor.visit(f"{FORM}/")) == "Bijzondere bijstand aanvragen"
    for told in ("18 jaar of ouder", "8 weken", "Het kost niets.", "Participatiewet, artikel 35"):
        assert told in words


def test_from_the_start_to_a_case_that_has_all(applicant, world, do_jobs, rows):
    receipt = send_pages(applicant, SLUG, TOGETHER | TWO_COSTS | EXPLAINED)

    [submission] = rows(Submission)
    assert submission.reference in main_of(receipt)
    do_jobs()
    [made] = world.intake.made.values()
    assert made.new.case_type == "BIJZONDERE-BIJSTAND"
    assert made.new.due is not None
    assert dict(made.new.properties) == {
        "partnerAkkoord": ("ja",),
        "kosten": ("Bril: € 249,95", "Wasmachine: € 1.300,00"),
        "bedragTotaal": (Decimal("1549.95"),),
        "toelichting": (EXPLAINED["uitleg"]["explanation"],),
        "vergoedingElders": ("nee",),
        "bijstandsuitkering": ("nee",),
        "inkomenHerkomst": ("aangeleverd",),
        "inkomenOpgegeven": (Decimal("1120.40"),),
        "spaargeld": (Decimal(310),),
        "inkomenPartner": (Decimal("412.80"),),
        "spaargeldPartner": (Decimal(0),),
        "rekeningnummer": (IBAN,),
    }
    assert {document.kind for document in made.new.documents} == {"Aanvraag", "Nota"}


def test_a_bill_that_comes_later_is_a_task_for_that_row_only(applicant):
    words = main_of(fill_pages(applicant, SLUG, TOGETHER | TWO_COSTS | EXPLAINED))

    assert "nota.pdf" in words
    assert "Bril: € 249,95" in words.replace("\xa0", " ")
    send_pages(applicant, SLUG, {})
    tasks = [name for name in links_of(applicant.visit("/overzicht/")) if "offerte" in name]
    assert len(tasks) == 1


def test_above_the_limit_an_explanation_is_needed(applicant):
    page = fill_pages(applicant, SLUG, TOGETHER | TWO_COSTS, until="samen_kosten")
    assert "Al uw kosten samen zijn € 1.549,95." in main_of(page).replace("\xa0", " ")

    page = applicant.submit(applicant.submit(page), {"explanation": ""})

    assert page.status_code == 422
    assert "U vraagt meer dan 1.500 euro aan." in main_of(page)
    assert page_id(applicant.submit(page, EXPLAINED["uitleg"])) == "vergoeding"


@pytest.mark.parametrize(("amount", "asks"), [("1.500,00", False), ("1.500,01", True)])
def test_the_limit_itself_needs_no_explanation(applicant, amount, asks):
    answers = TOGETHER | {"kosten-1": a_cost(1, "Koelkast", amount)}
    page = applicant.submit(fill_pages(applicant, SLUG, answers, until="uitleg"))

    assert (page.status_code == 422) is asks


def test_a_cost_of_nothing_and_one_of_long_ago_say_what_to_do(applicant):
    page = fill_pages(applicant, SLUG, TOGETHER, until="kosten-1")
    long_ago = a_day("costs.1.day", today() - timedelta(days=500))

    page = applicant.submit(page, a_cost(1, "Bril", "0") | long_ago)

    words = main_of(page)
    assert page.status_code == 422
    assert "Zijn de kosten ouder? Bel ons dan." in words
    page = applicant.submit(page, a_cost(1, "Bril", "0"))
    assert "Vul een bedrag in dat hoger is dan 0" in main_of(page)


def test_rows_can_be_taken_away_and_the_sum_follows(applicant):
    page = fill_pages(applicant, SLUG, TOGETHER | TWO_COSTS, until="samen_kosten")
    page = applicant.submit(applicant.visit(f"{FORM}/kosten/"), button=("remove_row", "2"))
    page = applicant.submit(page)

    assert "Al uw kosten samen zijn € 249,95." in main_of(page).replace("\xa0", " ")
    assert page_id(applicant.submit(applicant.submit(page))) == "vergoeding"


def test_an_account_abroad_will_do_and_a_wrong_one_says_what_is_wrong(applicant):
    page = fill_pages(applicant, SLUG, TOGETHER, until="rekening")

    for number, remedy in WRONG_ACCOUNTS.items():
        page = applicant.submit(page, {"account": number})
        assert page.status_code == 422, number
        assert remedy in main_of(page)
    for number in ("DE89 3704 0044 0532 0130 00", "nl91 abna 0417 1643 00"):
        page = applicant.visit(f"{FORM}/rekening/")
        assert page_id(applicant.submit(page, {"account": number})) == "contact"


def test_who_has_no_partner_is_asked_nothing_of_one(single, world, do_jobs):
    page = fill_pages(single, SLUG, ALONE)

    assert "partner" not in main_of(page).replace("Uw partner en kinderen", "")
    single.submit(page, form="send")
    do_jobs()
    [made] = world.intake.made.values()
    assert not {name for name in made.new.properties if "artner" in name}


def test_without_the_register_we_ask_whether_there_is_a_partner(app, world):
    world.persons.is_down = True
    browser = app.test_client().log_in(BSN, Level.SUBSTANTIEEL)

    page = fill_pages(browser, SLUG, ALONE, until="samen")

    assert page_id(browser.submit(page, {"together": "no"})) == "kosten-1"
    page = browser.submit(browser.visit(f"{FORM}/samen/"), {"together": "yes"})
    assert heading_of(page) == "Vindt uw partner deze aanvraag goed?"


def test_who_gets_assistance_already_is_asked_nothing_that_we_know(applicant, world, do_jobs):
    send_pages(applicant, SLUG, TOGETHER | {"uitkering": {"on_benefit": "yes"}})

    do_jobs()
    [made] = world.intake.made.values()
    assert made.new.properties["bijstandsuitkering"] == ("ja",)
    assert not {"inkomenHerkomst", "spaargeld", "inkomenPartner"} & set(made.new.properties)


def test_income_is_fetched_by_choice_and_told_to_the_case(single, world, do_jobs):
    world.sources.records[BSN, "uwv"] = INCOME
    answers = ALONE | {"inkomen": {"income_choice": "fetch"}}

    page = fill_pages(single, SLUG, answers, until="inkomen_opgehaald")
    assert "Bakkerij De Korenbloem" in main_of(page)
    send_pages(single, SLUG, ALONE)

    do_jobs()
    [made] = world.intake.made.values()
    assert made.new.properties["inkomenHerkomst"] == ("opgehaald",)
    assert made.new.properties["inkomenOpgehaald"] == (Decimal("1120.40"),)


def test_a_source_that_is_down_leaves_the_way_of_supplying(single, world):
    world.sources.is_down = True
    answers = ALONE | {"inkomen": {"income_choice": "fetch"}}
    page = fill_pages(single, SLUG, answers, until="inkomen_opgehaald")
    assert "Het lukt nu niet om dit op te halen bij het UWV" in main_of(page)

    page = single.submit(page, button=("action", "supply"))

    assert page_id(page) == "inkomen_zelf"
    send_pages(single, SLUG, ALONE)


def test_who_is_under_18_is_told_a_way_on(app, world):
    born = date(today().year - 16, 1, 1)
    world.persons.persons[BSN] = replace(a_person(), born=born, relatives=())
    minor = app.test_client().log_in(BSN, Level.SUBSTANTIEEL)

    page = minor.submit(begin(minor, SLUG))

    assert heading_of(page) == "U bent nog geen 18 jaar"
    assert "Bel ons" in main_of(page)
    assert page_id(minor.visit(f"{FORM}/controleren/")) == "te_jong"


def test_in_english(single):
    single.visit("/taal/?taal=en&next=/")
    page = fill_pages(single, SLUG, ALONE | TWO_COSTS, until="samen_kosten")
    assert "All your costs together are €1,549.95." in main_of(page).replace("\xa0", "")

    receipt = send_pages(single, SLUG, ALONE | EXPLAINED)

    assert "Apply for special assistance" in main_of(receipt)


def test_the_answers_on_paper(applicant):
    receipt = send_pages(applicant, SLUG, TOGETHER | TWO_COSTS | EXPLAINED)

    paper = applicant.get(links_of(receipt)["Download uw antwoorden (pdf)"])

    assert is_tagged(paper.data)
    answers = dict(labelled(structure_of(paper.data)))
    assert answers["Rekeningnummer (IBAN)"] == ["NL91 ABNA 0417 1643 00"]
    assert answers["Uw uitleg"] == [EXPLAINED["uitleg"]["explanation"]]
