"""Rule 2: each call of a delivery failing in each way; in the end there is one complete case."""

from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import select

from portal.embedded.storage import (
    OBJECT_RECORD,
    ROL,
    STATUS,
    ZAAK,
    ZAAKINFORMATIEOBJECT,
    ZAAKOBJECT,
)
from portal.embedded.switchboard.switches import Mode
from portal.storage.deliveries import WaitingDelivery
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from tests.factories import BSN
from tests.faults.document import DELIVERY
from tests.faults.table import WRITES, cells_of, often
from tests.forms_filled import send
from tests.parts import change_parts


def parts_of(world, submission: UUID) -> tuple[int, Counter[str]]:
    """How many cases have its mark, and how much of each part is in them; with its records."""
    parts: Counter[str] = Counter()
    with world.engine.connect() as connection:
        cases = [
            row.id
            for row in connection.execute(select(ZAAK.c.id, ZAAK.c.data))
            if str(submission) in str(row.data["kenmerken"])
        ]
        for table in (ROL, STATUS, ZAAKINFORMATIEOBJECT, ZAAKOBJECT):
            found = connection.execute(select(table.c.id).where(table.c.zaak.in_(cases)))
            parts[table.name] = len(found.all())
        mark = OBJECT_RECORD.c.data["bron", "kenmerk"].astext == str(submission)
        parts["record"] = len(connection.execute(select(OBJECT_RECORD.c.index).where(mark)).all())
    return len(cases), parts


@pytest.fixture(scope="module")
def good_day() -> dict[str, tuple[int, Counter[str]]]:
    """What a case has that was delivered on a good day, once that was seen."""
    return {}


@pytest.fixture
def complete(app, connected, outside, work, rows, empty_again, good_day):
    """What a case has that was delivered on a good day."""
    if good_day:
        return good_day["parts"]
    send(app.test_client().log_in(BSN))
    connected()
    work()
    [submission] = rows(Submission)
    expected = parts_of(outside.world, submission.id)
    assert expected[0] == 1
    assert expected[1][STATUS.name] == expected[1]["record"] == 1
    assert expected[1][ZAAKOBJECT.name] == 2, "its address, and its record"
    empty_again()
    good_day["parts"] = expected
    return expected


@pytest.mark.no_cover
@pytest.mark.parametrize(("call", "mode"), cells_of(WRITES, often, one_in=6))
def test_rule_2_what_was_sent_is_kept_and_becomes_one_complete_case(
    app, world, connected, outside, cell, work, attempt, rows, complete, call, mode
):
    change_parts(app, gateways=world)
    send(app.test_client().log_in(BSN))
    connected(mode)
    outside.switch(call.part, mode, call.call)

    outcome = attempt() or "delivered"
    outside.all_good()
    connected(Mode.GOOD)
    work()

    [submission] = rows(Submission)
    assert submission.delivered_at is not None
    assert parts_of(outside.world, submission.id) == complete
    kinds = Counter(message.kind for message in rows(Message))
    assert kinds["received"] == 1
    assert kinds.total() == 1 + (outcome == "stuck" and kinds["delayed"])
    assert rows(WaitingDelivery) == []
    cell(DELIVERY, call, mode, outcome)
