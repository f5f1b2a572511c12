"""A case on paper: what its page says and nothing more, with who made it and when."""

from datetime import timedelta

import pytest

from portal.domain.case_rules import CaseRole
from portal.domain.cases import DocumentSender, Payment, Progress
from portal.domain.days import today
from portal.storage.consultations import ConsultationLine
from portal.texts.words import words_in
from tests.browser import hrefs_of, main_of
from tests.case_keys import a_key
from tests.factories import (
    BSN,
    OTHER_BSN,
    a_case,
    a_case_file,
    a_decision,
    a_document,
    a_task,
    missing,
)
from tests.paper_structure import structure_of
from tests.papers import is_tagged, words_of_pdf

KEY, NUMBER = a_key(), a_case().number
PAGE, PAPER = f"/zaken/{KEY.id}/", f"/zaken/{KEY.id}/overzicht.pdf"
LETTER = a_document(title="Besluit op uw verhuizing")
OF_THE_PAPER = (
    "Gemeente Demodam",
    "Mijn Demodam",
    "maakte dit overzicht op",
    "Vragen? Bel",
    "Betaling",
)
"""What stands on the paper by itself."""
STATES = (
    "usual",
    "closed",
    "too late",
    "later",
    "put off",
    "suspended",
    "stood still",
    "decided",
    "in part",
    "of somebody else",
)


def file_in(state):
    """The case in this state, of this day."""
    past, ahead = today() - timedelta(days=3), today() + timedelta(days=30)
    files = {
        "usual": a_case_file(),
        "closed": a_case_file(
            a_case(
                progress=Progress.CLOSED,
                closed=past,
                result="Toegekend",
                result_explanation="U voldoet aan alles.",
                payment=Payment.ALL,
            )
        ),
        "too late": a_case_file(a_case(due=past)),
        "later": a_case_file(a_case(expected=past, due=None)),
        "put off": a_case_file(
            a_case(
                expected=ahead,
                expected_before=today() + timedelta(days=2),
                due=ahead + timedelta(days=40),
                due_before=ahead + timedelta(days=12),
                extension="Wij wachten op advies.",
                extension_days=28,
                extension_period="P28D",
            )
        ),
        "suspended": a_case_file(a_case(progress=Progress.SUSPENDED, suspension="Wij bellen u.")),
        "stood still": a_case_file(a_case(was_suspended=True, expected=ahead)),
        "decided": a_case_file(
            documents=(LETTER, a_document(title="Aanvraag", sender=DocumentSender.OTHERS)),
            decisions=(a_decision(documents=(LETTER.id,)),),
        ),
        "of somebody else": a_case_file(a_case(role=CaseRole.INTERESTED), steps=(), documents=()),
        "in part": a_case_file(
            documents=(), unread_parts=missing("steps", "documents", "decisions"), contact=None
        ),
    }
    return files[state]


@pytest.mark.parametrize("state", STATES)
def test_the_paper_says_what_the_page_says_and_nothing_more(browser, world, state):
    world.cases.files[BSN] = [file_in(state)]
    page = main_of(browser.get(PAGE))

    paper = browser.get(PAPER).data

    root = structure_of(paper)
    told = [each.text for each in root.all() if each.words and each.text != "•"]
    own = [text for text in told if not _is_of_the_paper(text)]
    assert [text for text in own if _bare(text) not in _bare(page)] == []
    assert is_tagged(paper)
    assert len(own) > 6


def _is_of_the_paper(text: str) -> bool:
    return text == "Besluit" or any(words in text for words in OF_THE_PAPER)


def _bare(text: str) -> str:
    """Its letters and digits: of which the order counts, not how they are set apart."""
    return "".join(letter for letter in text if letter.isalnum())


def test_an_interested_party_reads_that_it_is_of_somebody_else(browser, world):
    world.cases.files[BSN] = [file_in("of somebody else")]

    page = browser.get(PAGE)

    words = main_of(page)
    assert "Iemand anders heeft deze zaak gestart." in words
    assert not [url for url in hrefs_of(page) if url.endswith("/document-sturen/")]
    for claim in ("Er zijn nog geen documenten van ons.", "U heeft geen documenten gestuurd"):
        assert claim not in words


def test_what_decides_stands_on_it(browser, world):
    letter = a_decision(documents=(LETTER.id,))
    world.cases.files[BSN] = [a_case_file(documents=(LETTER,), decisions=(letter,))]
    world.tasks.tasks[BSN] = [a_task(world.cases.files[BSN][0].case)]

    words = words_of_pdf(browser.get(PAPER).data)

    assert "Wij schrijven u in" in words
    assert "4 januari 2027" in words
    assert "Besluit op uw verhuizing (2 kB)" in words
    assert "Dit moet u nog doen" in words
    assert "In behandeling Nu" in words
    assert f"Vragen? Bel 0800 0999, en noem zaaknummer {NUMBER}." in words


def test_it_says_who_made_it_and_when(browser, world):
    world.cases.files[BSN] = [a_case_file()]

    words = words_of_pdf(browser.get(PAPER).data)

    assert f"maakte dit overzicht op {words_in('nl').day(today())}" in words
    assert "ingelogd met DigiD" in words


def test_a_copy_is_a_line_that_names_its_case(browser, world, rows):
    world.cases.files[BSN] = [a_case_file()]
    assert "/overzicht.pdf" in str(hrefs_of(browser.get(PAGE)))

    answer = browser.get(PAPER)

    assert answer.headers["Content-Disposition"].startswith("attachment; filename=zaak-")
    [line] = [each for each in rows(ConsultationLine) if each.action == "downloaded"]
    assert line.case_ref == NUMBER
    assert line.data_kinds == ["case"]
    looked = main_of(browser.get(f"{PAGE}gegevensgebruik/"))
    assert "U bewaarde een kopie van uw zaak." in looked


def test_a_case_of_somebody_else_is_no_paper_and_no_line(browser, world, rows):
    world.cases.files[OTHER_BSN] = [a_case_file()]

    assert browser.get(PAPER).status_code == 404
    assert not [each for each in rows(ConsultationLine) if each.action == "downloaded"]


def test_without_the_case_system_there_is_what_was_known_with_its_time_or_nothing(browser, world):
    world.cases.files[BSN] = [a_case_file()]
    world.cases.is_down = True
    assert browser.get(PAPER).status_code == 503

    world.cases.is_down = False
    browser.get(PAGE)
    world.cases.is_down = True
    words = words_of_pdf(browser.get(PAPER).data)

    assert "Wij kunnen ons systeem nu niet bereiken." in words
    assert "Bijgewerkt: " in words


def test_it_is_in_the_language_of_the_page(browser, world):
    world.cases.files[BSN] = [a_case_file()]
    browser.visit("/taal/?taal=en&next=/")

    paper = browser.get(PAPER).data

    assert is_tagged(paper, "en")
    assert "Your contact person" in words_of_pdf(paper)
