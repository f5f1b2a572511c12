"""Documents of a case by who sent them: the resident, the municipality, others."""

from urllib.parse import unquote

import pytest

from portal.domain.cases import DocumentSender
from tests.browser import main_of
from tests.case_keys import a_key
from tests.factories import BSN, a_case_file, a_decision, a_document, missing
from tests.tree import text_of, tree_of

PAGE = f"/zaken/{a_key('ZAAK-2026-0000000001').id}/"
OURS, THEIRS, OF_OTHERS = (
    a_document(title="Brief", sender=DocumentSender.MUNICIPALITY),
    a_document(title="Aanvraag", sender=DocumentSender.RESIDENT),
    a_document(title="Advies van de GGD", sender=DocumentSender.OTHERS),
)
HEADINGS = ["Van de gemeente", "Van u", "Van anderen"]


def groups_of(browser, world, **changes):
    """The names of the documents under each heading of the part with documents."""
    world.cases.files[BSN] = [a_case_file(**changes)]
    page = tree_of(browser.get(PAGE).text)
    [part] = page.findall(".//section[@aria-labelledby='documents-title']")
    groups: dict[str, list[str]] = {}
    for element in part.iter():
        if element.tag == "h3":
            groups[text_of(element).strip()] = []
        elif element.tag == "a" and "documents__link" in element.attrib.get("class", ""):
            [name] = element.findall("bdi")
            groups[list(groups)[-1]].append(text_of(name).strip())
    return groups


def test_documents_stand_under_who_sent_them(browser, world):
    groups = groups_of(browser, world, documents=(OF_OTHERS, THEIRS, OURS))

    assert list(groups) == HEADINGS
    assert list(groups.values()) == [["Brief"], ["Aanvraag"], ["Advies van de GGD"]]


def test_where_others_sent_nothing_there_is_no_word_of_them(browser, world):
    assert list(groups_of(browser, world, documents=(OURS, THEIRS))) == HEADINGS[:2]


def test_a_document_of_a_decision_stands_there_only(browser, world):
    decision = a_decision(documents=(OF_OTHERS.id,))
    groups = groups_of(browser, world, documents=(OF_OTHERS, THEIRS), decisions=(decision,))

    assert groups == {"Van de gemeente": [], "Van u": ["Aanvraag"]}
    assert main_of(browser.get(PAGE)).count("Advies van de GGD (") == 1


@pytest.mark.parametrize(
    ("documents", "headings", "sentence"),
    [
        ((OF_OTHERS,), ["Van anderen"], "Wij kunnen nu niet alle documenten laten zien."),
        ((), [], "Wij kunnen de documenten nu niet laten zien."),
    ],
)
def test_what_could_not_be_read_is_not_told_as_nothing(
    browser, world, documents, headings, sentence
):
    unread = missing("documents")

    assert list(groups_of(browser, world, documents=documents, unread_parts=unread)) == headings
    assert sentence in main_of(browser.get(PAGE))


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 brief"])
def test_a_download_says_how_much_comes_and_not_what_its_document_says(browser, world, content):
    letter = a_document(size=40_000_000)
    world.cases.files[BSN] = [a_case_file(documents=(letter,))]
    world.cases.contents[letter.id] = content

    answer = browser.get(f"{PAGE}documenten/{letter.id}")

    assert (answer.data, answer.headers["Content-Length"]) == (content, str(len(content)))


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ("../../etc/pass\r\nwd.pdf", "passwd.pdf"),
        ("C:\\map\\brief.pdf", "brief.pdf"),
        ("Brief \u202efdp.exe", "Brief fdp.exe"),
        ("Besluit.pdf", "Besluit.pdf"),
    ],
)
def test_a_download_is_saved_by_a_bare_name(browser, world, name, saved):
    letter = a_document(file_name=name)
    world.cases.files[BSN] = [a_case_file(documents=(letter,))]

    answer = browser.get(f"{PAGE}documenten/{letter.id}")

    shown = answer.headers["Content-Disposition"].partition("UTF-8''")[2]
    assert unquote(shown) == saved


def test_a_download_of_which_the_size_is_not_told_says_none(browser, world):
    letter = a_document()
    world.cases.files[BSN] = [a_case_file(documents=(letter,))]
    world.cases.tells_size = False

    answer = browser.get(f"{PAGE}documenten/{letter.id}")

    assert answer.data == b"%PDF-1.7"
    assert "Content-Length" not in answer.headers


@pytest.mark.parametrize(
    ("size", "words"), [(0, "Brief (0 kB)"), (1, "Brief (1 kB)"), (None, "Brief Bijlage")]
)
def test_the_size_of_a_document_is_told_as_it_is(browser, world, size, words):
    world.cases.files[BSN] = [a_case_file(documents=(a_document(title="Brief", size=size),))]

    assert words in " ".join(main_of(browser.get(PAGE)).split())
