"""The lines to keep: as CSV without formulas, and as tagged PDF; each download is a line."""

import csv
import io
from datetime import UTC, date, datetime

import pytest

from portal.domain.consultations import Action, Activity, DataKind, HowChosen
from portal.domain.days import AMSTERDAM
from portal.features.consultations.exports import safe
from portal.storage import consultations
from portal.storage.consultations import ConsultationLine
from portal.web.words.formats import day
from tests.browser import main_of
from tests.factories import a_consultation
from tests.forms_filled import begin
from tests.paper_structure import labelled, structure_of
from tests.papers import is_tagged, title_of_pdf, words_of_pdf
from tests.portal.features.consultations.conftest import ALL, CASE_ID


def rows_of(answer) -> list[list[str]]:
    """The rows of a CSV file, as a spreadsheet reads them."""
    text = answer.data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def words_of(answer, name: str) -> str:
    """All text of a file of either kind."""
    if name.endswith(".pdf"):
        return words_of_pdf(answer.data)
    return " ".join(cell for row in rows_of(answer) for cell in row)


def test_the_file_has_every_line_with_all_of_it(browser, file, looked):
    looked({"process_id": CASE_ID})
    begin(browser)

    answer = browser.get(f"{ALL}wie-keek.csv")

    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    head, *rows = rows_of(answer)
    assert {len(row) for row in rows} == {len(head)}
    [look] = [row for row in rows if "Burgerzaken" in row[2]]
    assert look[5:8] == [
        "Aanvraag beoordelen",
        "Een verhuizing behandelen",
        "Wet BRP, artikel 2.20",
    ]
    assert file.case.number in look[10]
    assert any("Basisregistratie Personen" in row[9] for row in rows)
    assert any(row[2] == "U" for row in rows)


@pytest.mark.parametrize("begin_with", ["=", "+", "-", "@", "\t", "\r"])
def test_what_somebody_wrote_is_never_a_formula(browser, looked, begin_with):
    looked({"reason": f"{begin_with}HYPERLINK(1)", "process": f"{begin_with}1"})

    cells = [cell for row in rows_of(browser.get(f"{ALL}wie-keek.csv")) for cell in row]

    assert f"'{begin_with}HYPERLINK(1)" in [cell.replace("\n", "\r") for cell in cells]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))]


def test_an_ordinary_text_stays_as_it_is():
    assert [safe(text) for text in ("", "Reden", "a=b", "'x")] == ["", "Reden", "a=b", "'x"]


def test_the_file_has_what_was_chosen(browser, looked):
    looked({"reason": "Een"}, {"reason": "Twee", "kinds": ()})

    rows = rows_of(browser.get(f"{ALL}wie-keek.csv?soort=document"))

    assert [row[5] for row in rows[1:-1]] == ["Een"]


def test_the_paper_is_tagged_and_stands_by_case(browser, file, looked):
    looked({"process_id": CASE_ID}, {"process": ""})
    begin(browser)

    answer = browser.get(f"{ALL}wie-keek.pdf")

    assert answer.mimetype == "application/pdf"
    assert is_tagged(answer.data)
    words = words_of_pdf(answer.data)
    assert "Wie keek naar mijn gegevens?" in words
    assert "Medewerkers van Burgerzaken keken 2 keer naar uw gegevens." in words
    at = [words.index(t) for t in (file.case.number, "Niet voor een zaak", "Wat u zelf deed")]
    assert at == sorted(at)
    assert title_of_pdf(answer.data) == "Wie keek naar mijn gegevens?"


def test_the_paper_of_who_was_never_looked_at(browser):
    assert "In de laatste 12 maanden keek niemand anders." in words_of_pdf(
        browser.get(f"{ALL}wie-keek.pdf").data
    )


FILES = pytest.mark.parametrize("name", ["wie-keek.csv", "wie-keek.pdf"])
SILENT = "Er is een storing in het logboek van de medewerkers, sinds"
UNCONNECTED = "Het logboek van de medewerkers is hier nog niet aangesloten."


@FILES
def test_a_file_made_while_the_log_is_silent_says_what_it_lacks(browser, world, name):
    world.consultations.is_down = True
    begin(browser)

    answer = browser.get(f"{ALL}{name}")

    words = words_of(answer, name)
    assert f"{SILENT} {day(datetime.now(UTC).astimezone(AMSTERDAM).date())}" in words
    assert "U ziet nu niet wat medewerkers bekeken." in words
    assert "Basisregistratie Personen" in words


@FILES
def test_a_file_with_what_the_log_said_before_names_the_moment(browser, world, looked, name):
    looked({})
    browser.get(ALL)
    world.consultations.is_down = True

    words = words_of(browser.get(f"{ALL}{name}"), name)

    assert SILENT in words
    assert "U ziet nu alleen wat medewerkers tot" in words
    assert "Huurcontract" in words


@FILES
def test_a_file_without_a_log_says_so(browser, world, name):
    world.consultations.is_there = False

    words = words_of(browser.get(f"{ALL}{name}"), name)

    assert f"{UNCONNECTED} U ziet alleen wat deze website deed." in words


@FILES
def test_a_whole_file_says_of_no_log_that_it_is_silent(browser, looked, name):
    looked({})

    words = words_of(browser.get(f"{ALL}{name}"), name)

    assert "logboek van de medewerkers" not in words


@FILES
def test_a_file_says_what_never_stands_in_it_as_the_page_does(browser, name):
    on_page = main_of(browser.get(ALL)).partition("Wat u hier niet ziet")[2]

    words = words_of(browser.get(f"{ALL}{name}"), name)

    on_page = on_page.partition("Bewaren of meer lezen")[0]
    told = [sentence.strip() for sentence in on_page.split(".") if sentence.strip()]
    assert len(told) == 7
    assert [sentence for sentence in ("Wat u hier niet ziet", *told) if sentence not in words] == []


@FILES
def test_a_fetch_that_failed_says_so_in_a_file_too(browser, world, name):
    world.persons.is_down = True
    begin(browser)

    assert "Dat lukte toen niet." in words_of(browser.get(f"{ALL}{name}"), name)


def test_what_the_csv_lacks_stands_in_rows_of_the_same_width(browser, world, looked):
    looked({})
    browser.get(ALL)
    world.consultations.is_down = True

    head, *rows = rows_of(browser.get(f"{ALL}wie-keek.csv"))

    assert {len(row) for row in rows} == {len(head)}
    lacks, never = rows[-2:]
    assert lacks[3].startswith(SILENT)
    assert never[3].startswith("Wat u hier niet ziet")
    assert not any(cell for row in (lacks, never) for cell in (*row[:3], *row[4:]))


def test_a_line_on_paper_has_purpose_ground_source_and_last_day(
    browser, database, resident, looked
):
    looked({"kept_until": date(2031, 11, 20)})
    chosen = a_consultation(
        resident,
        activity=Activity.FORM,
        action=Action.FETCHED,
        kinds=(DataKind.INCOME,),
        source="UWV",
        how_chosen=HowChosen.CHOICE,
    )
    consultations.write(database, chosen)
    database.commit()

    facts = labelled(structure_of(browser.get(f"{ALL}wie-keek.pdf").data))

    for name, words in (
        ("Wie", "Gemeente Demodam, Burgerzaken"),
        ("Reden", "Aanvraag beoordelen"),
        ("Waarvoor", "Een verhuizing behandelen"),
        ("Waarom dat mag", "Wij moeten dit doen van de wet. Wet BRP, artikel 2.20"),
        ("Bewaard tot en met", "20 november 2031"),
        ("Bron", "het UWV"),
        ("Hoe gekozen", "U koos ophalen"),
    ):
        assert any(label == name and words in lines[0] for label, lines in facts), name
    assert ("Hoe gekozen", ["Moet van de wet"]) not in facts


def test_a_paper_with_a_part_says_how_many_were_chosen(browser, looked):
    looked({"reason": "Een"}, {"reason": "Twee", "kinds": ()})

    words = words_of_pdf(browser.get(f"{ALL}wie-keek.pdf?soort=document").data)

    assert "keken 2 keer naar uw gegevens" in words
    assert "Met uw keuze ziet u er 1." in words


@FILES
def test_a_download_is_a_line_written_before(browser, world, rows, name):
    browser.get(f"{ALL}{name}")

    opened = [line for line in rows(ConsultationLine) if line.activity == "gegevensgebruik"]
    assert len(opened) == 1
    assert ("FakeConsultations.lines_of", opened[0].id) in world.witness.seen
