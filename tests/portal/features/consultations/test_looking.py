"""Who looked: the sentence, by case, own looks folded, honest where a source is silent (rule 1)."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.consultations import Action, Activity, Who
from portal.domain.people import Ground
from portal.storage import consultations
from portal.storage.consultations import ConsultationLine
from tests.browser import links_of, main_of
from tests.factories import a_consultation
from tests.forms_filled import begin
from tests.portal.features.consultations.conftest import (
    ALL,
    CASE_ID,
    FETCH,
    address_of,
    folded_on,
    looks_on,
)
from tests.tree import text_of

NOW = datetime.now(UTC)


def test_the_sentence_comes_first_and_the_looks_stand_by_case(browser, file, looked):
    looked(
        {"process_id": CASE_ID}, {"process_id": CASE_ID, "reason": "Steekproef"}, {"process": ""}
    )

    page = browser.get(ALL)

    words = main_of(page)
    assert "Medewerkers van Burgerzaken keken 3 keer naar uw gegevens." in words
    assert "Dat was in de laatste 12 maanden. 2 keer was dat voor iets wat u aanvroeg." in words
    assert words.index("Verhuizing doorgeven") < words.index("Niet voor een zaak")
    assert links_of(page)[f"Naar zaak {file.case.number}"] == f"/zaken/{file.case.key.id}/"
    assert len(looks_on(page)) == 3


def test_the_sentence_says_how_often_only_a_computer_looked(browser, looked):
    looked({"who": Who.AUTOMATIC}, {"reason": "Een mens"})

    words = main_of(browser.get(ALL))

    assert "Een medewerker van Burgerzaken keek 1 keer naar uw gegevens." in words
    assert "Onze computer keek ook, bijvoorbeeld om u een bericht te sturen." in words
    assert "Onze computer keek 1 keer" in words


def test_a_look_says_who_what_when_and_why_and_names_no_person(browser, looked):
    looked({"at": datetime(2026, 11, 20, 13, 5, tzinfo=UTC)})

    page = browser.get(ALL)

    [look] = looks_on(page)
    assert "20 november 2026, 14.05 uur" in look
    assert "Een medewerker bekeek uw document “Huurcontract”." in look
    assert "Reden: Aanvraag beoordelen" in look
    use = "Burgerzaken. Waarvoor: Een verhuizing behandelen."
    assert f"{use} Waarom dat mag: Wet BRP, artikel 2.20" in main_of(page)


def test_what_a_form_fetched_reads_as_what_the_municipality_did(browser):
    begin(browser)

    page = browser.get(ALL)

    [look] = looks_on(page)
    assert FETCH in look
    line = main_of(browser.get(address_of(page, FETCH)))
    assert "Wie Onze computer deed dit. Er keek geen medewerker." in line
    assert "Wet BRP, artikel 1.7" in line
    assert "Moet van de wet" in line
    assert "Bron de Basisregistratie Personen (BRP)" in line


def test_a_fetch_that_failed_says_so(browser, world):
    world.persons.is_down = True
    begin(browser)
    world.persons.is_down = False

    [look] = looks_on(browser.get(ALL))

    assert "Dat lukte toen niet." in look


def test_own_looks_are_kept_and_folded_and_do_not_count(browser, file):
    browser.get(f"/zaken/{file.case.key.id}/")
    browser.get("/overzicht/")

    page = browser.get(ALL)

    assert looks_on(page) == []
    [details] = folded_on(page, "own-looks")
    assert details.get("open") is None
    assert "U bekeek uw zaak, een document en een besluit." in text_of(details)
    assert "U bekeek wie uw gegevens bekeek." in text_of(details)


def test_opening_the_page_is_itself_a_line(browser, rows):
    browser.get(ALL)

    opened = [line for line in rows(ConsultationLine) if line.activity == "gegevensgebruik"]
    assert [(line.source, line.outcome) for line in opened] == [("logboek", "ok")]
    assert opened[0].data_kinds == ["consultations"]


def test_looks_within_a_quarter_are_one_line_with_a_counter(browser, looked):
    minutes = [timedelta(minutes=m) for m in (60, 68, 74, 76)]
    looked(*({"at": NOW - ago} for ago in minutes))

    page = browser.get(ALL)

    assert ["3 keer" in look for look in looks_on(page)] == [True, False]
    assert "keken 4 keer naar uw gegevens" in main_of(page)


@pytest.mark.parametrize(
    "other",
    [
        {"reason": "Bezwaar behandelen"},
        {"details": ("Besluit",)},
        {"action": Action.CHANGED},
        {"who": Who.OTHER, "organisation": "00000001821002193000"},
    ],
)
def test_another_look_is_another_line(browser, looked, other):
    looked({"at": NOW - timedelta(minutes=61)}, {"at": NOW - timedelta(minutes=60), **other})

    assert len(looks_on(browser.get(ALL))) == 2


def test_what_the_worker_follows_stands_with_its_case(browser, database, file, resident):
    line = a_consultation(
        resident,
        ground=Ground.SYSTEM,
        activity=Activity.MESSAGES,
        action=Action.CHECKED,
        case_ref=file.case.number,
    )
    consultations.write(database, line)
    database.commit()

    page = browser.get(ALL)

    [details] = folded_on(page, "routine-looks")
    assert looks_on(page) == []
    assert "Onze computer keek 1 keer" in text_of(details)
    assert "Onze computer keek of er nieuws is in uw zaak." in text_of(details)
    line = main_of(browser.get(address_of(page, "Onze computer keek of er nieuws is")))
    assert "Waarvoor U nieuws sturen" in line
    assert file.case.number in line


def test_an_honest_empty_page(browser):
    words = main_of(browser.get(ALL))

    assert "Niemand anders keek naar uw gegevens" in words
    assert "In de laatste 12 maanden keek niemand anders." in words
    assert "Wat u hier niet ziet" in words
    assert "keer naar uw gegevens" not in words


def test_a_silent_log_is_named_with_since_when_and_never_means_nobody(browser, world):
    world.consultations.is_down = True

    words = main_of(browser.get(ALL))

    assert "Er is een storing in het logboek van de medewerkers, sinds" in words
    assert "Wij weten nu niet of een medewerker naar uw gegevens keek." in words
    assert "Niemand anders keek" not in words


def test_what_was_known_before_is_shown_with_its_time(browser, world, looked):
    looked({})
    browser.get(ALL)
    world.consultations.is_down = True

    page = browser.get(ALL)

    assert len(looks_on(page)) == 1
    assert "U ziet nu alleen wat medewerkers tot" in main_of(page)
    assert "Misschien is dit niet alles." in main_of(page)


def test_without_a_log_the_page_says_so(browser, world, rows):
    world.consultations.is_there = False

    words = main_of(browser.get(ALL))

    assert "Het logboek van de medewerkers is hier nog niet aangesloten." in words
    assert "Niemand anders keek" not in words
    assert world.consultations.calls == []
    assert "portaal" in {line.source for line in rows(ConsultationLine)}


def test_the_case_system_is_down_and_the_lines_still_stand(browser, world, file, looked):
    looked({"process_id": CASE_ID})
    world.cases.is_down = True

    page = browser.get(ALL)

    assert len(looks_on(page)) == 1
    assert "Verhuizing doorgeven" in main_of(page)  # as the log itself calls it


def test_what_data_is_used_for_is_for_everybody(visitor):
    words = main_of(visitor.get("/gegevensgebruik/waarvoor/"))

    assert "Een verhuizing behandelen" in words
    assert "Wet BRP, artikel 2.20" in words
    assert "Onderzoek naar fraude met adressen" in words
    assert "U ziet niet of wij dit bij u doen." in words
