"""What the tests of "who looked" share: a resident with a case, and lines about it."""

from uuid import UUID
from xml.etree.ElementTree import Element

import pytest
from werkzeug.test import TestResponse

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.cases import CaseFile
from tests.browser import links_of, main_element
from tests.factories import BSN, a_case, a_case_file, a_line
from tests.tree import text_of

CASE_ID = UUID("466f3422-4311-4c80-ae3b-12f10f08b021")
ALL = "/gegevensgebruik/"
FETCH = (
    "U vulde “Verhuizing doorgeven” in."
    " Daarom haalden wij uw naam en geboortedatum, uw adres en uw gezin op."
)


def looks_on(page: TestResponse) -> list[str]:
    """The looks by case on the page: not the resident's own, nor what a computer only looked at."""
    folded = [li for details in folded_on(page) for li in details.iter("li")]
    items = [li for li in main_element(page).iter("li") if li.get("class") == "look"]
    return [text_of(li) for li in items if li not in folded]


def folded_on(page: TestResponse, name: str = "folded-looks") -> list[Element]:
    """What stands folded, a day at a time."""
    details = main_element(page).iter("details")
    return [each for each in details if name in (each.get("class") or "").split()]


def address_of(page: TestResponse, sentence: str) -> str:
    """Address of the first look that this is told of."""
    addresses = links_of(page).items()
    return next(address for words, address in addresses if words.startswith(sentence))


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
