"""Looks that mean the same are put into words once; nothing that the words tell is lost by that."""

from dataclasses import asdict, fields, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from portal.domain.consultations import Action, Consultation, DataKind, HowChosen, Who
from portal.services.consultations.paging import CaseName
from portal.web.page.consultation_cards import cards_of
from tests.case_keys import a_key
from tests.factories import MOVES, a_line
from tests.forms_filled import MOVE

OTHERS = {
    "id": UUID(int=7),
    "at": datetime.now(UTC) - timedelta(days=2000),
    "who": Who.YOU,
    "organisation": "00000001123456789000",
    "activity_code": "inloggen",
    "activity_id": UUID(int=8),
    "action": Action.SHARED,
    "kinds": (DataKind.ADDRESS,),
    "details": ("Paspoort",),
    "deed": "Iets anders",
    "reason": "Steekproef",
    "source": "BRP",
    "object_kind": "form",
    "object_ref": MOVE,
    "case": a_key("ZAAK-1"),
    "case_ref": "ZAAK-1",
    "process_id": UUID(int=9),
    "process": "Iets anders",
    "document": UUID(int=10),
    "how_chosen": HowChosen.CONSENT,
    "recipient": "Woonstichting",
    "has_failed": True,
    "kept_until": datetime.now(UTC).date(),
}
"""Of each field of a line another value than usual."""


@pytest.mark.parametrize("field", [field.name for field in fields(Consultation)])
@pytest.mark.parametrize(
    "usual",
    [
        {},
        {"activity_id": None, "activity_code": "inloggen", "action": Action.CHECKED},
        {"action": Action.FETCHED, "object_kind": "form", "object_ref": "iets-anders"},
        {"action": Action.FETCHED, "object_ref": MOVE, "activity_id": MOVES},
    ],
)
def test_a_look_is_put_into_the_same_words_alone_and_after_another(app, field, usual):
    line = a_line(**{"id": UUID(int=1), **usual})
    other = a_line(**{"id": UUID(int=1), **usual, field: OTHERS[field]})

    with app.test_request_context("/"):
        [alone] = _cards(other)
        _first, after = _cards(line, other)

    # Which it is of those that sound the same is the only thing that others count for.
    assert asdict(replace(after, number=1)) == asdict(alone)
    assert after.url.endswith(f"/{other.id}/")


def test_looks_that_mean_the_same_share_their_words(app):
    lines = [a_line(id=UUID(int=number)) for number in range(3)]

    with app.test_request_context("/"):
        cards = _cards(*lines)

    assert len({card.words for card in cards}) == 1
    assert len({card.url for card in cards}) == len(lines)


def _cards(*lines: Consultation):
    return cards_of([[line] for line in lines], lambda _line: CaseName())
