"""Papers can be heard: headings, lists, and each answer by its label; whatever stands in them."""

import pytest

from portal.printing.pdf import PrintedRow, PrintedSection, as_pdf, typeset
from tests.paper_structure import Element, faults_of_structure, labelled, sentences, structure_of
from tests.papers import printed, read

LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff-" * 4
SCRIPTS = ("محمد بن عبد الله", "王小明", "Ελένη", "Дарья", "ሰላም", "नूर", "👍 zo")


def heard(rows: tuple[PrintedRow, ...]) -> list[tuple[str, list[str]]]:
    """What stands beside each label on a paper of these rows."""
    content = typeset(printed(sections=(PrintedSection("Deel", rows),)))
    assert faults_of_structure(content) == []
    return labelled(structure_of(content))


def test_each_answer_is_heard_with_its_question():
    rows = (
        PrintedRow("Wie verhuizen mee?", ("Sam Yilmaz", "Ayşe Yilmaz")),
        PrintedRow("Wanneer?", ("1 december 2026",)),
    )

    assert heard(rows) == [
        ("Wie verhuizen mee?", ["Sam Yilmaz", "Ayşe Yilmaz"]),
        ("Wanneer?", ["1 december 2026"]),
    ]


def test_headings_are_headings_in_their_order():
    root = structure_of(as_pdf(printed()))

    assert [(part.role, part.text) for part in root.all("H1", "H2", "H3")] == [
        ("H1", "Verhuizing doorgeven"),
        ("H2", "Wie er verhuist"),
    ]


def test_sentences_are_a_list():
    section = PrintedSection("Wat gebeurt er nu?", (), ("Wij lezen het.", "Daarna bellen wij."))
    content = as_pdf(printed(sections=(section,)))

    assert faults_of_structure(content) == []
    assert sentences(structure_of(content), section.title) == list(section.sentences)


def test_facts_are_heard_with_their_names_on_every_level():
    fact = PrintedRow("Reden", ("Behandeling",))
    row = PrintedRow("28 november 2026", ("Een medewerker keek.",), (fact,))
    common = PrintedRow("Wet", ("Wet BRP",))
    section = PrintedSection("Zaak", (row,), facts=(common,))
    content = as_pdf(printed(facts=(PrintedRow("Nummer", ("7XMZ",)),), sections=(section,)))

    assert faults_of_structure(content) == []
    assert labelled(structure_of(content)) == [
        ("Nummer", ["7XMZ"]),
        ("Wet", ["Wet BRP"]),
        ("28 november 2026", ["Een medewerker keek."]),
        ("Reden", ["Behandeling"]),
    ]


def test_who_sends_it_stands_above_the_title():
    first = structure_of(as_pdf(printed())).children[0]

    assert [part.text for part in first.all("P")] == ["Gemeente Demodam", "Mijn Demodam"]


def test_an_answer_of_many_pages_stays_with_its_question():
    lines = tuple(f"Regel {number} van het verhaal dat maar niet ophoudt." for number in range(150))
    rows = (PrintedRow("Vertel het maar", lines), PrintedRow("Wanneer?", ("Nu",)))

    assert heard(rows) == [("Vertel het maar", list(lines)), ("Wanneer?", ["Nu"])]


@pytest.mark.parametrize("text", [LONG_NAME, *SCRIPTS])
def test_odd_names_are_labels_and_answers_as_any_other(text):
    ((label, lines),) = heard((PrintedRow(text, (text,)),))

    assert label.replace(" ", "") == lines[0].replace(" ", "")
    assert len(lines) == 1
    assert len(label) >= len(text.split()[0])


def test_a_row_is_on_one_page():
    """A question at the foot of a page, with its answer on the next, would be lost."""
    rows = tuple(PrintedRow(f"Vraag {n}", ("Een", "Twee", "Drie")) for n in range(40))
    reader = read(typeset(printed(sections=(PrintedSection("Veel", rows),))))

    words = [page.extract_text() for page in reader.pages]
    assert len(words) > 1
    for page in words:
        assert page.count("Vraag") == page.count("Drie")


@pytest.mark.parametrize(
    ("root", "fault"),
    [
        (Element("Document", [], [Element("H2", ["Deel"])]), "not one H1"),
        (
            Element("Document", [], [Element("H1", ["A"]), Element("H3", ["B"])]),
            "H3 after H1",
        ),
    ],
)
def test_a_paper_that_skips_is_found_out(monkeypatch, root, fault):
    monkeypatch.setattr("tests.paper_structure.structure_of", lambda _pdf: root)

    assert fault in faults_of_structure(b"")[0]
