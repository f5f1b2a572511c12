"""Tasks that ask for no document: a form, a payment, another website, or what nobody here knows."""

import re

import pytest

from portal.domain.task_aims import AmountDue, TaskAim, TaskKind
from portal.storage.task_replies import TaskReply
from tests.browser import heading_of, links_of, main_of
from tests.factories import BSN, a_case_file, a_task
from tests.portal.features.cases.test_tasks import as_upload

FORM = TaskAim(kind=TaskKind.FORM, form="verhuizing-doorgeven")
PAYMENT = TaskAim(kind=TaskKind.PAYMENT, due=AmountDue(cents=14_743, reference="abc123"))
SITE = TaskAim(kind=TaskKind.LINK, link="https://betalen.example/opdracht/1?x=y")
OTHER = TaskAim(kind=TaskKind.OTHER)


@pytest.fixture
def opened(browser, world):
    """Opens the page of a task that asks this."""

    def opened(aim):
        file = a_case_file()
        world.cases.files[BSN] = [file]
        task = a_task(file.case, title="Doe dit", aim=aim, document_kind="")
        world.tasks.tasks[BSN] = [task]
        return browser.get(f"/taken/{task.id}/")

    return opened


def test_form_is_a_link_to_that_form(opened):
    page = opened(FORM)

    assert heading_of(page) == "Doe dit"
    assert "Hiervoor vult u dit formulier in" in main_of(page)
    [task_id] = re.findall("[0-9a-f-]{36}", page.request.path)
    address = f"/formulieren/verhuizing-doorgeven/?taak={task_id}"
    assert links_of(page)["Naar het formulier"] == address
    assert "1 december 2026" in main_of(page)


@pytest.mark.parametrize("form", ["bestaat-niet", "", "../overzicht", "VERHUIZING"])
def test_form_that_is_not_here_is_done_by_telephone(opened, form):
    page = opened(TaskAim(kind=TaskKind.FORM, form=form))

    assert "Dit kunt u niet online doen." in main_of(page)
    assert "0800 0999" in main_of(page)


def test_payment_says_how_much_with_which_reference_and_whom_to_call(opened):
    words = main_of(opened(PAYMENT))

    assert "€\xa0147,43" in words or "€ 147,43" in words
    assert "abc123" in words
    assert "1 december 2026" in words
    assert "U kunt hier nog niet betalen." in words
    assert "0800 0999" in words


def test_other_website_is_named_before_one_goes_there(opened):
    page = opened(SITE)

    words = main_of(page)
    assert "U gaat naar een andere website: betalen.example." in words
    assert links_of(page)["Ga naar betalen.example"] == SITE.link


def test_page_of_this_portal_needs_no_warning(opened, browser):
    public = str(browser.application.extensions["portal"].settings.public_url).rstrip("/")
    page = opened(TaskAim(kind=TaskKind.LINK, link=f"{public}/mijn-gegevens/"))

    assert "andere website" not in main_of(page)
    assert links_of(page)["Ga verder"] == f"{public}/mijn-gegevens/"


@pytest.mark.parametrize("aim", [FORM, PAYMENT, SITE, OTHER])
def test_what_asks_for_no_document_takes_none(opened, browser, rows, aim):
    page = opened(aim)
    assert "Kies een foto of bestand" not in main_of(page)

    token = browser.csrf_token()
    answer = browser.post(page.request.path, data={"csrf_token": token, **as_upload()})

    assert answer.status_code == 422
    assert rows(TaskReply) == []


@pytest.mark.parametrize("aim", [FORM, PAYMENT, SITE, OTHER])
def test_it_stands_among_what_is_to_be_done(opened, browser, aim):
    opened(aim)

    assert "Doe dit" in main_of(browser.get("/overzicht/"))
