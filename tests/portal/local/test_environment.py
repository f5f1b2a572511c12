"""Where browsers reach a portal on this machine."""

from portal.local.environment import (
    Ports,
    Secrets,
    embedded_environment,
    portal_environment,
)


def test_behind_a_proxy_browsers_know_that_only_by_a_name_with_cookies_of_its_own(tmp_path):
    ports, secrets = Ports(8123, 8124, front=8125), Secrets.kept_in(tmp_path / "secrets.json")

    environment = portal_environment(ports, secrets, "postgresql+psycopg://x@/x")
    world = embedded_environment(ports, secrets, "postgresql+psycopg://x@/y")

    assert environment["PORTAL_PUBLIC_URL"] == "http://localhost:8125"
    assert environment["PORTAL_PORT"] == "8123"
    assert world["EMBEDDED_PORTAL_URL"] == "http://localhost:8125"
    assert world["EMBEDDED_NOTIFY_URL"].startswith("http://127.0.0.1:8123/")
