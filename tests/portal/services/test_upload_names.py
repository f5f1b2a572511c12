"""Names of files: bare, whole, with a right ending, and no two the same."""

import pytest

from portal.services.uploads.names import MAX_NAME, clean_name, distinct_name, with_ending


@pytest.mark.parametrize(
    ("name", "ending", "expected"),
    [
        ("Huurcontract dhr. Jansen", "pdf", "Huurcontract dhr. Jansen.pdf"),
        ("Huurcontract dhr. Jansen.docx", "pdf", "Huurcontract dhr. Jansen.pdf"),
        ("versie 1.2", "jpg", "versie 1.2.jpg"),
        ("foto.JPEG", "jpg", "foto.JPEG"),
        ("foto.png.exe", "png", "foto.png.exe.png"),
        ("scan.tif", "pdf", "scan.pdf"),
        ("pdf", "pdf", "pdf.pdf"),
        ("z" * 200, "pdf", "z" * 116 + ".pdf"),
    ],
)
def test_name_gets_the_ending_of_what_the_file_is(name, ending, expected):
    assert with_ending(clean_name(name), ending) == expected


def test_name_is_never_cut_within_a_letter():
    marked = "q\u0301"  # a letter and its mark: no single sign has both

    name = clean_name(marked * 80 + ".pdf")

    assert name == marked * 58 + ".pdf"


def test_letter_and_mark_become_one_sign_and_spaces_one_space():
    assert clean_name("Cafe\u0301\u00a0 a.pdf") == "Caf\u00e9 a.pdf"


@pytest.mark.parametrize(
    ("name", "taken", "expected"),
    [
        ("a.jpg", [], "a.jpg"),
        ("a.jpg", ["a.jpg"], "a (2).jpg"),
        ("A.jpg", ["a.jpg", "a (2).JPG"], "A (3).jpg"),
        ("a", ["a"], "a (2)"),
        ("z" * 116 + ".pdf", ["z" * 116 + ".pdf"], "z" * 112 + " (2).pdf"),
    ],
)
def test_name_that_is_taken_gets_a_number(name, taken, expected):
    assert distinct_name(name, taken) == expected
    assert len(distinct_name(name, taken)) <= MAX_NAME
