"""Notifications come in any order, twice, and late: what is told is the same, and told once."""

import random

import pytest
from sqlalchemy import text

from portal.domain.days import utc_now
from portal.storage import jobs
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from tests.case_keys import BESLUITEN, url_of
from tests.factories import (
    BSN,
    NOTIFICATION_TOKEN,
    a_case_file,
    a_decision,
    a_task,
    settings_for,
)
from tests.parts import change_parts, put_back

URL = "/api/notificaties"
HEADERS = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}
SEEDS = range(6)
DECISION = "6a1df14d-e81a-4012-a66b-040ed88913d4"


@pytest.fixture
def file(world):
    """A case that moved on, was decided and asks for something."""
    file = a_case_file(decisions=(a_decision(),))
    world.cases.files[BSN] = [file]
    world.tasks.tasks[BSN] = [a_task(file.case)]
    world.cases.decisions[type(file.case.key.id)(DECISION)] = file.case.key
    return file


@pytest.fixture
def queued(sessions):
    """How many looks at a case wait."""
    query = text(
        "SELECT count(*) FROM procrastinate_jobs WHERE task_name = :task AND args ? 'case'"
    )

    def queued_() -> int:
        with sessions() as session:
            return session.scalar(query, {"task": jobs.FOLLOW})

    return queued_


def burst(file):
    """What a case system tells of one change, and some that say nothing."""
    at = utc_now().isoformat()
    case = [
        {
            "kanaal": "zaken",
            "actie": action,
            "resource": resource,
            "hoofdObject": url_of(file.case.key),
            "resourceUrl": f"https://zaken.example/{resource}/{number}",
            "aanmaakdatum": at,
        }
        for number, (resource, action) in enumerate(
            [
                ("status", "create"),
                ("resultaat", "create"),
                ("zaak", "partial_update"),
                ("zaakinformatieobject", "create"),
                ("zaakeigenschap", "create"),
            ]
        )
    ]
    decision = {
        "kanaal": "besluiten",
        "actie": "create",
        "resource": "besluit",
        "hoofdObject": f"{BESLUITEN}{DECISION}",
    }
    return [*case, decision, {"kanaal": "zaken", "hoofdObject": "nergens"}, {"kanaal": "test"}]


def in_disorder(bodies, seed):
    """Each once to three times, in some order."""
    chance = random.Random(seed)
    several = [body for body in bodies for _ in range(chance.randint(1, 3))]
    chance.shuffle(several)
    return several


def told(rows):
    return sorted((message.kind, message.about) for message in rows(Message))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_burst_in_any_order_is_one_look_and_the_same_messages(
    seed, visitor, file, do_jobs, rows, queued
):
    for body in in_disorder(burst(file)[:-3], seed):
        assert visitor.post(URL, json=body, headers=HEADERS).status_code == 204
    assert queued() == 1
    do_jobs()

    assert [kind for kind, _about in told(rows)] == ["decision", "status", "task"]
    lines = [line for line in rows(ConsultationLine) if line.actor_class == "system"]
    assert [(line.source, line.outcome) for line in lines] == [
        ("zaaksysteem", "ok"),
        ("takenregister", "ok"),
    ], "one line for each system that was really read"


@pytest.mark.parametrize("seed", SEEDS)
def test_looks_in_between_tell_nothing_twice(seed, visitor, file, do_jobs, rows):
    chance = random.Random(seed)
    for body in in_disorder(burst(file), seed):
        assert visitor.post(URL, json=body, headers=HEADERS).status_code == 204
        if chance.random() < 0.4:
            do_jobs()
    do_jobs()

    assert [kind for kind, _about in told(rows)] == ["decision", "status", "task"]


def test_the_token_of_before_is_taken_while_it_is_replaced(visitor, app, file, queued):
    before = "de-token-van-vroeger"
    header, body = {"Authorization": f"Bearer {before}"}, burst(file)[0]
    assert visitor.post(URL, json=body, headers=header).status_code == 401
    changed = settings_for(notification_token_before=before)
    kept = change_parts(app, settings=changed)
    try:
        for headers in (header, HEADERS):
            assert visitor.post(URL, json=body, headers=headers).status_code == 204
    finally:
        put_back(app, kept)

    assert queued() == 1
