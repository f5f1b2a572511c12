"""A resident who asks something, and a register that tells of what happens there."""

import pytest

from tests.factories import NOTIFICATION_TOKEN

QUESTION = "Wanneer komt de container?"
CALL = {"phone": "06 12345678", "day_part": "morning", "text": "Over de heg"}


@pytest.fixture
def notify(visitor):
    """The register says that this was changed, or made."""

    def notify_(channel, url, action="update"):
        body = {"kanaal": channel, "hoofdObject": url, "resource": channel, "actie": action}
        proof = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}
        assert visitor.post("/api/notificaties", json=body, headers=proof).status_code == 204

    return notify_


@pytest.fixture
def ask(browser):
    """Ask this question, about this case or none; gives the page after it."""

    def ask_(text=QUESTION, key=None, **options):
        path = f"/zaken/{key.id}/vraag/" if key else "/vragen/vraag/"
        return browser.submit(browser.get(path), {"text": text}, **options)

    return ask_


@pytest.fixture
def ask_a_call(browser, do_jobs, world):
    """Ask to be called; gives the id of that, which the register has."""

    def ask_() -> str:
        browser.submit(browser.get("/vragen/bellen/"), CALL)
        do_jobs()
        [request_id] = world.contacts.made
        return request_id

    return ask_
