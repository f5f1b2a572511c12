"""Files that come in: judged by what they are; a refused one says why, and the others stay."""

import io

import pytest
from PIL import Image

from portal.files.office import DOCX
from portal.services.uploads import clean_name
from portal.storage.uploads import Upload, name_of
from tests.browser import form_on, main_of
from tests.factories import BSN, a_task
from tests.files_made import (
    a_docx,
    a_pdf,
    a_pdf_that_runs,
    a_picture,
    bomb,
    heic_with,
    jpeg_with_odd_exif,
    zip_bomb,
)
from tests.forms_filled import REPORT, fill, page_id
from tests.stored_files import content_of
from tests.tree import text_of

KNOWN_WORD = "Maak er een PDF van"


BAD = {
    "empty": ("leeg.pdf", b"", "is leeg"),
    "program": ("huurcontract.pdf", b"MZ" + b"\x90" * 100, "kunnen wij niet openen"),
    "script": ("contract.pdf", b"<script>alert(1)</script>", "kunnen wij niet openen"),
    "svg": ("foto.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "kunnen wij niet openen"),
    "password": ("geheim.pdf", a_pdf(password="geheim"), "wachtwoord"),
    "picture bomb": ("foto.png", bomb(50_000, 50_000), "is te groot"),
    "many pixels": ("foto.png", bomb(10_000, 7_000), "is beschadigd"),
    "half a picture": ("foto.jpg", a_picture(size=(500, 500))[:300], "is beschadigd"),
    "half a heic": ("foto.heic", a_picture("HEIC")[:60], "is beschadigd"),
    "heic that stops": ("foto.heic", heic_with(b"mdat", 0, b"\xff" * 4), "is beschadigd"),
    "heic of any width": ("foto.heic", heic_with(b"ispe", 4, b"\x40\0\0\0"), "is beschadigd"),
    "jpeg with odd exif": ("foto.jpg", jpeg_with_odd_exif(), "is beschadigd"),
}
BAD_WORD = {
    "program": BAD["program"],
    "empty": BAD["empty"],
    "password": BAD["password"],
    "macros": (
        "brief.docx",
        a_docx({"word/document.xml": b"x", "word/vbaProject.bin": b"x"}),
        KNOWN_WORD,
    ),
    "plain zip": ("brief.docx", a_docx({"a.txt": b"x"}), KNOWN_WORD),
    "broken zip": ("brief.docx", b"PK\x03\x04" + b"x" * 50, "is beschadigd"),
}
DOTTED = "Huurcontract dhr. Jansen.pdf"
GOOD = {
    "pdf": ("contract.PDF", a_pdf(), "contract.PDF", "application/pdf"),
    "pdf by another name": ("contract.txt", a_pdf(), "contract.pdf", "application/pdf"),
    "png": ("foto.png", a_picture("PNG"), "foto.png", "image/png"),
    "jpeg": ("foto.jpeg", a_picture(), "foto.jpeg", "image/jpeg"),
    "heic": ("IMG_1.HEIC", a_picture("HEIC"), "IMG_1.jpg", "image/jpeg"),
    "webp": ("foto.webp", a_picture("WEBP"), "foto.jpg", "image/jpeg"),
    "avif": ("foto.avif", a_picture("AVIF"), "foto.jpg", "image/jpeg"),
    "word": ("brief.docx", a_docx(), "brief.docx", DOCX),
    "tiff of one page": ("scan.tif", a_picture("TIFF"), "scan.jpg", "image/jpeg"),
    "name with a dot": ("Huurcontract dhr. Jansen", a_pdf(), DOTTED, "application/pdf"),
    "name with two": ("Brief v1.2", a_pdf(), "Brief v1.2.pdf", "application/pdf"),
}


def add(browser, page, *files):
    """Add files to the page's question, and stay there."""
    return browser.submit(page, files={"contract": list(files)}, button=("action", "stay"))


def stored(database):
    """(name, media type, content) of every file that is kept."""
    return [
        (name_of(database, upload), upload.media_type, content_of(database, upload))
        for upload in database.query(Upload).order_by(Upload.made_at)
    ]


@pytest.mark.parametrize("kind", BAD)
def test_bad_file_is_refused_with_the_reason_while_the_others_stay(browser, database, kind):
    name, content, reason = BAD[kind]
    page = fill(browser, until="contract")

    answer = add(browser, page, ("goed.pdf", a_pdf()), (name, content))

    assert answer.status_code == 422
    assert reason in main_of(answer)
    assert "goed.pdf" in main_of(answer)
    assert [stored_name for stored_name, *_rest in stored(database)] == ["goed.pdf"]


def test_zip_bomb_is_refused_without_unpacking_it(browser, world, database):
    task = a_task()
    world.tasks.tasks[BSN].append(task)
    page = browser.get(f"/taken/{task.id}/")

    answer = browser.submit(page, files={"documents": ("brief.docx", zip_bomb())})

    assert "is te groot" in main_of(answer)
    assert stored(database) == []


@pytest.mark.parametrize("kind", GOOD)
def test_good_file_is_kept_under_the_ending_of_what_it_is(browser, database, kind):
    name, content, kept_name, media_type = GOOD[kind]
    page = fill(browser, until="contract")

    answer = add(browser, page, (name, content))

    assert page_id(answer) == "contract"
    assert [(kept, kind) for kept, kind, _content in stored(database)] == [(kept_name, media_type)]


@pytest.mark.parametrize("kind", ["JPEG", "HEIC", "PNG"])
def test_picture_loses_place_and_camera(browser, database, kind):
    content = a_picture(kind, place=True)
    assert len(Image.open(io.BytesIO(content)).getexif()) > 0
    page = fill(browser, until="contract")

    add(browser, page, (f"foto.{kind.lower()}", content))

    [(_name, _kind, kept)] = stored(database)
    assert len(Image.open(io.BytesIO(kept)).getexif()) == 0
    assert b"Noor" not in kept


def test_turned_picture_is_upright_after_it_lost_its_exif(browser, database):
    page = fill(browser, until="contract")

    add(browser, page, ("foto.jpg", a_picture(place=True, size=(32, 24))))

    [(_name, _kind, kept)] = stored(database)
    assert Image.open(io.BytesIO(kept)).size == (24, 32)


def test_refused_file_leaves_the_page_at_fault_after_next_too(browser):
    page = fill(browser, until="contract")

    answer = browser.submit(page, files={"contract": ("a.exe", b"MZ")})

    assert answer.status_code == 422
    assert "kunnen wij niet openen" in main_of(answer)
    assert "error-summary" in answer.text


def test_question_for_a_photo_takes_no_pdf_while_the_others_stay(visitor, database):
    page = fill(visitor, REPORT, until="foto")
    files = [("foto.jpg", a_picture()), ("brief.jpg", a_pdf())]

    answer = visitor.submit(page, files={"photo": files})

    assert answer.status_code == 422
    assert "“brief.jpg” kan hier niet. Dit kan: jpg, png, heic, webp, avif." in main_of(answer)
    assert [name for name, _kind, _content in stored(database)] == ["foto.jpg"]


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\foto.jpg", "foto.jpg"),
        ("gpj.exe\u202efdp.pdf", "gpj.exefdp.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("  .hidden. ", "hidden"),
        ("...", "-"),
        ("", "-"),
        ("é" * 200 + ".pdf", "é" * 116 + ".pdf"),
        ("z" * 200, "z" * 120),
        ("a." + "b" * 300, None),
    ],
)
def test_name_is_bare_and_without_tricks(given, clean):
    name = clean_name(given)

    assert len(name) <= 120
    assert clean is None or name == clean


def test_files_of_one_name_are_told_apart(browser, database):
    page = fill(browser, until="contract")
    names = ("image.jpg", "Image.JPG", "image.jpg")

    answer = add(browser, page, *((name, a_picture()) for name in names))

    assert [name for name, *_rest in stored(database)] == [
        "image.jpg",
        "Image (2).JPG",
        "image (3).jpg",
    ]
    buttons = [
        text_of(button)
        for button in form_on(answer).iter("button")
        if button.get("name") == "remove"
    ]
    assert len(buttons) == len(set(buttons)) == 3


def test_active_content_is_taken_out_and_said(browser, database):
    page = fill(browser, until="contract")

    answer = add(browser, page, ("contract.pdf", a_pdf_that_runs("JavaScript")))

    assert "Dat hebben wij eruit gehaald." in main_of(answer)
    [(_name, _kind, content)] = stored(database)
    assert b"JavaScript" not in content


def test_name_with_markup_is_shown_as_text(browser):
    page = fill(browser, until="contract")

    answer = add(browser, page, ("<b>vet</b>.pdf", a_pdf()))

    assert "<b>vet</b>" not in answer.text


@pytest.mark.parametrize("kind", BAD_WORD)
def test_bad_file_for_a_task_is_refused_while_the_others_stay(browser, world, database, kind):
    name, content, reason = BAD_WORD[kind]
    task = a_task()
    world.tasks.tasks[BSN].append(task)
    page = browser.get(f"/taken/{task.id}/")

    answer = browser.submit(page, files={"documents": [("goed.pdf", a_pdf()), (name, content)]})

    assert answer.status_code == 422
    assert reason in main_of(answer)
    assert "goed.pdf" in main_of(answer)
    assert [stored_name for stored_name, *_rest in stored(database)] == ["goed.pdf"]
