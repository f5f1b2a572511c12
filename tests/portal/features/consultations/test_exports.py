"""The lines to keep: as CSV without formulas, and as tagged PDF; each download is a line."""

import csv
import io

import pytest

from portal.features.consultations.exports import safe
from portal.storage.consultations import ConsultationLine
from tests.forms_filled import begin
from tests.papers import is_tagged, title_of_pdf, words_of_pdf
from tests.portal.features.consultations.conftest import ALL, CASE_ID


def rows_of(answer) -> list[list[str]]:
    """The rows of a CSV file, as a spreadsheet reads them."""
    text = answer.data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_file_has_every_line_with_all_of_it(browser, file, looked):
    looked({"process_id": CASE_ID})
    begin(browser)

    answer = browser.get(f"{ALL}wie-keek.csv")

    assert answer.mimetype == "text/csv"
    assert answer.data.startswith(b"\xef\xbb\xbf")
    assert "attachment" in answer.headers["Content-Disposition"]
    head, *rows = rows_of(answer)
    assert {len(row) for row in rows} == {len(head)}
    [look] = [row for row in rows if "Burgerzaken" in row[1]]
    assert look[3:6] == [
        "Aanvraag beoordelen",
        "Een verhuizing behandelen",
        "Wet BRP, artikel 2.20",
    ]
    assert file.case.number in look[8]
    assert any("Basisregistratie Personen" in row[2] for row in rows)
    assert any(row[1] == "U" for row in rows)


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

    assert [row[3] for row in rows[1:]] == ["Een"]


def test_the_paper_is_tagged_and_stands_by_case(browser, file, looked):
    looked({"process_id": CASE_ID}, {"process": ""})
    begin(browser)

    answer = browser.get(f"{ALL}wie-keek.pdf")

    assert answer.mimetype == "application/pdf"
    assert is_tagged(answer.data)
    words = words_of_pdf(answer.data)
    assert "Wie keek naar mijn gegevens?" in words
    assert "is 3 keer naar uw gegevens gekeken" in words
    at = [words.index(t) for t in (file.case.number, "Niet voor een zaak", "Wat u zelf deed")]
    assert at == sorted(at)
    assert title_of_pdf(answer.data) == "Wie keek naar mijn gegevens?"


def test_the_paper_of_who_was_never_looked_at(browser):
    assert "is 0 keer naar uw gegevens gekeken" in words_of_pdf(
        browser.get(f"{ALL}wie-keek.pdf").data
    )


@pytest.mark.parametrize("name", ["wie-keek.csv", "wie-keek.pdf"])
def test_a_download_is_a_line_written_before(browser, world, rows, name):
    browser.get(f"{ALL}{name}")

    opened = [line for line in rows(ConsultationLine) if line.activity == "gegevensgebruik"]
    assert len(opened) == 1
    assert ("FakeConsultations.lines_of", opened[0].id) in world.witness.seen
