"""One source that was slow or failed is asked anew: as a page, and alone for htmx."""

import pytest

from tests.browser import links_of, main_of
from tests.factories import PORTAL, missing
from tests.tree import text_of, tree_of

OVERVIEW, CASES = "/overzicht/", "/zaken/"
DOWN = "Wij kunnen ons systeem nu niet bereiken."


@pytest.fixture
def page_of_case(file):
    """The address of its page."""
    return f"/zaken/{file.case.key.id}/"


def block_of(browser, path, source):
    """What htmx gets that asks this source of the page anew."""
    headers = {"HX-Request": "true", "HX-Current-URL": f"{PORTAL}{path}"}
    return browser.get(f"{path}?ververs={source}", headers=headers)


def forget_calls(world):
    """Count from here."""
    for fake in (world.cases, world.tasks, world.persons):
        fake.calls.clear()


@pytest.mark.parametrize(
    ("path", "source", "calls"),
    [
        (OVERVIEW, "zaken", (["cases_of"], [])),
        (OVERVIEW, "taken", ([], ["tasks_of"])),
        (CASES, "zaken", (["cases_of"], [])),
    ],
)
def test_htmx_asks_one_source_and_nothing_else(browser, world, file, path, source, calls):
    browser.get(path)
    forget_calls(world)

    block = block_of(browser, path, source)

    assert block.status_code == 200
    assert f'id="source-{source}"' in block.text.split(">", 1)[0]
    assert "Zojuist ververst." in block.text
    assert (world.cases.calls, world.tasks.calls, world.persons.calls) == (*calls, [])


def test_the_titles_of_cases_stay_with_the_tasks(browser, world, file):
    browser.get(OVERVIEW)

    assert file.case.title in block_of(browser, OVERVIEW, "taken").text


def test_tasks_that_are_asked_alone_without_a_case_known_have_its_number(browser, world, file):
    assert file.case.number in block_of(browser, OVERVIEW, "taken").text
    assert world.cases.calls == []


def test_the_block_is_that_of_the_page(browser, world, file):
    page = browser.get(f"{OVERVIEW}?ververs=zaken")
    block = block_of(browser, OVERVIEW, "zaken")

    assert block.text.strip() in page.text


def test_tasks_of_one_case_alone(browser, world, page_of_case):
    browser.get(page_of_case)
    forget_calls(world)

    block = block_of(browser, page_of_case, "taken")

    assert "Stuur uw huurcontract" in block.text
    assert (world.cases.calls, world.tasks.calls) == ([], ["tasks_of"])


@pytest.mark.parametrize(
    ("path", "source"),
    [(OVERVIEW, "zaak"), (CASES, "taken"), (CASES, "zaak"), ("", "zaken"), (OVERVIEW, "onzin")],
)
def test_a_source_that_the_page_does_not_have_gives_the_page(browser, page_of_case, path, source):
    page = block_of(browser, path or page_of_case, source)

    assert page.status_code == 200
    assert "<main" in page.text


def test_the_case_is_asked_anew(browser, world, page_of_case):
    browser.get(page_of_case)
    forget_calls(world)

    block = block_of(browser, page_of_case, "zaak")

    assert block.text.strip().startswith('<div class="container case" id="source-zaak">')
    assert world.cases.calls == ["case_file"]


@pytest.mark.parametrize("path", [OVERVIEW, CASES])
def test_that_something_is_missing_is_announced_too(browser, world, file, path):
    world.cases.odd = missing("odd")

    block = tree_of(block_of(browser, path, "zaken").text)

    news = [text_of(part) for part in block.iter() if part.get("data-announce") is not None]
    assert [words.split(".")[0] for words in news] == [
        "Wij kunnen 1 zaak nu niet laten zien",
        "Zojuist ververst",
    ]


@pytest.mark.parametrize("path", [OVERVIEW, CASES])
def test_a_source_that_is_down_can_be_tried_again(browser, world, file, path):
    browser.get(path)
    world.cases.is_down = True
    page = browser.get(path)

    assert links_of(page)["Probeer opnieuw : uw zaken"] == f"{path}?ververs=zaken&poging=1"
    again = block_of(browser, path, "zaken").text
    assert DOWN in again
    assert file.case.number in again
    world.cases.is_down = False
    assert DOWN not in block_of(browser, path, "zaken").text
    assert DOWN not in main_of(browser.get(f"{path}?ververs=zaken"))


def test_without_javascript_the_page_comes_anew_with_this_source(browser, world, file):
    browser.get(OVERVIEW)
    forget_calls(world)

    page = browser.get(f"{OVERVIEW}?ververs=zaken")

    assert "Zojuist ververst." in main_of(page)
    assert "cases_of" in world.cases.calls


def test_somebody_elses_case_gives_no_tasks(other_browser, world, page_of_case):
    assert "Stuur uw huurcontract" not in block_of(other_browser, page_of_case, "taken").text
