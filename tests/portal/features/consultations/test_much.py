"""Many lines: a page reads and words no more of them than it needs."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.domain.consultations import Action, DataKind
from portal.domain.people import Ground
from portal.services.consultations import reading
from portal.services.consultations.paging import PAGE
from portal.storage import consultation_history, consultations
from portal.web.words import consultation_texts
from tests.browser import main_of
from tests.factories import a_consultation
from tests.portal.features.consultations.conftest import ALL

OTHERS_LINES = 40


@pytest.fixture
def written(database, resident, file):
    """Lines of the portal: one about the case, one about a document of it, many about another."""
    document = {"object_kind": "document", "object_ref": str(file.documents[0].id)}
    counter = {"ground": Ground.COUNTER_EMPLOYEE, "action": Action.VIEWED}
    followed = counter | {"kinds": (DataKind.CASE,)}
    consultations.write(database, a_consultation(resident, case_ref=file.case.number, **followed))
    consultations.write(
        database, a_consultation(resident, case_ref=file.case.number, **document, **followed)
    )
    for number in range(OTHERS_LINES):
        other = {"object_kind": "document", "object_ref": f"{number}", "case_ref": "ZAAK-ANDERS"}
        consultations.write(database, a_consultation(resident, **other, **followed))
    database.commit()
    return file


@pytest.fixture
def loaded(monkeypatch):
    """What is loaded from the database of lines, as (case, kind and reference of the object)."""
    rows: list[tuple[str, str, str]] = []
    consultation_of = consultation_history.consultation_of

    def note(row):
        line = consultation_of(row)
        rows.append((line.case_ref, line.object_kind, line.object_ref))
        return line

    monkeypatch.setattr(consultation_history, "consultation_of", note)
    return rows


@pytest.mark.parametrize("path", ["/zaken/{id}/", "/zaken/{id}/gegevensgebruik/"])
def test_pages_of_a_case_load_no_lines_of_other_cases(browser, written, loaded, path):
    number = written.case.number

    page = browser.get(path.format(id=written.case.key.id))

    assert "keken 2 keer naar deze zaak" in main_of(page)
    assert {case for case, _kind, _ref in loaded if case} == {number}


def test_the_page_of_a_document_loads_no_lines_of_other_documents(browser, written, loaded):
    document = written.documents[0].id

    page = browser.get(f"/zaken/{written.case.key.id}/documenten/{document}/gegevensgebruik/")

    assert "keek 1 keer naar dit document" in main_of(page)
    assert {ref for _case, kind, ref in loaded if kind == "document"} == {str(document)}
    assert "ZAAK-ANDERS" not in {case for case, _kind, _ref in loaded}


def test_the_page_of_a_case_that_can_not_be_read_loads_no_other_lines(
    browser, written, world, loaded
):
    world.cases.is_down = True

    browser.get(f"/zaken/{written.case.key.id}/")

    assert "ZAAK-ANDERS" not in {case for case, _kind, _ref in loaded}


def test_how_to_find_a_case_is_made_up_once_a_page(browser, written, monkeypatch):
    made = []
    finder_of = reading.finder_of
    monkeypatch.setattr(reading, "finder_of", lambda *cases: made.append(1) or finder_of(*cases))

    for path in (ALL, f"{ALL}wie-keek.csv", f"{ALL}wie-keek.pdf"):
        browser.get(path)

    assert len(made) == 3


def test_only_what_is_shown_is_put_into_words(browser, looked, monkeypatch):
    hours = range(1, 4 * PAGE + 1)
    now = datetime.now(UTC)
    looked(*({"at": now - timedelta(hours=n), "reason": f"Reden {n}"} for n in hours))
    for _again in range(3):
        browser.get(ALL)
    told = []
    sentence = consultation_texts.marked_sentence
    monkeypatch.setattr(
        consultation_texts, "marked_sentence", lambda line: told.append(1) or sentence(line)
    )

    page = browser.get(ALL)

    assert "keken 100 keer naar uw gegevens" in main_of(page)
    assert "U keek zelf 8 keer" in main_of(page)
    assert len(told) == PAGE + 2
