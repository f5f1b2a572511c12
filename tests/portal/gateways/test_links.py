"""Own CA, client certificate and egress proxy of each outside system, over real TLS."""

import ssl
from functools import partial

import pytest

from portal.configuration.operator_files import BadFile
from portal.domain.failures import SourceUnavailable
from portal.domain.file_stores import SYSTEM, StoreName, check_store
from portal.gateways import files, links
from portal.gateways.http import Api
from portal.gateways.links import DIRECT, link_of
from portal.gateways.notifications import subscriptions
from portal.setting_values import OUTSIDE_SYSTEMS
from portal.wiring import checks, connect
from tests.portal.gateways.certificates import TestCa
from tests.portal.gateways.fake_proxy import proxying
from tests.portal.gateways.fake_server import Reply, serving
from tests.portal.gateways.givens import ENOUGH_S, get, settings_for

PASSWORD = "te geheim"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("certificates")


@pytest.fixture(scope="module")
def ca(folder):
    return TestCa(folder)


@pytest.fixture(scope="module")
def ours(ca):
    return ca.sign("portal")


@pytest.fixture(scope="module")
def stranger(folder):
    return TestCa(folder, "another ca").sign("stranger")


@pytest.fixture
def strict_server(ca):
    """A server that lets in who shows a certificate of our CA."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=ca.path)
    signed = ca.sign("server")
    context.load_cert_chain(signed.certificate, signed.key)
    context.verify_mode = ssl.CERT_REQUIRED
    with serving(context) as fake:
        fake.answers(Reply(json={"personen": []}))
        yield fake


@pytest.fixture
def proxy():
    with proxying() as made:
        yield made


def api_with(server, **entry):
    settings = settings_for(server.url, connections={"brp": entry})
    return Api(system="t", base_url=server.url, limit_s=ENOUGH_S, link=link_of(settings, "brp"))


def entry_of(ca, signed, **more):
    return {"ca": str(ca.path), "certificate": str(signed.certificate), "key": str(signed.key)} | (
        more
    )


def test_the_portal_proves_itself_with_its_certificate(strict_server, ca, ours):
    api = api_with(strict_server, **entry_of(ca, ours))

    assert get(api, "x") == {"personen": []}


def test_one_file_may_hold_certificate_and_key(strict_server, ca, ours, tmp_path):
    both = tmp_path / "both.pem"
    both.write_bytes(ours.certificate.read_bytes() + ours.key.read_bytes())
    api = api_with(strict_server, ca=str(ca.path), certificate=str(both))

    assert get(api, "x") == {"personen": []}


def test_a_sealed_key_is_opened_with_its_password(strict_server, ca):
    sealed = ca.sign("sealed", password=PASSWORD)
    api = api_with(strict_server, **entry_of(ca, sealed, key_password=PASSWORD))

    assert get(api, "x") == {"personen": []}


def test_without_a_certificate_it_is_not_let_in(strict_server, ca):
    with pytest.raises(SourceUnavailable):
        get(api_with(strict_server, ca=str(ca.path)), "x")


def test_a_certificate_of_a_stranger_is_not_let_in(strict_server, ca, stranger):
    with pytest.raises(SourceUnavailable):
        get(api_with(strict_server, **entry_of(ca, stranger)), "x")


def test_a_server_that_its_ca_does_not_know_gets_nothing_and_the_cause_is_told(strict_server, ours):
    api = api_with(strict_server, certificate=str(ours.certificate), key=str(ours.key))

    with pytest.raises(SourceUnavailable, match="self-signed certificate in certificate chain"):
        get(api, "x")
    assert strict_server.requests == []


def test_a_proxy_lets_through_without_seeing_what_is_asked(strict_server, ca, ours, proxy):
    address = f"http://127.0.0.1:{proxy.port}"
    api = api_with(strict_server, **entry_of(ca, ours, proxy=address))

    assert get(api, "geheim", {"bsn": "1"}) == {"personen": []}
    host = strict_server.url.removeprefix("https://")
    assert proxy.asked == [f"CONNECT {host} HTTP/1.0"]


def test_a_proxy_gets_its_name_and_password(strict_server, ca, ours, proxy):
    proxy.password = "portaal:te geheim"
    refused = api_with(strict_server, **entry_of(ca, ours, proxy=f"http://127.0.0.1:{proxy.port}"))
    let_in = api_with(
        strict_server,
        **entry_of(ca, ours, proxy=f"http://portaal:te%20geheim@127.0.0.1:{proxy.port}"),
    )

    with pytest.raises(SourceUnavailable, match="Tunnel connection failed: 407"):
        get(refused, "x")
    assert get(let_in, "x") == {"personen": []}
    assert "Proxy-Authorization" not in strict_server.requests[-1].headers


def test_a_proxy_that_is_away_is_a_system_that_is_away(strict_server, ca, ours):
    with pytest.raises(SourceUnavailable, match="ProxyError"):
        get(api_with(strict_server, **entry_of(ca, ours, proxy="http://127.0.0.1:9")), "x")


def asks(settings, name):
    """What asks this system; a store of files and subscriptions are no part of `checks`."""
    if name == SYSTEM:
        return partial(check_store, files.connect(settings)[StoreName.S3])
    if name == "notificaties":
        return subscriptions.connect(settings)[0].own
    return checks(settings)[name]


@pytest.mark.parametrize("name", sorted(OUTSIDE_SYSTEMS - {"*"} | {"uwv"}))
def test_each_system_takes_its_own_way(proxy, server, name, monkeypatch):
    """By a name that only the proxy gets to see: so each gateway must have asked it."""
    entry = {name: {"proxy": f"http://127.0.0.1:{proxy.port}"}}
    away = "https://127.0.0.1:9"
    settings = settings_for(
        away,
        connections=entry,
        consultation_log_url=f"{away}/inzage/api/v1",
        consultation_log_token="t",
        contacts_url=f"{away}/klantinteracties/api/v1",
        contacts_token="t",
        payments_url=f"{away}/v2",
        payments_key="t",
        notificaties_url=f"{away}/notificaties/api/v1",
        files_bucket={"url": f"{away}/bucket", "key_id": "k", "secret": "s"},
    )

    with pytest.raises(SourceUnavailable):
        asks(settings, name)()
    assert proxy.asked == ["CONNECT 127.0.0.1:9 HTTP/1.0"]


def test_all_that_have_no_entry_of_their_own_take_the_common_way():
    common = {"*": {"proxy": "http://proxy.example:3128"}, "mail": {}}
    settings = settings_for("https://outside.example", connections=common)

    assert link_of(settings, "mail") is DIRECT
    assert link_of(settings, "brp") is link_of(settings, "uwv") is not DIRECT


def files_that_are_wrong(ca, ours, stranger, folder):
    gone, empty = str(folder / "gone.pem"), folder / "empty.pem"
    empty.write_text("")
    good = entry_of(ca, ours)
    sealed = ca.sign("sealed too", password=PASSWORD)
    return {
        "no CA": (good | {"ca": gone}, "gone.pem: No such file or directory"),
        "empty CA": (good | {"ca": str(empty)}, "empty.pem: no CA in it"),
        "no certificate": (good | {"certificate": gone}, "gone.pem: No such file"),
        "no key": (good | {"key": gone}, "gone.pem: No such file or directory"),
        "empty key": (good | {"key": str(empty)}, "empty.pem: no PEM of a key"),
        "key of another": (good | {"key": str(stranger.key)}, "stranger.key: not the key of"),
        "no password": (entry_of(ca, sealed), "sealed too.key: .* or key_password isn't right"),
        "wrong password": (
            entry_of(ca, sealed, key_password="anders"),
            "sealed too.key: .* or key_password isn't right",
        ),
    }


@pytest.mark.parametrize(
    "wrong",
    [
        "no CA",
        "empty CA",
        "no certificate",
        "no key",
        "empty key",
        "key of another",
        "no password",
        "wrong password",
    ],
)
def test_a_file_that_can_not_be_used_stops_the_start(ca, ours, stranger, folder, wrong):
    entry, said = files_that_are_wrong(ca, ours, stranger, folder)[wrong]
    settings = settings_for("https://outside.example", connections={"brp": entry})

    with pytest.raises(BadFile, match=f"{said}.*PORTAL_CONNECTIONS") as stopped:
        connect(settings)
    assert PASSWORD not in str(stopped.value)


def test_a_way_is_made_once():
    settings = settings_for(
        "https://outside.example", connections={"brp": {"proxy": "http://p.example:1"}}
    )

    assert link_of(settings, "brp").pools is link_of(settings, "brp").pools
    assert links.DIRECT.pools is not link_of(settings, "brp").pools
