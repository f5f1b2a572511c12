"""One line: all that is known of it, in words; and what is not known is said (rule 1)."""

from datetime import UTC, datetime

import pytest

from portal.domain.consultations import Who
from portal.storage import consultations
from portal.storage.consultations import ConsultationLine
from tests.browser import main_of
from tests.factories import OTHER_BSN
from tests.portal.features.consultations.conftest import ALL, CASE_ID


def test_the_greeting_reads_a_name_and_the_line_says_no_more(browser, rows):
    browser.get("/overzicht/")

    [greeting] = [line for line in rows(ConsultationLine) if line.object_kind == "person"]
    assert greeting.data_kinds == ["name"]
    assert "U bekeek uw naam." in main_of(browser.get(f"{ALL}{greeting.id}/"))


def test_a_line_of_the_portal_itself_asks_the_log_nothing(browser, world, database, rows):
    world.consultations.is_down = True
    browser.get(ALL)
    silent = consultations.silent_since(database, "logboek")
    [own] = [line for line in rows(ConsultationLine) if line.source == "logboek"]
    world.consultations.calls.clear()

    assert browser.get(f"{ALL}{own.id}/").status_code == 200

    assert world.consultations.calls == []
    assert silent is not None
    assert consultations.silent_since(database, "logboek") == silent


def test_where_there_is_no_log_an_unknown_line_counts_as_no_answer_of_it(browser, world, rows):
    world.consultations.is_there = False

    assert browser.get(f"{ALL}{CASE_ID}/").status_code == 404

    assert {line.source for line in rows(ConsultationLine)} == {"portaal"}


def test_one_line_has_all_of_it(browser, file, looked):
    [line] = looked(
        {"process_id": CASE_ID, "kept_until": datetime(2031, 11, 20, tzinfo=UTC).date()}
    )

    words = main_of(browser.get(f"{ALL}{line.id}/"))

    for told in (
        "Wie Gemeente Demodam, Burgerzaken Een mens deed dit, geen computer.",
        "Reden Aanvraag beoordelen",
        "Bron Wij weten niet waar dit vandaan kwam. Meestal komt het van: U stuurt het zelf.",
        "Waarvoor Een verhuizing behandelen",
        "Waarom dat mag Wij moeten dit doen van de wet. Wet BRP, artikel 2.20",
        f"Voor welke zaak Verhuizing doorgeven {file.case.number}",
        "Bewaard tot en met 20 november 2031",
        "Vragen bij privacy@demodam.example",
    ):
        assert told in words


def test_a_line_of_an_unknown_activity_is_shown_without_explanation(browser, looked):
    [line] = looked({"activity_id": CASE_ID, "process": ""})

    words = main_of(browser.get(f"{ALL}{line.id}/"))

    assert "Wie Gemeente Demodam Een mens" in words
    assert "Waarvoor" not in words
    assert "Bron Wij weten niet waar dit vandaan kwam. Vragen bij" in words


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("00000001821002193000", "VNG Realisatie"),
        ("00000001999999999000", "Organisatie met nummer 00000001999999999000"),
    ],
)
def test_another_organisation_has_its_name_where_it_is_known(browser, looked, number, name):
    [line] = looked({"who": Who.OTHER, "organisation": number, "recipient": number})

    words = main_of(browser.get(f"{ALL}{line.id}/"))

    assert f"{name} bekeek uw document" in words
    assert f"Gedeeld met {name}" in words


def test_a_line_while_the_log_is_silent_is_not_said_to_be_unknown(browser, world, looked):
    [line] = looked({})
    world.consultations.is_down = True

    assert browser.get(f"{ALL}{line.id}/").status_code == 503


def test_a_line_of_somebody_else_and_an_unknown_one_are_the_same(browser, looked):
    [theirs] = looked({}, bsn=OTHER_BSN)

    assert browser.get(f"{ALL}{theirs.id}/").status_code == 404
    assert browser.get(f"{ALL}{CASE_ID}/").status_code == 404
