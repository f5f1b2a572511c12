"""What the tests of "who looked" share: a resident with a case, and lines about it."""

from uuid import UUID

import pytest
from werkzeug.test import TestResponse

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.cases import CaseFile
from tests.browser import main_element
from tests.factories import BSN, a_case, a_case_file, a_line
from tests.tree import text_of

CASE_ID = UUID("466f3422-4311-4c80-ae3b-12f10f08b021")
ALL = "/gegevensgebruik/"
FETCH = (
    "Gemeente Demodam haalde uw naam en geboortedatum, uw adres en uw gezin op bij"
    " de Basisregistratie Personen (BRP), omdat u het formulier “Verhuizing doorgeven” invulde."
)


def looks_on(page: TestResponse) -> list[str]:
    """The looks on the page that are not the resident's own."""
    own = [li for details in main_element(page).iter("details") for li in details.iter("li")]
    items = [li for li in main_element(page).iter("li") if li.get("class") == "look"]
    return [text_of(li) for li in items if li not in own]


@pytest.fixture
def file(world) -> CaseFile:
    """A case of the resident, with two documents."""
    made = a_case_file(a_case(key=CaseKey(ONLY_SYSTEM, CASE_ID)))
    world.cases.files[BSN] = [made]
    return made


@pytest.fixture
def looked(world):
    """Adds lines to the municipality's log; each is a dict of what is not usual in it."""

    def add(*lines: dict, bsn: str = BSN):
        made = [a_line(**line) for line in lines]
        world.consultations.lines[bsn] += made
        return made

    return add
