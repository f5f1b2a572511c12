"""What operators copy: example settings, units, a proxy; in step with the portal itself."""

import re
import subprocess
from pathlib import Path

import pytest

from portal.services.uploads import MAX_BYTES, MAX_FILES, MB
from portal.settings import Settings
from portal.settings_reference import example
from tests.lint import ROOT

DEPLOY = ROOT / "deploy"
PAIRED = {"PORTAL_OIDC_CLIENT_AUTH"}
"""Asks for another setting beside it."""
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def test_example_names_each_setting_once_and_leaves_the_needed_ones_open():
    lines = [line for line in example().splitlines() if re.match(r"#?PORTAL_\w+=", line)]
    names = [line.removeprefix("#").partition("=")[0] for line in lines]
    needed = {line.partition("=")[0] for line in lines if not line.startswith("#")}

    assert len(names) == len(set(names)) == len(Settings.model_fields)
    assert needed == {
        str(field.validation_alias or f"PORTAL_{name.upper()}")
        for name, field in Settings.model_fields.items()
        if field.is_required()
    }


def test_usual_values_of_the_example_are_what_the_portal_takes(environment):
    for line in example().splitlines():
        name, is_setting, value = line.removeprefix("#").partition("=")
        if is_setting and value and line.startswith("#PORTAL_") and name not in PAIRED:
            environment.setenv(name, value)

    assert Settings().oidc_algorithms == ("PS256", "RS256")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_start_what_there_is_and_leave_time_to_stop(unit):
    text = unit.read_text("utf-8")

    assert re.search(r"^ExecStart=/opt/mijngemeente/bin/portal (web|worker)$", text, re.MULTILINE)
    limit_s = int(re.search(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)[1])
    assert limit_s >= (180 if "worker" in unit.name else 30)


def test_units_are_there():
    assert [unit.stem for unit in UNITS] == ["portal-web", "portal-worker"]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_proxies_let_through_what_the_portal_takes(name):
    text = (DEPLOY / "proxy" / name).read_text("utf-8").lower()

    most = MAX_FILES * MAX_BYTES // MB + 1
    assert re.search(rf"(client_max_body_size|max_size) {most}m", text)


def test_alerts_watch_what_is_stuck():
    text = (DEPLOY / "prometheus" / "alerts.yaml").read_text("utf-8")

    assert "max by (task) (portal_deliveries_stuck) > 0" in text


@pytest.mark.stress
def test_nginx_takes_its_file(tmp_path: Path):
    text = (DEPLOY / "proxy" / "nginx.conf").read_text("utf-8")
    text = re.sub(r"listen .*ssl http2;|ssl_certificate.*;", "", text)
    config = tmp_path / "nginx.conf"
    config.write_text(f"pid {tmp_path}/pid; events {{}} http {{ {text} }}", "utf-8")

    tried = subprocess.run(
        ["nginx", "-t", "-c", str(config), "-e", str(tmp_path / "log")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert tried.returncode == 0, tried.stderr
