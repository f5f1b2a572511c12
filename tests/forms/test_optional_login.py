"""A form in which one chooses whether to log in: what is asked of whom."""

from dataclasses import replace
from datetime import date

import pytest

from forms import BadForm, engine, load_sources, reading
from forms.context import Context
from forms.loading import load_form
from tests.forms.factories import a_form, a_page, a_question
from tests.journeys.idea import FILE

WITH = Context(
    today=date(2026, 11, 30),
    facts={
        "person": {"name": "Noor Jansen", "born": "1980-01-01"},
        "contact": {"email": "noor@voorbeeld.example", "phone": ""},
    },
    translate=str,
)
WITHOUT = replace(WITH, facts={}, is_logged_in=False)
ANSWERS = {"subject": "Een bankje", "name": "Sam", "page:idee": True}


@pytest.fixture(scope="module")
def form():
    """“Idee voor de buurt insturen”, with optional login."""
    return load_form(FILE, load_sources())


def pages(form, context, answers=ANSWERS):
    return [page.id for page in engine.path(form, answers, context)]


def test_what_is_known_is_shown_to_who_logged_in_and_asked_of_who_did_not(form):
    assert pages(form, WITH) == ["idee", "gegevens", "contact"]
    assert pages(form, WITHOUT) == ["idee", "wie", "contact"]


def test_a_register_that_is_silent_leaves_the_page_there_for_who_logged_in(form):
    silent = replace(WITH, facts={})

    assert pages(form, silent) == ["idee", "gegevens", "wie", "contact"]


def test_nothing_of_a_page_that_is_left_out_is_summed_up(form):
    sections = reading.summary(engine.path(form, ANSWERS, WITHOUT))

    assert [row.page_id for section in sections for row in section.rows] == [
        "idee",
        "idee",
        "wie",
        "contact",
    ]


def test_how_one_is_reached_is_filled_in_for_who_logged_in_only(form):
    for context, email in ((WITH, "noor@voorbeeld.example"), (WITHOUT, "")):
        page = engine.path(form, ANSWERS, context).by_id["contact"]
        [placed] = page.placed

        assert placed.kind.first_input(placed.question, page.values, context)[""] == email


@pytest.mark.parametrize("kind", ["people", "name_use", "about"])
def test_what_shows_a_person_and_has_no_way_without_login_is_refused_where_one_may_choose(kind):
    own = {"about": {"topic": "consultation", "without": "Niets."}}.get(kind, {})

    with pytest.raises(BadForm, match=r"login: digid_midden"):
        a_form(a_page(a_question(kind=kind, **own), a_question("b")), login="optional")


@pytest.mark.parametrize("login", ["optional", "none"])
def test_nothing_is_sent_later_by_who_may_not_have_logged_in(login):
    level = "midden" if login == "optional" else None
    page = a_page(a_question("bill", "file", later=True), a_question("b"))

    with pytest.raises(BadForm, match=r"'bill' can be sent later.*Leave `later` out"):
        a_form(page, login=login, level=level)


def test_a_form_with_optional_login_asks_something_without_it_too():
    known = a_question(
        kind="known", facts=[{"fact": "person.name", "label": "Naam"}], wrong="Bel ons."
    )

    with pytest.raises(BadForm, match=r"Nothing is asked of who does not log in"):
        a_form(a_page(known), login="optional")


def test_optional_login_has_a_level():
    with pytest.raises(BadForm, match=r"`login` and `level` do not fit"):
        a_form(a_page(a_question()), login="optional", level=None)
