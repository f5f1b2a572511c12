"""What operators copy: example settings, units, a proxy; in step with the portal itself."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
import urllib3
from bs4 import BeautifulSoup

from portal.domain.upload_quota import MB
from portal.local.postgres import passing_folder
from portal.local.processes import free_ports
from portal.settings import Settings
from portal.settings_reference import example
from tests.factories import settings_for
from tests.lint import ROOT
from tests.portal.gateways.fake_server import Reply, serving

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


def test_only_the_first_web_process_is_told_to_stop_and_has_time_to_drain():
    text = (DEPLOY / "systemd/portal-web.service").read_text("utf-8")

    assert "\nKillMode=mixed\n" in text
    limit_s = int(re.search(r"^TimeoutStopSec=(\d+)$", text, re.MULTILINE)[1])
    assert limit_s >= Settings.model_fields["drain_seconds"].default + 30


def test_units_are_there():
    assert [unit.stem for unit in UNITS] == ["portal-web", "portal-worker"]


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_proxies_let_through_what_the_portal_takes(name):
    text = (DEPLOY / "proxy" / name).read_text("utf-8").lower()

    most = Settings.model_fields["files_form_mb"].default + 1
    assert re.search(rf"(client_max_body_size|max_size) {most}m", text)


def test_proxies_compress_static_files_and_no_pages():
    nginx = (DEPLOY / "proxy" / "nginx.conf").read_text("utf-8")
    caddy = (DEPLOY / "proxy" / "Caddyfile").read_text("utf-8")

    compressing = [
        block
        for block in re.findall(r"location ([^{]+)\{([^}]*)\}", nginx)
        if "gzip on" in block[1]
    ]
    assert [place.strip() for place, _lines in compressing] == ["/static/"]
    assert nginx.count("gzip on;") == 1
    assert re.findall(r"^\s*encode (\S+) ", caddy, re.MULTILINE) == ["@static"]
    assert "@static path /static/*" in caddy


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_proxies_have_a_page_for_when_the_portal_can_not_answer(name):
    text = (DEPLOY / "proxy" / name).read_text("utf-8")

    assert "/unreachable.html" in text
    assert "502" in text
    assert "504" in text


def test_the_page_of_the_proxy_stands_alone_and_says_what_to_do_in_both_languages():
    page = BeautifulSoup((DEPLOY / "proxy" / "unreachable.html").read_text("utf-8"), "html.parser")

    english = page.select_one("[lang=en]")
    for part, phrase in ((page.main, "Laat deze pagina open"), (english, "Leave this page open")):
        assert phrase in part.text
        assert part.select_one("a[href^='tel:']")
    assert page.html["lang"] == "nl"
    assert not page.select("[src], link, script")


def test_alerts_watch_what_is_stuck():
    text = (DEPLOY / "prometheus" / "alerts.yaml").read_text("utf-8")

    assert "max by (task) (portal_deliveries_stuck) > 0" in text


def nginx_of(folder: Path, port: int, upstream: int) -> Path:
    """Its file, without TLS, for a portal at this port."""
    text = (DEPLOY / "proxy" / "nginx.conf").read_text("utf-8")
    text = re.sub(r"listen .*ssl http2;|ssl_.*;|listen (\[::\]:)?80;", "", text)
    text = text.replace("server_name", f"listen 127.0.0.1:{port};\n    server_name")
    text = text.replace("return 308", "# return 308", 1).replace(
        "127.0.0.1:8000", f"127.0.0.1:{upstream}"
    )
    text = text[: text.index("server {")] + text[text.rindex("server {") :]
    places = (
        "client_body_temp_path fastcgi_temp_path proxy_temp_path scgi_temp_path uwsgi_temp_path"
    )
    temporary = "".join(f"{name} {folder}/{name};" for name in places.split())
    text = text.replace("/etc/mijngemeente/proxy", str(folder))
    path = folder / "nginx.conf"
    path.write_text(
        f"daemon off; pid {folder}/pid; events {{}} http {{ access_log off; {temporary}"
        f" types {{ text/css css; }} {text} }}",
        "utf-8",
    )
    return path


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[int]:
    """nginx with our file before a server at this port; gives its own."""
    [port] = free_ports(1)
    command = ["nginx", "-c", str(nginx_of(folder, port, upstream)), "-e", str(folder / "log")]
    process = subprocess.Popen(command)
    try:
        for _try in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait()


@pytest.mark.stress
def test_nginx_compresses_styles_but_no_page_and_takes_as_much_as_the_portal():
    with (
        passing_folder("nginx-") as folder,  # its workers run as somebody else
        serving() as portal,
        nginx(folder, int(portal.url.rpartition(":")[2])) as port,
    ):
        compressed = {}
        for path, kind in (("/static/x.css", "text/css"), ("/", "text/html")):
            portal.answers(Reply(body=b"x" * 5000, headers={"Content-Type": kind}))
            answer = urllib3.request(
                "GET",
                f"http://127.0.0.1:{port}{path}",
                headers={"Accept-Encoding": "gzip", "Host": "mijn.gemeente.example"},
            )
            assert (answer.status, answer.data) == (200, b"x" * 5000)
            compressed[path] = "Content-Encoding" in answer.headers
        assert compressed == {"/static/x.css": True, "/": False}
        statuses = []
        most = settings_for().upload_quota.body_bytes
        for size in (most, most + MB):
            answer = urllib3.request(
                "POST", f"http://127.0.0.1:{port}/", body=b"x" * size, retries=False
            )
            statuses.append(answer.status)
        assert statuses == [200, 413]


@pytest.mark.stress
def test_nginx_says_what_to_do_where_nothing_answers():
    [nobody] = free_ports(1)
    with passing_folder("nginx-") as folder, nginx(folder, nobody) as port:
        shutil.copy(DEPLOY / "proxy" / "unreachable.html", folder)
        answer = urllib3.request(
            "POST",
            f"http://127.0.0.1:{port}/vragen/vraag/",
            headers={"Host": "mijn.gemeente.example"},
            retries=False,
        )

    assert answer.status == 502
    assert "Laat deze pagina open" in answer.data.decode()


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
