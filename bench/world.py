"""Everything that a run needs, on one machine: database, outside world, tape, portal, bare app."""

import json
import re
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid5

import psycopg
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from bench import floor, processes, stub
from bench.browser import WrongAnswer
from portal.domain.case_intake import Initiator, NewCase
from portal.domain.case_keys import CaseNumber
from portal.domain.identity import Identity
from portal.domain.people import Ground, Level
from portal.embedded.registers.residents import CORNELIS
from portal.embedded.seed.case_data import CORNELIS_CASES
from portal.gateways.cases.zgw import intake
from portal.local.environment import (
    Ports,
    Secrets,
    embedded_environment,
    portal_environment,
)
from portal.local.postgres import LocalPostgres, passing_folder
from portal.local.processes import Processes, free_ports
from portal.settings import Settings
from portal.storage import logins
from portal.storage.base import connect
from portal.web.edge.login_session import TOKEN

CASES = 50
"""Of one resident: what the goals of the portal are stated for."""
WORKERS = 2
CLOSED = sum(1 for seed in CORNELIS_CASES if seed.result)
"""Of those, the ones that are over: they stand in the list and not on the overview."""
START_WITHIN_S = 60.0
COOKIE = "portal"
NAMESPACE = UUID("5d0c55a2-3f0c-4c69-9d5e-6f0f6e0f5e50")
STATEMENT = re.compile(
    r"^bench:(?:portal|floor) LOG:  (?:statement|execute [^:]+): (?!SELECT /\* live state)(\w*)",
    re.MULTILINE,
)
"""But for the look of each process at what is published and switched: it is no page's."""
TRANSACTIONS = frozenset({"BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", ""})
"""Round trips that ask for no data: limits of transactions, and a look whether the line is up."""
FAILURE = "outside_failed"
"""The event that the portal logs when an outside system gave no proper answer."""


@dataclass(frozen=True, slots=True)
class Statements:
    """What the database was asked, as it says itself."""

    queries: int
    round_trips: int
    """All that came over the line: also where transactions begin and end."""


class SourceFailed(WrongAnswer):
    """The portal got no proper answer from outside: its pages told of that, and cost else."""


class World:
    """The processes of one run. The outside world behind the tape is the embedded one."""

    def __init__(self, folder: Path, cases: int, workers: int) -> None:
        portal, embedded, tape, bare, floor_port = free_ports(5)
        self.cases = cases
        self._folder = folder
        self._ports = Ports(portal, embedded)
        self._bare_port, self._tape_port, self._floor_port = bare, tape, floor_port
        self._secrets = Secrets.kept_in(folder / "secrets.json")
        self._postgres = LocalPostgres(folder / "postgres")
        self._processes = Processes(folder)
        self._direct = portal_environment(self._ports, self._secrets, self._postgres.url("portal"))
        self._direct["PORTAL_WORKERS"] = str(workers)
        # All visitors come from one address, as in a library.
        self._direct["PORTAL_LIBRARY_NETWORKS"] = "127.0.0.1/32"
        self.settings = _settings(self._through_the_tape())
        self.database = connect(self.settings)
        self.portal = self._ports.portal_url
        self.bare = f"http://127.0.0.1:{bare}"
        self.floor = f"http://127.0.0.1:{floor_port}"

    def start(self) -> None:
        """Start all, and give one resident all cases."""
        embedded, url = self._ports.embedded_url, self._postgres.url("embedded")
        world = embedded_environment(self._ports, self._secrets, url)
        behind = {stub.PORT: str(self._tape_port), stub.BEHIND: str(self._ports.embedded)}
        # Nobody is told of changes: there is no worker here that would follow them.
        self._start("embedded", ["portal.embedded"], world | {"EMBEDDED_NOTIFY_URL": ""}, embedded)
        self._start("tape", ["bench.stub"], behind, f"{self._tape}{stub.CONTROL}calls")
        environment = self._through_the_tape()
        self._start("web", ["portal", "web", "--migrate"], environment, f"{self.portal}/readyz")
        environment |= {"PORTAL_PORT": str(self._bare_port)}
        self._start("bare", ["bench.bare"], environment, self.bare)
        environment |= {
            "PORTAL_PORT": str(self._floor_port),
            floor.DATABASE: self._postgres.url("floor"),
        }
        self._start("floor", ["bench.floor"], environment, f"{self.floor}{floor.LOGIN}")
        self._add_cases()

    def stop(self) -> None:
        """Stop all."""
        self.database.kw["bind"].dispose()
        self._processes.stop()
        self._postgres.stop()

    def pids(self, name: str) -> list[int]:
        """The processes of `web`, `bare` or `floor`: the one that was started and its workers."""
        return processes.tree(self._processes.pid(name))

    def cpu_s(self, name: str) -> float:
        """Seconds of CPU that these used so far."""
        return processes.cpu_s(self.pids(name))

    def pss_mb(self, name: str) -> float:
        """What these hold together, in MB."""
        return sum(processes.memory(pid).pss_mb for pid in self.pids(name))

    def database_pids(self) -> list[int]:
        """The processes of PostgreSQL."""
        file = self._folder / "postgres" / "postmaster.pid"
        return processes.tree(int(file.read_text("utf-8").split()[0]))

    def delay(self, ms: int) -> None:
        """Let every answer from outside (but DigiD's) take this much longer."""
        self._order("PUT", f"delay/{ms}")

    def break_off(self, part: str) -> None:
        """Let this part of the outside world (`zaken`) fail from now on; '' mends all."""
        self._order("PUT", f"broken/{part}")

    def hang(self, part: str) -> None:
        """Let this part of the outside world answer after 10 s from now on; '' mends all."""
        self._order("PUT", f"hanging/{part}")

    @property
    def embedded_url(self) -> str:
        """Of the database of the embedded world."""
        return self._postgres.url("embedded")

    def forget_cases(self) -> None:
        """Let the tape ask the case API anew: what it has changed."""
        self._order("PUT", "forget/zaken")

    def calls(self) -> dict[str, int]:
        """How often each part of the outside world was asked so far; DigiD is not counted."""
        return self._order("GET", "calls")

    def check_sources(self) -> None:
        """Raise `SourceFailed` when the web processes logged that an outside system failed."""
        failures = failures_in((self._folder / "web.log").read_text("utf-8", "replace"))
        if failures:
            raise SourceFailed(
                "; ".join(f"{times}x {failure}" for failure, times in failures.most_common())
            )

    def log_in(self, bsn: str) -> dict[str, str]:
        """The cookie of a new login session, without the way to DigiD and back."""
        identity = Identity(
            issuer="bench",
            subject=bsn,
            bsn=bsn,
            level=Level.MIDDEN,
            authenticated_at=datetime.now(UTC),
            provider_session="",
            id_token="",
        )
        with self.database.begin() as session:
            token, _resident = logins.begin_session(session, identity)
        return {COOKIE: _signed(self.settings.secret_key.get_secret_value(), token)}

    @contextmanager
    def statements(self) -> Iterator[list[Statements]]:
        """Afterwards the list holds what the portal (or floor app) asked its database meanwhile."""
        log, found = self._folder / "postgres" / "log", list[Statements]()
        self._log_statements("all")
        begin = log.stat().st_size
        try:
            yield found
        finally:
            self._log_statements("none")
        with log.open("rb") as lines:
            lines.seek(begin)
            verbs = STATEMENT.findall(lines.read().decode("utf-8", "replace"))
        queries = sum(1 for verb in verbs if verb.upper() not in TRANSACTIONS)
        found.append(Statements(queries, len(verbs)))

    @property
    def _tape(self) -> str:
        return f"http://127.0.0.1:{self._tape_port}"

    def _through_the_tape(self) -> dict[str, str]:
        """The portal's settings: everything outside through the tape, but for DigiD."""
        return {
            name: value
            if name == "PORTAL_OIDC_ISSUER"
            else value.replace(self._ports.embedded_url, self._tape)
            for name, value in self._direct.items()
        }

    def _start(self, name: str, command: list[str], env: dict[str, str], url: str) -> None:
        self._processes.start(name, command, env)
        self._processes.wait_until_answers(name, url, START_WITHIN_S)

    def _add_cases(self) -> None:
        """Deliver submissions as the worker does, until the resident has all cases."""
        delivery, now = intake.connect(_settings(self._direct)), datetime.now(UTC)
        for number in range(len(CORNELIS_CASES), self.cases):
            sent = now - timedelta(days=number, minutes=1)
            delivery.deliver(
                NewCase(
                    submission=uuid5(NAMESPACE, str(number)),
                    number=CaseNumber(f"BENCH-{number:04d}"),
                    case_type="VERHUIZING",
                    description=f"Verhuizing {number}",
                    started=sent.date(),
                    sent_at=sent,
                    planned=sent.date() + timedelta(days=7),
                    due=None,
                    initiator=Initiator(
                        bsn=CORNELIS.bsn,
                        name=CORNELIS.full_name,
                        email="",
                        phone="",
                        ground=Ground.SELF,
                        level=Level.MIDDEN,
                    ),
                    properties={},
                    documents=(),
                )
            )

    def _order(self, method: str, order: str) -> dict[str, int]:
        request = urllib.request.Request(f"{self._tape}{stub.CONTROL}{order}", method=method)
        with urllib.request.urlopen(request, timeout=START_WITHIN_S) as answer:
            return {str(part): int(times) for part, times in json.load(answer).items()}

    def _log_statements(self, which: str) -> None:
        url = self._postgres.plain_url("postgres")
        with closing(psycopg.connect(url, autocommit=True)) as database:
            database.execute("ALTER SYSTEM SET log_line_prefix = 'bench:%d '")
            database.execute(f"ALTER SYSTEM SET log_statement = '{which}'")
            database.execute("SELECT pg_reload_conf()")
        time.sleep(0.3)  # each backend looks for itself, before its next command


@contextmanager
def running(cases: int = CASES, workers: int = WORKERS) -> Iterator[World]:
    """A world with so many cases of one resident, in a folder of its own; gone afterwards."""
    with passing_folder("bench-") as folder:
        world = World(folder, cases, workers)
        try:
            world.start()
            yield world
        finally:
            world.stop()


def failures_in(log: str) -> Counter[str]:
    """How often the portal's log tells of each failure outside, as `system: reason`."""
    lines = (json.loads(line) for line in log.splitlines() if f'"{FAILURE}"' in line)
    return Counter(f"{line['system']}: {line['reason']}" for line in lines)


def _settings(environment: dict[str, str]) -> Settings:
    """The settings as a process with this environment has them."""
    return Settings.model_validate(
        {
            name if name == "PORTAL_PORT" else name.removeprefix("PORTAL_").lower(): value
            for name, value in environment.items()
        }
    )


def _signed(secret: str, token: str) -> str:
    app = Flask(__name__)
    app.secret_key = secret
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer is not None
    return str(signer.dumps({TOKEN: token}))
