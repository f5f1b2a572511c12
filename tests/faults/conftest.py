"""The portal, in this process, with the embedded world around it over real HTTP."""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

import pytest
from procrastinate import App
from procrastinate.testing import InMemoryConnector
from sqlalchemy import text

from portal import worker
from portal.domain.consultations import ConsultationProof
from portal.domain.deliveries import FailureKind
from portal.domain.failures import SourceError
from portal.domain.outside import Gateways
from portal.domain.people import Party
from portal.embedded.objects.product_requests import PRODUCT_REQUEST_TYPE
from portal.embedded.registers.residents import CORNELIS
from portal.embedded.switchboard.switches import Mode, Setting
from portal.gateways.breaker import breaker_of
from portal.storage.deliveries import WaitingDelivery
from portal.web.edge.request_context import portal_of
from portal.wiring import connect
from tests.faults.document import Cells, read, written
from tests.faults.table import DOCUMENT, OUTCOMES, TOO_LATE, WRITE, Call
from tests.parts import change_parts
from tests.portal.gateways.givens import ENOUGH_S, settings_of_the_world
from tests.worlds import served_world

LITTLE_S = 0.8
NEXT = text(
    "SELECT id, task_name, args FROM procrastinate_jobs WHERE status = 'todo'"
    " ORDER BY scheduled_at NULLS FIRST, id LIMIT 1"
)
DONE = text("DELETE FROM procrastinate_jobs WHERE id = :id")
SECONDS = {Mode.SLOW: 0.1, Mode.LATE: 3.0, Mode.TOO_MANY: 1.0}


@dataclass(frozen=True, slots=True)
class Outside:
    """The case system and the register of tasks, and what can be done to them."""

    app: Any
    """The embedded world."""
    places: dict[str, str]
    """What the addresses of pages have: `case`, `open`, `document` and `task`."""

    @property
    def world(self) -> Any:
        """Its database and address."""
        return self.app.extensions["world"]

    def switch(self, part: str, mode: Mode, call: str = "") -> None:
        """Let calls of a part with this in `METHOD /path` go wrong."""
        setting = Setting(mode=mode, seconds=SECONDS.get(mode, 0.0), only=call)
        self.app.extensions["switchboard"].set(part, setting)

    def all_good(self) -> None:
        """Let everything work, and nobody remember that it did not."""
        self.app.extensions["switchboard"].all_good()
        breaker_of.cache_clear()

    def gateways(self, mode: Mode = Mode.GOOD) -> Gateways:
        """A portal that just started, with less time where an answer comes too late anyway."""
        seconds = LITTLE_S if mode in TOO_LATE else ENOUGH_S
        kind = f"{self.world.base_url}/objecttypen/api/v2/objecttypes/{PRODUCT_REQUEST_TYPE}"
        settings = settings_of_the_world(
            self.world.base_url, case_timeout_seconds=seconds, record_objecttype_url=kind
        )
        return connect(settings.model_copy(update={"register_seconds": seconds}))


@pytest.fixture(scope="session")
def outside(postgres) -> Iterator[Outside]:
    """The embedded world, with the cases of Cornelis in it."""
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    url = postgres.url("world of faults")
    with served_world(url, client_secret="c" * 32) as (app, _front):
        made = Outside(app, {})
        made.places.update(_places(made.gateways()))
        yield made


def _places(gateways: Gateways) -> dict[str, str]:
    """The case with most in it, one that is open, a document and a task of Cornelis."""
    proof = ConsultationProof(uuid4(), Party.resident(CORNELIS.bsn, uuid4()))
    files = [
        gateways.cases.case_file(proof, case.key)
        for case in gateways.cases.cases_of(proof).value.cases
    ]
    case = next(file for file in files if file.decisions and file.documents)
    is_open = next(file for file in files if file.case.closed is None)
    task = gateways.tasks.tasks_of(proof).value[0]
    return {
        "case": str(case.case.key.id),
        "document": str(case.documents[0].id),
        "open": str(is_open.case.key.id),
        "task": str(task.id),
    }


@pytest.fixture
def connected(app, world, outside) -> Iterator[Callable[[Mode], None]]:
    """Gives the portal a case system that it knows nothing of yet; all works again afterwards."""

    def connect_(mode: Mode = Mode.GOOD) -> None:
        fresh = outside.gateways(mode)
        gateways = replace(
            world,
            cases=fresh.cases,
            intake=fresh.intake,
            tasks=fresh.tasks,
            records=fresh.records,
        )
        change_parts(app, gateways=gateways)

    outside.all_good()
    yield connect_
    outside.all_good()


@pytest.fixture(scope="session")
def told() -> Iterator[Cells]:
    """What the document says of each cell; what the tests saw, where it is to be written anew."""
    cells = read(DOCUMENT.read_text("utf-8")) if DOCUMENT.exists() else {}
    yield cells
    if WRITE in os.environ:
        DOCUMENT.write_text(written(cells), "utf-8")


@pytest.fixture
def cell(told) -> Callable[[str, Call, Mode, str], None]:
    """Holds a cell of the document, where it has one, to what was seen.

    Takes section, call, way to fail and outcome.
    """

    def cell_(section: str, call: Call, mode: Mode, outcome: str) -> None:
        place = (section, call.name, mode.value)
        if WRITE in os.environ:
            told[place] = outcome
        assert told.get(place, outcome) == outcome

    return cell_


@pytest.fixture
def work(app, sessions) -> Callable[[], None]:
    """Does all jobs that wait, whenever they are due, as a worker of the portal of now.

    The first that fails stays in the queue, and its failure is raised.
    """

    def work_() -> None:
        known = App(connector=InMemoryConnector())
        worker.register(known, portal_of(app))
        while job := next_job(sessions):
            known.tasks[job.task_name].func(**job.args)
            with sessions.begin() as session:
                session.execute(DONE, {"id": job.id})

    return work_


@pytest.fixture
def attempt(work, rows) -> Callable[[], str]:
    """Does the jobs that wait; gives how the first that failed ended, '' where none did."""

    def attempt_() -> str:
        try:
            work()
        except SourceError:
            [waiting] = rows(WaitingDelivery)
            return "stuck" if waiting.stuck_at else OUTCOMES[FailureKind(waiting.fault)]
        return ""

    return attempt_


def next_job(sessions) -> Any:
    """The job that waits longest; None: none does."""
    with sessions() as session:
        return session.execute(NEXT).one_or_none()
