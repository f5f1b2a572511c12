"""Words of links: the same words lead to one place; and Dutch names say that they are Dutch."""

import re
from datetime import date

import pytest

from tests.browser import hrefs_of, main_element, main_of
from tests.factories import BSN, a_case, a_case_file, a_decision, a_document, a_task
from tests.forms_filled import fill, send
from tests.heard import heard_words, not_told_as_dutch

PAGES = ("/overzicht/", "/zaken/", "/berichten/", "/gegevensgebruik/")
LINE = "/gegevensgebruik/[0-9a-f-]{36}/"
DUTCH_NAMES = "The names of cases, steps and documents come from our Dutch system."


@pytest.fixture
def file(world):
    """Cases of one kind, running and closed, with tasks and documents of the same name."""
    files = [
        a_case_file(a_case("ZAAK-2026-0000000001", description="Verhuizing naar de Kade")),
        a_case_file(a_case("ZAAK-2026-0000000002", description="Verhuizing naar de Laan")),
        a_case_file(a_case("ZAAK-2026-0000000003", closed=date(2026, 10, 1))),
        a_case_file(a_case("ZAAK-2026-0000000004", closed=date(2026, 10, 1))),
    ]
    world.cases.files[BSN] = files
    world.tasks.tasks[BSN] = [
        a_task(files[0].case, last_day=date(2027, 1, 4)),
        a_task(files[1].case, last_day=date(2027, 1, 5)),
    ]
    return files[0]


def heard_on(page, *tags):
    """What a screen reader says of each such element of the main part."""
    return [heard_words(element) for element in main_element(page).iter() if element.tag in tags]


def test_what_has_one_name_is_told_apart(browser, file, world):
    """Each page that a test opens is held to it (`tests.heard`); these are full of namesakes."""
    send(browser)
    send(browser)
    fill(browser, until="dag")
    letters = (a_document(), a_document(added=date(2026, 11, 4)))
    decisions = tuple(a_decision(documents=(letter.id,)) for letter in letters)
    case = a_case_file(file.case, documents=letters, decisions=decisions)
    world.cases.files[BSN] = [case, *world.cases.files[BSN][1:]]

    overview, *_others = map(browser.visit, PAGES)
    page = browser.visit(f"/zaken/{file.case.key.id}/")

    asking = [link for link in heard_on(overview, "a") if link.startswith("Stuur uw huurcontract")]
    assert [link.split()[-2] for link in asking] == ["taak", "taak", "bericht", "bericht"]
    named = [title for title in heard_on(page, "h2") if title.startswith("Wij schrijven u in")]
    assert named == ["Wij schrijven u in, besluit 1", "Wij schrijven u in, besluit 2"]
    assert "Wie keek hiernaar? Brief over uw verhuizing, document 2" in heard_on(page, "a")


def test_dutch_names_say_so_on_english_pages(browser, file, world):
    document = a_document(title="Brief over de Kade", kind="Beschikking")
    world.cases.files[BSN] = [a_case_file(file.case, documents=(document,))]
    browser.get("/taal/?taal=en&next=/")
    case = f"/zaken/{file.case.key.id}/"
    assert DUTCH_NAMES in main_of(browser.get(case))

    task, looked = world.tasks.tasks[BSN][0], "gegevensgebruik/"
    of_document = f"{case}documenten/{document.id}/{looked}"
    pages = [browser.visit(path) for path in (*PAGES, case, f"{case}{looked}", of_document)]
    lines = [url for url in hrefs_of(pages[-2]) if re.fullmatch(LINE, url)]
    pages += map(browser.visit, (*lines[:1], f"/taken/{task.id}/"))
    names = (document.title, document.kind, file.case.title, file.case.description)
    for page in pages:
        for name in (*names, task.title, task.explanation):
            assert not_told_as_dutch(main_element(page), name) == [], page.request.path

    browser.get("/taal/?taal=nl&next=/")
    assert "Nederlandse systeem" not in main_of(browser.get(case))
