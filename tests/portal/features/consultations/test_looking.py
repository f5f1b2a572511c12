"""Who looked: the sentence, by case, own looks folded, honest where a source is silent (rule 1)."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.consultations import Action, Activity, DataKind
from portal.domain.lines import Who
from portal.domain.people import Ground
from portal.storage import consultations
from portal.storage.consultations import ConsultationLine
from tests.browser import heading_of, hrefs_of, links_of, main_element, main_of
from tests.factories import BSN, OTHER_BSN, a_case, a_case_file, a_consultation
from tests.forms_filled import begin, send
from tests.portal.features.consultations.conftest import ALL, CASE_ID, looks_on
from tests.tree import text_of

NOW = datetime.now(UTC)
FETCH = (
    "Gemeente Demodam haalde uw naam en geboortedatum, uw adres en uw gezin op bij"
    " de Basisregistratie Personen (BRP), omdat u het formulier “Verhuizing doorgeven” invulde."
)


def test_the_sentence_comes_first_and_the_looks_stand_by_case(browser, file, looked):
    looked(
        {"process_id": CASE_ID}, {"process_id": CASE_ID, "reason": "Steekproef"}, {"process": ""}
    )

    page = browser.get(ALL)

    words = main_of(page)
    assert "In de laatste 12 maanden is 3 keer naar uw gegevens gekeken." in words
    assert "Daarvan was 2 keer voor uw aanvragen." in words
    assert words.index("Verhuizing doorgeven") < words.index("Niet voor een zaak")
    assert links_of(page)[f"Naar zaak {file.case.number}"] == f"/zaken/{file.case.number}/"
    assert len(looks_on(page)) == 3


def test_a_look_says_who_what_when_and_why_and_names_no_person(browser, looked):
    looked({"at": datetime(2026, 11, 20, 13, 5, tzinfo=UTC)})

    [look] = looks_on(browser.get(ALL))

    assert "20 november 2026, 14.05 uur" in look
    assert "Een medewerker van gemeente Demodam bekeek uw document “Huurcontract”." in look
    assert "Gemeente Demodam, Burgerzaken" in look
    assert "Reden: Aanvraag beoordelen" in look
    assert "Waarvoor: Een verhuizing behandelen" in look
    assert "Waarom dat mag: Wet BRP, artikel 2.20" in look


def test_what_a_form_fetched_reads_as_what_the_municipality_did(browser):
    begin(browser)

    page = browser.get(ALL)

    [look] = looks_on(page)
    assert FETCH in look
    line = main_of(browser.get(links_of(page)[FETCH]))
    assert "Dit ging automatisch. Er keek geen mens mee." in line
    assert "Wet BRP, artikel 1.7" in line
    assert "Moet van de wet" in line
    assert "Bron de Basisregistratie Personen (BRP)" in line


def test_what_was_fetched_for_a_form_stands_with_its_case_once_there_is_one(
    browser, world, do_jobs
):
    begin(browser)  # a form that the tests only copy is read for nobody
    send(browser)
    [waiting] = looks_on(browser.get(ALL))
    do_jobs()
    number = world.intake.numbers[0]
    world.cases.files[BSN] = [a_case_file(a_case(number))]

    everything = browser.get(ALL)

    assert FETCH in waiting
    assert "Niet voor een zaak" not in main_of(everything)
    assert links_of(everything)[f"Naar zaak {number}"] == f"/zaken/{number}/"
    assert FETCH in main_of(browser.get(f"/zaken/{number}/"))
    assert FETCH in main_of(browser.get(f"/zaken/{number}/gegevensgebruik/"))
    assert f"Voor welke zaak Verhuizing doorgeven {number}" in main_of(
        browser.get(links_of(everything)[FETCH])
    )


def test_what_was_fetched_for_a_concept_that_was_thrown_away_is_for_no_case(
    browser, world, do_jobs
):
    begin(browser)
    data = {"csrf_token": browser.csrf_token()}
    anew = browser.post("/formulieren/verhuizing-doorgeven/opnieuw/", data=data)
    assert anew.status_code == 303
    begin(browser)
    send(browser)
    do_jobs()
    world.cases.files[BSN] = [a_case_file(a_case(world.intake.numbers[0]))]

    words = main_of(browser.get(ALL))

    assert words.count(FETCH) == 2
    assert words.index(FETCH) < words.index("Niet voor een zaak") < words.rindex(FETCH)


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


def test_a_fetch_that_failed_says_so(browser, world):
    world.persons.is_down = True
    begin(browser)
    world.persons.is_down = False

    [look] = looks_on(browser.get(ALL))

    assert "Dat lukte toen niet." in look


def test_own_looks_are_kept_and_folded_and_do_not_count(browser, file):
    browser.get(f"/zaken/{file.case.number}/")
    browser.get("/overzicht/")

    page = browser.get(ALL)

    assert looks_on(page) == []
    [details] = [d for d in main_element(page).iter("details") if "own-looks" in d.get("class")]
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
    assert "is 4 keer naar uw gegevens gekeken" in main_of(page)


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

    [look] = looks_on(browser.get(ALL))

    assert "Gemeente Demodam keek automatisch naar uw zaak." in look
    assert "Waarvoor: U nieuws sturen" in look


def test_an_honest_empty_page(browser):
    words = main_of(browser.get(ALL))

    assert "Hier staat niemand anders" in words
    assert "Wat u hier niet ziet" in words
    assert "keer naar uw gegevens gekeken" not in words


def test_a_silent_log_is_named_with_since_when_and_never_means_nobody(browser, world):
    world.consultations.is_down = True

    words = main_of(browser.get(ALL))

    assert "Het logboek van de medewerkers geeft geen antwoord sinds" in words
    assert "Wij weten nu niet of er iemand naar uw gegevens keek." in words
    assert "Hier staat niemand anders" not in words


def test_what_was_known_before_is_shown_with_its_time(browser, world, looked):
    looked({})
    browser.get(ALL)
    world.consultations.is_down = True

    page = browser.get(ALL)

    assert len(looks_on(page)) == 1
    assert "Wat medewerkers bekeken, ziet u tot" in main_of(page)
    assert "Misschien is dit niet alles." in main_of(page)


def test_without_a_log_the_page_says_so(browser, world, rows):
    world.consultations.is_there = False

    words = main_of(browser.get(ALL))

    assert "Het logboek van de medewerkers is hier nog niet aangesloten." in words
    assert "Hier staat niemand anders" not in words
    assert world.consultations.calls == []
    assert "portaal" in {line.source for line in rows(ConsultationLine)}


def test_the_case_system_is_down_and_the_lines_still_stand(browser, world, file, looked):
    looked({"process_id": CASE_ID})
    world.cases.is_down = True

    page = browser.get(ALL)

    assert len(looks_on(page)) == 1
    assert "Verhuizing doorgeven" in main_of(page)  # as the log itself calls it


def test_the_same_from_the_case_and_from_the_document(browser, file, looked):
    document = file.documents[0]
    looked(
        {"process_id": CASE_ID, "document": document.id},
        {"process_id": CASE_ID, "details": ("Zaak",), "kinds": (DataKind.CASE,)},
        {"process": "Iets anders"},
    )
    case = browser.get(f"/zaken/{file.case.number}/")
    assert "In de laatste 12 maanden is 2 keer gekeken." in main_of(case)
    assert "bekeek uw document “Huurcontract”." in main_of(case)

    of_case = browser.get(f"/zaken/{file.case.number}/gegevensgebruik/")
    of_document = browser.get(
        f"/zaken/{file.case.number}/documenten/{document.id}/gegevensgebruik/"
    )

    assert {of_case.request.path, of_document.request.path} <= set(hrefs_of(case))
    assert len(looks_on(of_case)) == 2
    assert len(looks_on(of_document)) == 1
    assert heading_of(of_case) == "Wie keek naar deze zaak?"
    assert heading_of(of_document) == "Wie keek naar dit document?"


def test_the_case_page_says_what_it_does_not_know(browser, world, file):
    assert "staat hier niemand anders dan u" in main_of(browser.get(f"/zaken/{file.case.number}/"))
    world.consultations.is_down = True

    words = main_of(browser.get(f"/zaken/{file.case.number}/"))

    assert "Misschien is dit niet alles." in words


def test_pages_of_a_case_or_document_that_is_not_there(browser, world, file):
    number, document = file.case.number, file.documents[0].id
    for path in (
        "/zaken/ZAAK-2026-9999999999/gegevensgebruik/",
        f"/zaken/{number}/documenten/{CASE_ID}/gegevensgebruik/",
        f"/zaken/ZAAK-2026-9999999999/documenten/{document}/gegevensgebruik/",
    ):
        assert browser.get(path).status_code == 404
    world.cases.is_down = True
    assert browser.get(f"/zaken/{number}/gegevensgebruik/").status_code == 200  # known before
    assert browser.get("/zaken/ZAAK-2026-0000000002/gegevensgebruik/").status_code == 503


def test_one_line_has_all_of_it(browser, file, looked):
    [line] = looked(
        {"process_id": CASE_ID, "kept_until": datetime(2031, 11, 20, tzinfo=UTC).date()}
    )

    words = main_of(browser.get(f"{ALL}{line.id}/"))

    for told in (
        "Wie Gemeente Demodam, Burgerzaken Een mens deed dit, geen computer.",
        "Reden Aanvraag beoordelen",
        "Bron Het logboek noemt geen bron. Meestal is het dit: U stuurt het zelf. Basisregistratie",
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
    assert "Bron Het logboek noemt geen bron. Vragen bij" in words


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


def test_what_data_is_used_for_is_for_everybody(visitor):
    words = main_of(visitor.get("/gegevensgebruik/waarvoor/"))

    assert "Een verhuizing behandelen" in words
    assert "Wet BRP, artikel 2.20" in words
    assert "Onderzoek naar fraude met adressen" in words
    assert "U ziet niet of wij dit bij u doen." in words
