"""An answer is seen whenever it comes, and what is none causes no look."""

from uuid import uuid4, uuid5

import pytest

from portal.domain.failures import SourceUnavailable
from portal.storage import jobs
from portal.storage.contact_requests import ContactRequest
from portal.storage.messages import Message
from tests.browser import main_of
from tests.fake_contacts import TASK_URL, URL


@pytest.fixture
def answer(world, notify):
    """Let the municipality answer, and its register tell of it through this channel."""

    def answer_(channel, request_id):
        contact_id = world.contacts.answer(request_id, "Op dinsdag.")
        base = TASK_URL if channel == "internetaken" else URL
        notify(channel, f"{base}{contact_id}", "partial_update")

    return answer_


@pytest.mark.parametrize("channel", ["klantcontacten", "internetaken"])
def test_answer_that_comes_before_the_portal_knows_its_contact_is_told(
    browser, ask, answer, world, do_jobs, rows, channel
):
    world.contacts.after_registering = lambda request_id: answer(channel, request_id)
    ask()

    do_jobs()

    assert [each.kind for each in rows(Message)].count("answered") == 1
    assert "Op dinsdag." in main_of(browser.get(f"/vragen/{rows(ContactRequest)[0].id}/"))


def test_answer_to_what_the_register_has_without_saying_so_is_told(
    ask, answer, world, do_jobs, rows
):
    """The answer of the register is lost; an employee is quicker than the next try."""

    def lose(request_id):
        world.contacts.after_registering = lambda _request_id: None
        answer("klantcontacten", request_id)
        raise SourceUnavailable("klantcontacten", "lost")

    world.contacts.after_registering = lose
    ask()
    with pytest.raises(SourceUnavailable):
        do_jobs()

    do_jobs()

    assert [each.kind for each in rows(Message)].count("answered") == 1


def test_what_the_portal_puts_in_itself_causes_no_look(ask, notify, world, do_jobs):
    def tell(request_id):
        contact_id = uuid5(request_id, "klantcontact")
        notify("klantcontacten", f"{URL}{contact_id}", "create")
        notify("internetaken", f"{TASK_URL}{contact_id}", "create")

    world.contacts.after_registering = tell
    ask()
    do_jobs()
    tell(next(iter(world.contacts.made)))

    assert do_jobs() == []
    assert set(world.contacts.calls) == {"register"}


def test_what_happens_to_contacts_of_others_causes_no_look(ask, notify, world, do_jobs):
    ask()
    do_jobs()
    for action in ("create", "update", "destroy"):
        notify("klantcontacten", f"{URL}{uuid4()}", action)
        notify("zaken", f"{URL}{uuid4()}", action)

    assert do_jobs() == []
    assert "contact" not in world.contacts.calls


def test_many_changes_of_one_task_are_looked_into_once(ask, notify, world, do_jobs):
    ask()
    do_jobs()
    [contact_id] = [uuid5(request_id, "klantcontact") for request_id in world.contacts.made]
    for _change in range(5):
        notify("internetaken", f"{TASK_URL}{contact_id}")

    assert do_jobs() == [jobs.LOOK_AT_ANSWER, jobs.LOOK_AT_ANSWER]
    assert world.contacts.calls.count("contact_of_task") == 1


def test_nothing_is_looked_into_where_nobody_waits(notify, world, do_jobs):
    notify("internetaken", f"{TASK_URL}{uuid4()}")
    notify("klantcontacten", f"{URL}{uuid4()}")

    assert do_jobs() == []
    assert world.contacts.calls == []


def test_answer_that_a_page_sees_first_stands_everywhere(browser, ask, world, do_jobs, rows):
    ask()
    do_jobs()
    [request_id] = world.contacts.made
    world.contacts.answer(request_id, "Op dinsdag.")

    assert "Wij hebben uw vraag beantwoord." in main_of(browser.get("/vragen/"))

    assert "Op dinsdag." in main_of(browser.get(f"/vragen/{request_id}/"))
    assert [each.kind for each in rows(Message)].count("answered") == 1
    do_jobs()
    browser.get("/vragen/?ververs=vragen")
    assert [each.kind for each in rows(Message)].count("answered") == 1
