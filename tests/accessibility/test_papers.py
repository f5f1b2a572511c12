"""PDFs are judged: a paper of the portal has no fault, and each fault that is put in is found."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import BooleanObject, NameObject, TextStringObject

from accessibility import papers
from portal.printing.pdf import as_pdf
from tests.journeys.papers import a_contract
from tests.papers import printed


@pytest.fixture(scope="module")
def good() -> bytes:
    return as_pdf(printed())


def untagged(writer):
    del writer.root_object["/MarkInfo"]


def marked_as_not_tagged(writer):
    writer.root_object["/MarkInfo"][NameObject("/Marked")] = BooleanObject(False)


def in_english(writer):
    writer.root_object[NameObject("/Lang")] = TextStringObject("en")


def untitled(writer):
    writer.metadata = None


def shown_by_file_name(writer):
    preferences = writer.root_object["/ViewerPreferences"]
    preferences[NameObject("/DisplayDocTitle")] = BooleanObject(False)


def without_structure(writer):
    del writer.root_object["/StructTreeRoot"]


def paragraphs_as_spans(writer):
    for part in elements(writer.root_object["/StructTreeRoot"]["/K"]):
        if part["/S"] == "/P":
            part[NameObject("/S")] = NameObject("/Span")


def first_heading_deeper(writer):
    headings = elements(writer.root_object["/StructTreeRoot"]["/K"])
    next(one for one in headings if one["/S"] == "/H2")[NameObject("/S")] = NameObject("/H4")


def elements(node):
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return [part for child in node for part in elements(child)]
    if not hasattr(node, "get") or "/S" not in node:
        return []
    return [node, *elements(node.get("/K"))]


def test_a_paper_of_the_portal_is_good(good):
    assert papers.paper("bewijs", good, "nl").faults == ()


@pytest.mark.parametrize(
    ("plant", "fault"),
    [
        (untagged, "is not tagged"),
        (marked_as_not_tagged, "is not tagged"),
        (in_english, "its language is “en”"),
        (untitled, "has no title"),
        (shown_by_file_name, "file name in place of its title"),
        (without_structure, "does not begin with a heading of level 1"),
        (paragraphs_as_spans, "no paragraph, heading, list or table"),
        (first_heading_deeper, "heading skips from level 1 to 4"),
    ],
)
def test_what_is_wrong_with_a_paper_is_found(good, plant, fault):
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(good)))
    plant(writer)
    changed = io.BytesIO()
    writer.write(changed)

    found = papers.paper("bewijs", changed.getvalue(), "nl").faults

    assert [line for line in found if fault in line] == list(found)
    assert len(found) == 1


def test_a_scan_of_nothing_is_a_pdf_without_any_of_it(tmp_path):
    content = a_contract(tmp_path).read_bytes()

    assert papers.is_pdf(content)
    assert len(papers.paper("scan", content, "nl").faults) == 6
    assert not papers.is_pdf(b"<html>")
