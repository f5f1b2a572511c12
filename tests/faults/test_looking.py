"""Rule 2: each call of a look at a case failing; what is new is told once, when it can be known."""

from collections import Counter

import pytest

from portal.domain.messages import MessageKind
from portal.embedded.desk import actions
from portal.embedded.switchboard.switches import Mode
from portal.services.cases.notifications import queue_look
from portal.storage.deliveries import WaitingDelivery
from portal.storage.messages import Message
from tests.faults.document import LOOKING
from tests.faults.table import LOOKS, cells_of, few
from tests.portal.gateways.deliveries import a_submission


@pytest.fixture(scope="module")
def moved(outside):
    """A case that an employee moved to its next status."""
    key = outside.gateways().intake.deliver(a_submission(documents=()))
    [status, *_] = [
        each
        for each in actions.case_file(outside.world, key.id).possible_statuses
        if each.name == "In behandeling"
    ]
    actions.set_status(outside.world, key.id, status_type=status.id)
    return key


@pytest.fixture
def look(sessions, moved):
    """Has the case looked at, as after a notification."""

    def look_():
        with sessions.begin() as session:
            queue_look(session, moved)

    return look_


@pytest.fixture
def kinds(rows):
    """How often each kind of message was written."""
    return lambda: Counter(message.kind for message in rows(Message))


@pytest.mark.no_cover
@pytest.mark.parametrize(("call", "mode"), cells_of(LOOKS, few, one_in=2))
def test_rule_2_what_is_new_in_a_case_is_told_once(
    app, connected, outside, cell, attempt, look, kinds, rows, call, mode
):
    connected(mode)
    outside.switch(call.part, mode, call.call)
    look()

    failed = attempt()
    outcome = failed or ("told" if kinds()[MessageKind.STATUS] else "unseen")
    outside.all_good()
    connected(Mode.GOOD)
    look()

    assert attempt() == ""
    assert kinds()[MessageKind.STATUS] == 1
    assert rows(WaitingDelivery) == []
    cell(LOOKING, call, mode, outcome)
