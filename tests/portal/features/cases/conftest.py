"""A resident with a case, and one of whom something is asked."""

import pytest

from tests.factories import BSN, a_case_file, a_task
from tests.files_made import a_pdf

FILE = {"documents": ("contract.pdf", a_pdf())}


@pytest.fixture
def case(world):
    """A running case of the resident, in which nothing is asked or decided."""
    file = a_case_file(documents=())
    world.cases.files[BSN] = [file]
    return file.case


@pytest.fixture
def case_page(case) -> str:
    """The address of its page."""
    return f"/zaken/{case.key.id}/"


@pytest.fixture
def task(world):
    """The municipality asks the resident for something."""
    file = a_case_file()
    asked = a_task(file.case)
    world.cases.files[BSN] = [file]
    world.tasks.tasks[BSN] = [asked]
    return asked


@pytest.fixture
def page(browser, task):
    """The page of the task."""
    return browser.get(f"/taken/{task.id}/")
