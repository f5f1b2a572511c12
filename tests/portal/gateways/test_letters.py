"""Letters of decisions: the kind of decision says which documents go out with it."""

from uuid import UUID

import pytest

from portal.domain.cases import DocumentSender
from portal.domain.failures import InvalidSourceAnswer, NotFound
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import (
    DECISION_LETTER,
    DECISION_LINKS,
    DECISION_TYPE,
    DECISIONS,
    EIO,
    KEY,
    PHOTO_TYPE,
    TYPES,
    body,
    page,
)

LETTER_TYPE = f"{TYPES}/informatieobjecttypen/{UUID(int=1)}"
OTHER_VERSION = f"{TYPES}/informatieobjecttypen/{UUID(int=2)}"
IN, OUT, INTERNAL = "inkomend", "uitgaand", "intern"


@pytest.fixture
def letter(zgw):
    """A letter of a decision that was sent, of a kind that only the kind of decision has."""
    decision = {**body("brc-02", zgw.base)["results"][0], "verzenddatum": "2026-08-22"}
    zgw[DECISIONS] = page(decision)
    document = {
        **body("drc-12", zgw.base),
        "url": f"{zgw.base}{EIO}/{DECISION_LETTER}",
        "inhoud": f"{zgw.base}{EIO}/{DECISION_LETTER}/download",
        "titel": "Brief bij besluit",
        "informatieobjecttype": f"{zgw.base}{LETTER_TYPE}",
    }
    zgw[f"GET {EIO}/{DECISION_LETTER}"] = Reply(json=document)
    zgw[f"GET {EIO}/{DECISION_LETTER}/download"] = Reply(body=b"letter")
    zgw[DECISION_LINKS] = Reply(json=[{"informatieobject": document["url"]}])
    for path in (LETTER_TYPE, OTHER_VERSION):
        zgw[f"GET {path}"] = Reply(json={"omschrijving": "Beschikking"})
    decided_in(zgw, LETTER_TYPE)
    return document


def decided_in(zgw, *paths):
    """The kinds of document that such a decision is written down in."""
    kind = {"omschrijving": "Besluit", "informatieobjecttypen": [zgw.base + path for path in paths]}
    zgw[f"GET {DECISION_TYPE}"] = Reply(json=kind)


def also_in_the_case(zgw):
    link = zgw.zaak["_expand"]["zaakinformatieobjecten"][0]
    url = f"{zgw.base}{EIO}/{DECISION_LETTER}"
    zgw.zaak["_expand"]["zaakinformatieobjecten"].append({**link, "informatieobject": url})


@pytest.mark.parametrize("is_in_case", [False, True])
@pytest.mark.parametrize("path", [LETTER_TYPE, OTHER_VERSION])
def test_a_letter_of_a_kind_of_its_decision_is_shown(
    cases, recorded, zgw, letter, path, is_in_case
):
    decided_in(zgw, path)
    if is_in_case:
        also_in_the_case(zgw)

    file = cases.case_file(recorded, KEY)

    assert file.unread_parts == ()
    assert file.decisions[0].documents == (DECISION_LETTER,)
    shown = next(document for document in file.documents if document.id == DECISION_LETTER)
    assert (shown.sender, shown.kind) == (DocumentSender.MUNICIPALITY, "Beschikking")
    assert b"".join(cases.download(recorded, KEY, DECISION_LETTER).chunks) == b"letter"


@pytest.mark.parametrize(
    ("ways", "is_shown"),
    [([IN], True), ([OUT], True), ([INTERNAL], False), ([OUT, INTERNAL], False)],
)
def test_what_is_internal_in_the_case_is_no_letter(cases, recorded, zgw, letter, ways, is_shown):
    zgw.kinds_are({PHOTO_TYPE: [OUT], LETTER_TYPE: ways})

    file = cases.case_file(recorded, KEY)

    assert file.decisions[0].documents == (DECISION_LETTER,) * is_shown
    assert ("Brief bij besluit" in repr(file)) == is_shown
    if not is_shown:
        with pytest.raises(NotFound):
            cases.download(recorded, KEY, DECISION_LETTER)


def test_a_letter_of_a_decision_that_was_not_sent_stays_hidden_in_the_case(
    cases, recorded, zgw, letter
):
    also_in_the_case(zgw)
    zgw[DECISIONS] = page({**zgw[DECISIONS].json["results"][0], "verzenddatum": None})

    file = cases.case_file(recorded, KEY)

    assert (file.decisions, "Brief bij besluit" in repr(file)) == ((), False)
    with pytest.raises(NotFound):
        cases.download(recorded, KEY, DECISION_LETTER)


@pytest.mark.parametrize("kinds", [[], None, "x", [None, 7], ["http://elsewhere.example/1"]])
def test_a_letter_of_a_kind_that_nobody_has_is_not_told_as_none(
    cases, recorded, zgw, letter, kinds
):
    kind = {"omschrijving": "Besluit", "informatieobjecttypen": kinds}
    zgw[f"GET {DECISION_TYPE}"] = Reply(json=kind)

    file = cases.case_file(recorded, KEY)

    assert [part.name for part in file.unread_parts] == ["documents"]
    assert [decision.documents for decision in file.decisions] == [()]
    assert "Brief bij besluit" not in repr(file)
    with pytest.raises(InvalidSourceAnswer):
        cases.download(recorded, KEY, DECISION_LETTER)
