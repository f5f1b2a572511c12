"""Fields of Word files: those that run or fetch are refused, wherever and however they are cut."""

import pytest

from portal.files.verdict import FileFault, Refusal
from tests.files_made import a_docx
from tests.portal.files.looking import looked_into

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
RUN = 'DDEAUTO c:\\\\cmd.exe "/k calc"'
PARTS = (
    "word/document.xml",
    "word/header1.xml",
    "word/footer1.xml",
    "word/footnotes.xml",
    "word/comments.xml",
    "word/glossary/document.xml",
    "word/media/picture.png",
)


def code(*texts: str, element: str = "instrText") -> str:
    """The words of an instruction, each in a run of its own."""
    return "".join(f"<w:r><w:{element}>{text}</w:{element}></w:r>" for text in texts)


def a_field(*texts: str) -> str:
    return BEGIN + code(*texts) + SEPARATE + "<w:r><w:t>1</w:t></w:r>" + END


def alternatives(choice: str, fallback: str = "") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="x">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def document(body: str, part: str = "word/document.xml", encoding: str = "utf-8") -> bytes:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><w:document>{body}</w:document>'
    return a_docx({"word/document.xml": b"<w:document/>", part: xml.encode(encoding)})


def fault_of(content: bytes) -> FileFault | None:
    """Why it is refused; None: it is taken."""
    try:
        looked_into("docx", content)
    except Refusal as refusal:
        return refusal.fault
    return None


HARMLESS = {
    "a page number": a_field(" PAGE "),
    "a link": a_field("HYPER", 'LINK "https://example.nl/LINK"'),
    "a table of contents": BEGIN + code("TOC \\o") + SEPARATE + a_field("PAGEREF _1") + END,
    "a sum": a_field(" = ") + BEGIN + code("= ") + a_field("PAGE") + code(" - 1") + END,
    "a drawing with a field": alternatives(a_field("PAGE"), a_field("PAGE")),
    "in a simple field": '<w:fldSimple w:instr=" REF DDE "/>',
    "text that speaks of it": f"<w:r><w:t>{RUN}</w:t></w:r>",
    "a field that never ends": BEGIN + code("DATE"),
}
RUNNING = {
    "in one run": a_field(RUN),
    "over runs": a_field(" D", "DE", "AUTO c:\\x"),
    "in small letters": a_field(RUN.lower()),
    "the older one": a_field("DDE Excel a b"),
    "in a simple field": "<w:fldSimple w:instr=' ddeauto c:\\a'/>",
    "by another prefix": '<x:fldSimple x:instr="DDE a b"/>',
    "within another field": BEGIN + code("IF 1=1 ") + a_field(RUN) + END,
    "cut by another field": BEGIN + code("DDE") + a_field("PAGE") + code("AUTO c:") + END,
    "worked out by another field": BEGIN + a_field("QUOTE 68 68 69") + code(" c:\\a b") + END,
    "half worked out": BEGIN + code("DD") + a_field('QUOTE "EAUTO"') + code(" c:") + END,
    "never ended": BEGIN + code(RUN),
    "outside any field": code(RUN),
    "before what was deleted": BEGIN + code("P", element="delInstrText") + code(RUN) + END,
    "with what was deleted": BEGIN + code("DD") + code("E", element="delInstrText") + END,
    "as an alternative": alternatives(a_field("PAGE"), a_field(RUN)),
    "behind an alternative": BEGIN + alternatives(code("PAGE ")) + code(RUN) + END,
    "ended by an alternative": BEGIN + code("D") + alternatives(END) + code("DE a b") + END,
    "a control": a_field("CONTROL Forms.CommandButton.1 \\s"),
}
FETCHING = {
    "a text": a_field("INCLUDETEXT https://evil.test/a.docx"),
    "a picture": a_field("INCLUDE", 'PICTURE "https://evil.test/a.png" \\d'),
    "a link to a sheet": a_field("LINK Excel.Sheet.12 \\\\evil\\a.xlsx"),
    "a database": a_field("DATABASE \\d a"),
    "a source of addresses": '<w:mailMerge><w:connectString w:val="Provider=x"/></w:mailMerge>',
    "an old drawing": '<v:shape><v:imagedata src="https://evil.test/a.png"/></v:shape>',
}


@pytest.mark.parametrize("body", HARMLESS.values(), ids=HARMLESS)
def test_harmless_field_is_taken(body):
    assert fault_of(document(body)) is None


@pytest.mark.parametrize("body", RUNNING.values(), ids=RUNNING)
def test_field_that_runs_something_is_refused(body):
    assert fault_of(document(body)) is FileFault.MACROS


@pytest.mark.parametrize("body", FETCHING.values(), ids=FETCHING)
def test_field_that_fetches_something_is_refused(body):
    assert fault_of(document(body)) is FileFault.OUTSIDE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
@pytest.mark.parametrize("part", PARTS)
def test_field_is_seen_in_each_part_and_in_each_writing(part, encoding):
    assert fault_of(document(a_field(RUN), part, encoding)) is FileFault.MACROS


def test_field_is_seen_behind_many_blanks():
    content = a_docx({"word/document.xml": b" " * 5000 + f"<w:d>{a_field(RUN)}</w:d>".encode()})

    assert fault_of(content) is FileFault.MACROS
