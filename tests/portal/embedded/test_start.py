"""Starting and stopping: settings that are missing, and a process that leaves nothing behind."""

import json
import os
import signal
import socket
import subprocess
import sys
import time

import pytest
import urllib3
from joserfc.jwk import OctKey, RSAKey

from portal.embedded import __main__ as command

COMMAND = [sys.executable, "-m", "portal.embedded"]
KEY = RSAKey.generate_key(2048)


def environment(**changes: str | None) -> dict[str, str]:
    """Settings of a world; a change to None leaves one out."""
    values = {
        "EMBEDDED_DATABASE_URL": "postgresql+psycopg:///embedded",
        "EMBEDDED_PORT": "8001",
        "EMBEDDED_SECRET": "s" * 40,
        "EMBEDDED_NOTIFY_URL": "",
        "EMBEDDED_NOTIFY_TOKEN": "t" * 20,
        "EMBEDDED_PORTAL_URL": "http://127.0.0.1:8000",
        "EMBEDDED_MAIL_KEY": "m" * 40,
        "EMBEDDED_BUREAU_SECRET": "b" * 40,
        "EMBEDDED_CLIENT_PUBLIC_KEY": json.dumps(KEY.as_dict(private=False)),
    }
    others = {name: value for name, value in os.environ.items() if "EMBEDDED" not in name}
    return others | {k: v for k, v in (values | changes).items() if v is not None}


def no_server(*_settings, **_more_settings):
    """Instead of the server: where one would begin, the start was not stopped."""
    pytest.fail("it starts")


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"EMBEDDED_DATABASE_URL": None}, "EMBEDDED_DATABASE_URL"),
        ({"EMBEDDED_PORT": None}, "EMBEDDED_PORT"),
        ({"EMBEDDED_PORT": "many"}, "EMBEDDED_PORT"),
        ({"EMBEDDED_SECRET": "short"}, "EMBEDDED_SECRET"),
        ({"EMBEDDED_NOTIFY_URL": None}, "EMBEDDED_NOTIFY_URL"),
        ({"EMBEDDED_MAIL_KEY": None}, "EMBEDDED_MAIL_KEY"),
        ({"EMBEDDED_BUREAU_SECRET": "short"}, "EMBEDDED_BUREAU_SECRET"),
        ({"EMBEDDED_CASE_TYPES_FOLDER": "nergens"}, "EMBEDDED_CASE_TYPES_FOLDER"),
        ({"EMBEDDED_CLIENT_PUBLIC_KEY": None}, "EMBEDDED_CLIENT_PUBLIC_KEY"),
        ({"EMBEDDED_CLIENT_PUBLIC_KEY": "{}"}, "EMBEDDED_CLIENT_PUBLIC_KEY"),
        (
            {"EMBEDDED_CLIENT_PUBLIC_KEY": json.dumps(KEY.as_dict(private=True))},
            "EMBEDDED_CLIENT_PUBLIC_KEY",
        ),
        (
            {"EMBEDDED_CLIENT_PUBLIC_KEY": json.dumps(OctKey.generate_key().as_dict())},
            "EMBEDDED_CLIENT_PUBLIC_KEY",
        ),
    ],
)
def test_a_setting_that_is_missing_or_wrong_stops_the_start_with_its_name(
    monkeypatch, capsys, changes, name
):
    monkeypatch.setattr(os, "environ", environment(**changes))
    monkeypatch.setattr(command, "Granian", no_server)

    code = command.main()

    assert code == 2
    said = capsys.readouterr().err
    assert name in said
    assert "s" * 40 not in said


def test_a_start_without_a_setting_ends_by_itself():
    ended = subprocess.run(
        COMMAND,
        env=environment(EMBEDDED_SECRET=None),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2
    assert ended.stderr.startswith("EMBEDDED_SECRET: ")
    assert "Traceback" not in ended.stderr


def test_a_file_of_a_case_type_with_a_mistake_stops_the_start_in_one_line(
    monkeypatch, capsys, tmp_path
):
    (tmp_path / "FEEST.yaml").write_text("name: Feest\npurpos: Feesten\nservice_days: 5\n")
    monkeypatch.setattr(os, "environ", environment(EMBEDDED_CASE_TYPES_FOLDER=str(tmp_path)))
    monkeypatch.setattr(command, "Granian", no_server)

    code = command.main()

    assert code == 2
    place, _, words = capsys.readouterr().err.partition(": ")
    assert place == f"{tmp_path / 'FEEST.yaml'}:2"
    assert words == "There is no key `purpos` here. Did you mean 'purpose'?\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "how",
    [
        signal.SIGTERM,
        # What it does at this one is what it does at the first.
        pytest.param(signal.SIGINT, marks=pytest.mark.stress),
        signal.SIGKILL,
    ],
)
def test_it_answers_and_leaves_nothing_behind(postgres, how):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    database = postgres.url("embedded world that starts")
    settings = environment(EMBEDDED_PORT=str(port), EMBEDDED_DATABASE_URL=database)

    with subprocess.Popen(COMMAND, env=settings) as process:
        try:
            assert becomes(port, is_there=True)
        finally:
            process.send_signal(how)
        process.wait(timeout=10)

    assert becomes(port, is_there=False)


def becomes(port: int, *, is_there: bool) -> bool:
    """Whether the world does, or does no longer, answer; waits for it."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            answer = urllib3.request("GET", f"http://127.0.0.1:{port}/", retries=False, timeout=5)
        except urllib3.exceptions.HTTPError:
            answers = False
        else:
            answers = answer.status == 200
        if answers is is_there:
            return True
        time.sleep(0.1)
    return False
