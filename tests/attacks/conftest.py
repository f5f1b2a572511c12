"""A portal to attack, as it runs: its own processes, with and without the proxy in front."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3

from portal.local.processes import free_ports
from tests.journeys.world import eventually, running_world
from tests.lint import ROOT

CONFIG = ROOT / "deploy/proxy/nginx.conf"
FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@pytest.fixture(scope="module")
def direct() -> Iterator[str]:
    """The address of a portal with nothing in front."""
    with running_world() as world:
        yield world.portal


@pytest.fixture(scope="module")
def through_nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """One behind nginx, as `deploy/proxy/nginx.conf` says it; fails without nginx.

    It is another portal: an attack may use up a task, and the same resident is tried on both.
    """
    with running_world() as world, _nginx(world.portal, tmp_path_factory.mktemp("nginx")) as front:
        yield front


@contextmanager
def _nginx(portal: str, folder: Path) -> Iterator[str]:
    """The address of an nginx in front of this portal."""
    [port] = free_ports(1)
    config = folder / "nginx.conf"
    config.write_text(_whole_config(folder, portal, port), "utf-8")
    command = ["nginx", "-c", str(config), "-e", str(folder / "error.log"), "-g", "daemon off;"]
    with subprocess.Popen(command) as nginx:
        try:
            address = f"http://127.0.0.1:{port}"
            eventually(lambda: _answers(address), within_s=20)
            yield address
        finally:
            nginx.terminate()


@pytest.fixture(params=["direct", "through_nginx"])
def portal(request: pytest.FixtureRequest) -> str:
    """A portal, both ways."""
    return str(request.getfixturevalue(request.param))


def _whole_config(folder: Path, portal: str, port: int) -> str:
    """The file that operators copy, without TLS, on a port of its own."""
    text = CONFIG.read_text("utf-8")
    text = re.sub(r"server \{\s+listen 80;.*?\n\}\n", "", text, flags=re.DOTALL)
    text = re.sub(r"ssl_\w+ .*;|listen \[::\]:443 .*;", "", text)
    text = re.sub(r"listen 443 .*;", f"listen 127.0.0.1:{port};", text)
    text = text.replace("127.0.0.1:8000", portal.removeprefix("http://"))
    paths = "".join(f"{name}_temp_path {folder}/{name}; " for name in FOLDERS)
    return f"user root; pid {folder}/pid; events {{}}\nhttp {{ access_log off; {paths}\n{text}\n}}"


def _answers(address: str) -> bool:
    try:
        answer = urllib3.request("GET", f"{address}/healthz", retries=False, timeout=2)
    except urllib3.exceptions.HTTPError:
        return False
    return answer.status == 200
