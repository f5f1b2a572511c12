"""The fonts of papers: all come along, and what they have is known."""

import typst

from portal.printing.fonts import SCRIPT_FONTS, SCRIPTS, TEXT, VENDOR, families, signs_of_font

MOST_BYTES = 30_000_000


def test_every_font_that_is_named_comes_along_and_no_other():
    names = {path.name for path in SCRIPTS.iterdir()}

    assert {name for _, name in SCRIPT_FONTS} | {"NotoSans-Bold.ttf"} == names


def test_the_typesetter_knows_each_by_its_name():
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[TEXT, SCRIPTS]
    )

    assert set(families()) <= set(fonts.families())


def test_bold_has_what_regular_has():
    regular, bold = (
        signs_of_font(TEXT / f"SourceSans3-{face}.ttf") for face in ("Regular", "Bold")
    )

    assert regular == bold
    assert len(regular) == 1615


def test_what_a_collection_has_is_read():
    signs = signs_of_font(SCRIPTS / "WenQuanYiMicroHei.ttc")

    assert {ord("王"), ord("김"), ord("さ")} <= signs
    assert len(signs) > 34_000


def test_they_weigh_little():
    assert sum(path.stat().st_size for path in VENDOR.rglob("*.*")) < MOST_BYTES
