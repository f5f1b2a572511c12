"""Two tabs save at the same moment: what one makes due is judged for the other too."""

from threading import Thread

import pytest

from forms import Catalogue, form_from_values, load_sources
from portal.storage.drafts import Draft, content_of
from portal.storage.uploads import Upload
from tests.browser import Browser, main_of
from tests.factories import a_pdf
from tests.forms_filled import CONTRACT, MOVE, begin, open_page, page_id
from tests.parts import change_parts

HOUSES = {
    "new_address-postcode": "1234 AB",
    "new_address-number": "14",
    "old_address-postcode": "1234 AB",
    "old_address-number": "16",
    "old_address-letter": "B",
}
NOWHERE = HOUSES | {"old_address-number": "999", "old_address-letter": ""}


@pytest.fixture
def two_addresses(app):
    """The form of a removal that first asks how one will live, and of a tenant the old address."""
    source = (
        Catalogue.load(load_sources()).form(MOVE).model_dump(mode="json", exclude_defaults=True)
    )
    pages = {page["id"]: page for section in source["sections"] for page in section["pages"]}
    [question] = pages["adres"]["questions"]
    old = question | {"id": "old_address", "label": "Wat is uw oude adres?", "short": "Oud adres"}
    pages["adres"]["questions"].append(old | {"show_if": "living == 'rent'"})
    pages["adres"]["questions"] += pages["contract"]["questions"]
    source["sections"] = [
        {"title": "Wonen", "pages": [pages["wonen"]]},
        {"title": "Waar", "pages": [pages["adres"], pages["contact"]]},
    ]
    source["case"]["properties"] = {"adres": "new_address"}
    source["case"]["documents"].pop("permission")
    form = form_from_values(source, load_sources())
    change_parts(app, catalogue=Catalogue({MOVE: form}))


@pytest.fixture
def stale_tab(browser, two_addresses):
    """A page that shows both addresses, while only one is asked for now."""
    browser.submit(begin(browser), {"living": "rent"})
    page = open_page(browser, "adres")
    browser.submit(open_page(browser, "wonen"), {"living": "own"})
    return page


@pytest.fixture
def save_meanwhile(app, browser, world):
    """Let another tab say that one will rent, while the register is asked for the first time."""

    def rent() -> None:
        tab = Browser(app).log_in(browser.bsn)
        tab.submit(open_page(tab, "wonen"), {"living": "rent"})

    def on_call(_call: str) -> None:
        world.addresses.on_call = lambda _call: None
        other = Thread(target=rent)
        other.start()
        other.join()

    world.addresses.on_call = on_call


def answers_of(database):
    """What the draft holds."""
    return content_of(database, database.query(Draft).one()).answers


def test_address_that_becomes_due_is_looked_up_too_and_files_come_once(
    browser, stale_tab, save_meanwhile, world, database, rows
):
    after = browser.submit(stale_tab, HOUSES, files=CONTRACT)

    assert page_id(after) == "contact"
    answers = answers_of(database)
    assert answers["living"] == "rent"
    assert answers["new_address"]["checked"] is True
    assert answers["old_address"]["checked"] is True
    assert [upload.size for upload in rows(Upload)] == [len(a_pdf())]
    assert world.addresses.calls == ["find"] * 3  # the first one again, as all is done over


def test_address_that_becomes_due_and_is_nowhere_is_refused_with_what_was_typed(
    browser, stale_tab, save_meanwhile
):
    answer = browser.submit(stale_tab, NOWHERE, files=CONTRACT)

    assert answer.status_code == 422
    assert 'value="999"' in answer.text
    assert "Wat is uw oude adres?" in main_of(answer)


def test_address_that_is_no_longer_due_asks_nothing_more(browser, stale_tab, world, database):
    browser.submit(stale_tab, HOUSES, files=CONTRACT)

    assert "old_address" not in answers_of(database)
    assert world.addresses.calls == ["find"]
