"""By when the municipality acts: one day on the receipt, in the case, in messages and on paper."""

import re

import pytest

from forms import Catalogue, form_from_values, load_sources
from portal.texts.words import words_in
from tests.browser import links_of, main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file
from tests.forms_filled import MOVE, send
from tests.papers import words_of_pdf
from tests.parts import publish_only

LAW = "Algemene wet bestuursrecht, artikel 4:13"
DAY = re.compile(r"\d{1,2} [a-z]+ 20\d\d")


def move_with(term):
    """The form to move, with this legal term or none."""
    source = (
        Catalogue.load(load_sources()).form(MOVE).model_dump(mode="json", exclude_defaults=True)
    )
    source["case"]["term"] = term
    return form_from_values(source, load_sources())


@pytest.fixture(params=[None, {"weeks": 8, "law": LAW}], ids=["norm", "law"])
def sent(request, app, browser, do_jobs, world):
    """A submission that became a case, as the case system says that it stands."""
    publish_only(app, [move_with(request.param)])
    receipt = send(browser, changes={"wonen": {"living": "own"}})
    do_jobs()
    [made] = world.intake.made.values()
    new = made.new
    case = a_case(
        new.number,
        key=a_key(new.number),
        started=new.started,
        expected=new.planned,
        due=new.due,
    )
    world.cases.files[BSN] = [a_case_file(case)]
    return receipt, case


def test_every_place_tells_the_same_day(sent, browser, world):
    receipt, case = sent
    day = words_in("nl").day(case.expected)
    message = links_of(browser.get("/berichten/"))["Wij hebben ontvangen: Verhuizing doorgeven"]
    [mail] = world.mailer.sent.values()
    pdf = browser.get(f"{receipt.request.path}antwoorden.pdf")

    places = {
        "receipt": main_of(receipt),
        "overview": main_of(browser.get("/overzicht/")),
        "cases": main_of(browser.get("/zaken/")),
        "case": main_of(browser.get(f"/zaken/{case.key.id}/")),
        "message": main_of(browser.get(message)),
        "mail": mail.text,
        "paper": words_of_pdf(pdf.data),
    }
    assert {name for name, words in places.items() if day not in words} == set()
    for name in ("receipt", "case", "message", "mail"):
        promised = re.findall(rf"uiterlijk (?:op )?({DAY.pattern})", places[name])
        assert set(promised) <= {day}, name
    assert places["case"].count(day) == 1, "two sentences about one day are one too many"


def test_the_law_is_named_where_there_is_one(sent, browser):
    receipt, case = sent
    has_law = case.due is not None

    assert ("artikel 4:13" in main_of(receipt)) == has_law
    page = main_of(browser.get(f"/zaken/{case.key.id}/"))
    assert ("Volgens de wet" in page) == has_law
