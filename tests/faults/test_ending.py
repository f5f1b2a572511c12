"""Rule 2: each call that ends the task of a form failing; its case waits for none of them."""

from dataclasses import replace
from uuid import uuid4

import pytest

from portal.embedded.clock import today
from portal.embedded.objects.records import TASK_TYPE, ObjectBody, RecordBody, create_object
from portal.embedded.switchboard.switches import Mode
from portal.embedded.zgw.addresses import address
from portal.storage.deliveries import WaitingDelivery
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests.factories import BSN
from tests.faults.document import ENDING
from tests.faults.table import ENDS, cells_of, few
from tests.faults.test_replying import after, statuses_of
from tests.forms_filled import MOVE, send
from tests.parts import change_parts


@pytest.fixture
def task_id(outside):
    """A task that asks for a form."""
    data = {
        "titel": "Geef uw verhuizing door",
        "status": "open",
        "soort": "portaalformulier",
        "eigenaar": "zaaksysteem-demodam",
        "identificatie": {"type": "bsn", "value": BSN},
        "portaalformulier": {"formulier": {"soort": "id", "value": MOVE}, "data": {"a": "b"}},
        "verwerker_taak_id": str(uuid4()),
    }
    body = ObjectBody(
        type=address(outside.world, "objecttype", TASK_TYPE),
        record=RecordBody(type_version=1, data=data, start_at=today()),
    )
    with outside.world.engine.begin() as connection:
        return create_object(connection, outside.world, body)


@pytest.mark.no_cover
@pytest.mark.parametrize(("call", "mode"), cells_of(ENDS, few))
def test_rule_2_a_form_ends_its_task_once_and_its_case_does_not_wait(
    app, world, connected, outside, cell, attempt, rows, task_id, call, mode
):
    connected()
    browser = app.test_client().log_in(BSN)
    browser.visit(f"/formulieren/{MOVE}/verder/?taak={task_id}")
    send(browser)
    connected(mode)
    change_parts(app, gateways=replace(portal_of(app).gateways, records=None))  # of that register
    outside.switch(call.part, mode, call.call)

    outcome = attempt() or "ended"
    [submission] = rows(Submission)
    assert submission.delivered_at, "it was queued before"
    outside.all_good()
    connected(Mode.GOOD)

    assert attempt() == ""
    assert statuses_of(outside, task_id) == after(call, mode, {Mode.NOT_FOUND, Mode.OF_ANOTHER})
    assert rows(WaitingDelivery) == []
    cell(ENDING, call, mode, outcome)
