"""Signs of every script on paper, words of any length, lines that run either way."""

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.printing.pdf import PrintedRow, PrintedSection, typeset
from portal.printing.signs import TextSetter
from tests.papers import printed, read, words_of_pdf


@pytest.mark.parametrize(
    ("sign", "code"),
    [
        ("\u0378", "U+0378"),
        ("\x01", "U+0001"),
        ("\x00", "U+0000"),
        ("\x9f", "U+009F"),
        ("\u2fe0", "U+2FE0"),
        ("\ufffe", "U+FFFE"),
        ("\uffff", "U+FFFF"),
        ("\uf0b7", "U+F0B7"),
        ("\uf8ff", "U+F8FF"),
        ("\U000f0000", "U+F0000"),
        ("\ud83d", "U+D83D"),
        ("\u202e", "U+202E"),
    ],
    ids=ascii,
)
def test_a_sign_that_no_font_has_is_a_box_with_its_code_and_stops_nothing(sign, code):
    row = PrintedRow("Naam", (f"Noor {sign} de Wit",))

    words = words_of_pdf(typeset(printed(sections=(PrintedSection("Wie", (row,)),))))

    assert f"Noor □ ({code}) de Wit" in words
    assert printed().boxes in words


def test_a_paper_without_boxes_does_not_speak_of_them():
    assert printed().boxes not in words_of_pdf(typeset(printed()))


@pytest.mark.parametrize(
    ("cluster", "letter", "mark"),
    [("王\u0308", "王", "\u0308"), ("é\u1cdb", "é", "\u1cdb")],
    ids=ascii,
)
def test_a_mark_that_the_font_of_its_letter_lacks_leaves_the_letter_as_it_is(cluster, letter, mark):
    row = PrintedRow("Naam en adres", (f"Lindelaan 11, {cluster}",))
    whole = printed(title="Café 1", sections=(PrintedSection("Wie", (row,)),))

    words = words_of_pdf(typeset(whole))

    assert "Café 1" in words
    assert f"Lindelaan 11, {letter}□ (U+{ord(mark):04X})" in words


@pytest.mark.parametrize(
    "text",
    [
        "é ß Ω Ж Þ ő",
        "Nguyễn Thị Hồng",
        "Олександр Ївченко",
        "王小明 김철수 さくら",
        "ሰላም ኤርትራ",
        "Հայաստան საქართველო",
        "👍 ✅ 🙏",
        "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    ],
)
def test_every_script_is_read_on_every_machine(text):
    assert text in words_of_pdf(typeset(printed(intro=(text,))))


@pytest.mark.parametrize("text", ["สวัสดีครับ", "தமிழ் அம்மா", "नमस्ते क्षत्रिय", "ខ្មែរ", "বাংলা"])
def test_letters_of_scripts_that_join_are_all_there(text):
    """In which order a reader gives them is told by `/ActualText`, which pypdf does not read."""
    words = words_of_pdf(typeset(printed(intro=(text,))))

    assert {sign for sign in text if unicodedata.category(sign) == "Lo"} <= set(words)
    assert "□" not in words


def test_arabic_and_hebrew_keep_their_words():
    text = "محمد بن عبد الله שלום עולם"

    words = words_of_pdf(typeset(printed(intro=(text,)))).split()

    assert set(text.split()) <= set(words)


@pytest.mark.parametrize(
    ("written", "printed_as"),
    [("\ufeffNoor\ufeff", "Noor"), ("o\u0308", "ö"), ("\u1112\u1161\u11ab", "한"), ("a\tb", "a b")],
    ids=ascii,
)
def test_signs_that_only_look_odd_in_memory_are_no_boxes(written, printed_as):
    words = words_of_pdf(typeset(printed(intro=(written,)))).replace("\u2060", "")

    assert f"{printed_as} " in words
    assert "□" not in words


def test_only_our_own_fonts_are_used():
    """So one machine prints as another does."""
    content = typeset(printed(intro=("Noor محمد 王 👍 ∮ ሰ",)))

    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for page in read(content).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert len(fonts) >= 5
    assert all(
        name.startswith(("SourceSans3", "NotoSans", "NotoEmoji", "WenQuanYi")) for name in fonts
    )


def test_a_line_runs_the_way_of_its_first_letter():
    setter = TextSetter()
    lines = setter.lines("مرحبا Noor\nNoor مرحبا\n12, שלום\n12")

    assert [line["leftward"] for line in lines] == [True, False, True, False]


FILE = "Scan_" + "huurcontract-2026_" * 6 + ".pdf"
FITS = 55
"""Of W (0.786 em of 10.5 points in the font of papers) on the line of 16.2 cm of a long label."""


@pytest.mark.parametrize("place", ["label", "title", "line"])
@pytest.mark.parametrize(
    "word", [FILE, "W" * 500, "W\xa0" * 250, "W" * 10_000], ids=["file", "500", "no-break", "10000"]
)
def test_a_long_word_is_cut_within_the_page_and_stays_whole_as_text(word, place):
    row = PrintedRow(word if place == "label" else "Bestand", (word,) if place == "line" else ())
    section = PrintedSection(word if place == "title" else "Wat", (row,))

    reader = read(typeset(printed(sections=(section,))))

    pieces = [piece for page in reader.pages for piece in page.extract_text().splitlines()]
    assert all(piece.count("W") <= FITS for piece in pieces)
    assert all(len(piece) <= 100 for piece in pieces)
    assert sum(piece.count("W") for piece in pieces) == word.count("W") + ("Wat" in pieces)


def test_an_answer_of_many_pages_is_whole():
    text = "\n".join(f"Zin {n} van een lang verhaal." for n in range(500))
    row = PrintedRow("Wat wilt u vertellen?", (text,))

    words = words_of_pdf(typeset(printed(sections=(PrintedSection("Verhaal", (row,)),))))

    assert all(f"Zin {n} van" in words for n in range(500))


def test_one_sign_of_every_block_of_unicode_is_printed():
    """Blocks begin at multiples of 16: of each column of 16 its first sign that there is."""
    columns = (range(start, start + 16) for start in range(0, sys.maxunicode, 16))
    signs = [
        next((sign for sign in map(chr, column) if unicodedata.category(sign) != "Cn"), "")
        for column in columns
    ]
    rows = tuple(
        PrintedRow(f"Vanaf {number}", (" ".join(signs[number : number + 1000]),))
        for number in range(0, 0x14000 // 16, 1000)
    )
    ends = PrintedRow("Einden", ("\U000e0100 \U000f0000 \U0010fffd \U0010ffff",))

    content = typeset(printed(sections=(PrintedSection("Blokken", (*rows, ends)),)))

    assert len(read(content).pages) > 1


EMOJI = {
    "keycap": "1️⃣",
    "flag": "🇳🇱",
    "part of a flag": "🇳",
    "flag of a region": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "skin tone": "🙏🏽",
    "only a skin tone": "🏽",
    "family": "👩\u200d👩\u200d👧\u200d👦",
    "trade": "👨🏽\u200d🚒",
    "gesture": "🤷🏿\u200d♂️",
    "as text": "☎\ufe0e",
    "as picture": "❤️",
    "only joiners": "\u200d\u200d",
    "no such family": "🚲\u200d🐶",
}


@pytest.mark.parametrize("emoji", EMOJI.values(), ids=EMOJI)
def test_every_kind_of_emoji_is_printed_whole(emoji):
    words = words_of_pdf(typeset(printed(intro=(f"Bedankt {emoji} en dag",))))

    assert "Bedankt" in words
    assert "□" not in words
    assert all(sign in words for sign in emoji if unicodedata.category(sign) == "So")


@pytest.mark.slow
@given(st.lists(st.text(st.characters(codec=None), max_size=60), min_size=1, max_size=4))
@settings(max_examples=100, deadline=None)
def test_no_text_stops_the_typesetter(texts):
    rows = tuple(PrintedRow(text, (text,)) for text in texts)

    content = typeset(printed(title=texts[0], sections=(PrintedSection(texts[-1], rows),)))

    assert content.startswith(b"%PDF-")
