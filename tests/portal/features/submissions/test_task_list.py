"""Sections that are filled in in any order, from a list that says how each stands: by HTTP."""

from pathlib import Path

import pytest

from forms import load_sources
from forms.loading import load_form
from portal.domain.days import today
from portal.storage.submissions import Submission
from tests.browser import heading_of, links_of, main_of, title_of, words_of
from tests.forms_filled import begin, page_id
from tests.parts import publish_only

PARTY = "straatfeest"
LIST = f"/formulieren/{PARTY}/alle-onderdelen/"
FILE = Path(__file__).parents[3] / "journeys/straatfeest.yaml"


def a_day(name, day, month="3"):
    year = str(today().year + 1)
    return {f"{name}-day": str(day), f"{name}-month": month, f"{name}-year": year}


@pytest.fixture
def asking(app, browser):
    """The browser of a resident, where this form is published."""
    publish_only(app, [load_form(FILE, load_sources())])
    return browser


@pytest.fixture
def go_to(asking):
    """From the list to this section."""

    def go_to_(title):
        return asking.visit(links_of(begin(asking, PARTY))[title])

    return go_to_


@pytest.fixture
def fill_in(asking, go_to):
    """Fill in one section; gives the page after it."""
    answers = {
        "Het feest": ({"size": "50"}, a_day("day", 5)),
        "Veiligheid": (a_day("cleaned", 6),),
        "De straat": ({"street": "Lindelaan"},),
    }

    def fill_in_(title, *others):
        page = go_to(title)
        for sent in others or answers[title]:
            page = asking.submit(page, sent)
        return page

    return fill_in_


def test_the_list_is_the_first_page_and_says_how_each_section_stands(asking):
    page = begin(asking, PARTY)

    assert page.request.path == LIST
    words = main_of(page)
    assert "Het feest Nog niet begonnen" in words
    assert "Veiligheid Vul eerst in: Het feest Kan nog niet" in words
    assert "De straat Nog niet begonnen" in words
    assert "Klaar: 0 van 4." in words
    assert "Veiligheid" not in links_of(page)
    assert "Controleren en versturen" not in links_of(page)
    assert title_of(page).startswith("Onderdelen van dit formulier - Straatfeest melden")


def test_sections_are_filled_in_in_any_order_and_the_list_is_come_back_to(asking, fill_in):
    page = fill_in("De straat")
    assert page.request.path == LIST
    assert "“De straat” is klaar." in words_of(page)
    assert "De straat Klaar" in main_of(page)

    page = fill_in("Het feest", {"size": "50"})
    assert heading_of(page) == "Op welke dag is het feest?"
    assert "Het feest Bezig" in main_of(asking.visit(LIST))
    assert heading_of(asking.visit(links_of(asking.visit(LIST))["Het feest"])) == heading_of(page)

    page = asking.submit(page, a_day("day", 5))
    assert "Veiligheid Nog niet begonnen" in main_of(page)
    assert "Grote feesten" not in main_of(page)
    page = fill_in("Veiligheid")
    assert "Klaar: 3 van 3." in main_of(page)
    assert links_of(page)["Controleren en versturen"].endswith("/controleren/")


def test_what_is_sent_is_what_was_filled_in(asking, fill_in, rows, do_jobs, world):
    for title in ("De straat", "Het feest", "Veiligheid"):
        page = fill_in(title)
    check = asking.visit(links_of(page)["Controleren en versturen"])
    assert links_of(check)["Terug"] == LIST
    assert "Stap" not in main_of(check)
    change = asking.visit(links_of(check)["Wijzig In welke straat is het feest?"])
    check = asking.submit(change, {"street": "Parkweg"})
    assert page_id(check) == "controleren"

    receipt = asking.submit(check, form="send")
    do_jobs()

    assert heading_of(receipt)
    [submission] = rows(Submission)
    [case] = world.intake.made.values()
    assert submission.slug == PARTY
    assert case.new.properties["straat"] == ("Parkweg",)


def test_an_answer_that_changes_opens_a_section_that_was_done(asking, fill_in):
    for title in ("Het feest", "Veiligheid", "De straat"):
        fill_in(title)

    page = fill_in("Het feest", {"size": "50"}, a_day("day", 20))
    assert "Veiligheid Kijk dit nog een keer na" in main_of(page)
    assert "Controleren en versturen" not in links_of(page)

    page = fill_in("Het feest", {"size": "600"}, a_day("day", 5))
    assert "Veiligheid Bezig" in main_of(page)
    assert "Grote feesten Nog niet begonnen" in main_of(page)
    fill_in("Grote feesten", {"doctor": "Dokter Bos"})
    page = fill_in("Het feest", {"size": "20"}, a_day("day", 5))
    assert "Grote feesten Niet nodig" in main_of(page)
    assert "Grote feesten" not in links_of(page)
    assert "Dokter Bos" not in main_of(asking.visit(f"/formulieren/{PARTY}/controleren/"))


@pytest.mark.parametrize("name", ["cleaned", "guards", "doctor", "day"])
def test_a_page_that_can_not_be_filled_in_yet_leads_to_the_list(asking, name):
    begin(asking, PARTY)

    page = asking.visit(f"/formulieren/{PARTY}/{name}/")

    assert page.request.path == LIST
    assert "Dat kan nog niet. Kies hieronder waar u verdergaat." in words_of(page)


def test_the_check_waits_for_all_sections(asking, fill_in):
    fill_in("De straat")

    page = asking.visit(f"/formulieren/{PARTY}/controleren/")

    assert page.request.path == LIST
    assert "Dat kan nog niet." in words_of(page)


def test_the_list_is_one_link_away_and_going_back_stays_in_the_section(asking, go_to):
    page = go_to("Het feest")
    assert links_of(page)["Naar alle onderdelen"] == LIST
    assert links_of(page)["Terug"] == LIST
    assert "Stap" not in main_of(page)
    assert " - Het feest - " in title_of(page)

    page = asking.submit(page, {"size": "50"})

    assert links_of(page)["Terug"].endswith("/size/")


def test_input_that_was_not_judged_keeps_its_section_busy(asking, go_to, fill_in):
    fill_in("De straat")
    page = asking.submit(go_to("De straat"), {"street": ""}, button=("action", "stop"))

    assert page.request.path == "/overzicht/"
    assert "Straatfeest melden" in main_of(page)
    assert "De straat Bezig" in main_of(begin(asking, PARTY))


def test_a_form_without_sections_to_choose_has_no_list(browser):
    page = begin(browser)

    there = browser.visit(LIST.replace(PARTY, "verhuizing-doorgeven"))

    assert there.request.path == page.request.path
    assert "Naar alle onderdelen" not in links_of(page)
