"""Papers look as the pages of the municipality do."""

import pytest
from structlog.testing import capture_logs

from portal.printing import house_style, pdf
from portal.printing.house_style import house_style_of
from tests.papers import printed, words_of_pdf

OF_OTHER_THREADS = "outside_failed"
"""Late reads of tests before go on in threads of this process, and may tell of theirs."""


@pytest.fixture
def static(tmp_path, monkeypatch):
    """A folder with the portal's own colours, and one theme."""
    (tmp_path / "css/themes").mkdir(parents=True)
    (tmp_path / "img/ons").mkdir(parents=True)
    (tmp_path / "css/tokens.css").write_text(
        "--brand-50: #ffffff; --brand-500: #111111; --brand-600: #222222;"
        "--neutral-200: #333333; --neutral-500: #444444; --neutral-900: #555555;"
        "@media (prefers-color-scheme: dark) { --neutral-900: #ffffff; }"
    )
    (tmp_path / "css/themes/ons.css").write_text("--brand-600: #AB00CD; --brand-500: teal;")
    monkeypatch.setattr(house_style, "resource", lambda _name: tmp_path)
    return tmp_path


def test_the_theme_gives_its_colours_and_logo(static):
    (static / "img/ons/logo.svg").write_text("<svg/>")

    ours = house_style_of("ons")

    assert (ours.title, ours.logo) == ("#AB00CD", "<svg/>")


def test_what_a_theme_does_not_set_is_as_on_pages(static):
    ours = house_style_of("ons")

    assert (ours.heading, ours.text, ours.logo) == ("#111111", "#555555", "")
    assert house_style_of("nobody").title == "#222222"


def test_the_logo_is_on_the_paper(static):
    (static / "img/demodam").mkdir()
    logo = static / "img/demodam/logo.svg"
    plain = pdf.typeset(printed())
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4">'
        '<path fill="#0b5563" d="M0 0h4v4H0z"/></svg>'
    )

    assert pdf.typeset(printed()) != plain


@pytest.mark.parametrize(
    "logo",
    [b"no picture", b"<svg", b"<svg xmlns='http://www.w3.org/2000/svg'", b"<!-- caf\xe9 -->"],
)
def test_a_logo_that_cannot_be_drawn_is_left_out_and_told(static, logo):
    (static / "img/demodam").mkdir()
    (static / "img/demodam/logo.svg").write_bytes(logo)

    with capture_logs() as lines:
        words = words_of_pdf(pdf.as_pdf(printed()))

    assert "Sam Yilmaz" in words
    told = [line["event"] for line in lines if line["event"] != OF_OTHER_THREADS]
    assert told == ["logo_not_printed"]


def test_a_style_that_cannot_be_read_stops_no_paper(static):
    (static / "css/themes/ons.css").write_bytes(b"/* caf\xe9 */ --brand-600: #AB00CD;")
    (static / "img/ons/logo.svg").mkdir()

    with capture_logs() as lines:
        ours = house_style_of("ons")

    assert (ours.title, ours.logo) == ("#AB00CD", "")
    assert [line["event"] for line in lines] == ["style_not_read"]


def test_a_trial_at_the_start_tells_of_the_logo_of_the_theme(static):
    (static / "img/ons/logo.svg").write_bytes(b"\xff\xfe<\x00")

    with capture_logs() as lines:
        assert pdf.fault_of_printing("ons") is None

    told = [line["event"] for line in lines if line["event"] != OF_OTHER_THREADS]
    assert told == ["logo_not_printed"]
