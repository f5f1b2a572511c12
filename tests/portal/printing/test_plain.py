"""The plain paper, for when there is no other."""

import io

import pytest
from pypdf import PdfReader

from portal.printing.plain import COLUMNS, PlainLine, as_plain_pdf
from tests.papers import title_of_pdf, words_of_pdf


def plain(*texts: str, title: str = "Aanvraag") -> bytes:
    """A plain paper of these lines."""
    return as_plain_pdf(title, "nl", map(PlainLine, texts))


def test_it_says_what_it_is_and_in_which_language():
    reader = PdfReader(io.BytesIO(plain("Noor", title="Café 王")), strict=True)

    assert title_of_pdf(plain("Noor", title="Café 王")) == "Café [U+738B]"
    assert reader.trailer["/Root"]["/Lang"] == "nl"
    assert reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Zoë € “ja” (nee) \\", "Zoë € “ja” (nee) \\"),
        ("王 \x00 \ud83d 👍", "[U+738B] [U+0000] [U+D83D] [U+1F44D]"),
        ("a\nb", "a b"),
        ("maandag\tdicht", "maandag dicht"),
        ("\u20ac\xa010\u202f000", "\u20ac 10 000"),
    ],
    ids=ascii,
)
def test_any_text_is_there_or_its_code(text, printed):
    assert printed in words_of_pdf(plain(text))


def test_long_words_and_many_lines_stay_on_their_pages():
    reader = PdfReader(io.BytesIO(plain("x" * 10_000, *map(str, range(200)))))

    lines = [line for page in reader.pages for line in page.extract_text().splitlines()]
    assert max(map(len, lines)) == COLUMNS
    assert sum(line.count("x") for line in lines) == 10_000
    assert lines[-1] == "199"
    assert len(reader.pages) == 7


def test_a_paper_of_nothing_is_a_paper():
    assert len(PdfReader(io.BytesIO(plain(""))).pages) == 1
