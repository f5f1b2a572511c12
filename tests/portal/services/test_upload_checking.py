"""Files of one request judged: how many, how large they become, and for how long."""

import io
import zipfile
from collections.abc import Iterator
from itertools import chain, repeat

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage

from portal.domain.upload_quota import MB
from portal.files.arriving import ArrivingFile
from portal.services.uploads import (
    CheckedFile,
    Refused,
    UploadCheck,
    UploadLimits,
    check,
    check_all,
)
from portal.texts.words import words_in
from tests.files_made import a_pdf, a_picture

_came: list[FileStorage] = []


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """Close what came, as a request does."""
    yield
    while _came:
        _came.pop().close()


def uploaded(name: str, content: bytes) -> FileStorage:
    file = ArrivingFile(64 * MB)
    file.write(content)
    _came.append(FileStorage(file, filename=name))
    return _came[-1]


def a_check() -> UploadCheck:
    return UploadCheck(words=words_in("nl"), scanner=None)


def judged(*contents: bytes, most: int) -> list[CheckedFile | str]:
    files = [uploaded(f"{number}.png", content) for number, content in enumerate(contents, 1)]
    return check_all(files, UploadLimits(mb=50, most=most), most, a_check())


def a_scan_that_grows() -> bytes:
    """Two pages of dots: a few kB as a scanner packs them, far more as pictures in a PDF."""
    dots = Image.frombytes("1", (2400, 2400), bytes([0b01010101, 0b00110011] * (2400 * 150)))
    made = io.BytesIO()
    dots.save(made, "TIFF", compression="tiff_deflate", save_all=True, append_images=[dots])
    return made.getvalue()


def test_size_of_what_a_scan_becomes_is_checked():
    scan = a_scan_that_grows()
    assert len(scan) < 1024 * 1024

    with pytest.raises(Refused, match=r"te groot\. Een bestand mag 1 MB zijn"):
        check(uploaded("scan.tif", scan), UploadLimits(mb=1), a_check())

    assert check(uploaded("scan.tif", scan), UploadLimits(mb=50), a_check()).name == "scan.pdf"


def test_no_more_are_looked_into_than_may_come_in():
    result = judged(b"MZ", b"MZ", a_picture("PNG"), most=2)

    assert "programma" in str(result[0])
    assert "“3.png” hebben wij nog niet bekeken" in str(result[2])


def test_files_that_the_time_limit_leaves_out_are_kept_as_they_came_for_later(monkeypatch):
    clock = chain([0.0] * 3, repeat(50.0))
    monkeypatch.setattr("portal.files.workshop.monotonic", lambda: next(clock))

    result = judged(a_pdf(), a_pdf(), most=2)

    looked_into, as_it_came = result
    assert isinstance(looked_into, CheckedFile)
    assert isinstance(as_it_came, CheckedFile)
    assert (looked_into.is_processing, as_it_came.is_processing) == (False, True)
    assert (as_it_came.name, as_it_came.content.read()) == ("2.pdf", a_pdf())


@pytest.mark.parametrize(
    ("name", "first_part"),
    [
        ("begroting.xlsx", "xl/workbook.xml"),
        ("dia's.pptx", "ppt/presentation.xml"),
        ("brief.odt", "mimetype"),
        ("begroting.ods", "mimetype"),
    ],
)
def test_other_office_files_are_refused_with_what_to_do_instead(name, first_part):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(first_part, f"application/{name}")

    with pytest.raises(Refused, match=r"kunnen wij niet aannemen\. Maak er een PDF van\."):
        check(uploaded(name, made.getvalue()), UploadLimits(mb=50), a_check())
    with pytest.raises(Refused, match=r"kan hier niet\. Dit kan: pdf\."):
        check(uploaded(name, made.getvalue()), UploadLimits(kinds=("pdf",), mb=50), a_check())
