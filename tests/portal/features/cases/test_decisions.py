"""What the page of a case says after a decision: what one can do, how, and until when."""

from datetime import date, timedelta

import pytest

from portal.domain.cases import Progress
from portal.domain.days import today
from portal.domain.terms import Term, last_day, shifted
from portal.texts.words import words_in
from tests.browser import links_of, main_element, main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file, a_decision
from tests.forms_filled import MOVE, send
from tests.papers import words_of_pdf
from tests.parts import changed_case, publish_only
from tests.tree import text_of

NUMBER = "ZAAK-2026-0000000001"
PAGE = f"/zaken/{a_key(NUMBER).id}/"
LONG_AGO = today() - timedelta(days=90)


def in_words(day: date) -> str:
    return words_in("nl").day(day)


def decided(world, case_type="KWIJTSCHELDING", result="", **decision):
    """A closed case of the resident with this decision, sent today."""
    case = a_case(
        case_type=case_type, result=result, progress=Progress.CLOSED, closed=today(), title="Zaak"
    )
    decision = a_decision(**{"sent": today(), "last_day_to_object": None} | decision)
    world.cases.files[BSN] = [a_case_file(case, decisions=(decision,))]
    return last_day(today(), Term(10))


def test_a_remedy_says_how_to_whom_until_when_and_by_which_law(browser, world):
    last = decided(world)

    page = browser.get(PAGE)

    words = main_of(page)
    assert (
        f"Bent u het er niet mee eens? U kunt in beroep gaan tot en met {in_words(last)}." in words
    )
    assert "Stuur de brief naar: Gemeente Demodam, Beroep kwijtschelding, Marktplein 1" in words
    assert "Hierover beslist: het college van burgemeester en wethouders" in words
    assert "Dat staat in: Uitvoeringsregeling Invorderingswet 1990, artikel 24" in words
    address = links_of(page)["Zo gaat u in beroep"]
    assert address == "https://demodam.example/beroep-kwijtschelding/"
    assert "bezwaar" not in words
    browser.get(f"/taal/?taal=en&next={PAGE}")
    assert "How to appeal" in links_of(browser.get(PAGE))
    assert "Decided by: the mayor and aldermen" in main_of(browser.get(PAGE))


def test_what_is_shown_where_days_differ_is_the_earliest_and_call_us(browser, world):
    last = decided(world, last_day_to_object=today() + timedelta(60))

    words = main_of(browser.get(PAGE))

    assert f"tot en met {in_words(last)}. Misschien heeft u meer tijd. Bel ons" in words
    decided(world, last_day_to_object=last)
    assert "Misschien heeft u meer tijd" not in main_of(browser.get(PAGE))


def test_between_two_days_one_may_still_be_in_time(browser, world):
    early, late = today() - timedelta(days=5), today() + timedelta(days=30)
    decided(world, sent=LONG_AGO, last_day_to_object=early, usual_last_day=late)

    words = main_of(browser.get(PAGE))

    two = "Wij kennen meer dan één laatste dag om in beroep te gaan."
    first = last_day(LONG_AGO, Term(10))
    which = f"De eerste was {in_words(first)}, de laatste is {in_words(shifted(late))}."
    assert f"{two} {which} Bel ons snel. Dan zoeken wij uit welke dag voor u geldt." in words
    assert "U kon in beroep gaan" not in words, "nobody knows that it is over"
    assert "Misschien heeft u meer tijd." not in words
    assert "Dan kan het soms nog." in words


def test_where_the_file_has_no_remedy_its_words_are_neutral(browser, world):
    decided(world, case_type="ONBEKEND", last_day_to_object=today() + timedelta(days=9))

    words = main_of(browser.get(PAGE))

    assert "U kunt ons dat laten weten tot en met" in words
    assert "Weet u niet hoe? Bel ons:" in words
    assert "bezwaar" not in words
    assert "Hierover beslist" not in words


def test_without_any_day_it_says_how_long_one_has(browser, world):
    decided(world, sent=None)

    assert "U kunt binnen 10 dagen na de brief in beroep gaan." in main_of(browser.get(PAGE))
    decided(world, case_type="ONBEKEND", sent=None)
    assert "Bent u het er niet mee eens?" not in main_of(browser.get(PAGE)), "nobody knows of it"


@pytest.mark.parametrize(
    ("result", "is_quiet"), [("Toegekend", True), ("Afgewezen", False), ("Ingetrokken", False)]
)
def test_what_was_granted_has_a_quiet_line(browser, world, result, is_quiet):
    last = decided(world, result=result)

    main = main_element(browser.get(PAGE))

    by_class = {each.get("class", ""): each for each in main.iter()}
    assert ("decision__object" in by_class) != is_quiet
    assert ("details decision__quiet" in by_class) == is_quiet
    if is_quiet:
        line = by_class["details decision__quiet"]
        until = f"Niet mee eens? U kunt in beroep gaan tot en met {in_words(last)}."
        assert text_of(next(line.iter("summary"))) == until
        assert "Zo gaat u in beroep" in text_of(line), "the way is one step on"


@pytest.mark.parametrize(
    ("result", "has_steps"), [("Afgewezen", True), ("Toegekend", False), ("Ingetrokken", False)]
)
def test_after_a_refusal_one_reads_what_else_is_possible(browser, world, result, has_steps):
    decided(world, result=result)

    page = browser.get(PAGE)

    words = main_of(page)
    assert ("Dit kunt u nu doen" in words) == has_steps
    assert ("Vraag hulp bij geldzorgen" in links_of(page)) == has_steps
    if has_steps:
        assert words.index("Betaal in delen") < words.index("Bent u het er niet mee eens?")


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        (MOVE, "Wij willen binnen 5 werkdagen klaar zijn."),
        ("kwijtschelding-aanvragen", "Wij willen binnen 6 weken klaar zijn."),
        (
            "vraag-over-gegevensgebruik",
            "De gemeente beslist binnen 1 maand. Dat staat in de wet (Algemene verordening",
        ),
    ],
)
def test_a_start_page_says_how_long_it_takes_by_the_term_of_its_form(visitor, slug, sentence):
    assert sentence in main_of(visitor.get(f"/formulieren/{slug}/"))


def test_start_receipt_and_paper_say_the_same_as_the_case(browser, visitor):
    remedy = "Bent u het niet eens met ons besluit? Dan kunt u binnen 10 dagen in beroep gaan."
    move = remedy.replace("10 dagen in beroep gaan", "6 weken bezwaar maken")

    assert main_of(visitor.get("/formulieren/kwijtschelding-aanvragen/")).count(remedy) == 1
    assert main_of(visitor.get(f"/formulieren/{MOVE}/")).count(move) == 1
    receipt = send(browser, changes={"wonen": {"living": "own"}})
    assert main_of(receipt).count(move) == 1
    paper = browser.get(f"{receipt.request.path}antwoorden.pdf")
    assert words_of_pdf(paper.data).count(move) == 1


def test_a_version_that_names_a_remedy_as_it_was_called_says_the_same(
    app, browser, visitor, candidates
):
    publish_only(app, [changed_case(candidates.form(MOVE), {"remedy": "van-vroeger"})])
    move = "Dan kunt u binnen 6 weken bezwaar maken."

    assert move in main_of(visitor.get(f"/formulieren/{MOVE}/"))
    receipt = send(browser, changes={"wonen": {"living": "own"}})
    assert move in main_of(receipt)
    assert move in words_of_pdf(browser.get(f"{receipt.request.path}antwoorden.pdf").data)
