"""The case worker's page: more time, standing still, going on, and a decision that goes."""

import pytest
from sqlalchemy import select

from portal.embedded.desk import actions
from portal.embedded.desk.casefile import NotPossible
from portal.embedded.storage import ZAAK
from portal.embedded.zgw.catalogue import catalogue
from tests.portal.embedded.desk import address, case_of, lines_about, opened


@pytest.fixture(scope="module", autouse=True)
def _planted(plant_anew):
    """The cases as they were at the first start."""
    plant_anew()


def done(client, file, *action, **form):
    """Do this in the case; gives the page that follows, and what was written down about it."""
    form |= {"inzage": opened(client, file)}
    answer = client.post(address(file, *action), data=form)
    page = client.get(answer.location).text if answer.location else answer.text
    return page, [line[0] for line in lines_about(client, file)]


def test_more_time_standing_still_and_going_on(client, world):
    file = case_of(world, status="In behandeling")

    page, lines = done(client, file, "verlengen", dagen="28", toelichting="Er is advies nodig.")
    assert "De zaak duurt langer." in page
    assert "Genomen: Er is advies nodig." in page
    assert "Zaak gewijzigd: meer tijd genomen door een medewerker" in lines
    page, lines = done(client, file, "stilzetten", toelichting="De arts kijkt.")
    assert "Verder gaan" in page
    assert "Zaak gewijzigd: zaak stilgezet door een medewerker" in lines
    page, lines = done(client, file, "verder-gaan")
    assert "De zaak gaat verder." in page
    assert "Zaak gewijzigd: zaak verder gegaan door een medewerker" in lines


def test_a_decision_of_a_closed_case_is_withdrawn(client, world):
    file = case_of(world, status="Afgerond", closed=True)
    [decision] = file.decisions

    page, lines = done(client, file, "besluiten", decision.id, "intrekken", waarom="verzoek")

    assert "Het besluit is ingetrokken." in page
    assert "Geldt niet meer vanaf" in page
    assert "Zaak gewijzigd: besluit ingetrokken door een medewerker" in lines


@pytest.mark.parametrize(
    ("action", "form", "words"),
    [
        ("verlengen", {"dagen": "veel", "toelichting": "Druk"}, "Vul een aantal dagen in"),
        ("verlengen", {"dagen": "9"}, "Schrijf waarom"),
        ("stilzetten", {}, "Schrijf waarom"),
        ("verder-gaan", {}, "Deze zaak staat niet stil."),
    ],
)
def test_what_is_not_possible_is_said_and_not_written_down(client, world, action, form, words):
    file = case_of(world, status="Ontvangen")

    page, lines = done(client, file, action, **form)

    assert words in page
    assert not any("gewijzigd" in line for line in lines)
    unchanged = actions.case_file(world, file.line.id)
    assert (unchanged.extension, unchanged.suspension) == ("", None)


@pytest.mark.parametrize("action", ["verlengen", "stilzetten", "verder-gaan"])
def test_nothing_is_done_in_a_case_that_is_not_open(client, world, action):
    file = case_of(world, status="Ontvangen")

    answer = client.post(address(file, action), data={"dagen": "9", "toelichting": "Druk"})

    assert answer.status_code == 400
    assert "Kies eerst waarom u deze zaak opent." in answer.text


@pytest.fixture
def running(world):
    """A running case of a type that has decisions."""
    return case_of(world, status="In behandeling")


def test_an_interim_decision_lets_the_case_go_on(client, world, running):
    form = {
        "resultaat": running.possible_results[0].id,
        "toelichting": "Voorlopig.",
        "loopt-door": "ja",
    }

    page, lines = done(client, running, "beslissen", **form)

    assert "Er is beslist. De zaak loopt door." in page
    file = actions.case_file(world, running.line.id)
    assert (file.line.closed, file.line.status) == (None, "In behandeling")
    assert len(file.decisions) == len(running.decisions) + 1
    assert "Zaak gewijzigd: besluit genomen door een medewerker" in lines


def test_what_has_no_decisions_has_no_interim_one(client, world):
    [report] = [
        file
        for line in actions.cases(world)
        if (file := actions.case_file(world, line.id)).possible_results
        and not catalogue(world).case_types[case_type_of(world, file)].decision
    ][:1]

    with pytest.raises(NotPossible, match="heeft geen besluiten"):
        actions.decide(
            world,
            report.line.id,
            result_type=report.possible_results[0].id,
            explanation="Nog niet.",
            is_interim=True,
        )
    assert actions.case_file(world, report.line.id).line.closed is None


def case_type_of(world, file):
    with world.engine.connect() as connection:
        return connection.scalar(select(ZAAK.c.zaaktype).where(ZAAK.c.id == file.line.id))
