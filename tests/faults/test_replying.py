"""Rule 2: each call that brings a document for a task to its case failing, in parts and all."""

from collections import Counter

import pytest
from sqlalchemy import select

from portal.domain.messages import MessageKind
from portal.embedded.desk import actions
from portal.embedded.storage import OBJECT_RECORD
from portal.embedded.switchboard.switches import Mode
from portal.embedded.zgw.catalogue import catalogue_id
from portal.gateways.cases.zgw import uploads
from portal.storage.deliveries import WaitingDelivery
from portal.storage.messages import Message
from portal.storage.task_replies import TaskReply
from tests.factories import BSN
from tests.faults.document import REPLYING
from tests.faults.table import REPLIES, cells_of, few
from tests.files_made import a_pdf
from tests.portal.gateways.deliveries import PART_BYTES, a_submission
from tests.portal.gateways.givens import items

CONTRACT = {"documents": ("contract.pdf", a_pdf())}
KIND = catalogue_id("informatieobjecttype", "Huurcontract")


@pytest.fixture(scope="module", autouse=True)
def _in_parts():
    """Files go in parts, however small they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.embedded.zgw.documenten.documents.PART_BYTES", PART_BYTES)
        patch.setattr(uploads, "SMALL", 100)
        yield


@pytest.fixture(scope="module")
def case_key(outside, _in_parts):
    """An open case of our resident."""
    return outside.gateways().intake.deliver(a_submission(documents=()))


@pytest.fixture
def task_id(outside, case_key):
    """A task in that case."""
    return actions.ask_for_document(
        outside.world, case_key.id, document_type=KIND, explanation="Alles."
    )


def statuses_of(outside, task_id) -> list[str]:
    """What the task was, in order."""
    query = select(OBJECT_RECORD.c.data).where(OBJECT_RECORD.c.object == task_id)
    with outside.world.engine.connect() as connection:
        rows = connection.execute(query.order_by(OBJECT_RECORD.c.index))
        return [row.data["status"] for row in rows]


def after(call, mode, gone: set[Mode]) -> list[str]:
    """What the task was in the end: one that its register says is not there, is left alone."""
    return ["open"] if call.name == "task" and mode in gone else ["open", "afgerond"]


def is_whole_and_linked_once(outside, case_key, reply) -> bool:
    """Whether the case has the one document of this reply, with its content."""
    zgw = outside.gateways().intake.zgw
    query = {"identificatie": f"{reply.id.hex}-0", "bronorganisatie": zgw.rsin}
    [document] = items(zgw.documents, "enkelvoudiginformatieobjecten", query)
    content = zgw.documents.stream(zgw.documents.path_of(document["inhoud"]))
    links = items(zgw.cases, "zaakinformatieobjecten", {"zaak": zgw.url_of(case_key)})
    return (
        b"".join(content) == CONTRACT["documents"][1]
        and not document["locked"]
        and [link["informatieobject"] for link in links].count(document["url"]) == 1
    )


@pytest.mark.no_cover
@pytest.mark.parametrize(("call", "mode"), cells_of(REPLIES, few, one_in=2))
def test_rule_2_a_document_for_a_task_is_in_its_case_once_and_ends_the_task_once(
    app, connected, outside, cell, attempt, rows, case_key, task_id, call, mode
):
    connected()
    browser = app.test_client().log_in(BSN)
    browser.submit(browser.get(f"/taken/{task_id}/"), files=CONTRACT)
    [reply] = rows(TaskReply)
    assert reply.sent_at
    connected(mode)
    outside.switch(call.part, mode, call.call)

    outcome = attempt() or "delivered"
    outside.all_good()
    connected(Mode.GOOD)

    assert attempt() == ""
    assert rows(TaskReply)[0].delivered_at
    assert is_whole_and_linked_once(outside, case_key, reply)
    assert statuses_of(outside, task_id) == after(call, mode, {Mode.NOT_FOUND})
    kinds = Counter(message.kind for message in rows(Message))
    assert kinds[MessageKind.DOCUMENT_RECEIVED] == 1
    assert rows(WaitingDelivery) == []
    cell(REPLYING, call, mode, outcome)
