"""`portal catalogue check`: kinds in the file of documents that the catalogue hasn't, or hides."""

import pytest

from portal.domain.document_rules import DocumentRules
from tests.portal.gateways.recordings import PHOTO_TYPE, TYPES, ZAAKTYPE, page

CODE = "PARKVERG"


@pytest.fixture
def check(worker, zgw):
    """What is said of these kinds, where the one case type has photos that go these ways."""
    zgw[f"GET {TYPES}/zaaktypen"] = page(zgw[f"GET {ZAAKTYPE}"].json)

    def check_with(ways, **kinds):
        zgw.kinds_are({PHOTO_TYPE: ways})
        by_kind = {name: frozenset(codes) for name, codes in kinds.items()}
        return worker.without_kinds(DocumentRules(case_types_by_kind=by_kind))

    return check_with


@pytest.mark.parametrize("ways", [["inkomend"], ["uitgaand"], ["inkomend", "uitgaand"]])
@pytest.mark.parametrize("codes", [[], [CODE]])
def test_a_kind_that_is_there_is_no_news(check, ways, codes):
    assert check(ways, Foto=codes) == []


def test_without_kinds_there_is_nothing_to_say(check):
    assert check(["inkomend"]) == []


@pytest.mark.parametrize(
    ("ways", "kinds", "sentence"),
    [
        (
            ["inkomend"],
            {"Foto": ["ANDERS"]},
            "Document kind Foto names case type ANDERS, which the catalogue hasn't.",
        ),
        (
            ["inkomend"],
            {"foto": []},
            "Document kind foto shows nothing: no case type has such a kind.",
        ),
        (
            ["inkomend"],
            {"Advies": [CODE]},
            f"Document kind Advies shows nothing: case type {CODE} hasn't such a kind.",
        ),
        (
            ["uitgaand", "intern"],
            {"Foto": []},
            f"Document kind Foto is internal in case type {CODE}: it is not shown there.",
        ),
    ],
)
def test_a_kind_that_shows_nothing_is_named(check, ways, kinds, sentence):
    assert check(ways, **kinds) == [sentence]
