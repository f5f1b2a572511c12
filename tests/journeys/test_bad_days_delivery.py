"""Bad days of the case API and the worker: in the end there is one case, and it is complete.

Rules 1 and 2 of the design.
"""

import pytest

from tests.journeys import moving
from tests.journeys.resident import receipt_number
from tests.journeys.world import eventually

pytestmark = [pytest.mark.journey, pytest.mark.slow]
CASE_IS_MADE = "POST /zaken/api/v1/zaken"
WAITING = "Wij hebben uw aanvraag."


@pytest.fixture
def ready_to_send(resident, contract):
    """A resident who filled in everything."""
    moving.begin(resident)
    moving.fill_in_all(resident, contract)
    return resident


def test_rule_2_a_worker_killed_in_the_middle_of_a_delivery(ready_to_send, world):
    # Given a case system so slow that a delivery takes its time
    world.switch("documenten", "traag", seconden=2)
    ready_to_send.press("Verhuizing versturen")
    # When the worker is killed while the case is made but not complete
    eventually(lambda: moving.cases_of(world))
    world.kill_worker()
    assert moving.cases_of(world)[0]["status"] is None
    world.switch("documenten", "goed")
    world.start_worker()
    # Then another worker finishes what it began
    number = moving.complete_case(world)["identificatie"]
    ready_to_send.open("/zaken/")
    ready_to_send.see(number)


@pytest.mark.parametrize(
    ("mode", "how"),
    [
        ("uit", {"keer": 2, "alleen": "POST"}),
        ("gedaan-maar-502", {"keer": 1, "alleen": CASE_IS_MADE}),
        ("laat", {"keer": 1, "alleen": CASE_IS_MADE, "seconden": 6}),
    ],
    ids=["502", "502 after making the case", "too late after making the case"],
)
def test_rule_2_a_case_api_that_fails_once(ready_to_send, world, mode, how):
    world.switch("zaken", mode, **how)
    ready_to_send.press("Verhuizing versturen")
    moving.complete_case(world)
    assert world.sql("SELECT count(*) FROM submission WHERE delivered_at IS NULL") == [(0,)]


def test_rule_1_and_2_forms_go_out_while_the_case_api_is_down(ready_to_send, world):
    # Given a case system that is down
    world.switch("zaken", "uit")
    # When the form is sent
    ready_to_send.press("Verhuizing versturen")
    # Then it is received
    ready_to_send.see("Gelukt! Wij hebben het ontvangen")
    reference = receipt_number(ready_to_send)
    # And the list tells what is known, and not that there is nothing
    for page in ("/zaken/", "/overzicht/"):
        ready_to_send.open(page)
        ready_to_send.see("Wij kunnen uw zaken nu niet laten zien.", WAITING, reference)
        assert not ready_to_send.reads("U heeft geen lopende zaken")
    # When it works again
    world.switch("zaken", "goed")
    number = moving.complete_case(world)["identificatie"]
    # Then the case is there, and the old number leads to it
    ready_to_send.open("/zaken/")
    ready_to_send.sees_in_the_end(number)
    ready_to_send.open(f"/zaken/{reference}/")
    assert ready_to_send.path.startswith("/zaken/")
    ready_to_send.see(f"Zaaknummer {number}")


def test_rule_1_what_was_seen_before_is_shown_with_its_time(resident, world):
    # Given somebody with twelve cases, who looked at them
    moving.log_in(resident, "Cornelis van der Berg")
    resident.open("/zaken/")
    known = resident.read("main").count("Zaaknummer ")
    resident.press("Parkeervergunning")
    case = resident.path
    # When the case system goes down
    with world.broken("zaken", "uit"):
        resident.open("/zaken/")
        # Then the same cases are shown, with the time of when that was
        resident.see("Bijgewerkt:")
        assert resident.read("main").count("Zaaknummer ") == known > 0
        resident.open(case)
        resident.see("Bijgewerkt:", "Hoe staat het ermee?")


def test_rule_1_unknown_is_not_nothing(resident, world):
    with world.broken("zaken", "uit"), world.broken("objecten", "uit"):
        moving.log_in(resident, "Cornelis van der Berg")
        resident.see("Wij kunnen nu niet zien of u iets moet doen.")
        assert not resident.reads("U hoeft nu niets te doen.")
        resident.open("/zaken/")
        resident.see("Wij weten nu niet of u lopende zaken heeft.")
        assert not resident.reads("U heeft geen lopende zaken")
    resident.sees_in_the_end("Zaaknummer")
