"""The PDF of a submission: tagged, in its language, with a title (PDF/UA-1)."""

import subprocess
import sys

import pytest
from structlog.testing import capture_logs

from portal.printing import pdf
from portal.printing.pdf import PrintedRow, PrintedSection, as_pdf, fault_of_printing
from tests.papers import printed, read, title_of_pdf, words_of_pdf


@pytest.fixture
def logged():
    """Why something was logged once, by its event."""
    with capture_logs() as lines:
        yield lambda event: next(line["why"] for line in lines if line["event"] == event)


def test_pdf_is_tagged_and_says_so():
    root = read(as_pdf(printed())).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert "pdfuaid:part" in read(as_pdf(printed())).xmp_metadata.stream.get_data().decode()


@pytest.mark.parametrize("language", ["nl", "en", "ar"])
def test_pdf_has_its_language(language):
    root = read(as_pdf(printed(language=language))).trailer["/Root"]

    assert root["/Lang"] == language


def test_pdf_has_a_title_that_readers_show():
    reader = read(as_pdf(printed()))

    assert reader.metadata.title == "Verhuizing doorgeven"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def test_everything_is_on_the_paper():
    text = words_of_pdf(as_pdf(printed()))

    for part in ("Verstuurd op 22 november 2026", "Verhuizen mee", "Sam Yilmaz", "0800 0999"):
        assert part in text


def test_long_submission_takes_several_pages_with_numbers():
    rows = tuple(PrintedRow(f"Vraag {n}", ("Antwoord",)) for n in range(80))
    content = as_pdf(printed(sections=(PrintedSection("Veel", rows),)))

    pages = len(read(content).pages)
    assert pages > 1
    assert f"{pages} / {pages}" in words_of_pdf(content)


@pytest.mark.parametrize(
    "text",
    ['#import "x"', "$x$ *y* _z_", "= kop", "\\ `x` <x> @x", "é ß Ω Ж 你好", "#sys.inputs", "a\nb"],
)
def test_what_residents_type_is_text_and_nothing_else(text):
    row = PrintedRow(text, (text,))

    content = as_pdf(printed(sections=(PrintedSection(text, (row,)),)))

    assert content.startswith(b"%PDF-")
    if text.isascii():
        assert " ".join(text.split()) in words_of_pdf(content).replace("“", '"').replace("”", '"')


def test_without_a_typeset_paper_there_is_a_plain_one_and_the_operator_knows(logged):
    content = as_pdf(printed(language="no language"))

    words = words_of_pdf(content)
    assert title_of_pdf(content) == "Verhuizing doorgeven"
    for part in ("Verstuurd op 22 november 2026", "Verhuizen mee", "Sam Yilmaz", "0800 0999"):
        assert part in words
    assert "language" in logged("paper_not_typeset")


def test_printing_that_takes_too_long_is_given_up(monkeypatch, logged):
    monkeypatch.setattr(pdf, "LIMIT_S", 0.001)

    assert "Sam Yilmaz" in words_of_pdf(as_pdf(printed()))
    assert "within" in logged("paper_not_typeset")


def test_printing_that_takes_too_much_memory_is_given_up(monkeypatch, logged):
    monkeypatch.setattr(pdf, "LIMIT_MB", 4)

    assert "Sam Yilmaz" in words_of_pdf(as_pdf(printed()))
    assert logged("paper_not_typeset").startswith("exit ")


def test_a_typesetter_that_is_not_there_stops_nothing(monkeypatch, logged):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")

    assert "Sam Yilmaz" in words_of_pdf(as_pdf(printed()))
    assert "/nowhere/python" in logged("paper_not_typeset")


def test_the_log_does_not_quote_what_was_typed():
    said = b'Traceback\nTypstError: the text `"Noor de Wit"` could not be displayed with "X"\n'

    assert pdf._message(said) == "TypstError: the text … could not be displayed with …"


def test_a_broken_typesetter_is_told_and_a_good_one_is_silent(monkeypatch, tmp_path):
    assert fault_of_printing("demodam") is None

    broken = tmp_path / "typeset.py"
    broken.write_text("import typst_that_is_not_there", "utf-8")
    monkeypatch.setattr(pdf, "TYPESETTER", broken)

    assert "typst_that_is_not_there" in fault_of_printing("demodam")


def test_a_machine_without_its_python_is_told(monkeypatch):
    monkeypatch.setattr(pdf.sys, "executable", "/nowhere/python")

    assert "/nowhere/python" in fault_of_printing("demodam")


def test_web_process_never_loads_the_typesetter():
    """It would keep 50 MB of fonts and layouts for each thread that printed once."""
    code = "import sys, portal.application, portal.worker; sys.exit('typst' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_empty_answers_leave_a_page_that_can_be_read():
    content = as_pdf(printed(sections=(PrintedSection("Leeg", (PrintedRow("Vraag", ()),)),)))

    assert "Vraag" in words_of_pdf(content)
