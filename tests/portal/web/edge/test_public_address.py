"""Whatever a stranger says of host, scheme and sender: the portal stands at its public address."""

import pytest
from flask import Flask, request

from portal.application import create_app
from portal.web.edge import paths
from portal.web.edge.request_context import portal_of
from portal.wiring import assemble
from tests.factories import PORTAL, settings_for

HOSTS = ("evil.example", "mijn.demodam.example.evil.example", "a@b", "[", "", "x" * 300)


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_redirects_stay_at_the_public_address(app, host, scheme):
    answer = app.test_client().get(
        "/zaken",
        base_url=PORTAL,
        environ_overrides={"HTTP_HOST": host, "wsgi.url_scheme": scheme},
        headers={"X-Forwarded-Host": host, "X-Forwarded-Proto": scheme},
    )

    assert answer.status_code == 308
    assert answer.location in {"/zaken/", f"{PORTAL}/zaken/"}


@pytest.mark.parametrize("host", HOSTS)
def test_pages_name_no_other_host(app, host):
    page = app.test_client().get("/zaken/", environ_overrides={"HTTP_HOST": host})

    assert page.status_code == 303
    assert page.location.startswith("/inloggen/?")


def test_answers_name_no_software_and_say_what_may_be_done(app):
    browser = app.test_client()

    for path in ("/", "/zaken/", "/nergens/", "/healthz"):
        assert browser.get(path).headers["Server"] == "portal", path
    refused = browser.put("/zaken/")
    assert refused.status_code == 405
    assert "GET" in refused.headers["Allow"]


def address_at(app: Flask, sender: str, forwarded: str | None) -> str:
    """Who asks, as the views of this app see it."""
    addresses = []
    app.before_request(lambda: addresses.append(request.remote_addr))
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    app.test_client().get("/healthz", headers=headers, environ_overrides={"REMOTE_ADDR": sender})
    return addresses[0]


@pytest.mark.parametrize(
    ("proxies", "sender", "forwarded", "address"),
    [
        ("none", "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.0/8", "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("10.0.0.0/8", "10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.0/8", "10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
        ("10.0.0.0/8", "10.1.2.3", None, "10.1.2.3"),
        ("fd00::/8", "fd00::1", "2001:db8::7", "2001:db8::7"),
    ],
)
def test_who_asks_is_told_by_trusted_proxies_only(proxies, sender, forwarded, address):
    app = Flask(__name__)
    paths.register(app, settings_for(trusted_proxies=proxies))

    assert address_at(app, sender, forwarded) == address


def test_the_portal_knows_who_asks_by_the_proxies_of_its_settings():
    app = create_app(assemble(settings_for(trusted_proxies="10.0.0.0/8")))

    address = address_at(app, "10.1.2.3", "198.51.100.1")

    portal_of(app).sessions.kw["bind"].dispose()
    assert address == "198.51.100.1"
