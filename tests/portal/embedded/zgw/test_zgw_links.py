"""What one operation made, the next ones read and change: schemathesis follows the links.

Every answer is held against the published document (`CaseApi.call`), also where values that a
document doesn't allow are sent in between.
"""

from collections import Counter
from dataclasses import dataclass, field

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.errors import Flaky
from schemathesis import GenerationMode
from schemathesis.core.transport import Response

from portal.embedded.seed import first_contacts
from tests.portal.embedded.zgw import linked_operations
from tests.portal.embedded.zgw.linked_bodies import bodies

pytestmark = pytest.mark.no_cover
STEPS, IN_STRESS = 200, 12_000
"""Requests in all."""
STEPS_OF_ONE = 20
"""Of one way through the operations."""
WITH_TOKEN = (linked_operations.OBJECTEN, linked_operations.CONTACTS)
"""These ask for a token that stays the same."""
LINKS = linked_operations.LINKS
OFFERED = {*LINKS, *(link.to for links in LINKS.values() for link in links)}


@dataclass
class Played:
    """What was asked so far, and what was wrong with an answer."""

    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    followed: int = 0
    """How often something was read that had just been made."""
    faults: list[str] = field(default_factory=list)

    @property
    def done(self):
        """The operations that did what they were asked."""
        return {operation for operation, status in self.answers if status < 300}


def options_of(case):
    """What goes along with the request."""
    options = {"query_string": {**(case.query or {})}}
    if case.path.endswith("/download"):
        options["headers"] = {"Accept": "*/*"}
    if case.method != "GET":
        options["json"] = case.body if isinstance(case.body, dict) else {}
    return options


def is_of_what_was_made(step):
    """Whether something is read that was just made: all of its address is by the link."""
    if step.transition is None or step.case.method != "GET":
        return False
    asked = sum(len(names) for names in step.transition.parameters.values())
    is_good = step.case.meta.generation.mode is GenerationMode.POSITIVE
    return is_good and len(step.applied_parameters) == asked


def machine_of(api, objects_api, played):
    """Clients that follow the links."""
    document = linked_operations.document(bodies(api, objects_api))
    schema = schemathesis.openapi.from_dict(document)

    class Client(schema.as_state_machine()):
        def step(self, step):
            try:
                return self._checked(step)
            except AssertionError as error:
                played.faults.append(str(error))
                raise

        def _checked(self, step):
            output = super().step(step)
            name, status = step.case.operation.label, output.response.status_code
            played.answers[name, status] += 1
            if is_of_what_was_made(step):
                assert status == 200, f"{name} of what was just made: {status}"
                played.followed += 1
            return output

        def call(self, case, **_):
            asked = objects_api if case.path.startswith(WITH_TOKEN) else api
            answer = asked.call(case.method, case.formatted_path, **options_of(case))
            return Response.from_wsgi(answer)

        def validate_response(self, *_, **__):
            """`CaseApi.call` did."""

    return Client


@pytest.fixture
def play(api, objects_api):
    """Go through the operations with so many requests."""
    first_contacts.plant(api.world)
    played = Played()
    machine = machine_of(api, objects_api, played)
    usual = settings(
        max_examples=1_000,
        stateful_step_count=STEPS_OF_ONE,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )

    def until(steps):
        for _ in range(10 + steps // STEPS_OF_ONE):
            left = steps - played.answers.total()
            if left <= 0 or played.faults:
                break
            try:
                machine.run(settings=settings(usual, max_examples=max(2, left // STEPS_OF_ONE)))
            except Flaky:
                continue  # what an answer is hangs on what was made before: go on with another way
            except AssertionError:
                break
        assert played.faults == []
        assert played.answers.total() >= steps
        return played

    return until


def test_what_was_made_is_read_and_goes_on(play):
    played = play(STEPS)

    assert played.followed > STEPS / 20
    assert f"POST {linked_operations.ZAKEN}/zaken" in played.done


@pytest.mark.stress
def test_every_operation_that_is_offered_is_done_with_what_was_made(play):
    played = play(IN_STRESS)

    assert OFFERED - played.done == set()
