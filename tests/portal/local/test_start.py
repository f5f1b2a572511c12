"""Starting everything on one machine: what is in the way is said in one clear sentence."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

import pytest
from joserfc.jwk import RSAKey

from portal.local import __main__ as start
from portal.local.environment import (
    Ports,
    Secrets,
    embedded_environment,
    portal_environment,
)
from portal.local.postgres import passing_folder
from portal.local.processes import Processes, StartFailed, free_ports
from portal.settings import Settings

SLEEPER = "import time, signal, sys\nprint('begun', flush=True)\ntime.sleep(60)\n"
STUBBORN = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)\n"


@pytest.fixture
def main(monkeypatch, capsys, tmp_path):
    """Run `make run` or `make reset`; gives its exit code and what it said."""
    handlers = {number: signal.getsignal(number) for number in start.SIGNALS}

    def main_(*words: str, **environment: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["portal.local", *words])
        for name, value in {"PORTAL_DATA": str(tmp_path / "data"), **environment}.items():
            monkeypatch.setenv(name, value)
        code = start.main()
        said = capsys.readouterr()
        return code, said.out + said.err

    yield main_
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def processes(tmp_path, monkeypatch):
    """Processes that run modules of this test; none is left behind."""
    (tmp_path / "sleeper.py").write_text(SLEEPER)
    (tmp_path / "stubborn.py").write_text(STUBBORN)
    (tmp_path / "failing.py").write_text("raise SystemExit('it went wrong')")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    made = Processes(tmp_path)
    yield made
    made.stop()


@pytest.mark.parametrize("name", ["PORTAL_PORT", "EMBEDDED_PORT"])
@pytest.mark.parametrize("text", ["veel", "0", "70000", "-1", "", "8 0"])
def test_port_that_is_no_number_is_told(main, name, text):
    code, said = main(**{name: text})

    assert code == 1
    assert said == f"{name} is “{text}”: expected a number from 1 to 65535.\n"


@pytest.mark.parametrize("name", ["PORTAL_PORT", "EMBEDDED_PORT"])
def test_port_that_is_taken_is_told_with_what_to_do(main, name):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        portal, embedded = free_ports(2)
        free = {"PORTAL_PORT": str(portal), "EMBEDDED_PORT": str(embedded)}
        code, said = main(**{**free, name: str(port)})

    assert code == 1
    assert said == (f"Port {port} is taken: stop what uses it, or choose another with {name}=…\n")


def test_folder_that_can_not_be_written_is_told(main, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")

    code, said = main(PORTAL_DATA=str(blocked / "data"))

    assert code == 1
    assert said.startswith(f"The folder {blocked / 'data'}/ can't be written: ")
    assert said.count("\n") == 1


def test_reset_throws_the_data_away_and_keeps_the_folder(main, tmp_path):
    folder = tmp_path / "data"
    (folder / "postgres").mkdir(parents=True)
    (folder / "preview" / "postgres").mkdir(parents=True)
    (folder / "secrets.json").write_text("{}")
    (folder / "web.log").write_text("kept")

    code, said = main("reset")

    assert code == 0
    assert "make run begins anew" in said
    assert [path.name for path in folder.iterdir()] == ["web.log"]


def test_reset_of_nothing_is_fine(main):
    assert main("reset")[0] == 0


@pytest.mark.parametrize("place", ["postgres", "preview/postgres"])
def test_reset_while_it_runs_says_to_stop_first(main, tmp_path, place):
    (tmp_path / "data" / place).mkdir(parents=True)
    (tmp_path / "data" / place / "postmaster.pid").write_text("1")

    code, said = main("reset")

    assert code == 1
    assert said == "The portal is running: stop it first (Ctrl-C), then reset.\n"


def test_secrets_are_made_once_and_only_for_their_owner(tmp_path):
    path = tmp_path / "secrets.json"

    first, second = Secrets.kept_in(path), Secrets.kept_in(path)

    assert first == second
    assert path.stat().st_mode & 0o077 == 0
    assert len({first.secret_key, first.index_key, first.world_secret, first.mail_key}) == 4


def test_a_data_folder_of_an_older_version_gets_the_secrets_that_it_lacks(tmp_path):
    path = tmp_path / "secrets.json"
    first = json.loads(json.dumps(asdict(Secrets.kept_in(path))))
    older = {k: v for k, v in first.items() if k not in {"receipt_keys", "bureau_secret"}}
    path.write_text(json.dumps(older))

    now = asdict(Secrets.kept_in(path))

    assert {name: now[name] for name in older} == older
    assert now["receipt_keys"]
    assert asdict(Secrets.kept_in(path)) == now


def test_portal_gets_all_its_settings_and_the_world_only_the_public_key(tmp_path, monkeypatch):
    ports, secrets = Ports(8123, 8124), Secrets.kept_in(tmp_path / "secrets.json")

    environment = portal_environment(ports, secrets, "postgresql+psycopg://x@/x")
    world = embedded_environment(ports, secrets, "postgresql+psycopg://x@/y")

    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.listen_port == 8123
    assert str(settings.public_url) == "http://127.0.0.1:8123/"
    assert str(settings.zaken_url) == "http://127.0.0.1:8124/zaken/api/v1"
    assert "d" not in json.loads(world["EMBEDDED_CLIENT_PUBLIC_KEY"])
    assert secrets.private_key not in world.values()


def test_folder_whose_key_is_rsa_goes_on_with_it(tmp_path):
    path, key = tmp_path / "secrets.json", RSAKey.generate_key(2048, {"alg": "PS256"})
    path.write_text(json.dumps({"private_key": json.dumps(key.as_dict(private=True))}))

    secrets = Secrets.kept_in(path)

    world = embedded_environment(Ports(8123, 8124), secrets, "postgresql+psycopg://x@/y")
    assert json.loads(world["EMBEDDED_CLIENT_PUBLIC_KEY"]) == key.as_dict(private=False)


def test_process_writes_its_log_and_is_stopped(processes):
    processes.start("sleeper", ["sleeper"], {})
    pid = processes.pid("sleeper")
    assert processes.fallen() is None

    processes.stop()

    assert not is_running(pid)


def test_process_that_does_not_listen_is_killed(processes, monkeypatch):
    monkeypatch.setattr("portal.local.processes.STOP_WITHIN_S", 0.5)
    processes.start("stubborn", ["stubborn"], {})
    pid = processes.pid("stubborn")

    processes.stop()

    assert not is_running(pid)


def test_process_can_be_killed_as_by_a_power_cut(processes):
    processes.start("sleeper", ["sleeper"], {})
    pid = processes.pid("sleeper")

    processes.kill("sleeper")

    assert not is_running(pid)
    assert processes.fallen() is None


def test_process_that_ended_by_itself_is_noticed_with_its_last_words(processes):
    processes.start("failing", ["failing"], {})

    with pytest.raises(StartFailed, match="failing did not start") as failed:
        processes.wait_until_answers("failing", "http://127.0.0.1:9/", 20)

    assert "it went wrong" in str(failed.value)
    assert processes.fallen() == "failing"


def test_what_it_said_at_an_earlier_start_is_no_last_word(processes, tmp_path):
    (tmp_path / "failing.log").write_text("an older fault\n")
    processes.start("failing", ["failing"], {})

    with pytest.raises(StartFailed) as failed:
        processes.wait_until_answers("failing", "http://127.0.0.1:9/", 20)

    assert str(failed.value).endswith("The last lines of failing.log:\nit went wrong")


def test_process_that_never_answers_is_given_up(processes):
    processes.start("sleeper", ["sleeper"], {})

    with pytest.raises(StartFailed, match="sleeper did not start"):
        processes.wait_until_answers("sleeper", "http://127.0.0.1:9/", 0.3)


def test_a_database_is_made_once(postgres):
    url = postgres.url("passing")

    assert url.startswith("postgresql+psycopg://")
    assert postgres.url("passing") == url


@pytest.fixture
def folder():
    """Where another user may enter too, as PostgreSQL may run as one."""
    with passing_folder("portal-start-") as made:
        yield made


@pytest.mark.slow
def test_everything_starts_keeps_its_data_and_leaves_no_process(folder):
    portal, embedded = free_ports(2)
    environment = {
        **os.environ,
        "PORTAL_DATA": str(folder),
        "PORTAL_PORT": str(portal),
        "EMBEDDED_PORT": str(embedded),
    }
    environment.pop("XDG_RUNTIME_DIR", None)  # of which a dependency would warn
    process = subprocess.Popen(
        [sys.executable, "-m", "portal.local"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = ""
    while "Ctrl-C" not in said and (line := process.stdout.readline()):
        said += line
    process.send_signal(signal.SIGINT)
    said += process.communicate(timeout=60)[0]

    assert f"http://127.0.0.1:{portal}/" in said
    assert "Noor de Wit" in said
    assert "Warning" not in said
    assert process.returncode == 0
    assert not (folder / "postgres" / "postmaster.pid").exists()
    assert commands_with(str(folder)) == []


def commands_with(word: str) -> list[str]:
    """The running commands that name this word."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # it ended in between
            found.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
    return [command for command in found if word in command]


def is_running(pid: int) -> bool:
    """Whether this process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
