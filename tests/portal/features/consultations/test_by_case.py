"""Looks stand with their case: also what was fetched before there was one."""

from uuid import uuid4

import pytest

from portal.domain.consultations import Action, DataKind
from portal.domain.failures import SourceUnavailable
from portal.domain.people import Ground
from portal.storage import consultations
from portal.storage.consultations import ConsultationLine
from tests.browser import heading_of, hrefs_of, links_of, main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case, a_case_file, a_consultation
from tests.forms_filled import begin, send
from tests.portal.features.cases.test_notifications import about, notify
from tests.portal.features.consultations.conftest import ALL, CASE_ID, FETCH, address_of, looks_on


def test_what_was_fetched_for_a_form_stands_with_its_case_once_there_is_one(
    browser, world, do_jobs
):
    begin(browser)  # a form that the tests only copy is read for nobody
    send(browser)
    [waiting] = looks_on(browser.get(ALL))
    do_jobs()
    number = world.intake.numbers[0]
    world.cases.files[BSN] = [a_case_file(a_case(number))]

    path = f"/zaken/{a_key(number).id}/"

    everything = browser.get(ALL)

    assert FETCH in waiting
    assert "Niet voor een zaak" not in main_of(everything)
    assert links_of(everything)[f"Naar zaak {number}"] == path
    assert FETCH in main_of(browser.get(path))
    assert FETCH in main_of(browser.get(f"{path}gegevensgebruik/"))
    assert f"Voor welke zaak Verhuizing doorgeven {number}" in main_of(
        browser.get(address_of(everything, FETCH))
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


def test_the_same_from_the_case_and_from_the_document(browser, file, looked):
    document = file.documents[0]
    looked(
        {"process_id": CASE_ID, "document": document.id},
        {"process_id": CASE_ID, "details": ("Zaak",), "kinds": (DataKind.CASE,)},
        {"process": "Iets anders"},
    )
    case = browser.get(f"/zaken/{file.case.key.id}/")
    assert "Medewerkers van Burgerzaken keken 2 keer naar deze zaak." in main_of(case)
    assert "bekeek uw document “Huurcontract”." in main_of(case)

    of_case = browser.get(f"/zaken/{file.case.key.id}/gegevensgebruik/")
    of_document = browser.get(
        f"/zaken/{file.case.key.id}/documenten/{document.id}/gegevensgebruik/"
    )

    assert {of_case.request.path, of_document.request.path} <= set(hrefs_of(case))
    assert len(looks_on(of_case)) == 2
    assert len(looks_on(of_document)) == 1
    assert heading_of(of_case) == "Wie keek naar deze zaak?"
    assert heading_of(of_document) == "Wie keek naar dit document?"


def test_the_case_page_names_people_before_automatic_checks(
    browser, database, file, resident, looked
):
    looked({"process_id": CASE_ID})
    for kind in (DataKind.CASE, DataKind.TASK, DataKind.DECISION):
        checked = a_consultation(
            resident,
            ground=Ground.SYSTEM,
            action=Action.CHECKED,
            kinds=(kind,),
            case_ref=file.case.number,
        )
        consultations.write(database, checked)
    database.commit()

    words = main_of(browser.get(f"/zaken/{file.case.key.id}/"))

    opened = words.index("bekeek uw document “Huurcontract”.")
    people = words.index("Een medewerker van Burgerzaken keek 1 keer naar deze zaak.")
    computer = words.index("Onze computer keek ook, bijvoorbeeld om u een bericht te sturen.")
    assert people < computer < opened
    assert "Onze computer keek naar uw" not in words


def test_the_case_page_says_what_it_does_not_know(browser, world, file):
    assert "In de laatste 12 maanden keek niemand anders." in main_of(
        browser.get(f"/zaken/{file.case.key.id}/")
    )
    world.consultations.is_down = True

    words = main_of(browser.get(f"/zaken/{file.case.key.id}/"))

    assert "Wij weten nu niet of een medewerker naar deze zaak keek." in words


def test_pages_of_a_case_or_document_that_is_not_there(browser, world, file):
    case, document, unknown = file.case.key.id, file.documents[0].id, uuid4()
    for path in (
        f"/zaken/{unknown}/gegevensgebruik/",
        f"/zaken/{case}/documenten/{CASE_ID}/gegevensgebruik/",
        f"/zaken/{unknown}/documenten/{document}/gegevensgebruik/",
    ):
        assert browser.get(path).status_code == 404
    world.cases.is_down = True
    assert browser.get(f"/zaken/{case}/gegevensgebruik/").status_code == 200  # known before
    assert browser.get(f"/zaken/{unknown}/gegevensgebruik/").status_code == 503


def test_the_line_of_a_task_register_that_is_down_names_its_case(
    visitor, file, do_jobs, world, rows
):
    notify(visitor, about(file))
    world.tasks.is_down = True

    with pytest.raises(SourceUnavailable):
        do_jobs()

    line = rows(ConsultationLine)[-1]
    assert (line.outcome, line.case_ref) == ("failed", file.case.number)
