"""What is long breaks over pages: nothing stands below one, and none is left nearly empty."""

import pytest

from portal.printing.pdf import PrintedRow, PrintedSection, typeset
from portal.printing.room import MOST_LINES
from tests.papers import printed, read, words_of_pdf

BOTTOM = 60
"""pt: below it stands the footer only."""
LINE = 13.3
"""pt."""
WIDE = "王"


def heights(content: bytes) -> list[list[int]]:
    """How high each text stands, in pt from below, by page."""
    pages = []
    for page in read(content).pages:
        here: list[int] = []

        def note(text, matrix, text_matrix, *_font, here=here):
            if text.strip():
                here.append(round(text_matrix[5] * matrix[3] + matrix[5]))

        page.extract_text(visitor_text=note)
        pages.append(sorted(here))
    return pages


def of_facts(*facts: PrintedRow) -> PrintedRow:
    """A row of which these are told."""
    return PrintedRow("Vraag", ("Antwoord",), facts)


LONG = {
    "text of a fact": of_facts(PrintedRow("Feit", (WIDE * 1300,))),
    "label of a fact": of_facts(PrintedRow(WIDE * 300, ("ja",))),
    "label": PrintedRow(WIDE * 1400, ("ja",)),
    "label of words": PrintedRow("WWWWWWWWWWWWW " * 100, ("ja",)),
    "signs as codes": PrintedRow("Vraag", ("\ue000" * 500,)),
    "wide ligatures": PrintedRow("Vraag", ("\ufdfd " * 300,)),
    "facts of facts": of_facts(PrintedRow("Feit", ("x",), (PrintedRow("Feit", (WIDE * 500,)),))),
    "many facts": of_facts(*[PrintedRow("Feit", (WIDE * 40,))] * 30),
}


@pytest.mark.parametrize("as_facts", [False, True])
def test_whatever_is_long_stays_on_its_pages(as_facts):
    rows = tuple(LONG.values())
    facts = {"facts": rows} if as_facts else {}
    sections = (PrintedSection("Deel", () if as_facts else rows),)

    *full, last = heights(typeset(printed(sections=sections, **facts)))

    for page in (*full, last):
        assert len({height for height in page if height < BOTTOM}) == 1, "the footer only"
    for page in full:
        assert min(height for height in page if height >= BOTTOM) < BOTTOM + MOST_LINES * LINE


def test_a_usual_answer_is_kept_on_one_page():
    story = "Ik woon hier al jaren en dat is fijn. " * 27
    rows = tuple(PrintedRow(f"Vraag {n}", ("Antwoord",)) for n in range(25))
    section = PrintedSection("Deel", (*rows, PrintedRow("Vertel het maar", (story,))))

    content = typeset(printed(sections=(section,)))

    assert words_of_pdf(content).count("Ik woon") == 27
    first, second = (page.extract_text() for page in read(content).pages)
    assert ("fijn" in first, "Vertel" in first) == (False, False)
    assert "Vertel" in second
