"""Settings: checked at start; each that is missing or wrong is named with what is expected."""

import pytest
from pydantic import ValidationError

from portal.domain.people import Level
from portal.settings import Settings
from portal.settings_reference import reference
from tests.factories import settings_for
from tests.portal.conftest import NEEDED

URL = "postgresql+psycopg://x@/x"


def test_environment_is_read(environment):
    environment.setenv("PORTAL_PORT", "8123")
    environment.setenv("PORTAL_UNKNOWN", "ignored")

    settings = Settings()

    assert settings.listen_port == 8123
    assert settings.login_level is Level.MIDDEN
    assert settings.oidc_levels["urn:oasis:names:tc:SAML:2.0:ac:classes:Smartcard"] == 25


def test_what_is_off_is_a_list_of_names(environment):
    environment.setenv("PORTAL_FORMS_OFF", "verhuizing-doorgeven, melding-openbare-ruimte,")

    settings = Settings()

    assert settings.forms_off == ("verhuizing-doorgeven", "melding-openbare-ruimte")
    assert settings.sources_off == ()


@pytest.mark.parametrize("name", NEEDED)
def test_missing_setting_stops_the_start_with_its_name(environment, name):
    environment.delenv(f"PORTAL_{name.upper()}")

    with pytest.raises(ValidationError, match=name):
        Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "0"),
        ("PORT", "veel"),
        ("SECRET_KEY", "short"),
        ("INDEX_KEYS", "k1:short"),
        ("INDEX_KEYS", "nameless-secret-of-thirty-two-characters"),
        ("INDEX_KEYS", ","),
        ("ORGANISATION_RSIN", "12345"),
        ("SESSION_MINUTES", "16"),
        ("SESSION_HOURS", "5"),
        ("ZAKEN_URL", "geen adres"),
        ("LOG_LEVEL", "loud"),
        ("PUBLIC_URL", "http://mijn.demodam.example"),
        ("TRUSTED_PROXIES", "loadbalancer"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("REGISTER_SECONDS", "0"),
        ("LOGIN_LEVEL", "0"),
        ("OIDC_ALGORITHMS", "[]"),
        ("OIDC_ALGORITHMS", '["PS256", "none"]'),
        ("OIDC_ALGORITHMS", '["HS256"]'),
        ("OIDC_ALGORITHMS", '["ps256"]'),
        ("OIDC_ISSUER", "http://digid.example"),
        ("OIDC_BSN_CLAIM", "[]"),
        ("OIDC_LEVEL_CLAIM", "[]"),
        ("OIDC_LEVELS", '{"anything": 0}'),
        ("OIDC_CLIENT_AUTH", "none"),
        ("CONNECTIONS", '{"bank": {}}'),
        ("CONNECTIONS", '{"brp": {"key": "geheim.key"}}'),
        ("CONNECTIONS", '{"brp": {"certificaat": "geheim.pem"}}'),
        ("CONNECTIONS", '{"brp": {"proxy": "socks5://geheim@proxy:1080"}}'),
        ("CONNECTIONS", '{"brp": {"proxy": "proxy:3128"}}'),
        ("OIDC_LEVELS", "{}"),
        ("ENCRYPTION_KEYS", "k1"),
        ("ENCRYPTION_KEYS", "k1:AAAA"),
        ("ENCRYPTION_KEYS", ":" + "A" * 43 + "="),
        ("ENCRYPTION_KEYS", "k1:é"),
        ("ENCRYPTION_KEYS", ","),
        ("OIDC_PRIVATE_KEY", "geen sleutel"),
        ("OIDC_PRIVATE_KEY", "[]"),
        ("OIDC_PRIVATE_KEY", '{"kty": "RSA", "n": "public"}'),
        ("OIDC_PRIVATE_KEY", '{"kty": "EC", "crv": "P-256", "d": "x", "alg": "RS256"}'),
        ("OIDC_PRIVATE_KEY", '{"kty": "EC", "crv": "secp256k1", "d": "x"}'),
        ("OIDC_PRIVATE_KEY", '{"kty": "RSA", "d": "x", "alg": "RSA-OAEP"}'),
        ("DATABASE_URL", "mysql://x"),
        ("RECEIPT_KEYS", "geen sleutel"),
        ("RECEIPT_KEYS", "[]"),
        ("RECEIPT_KEYS", '["x"]'),
        ("RECEIPT_KEYS", '[{"kty": "EC", "crv": "P-256", "kid": "public-only"}]'),
        ("RECEIPT_KEYS", '[{"kty": "EC", "crv": "P-256", "d": "without-kid"}]'),
        ("CONSENT_CLIENTS", "peil:short"),
        ("CONSENT_CLIENTS", "nameless-secret-of-thirty-two-characters"),
    ],
)
def test_wrong_setting_stops_the_start_without_telling_the_value(environment, name, value):
    environment.setenv(f"PORTAL_{name}", value)

    with pytest.raises(ValidationError) as stopped:
        Settings()

    assert name.lower() in str(stopped.value).lower()
    assert f"input_value='{value}'" not in str(stopped.value)


def test_organisations_have_a_name_and_a_secret():
    assert settings_for(URL, consent_clients="").secrets_of_clients == {}
    two = f"peil:{'p' * 32}, andere:{'a' * 32}"
    assert settings_for(URL, consent_clients=two).secrets_of_clients == {
        "peil": "p" * 32,
        "andere": "a" * 32,
    }


def test_private_key_is_needed_where_it_is_the_proof(environment):
    environment.setenv("PORTAL_OIDC_CLIENT_AUTH", "private_key_jwt")

    with pytest.raises(ValidationError, match="PORTAL_OIDC_PRIVATE_KEY"):
        Settings()


def test_client_secret_is_needed_where_it_is_the_proof(environment):
    environment.delenv("PORTAL_OIDC_CLIENT_SECRET")

    with pytest.raises(ValidationError, match="PORTAL_OIDC_CLIENT_SECRET"):
        Settings()


@pytest.mark.parametrize(
    ("url", "is_https"),
    [
        ("https://mijn.demodam.example", True),
        ("http://127.0.0.1:8000", False),
        ("http://localhost", False),
        ("http://[::1]:8000", False),
    ],
)
def test_plain_http_is_for_this_machine_only(url, is_https):
    assert settings_for(URL, public_url=url).is_https is is_https


@pytest.mark.parametrize("value", ["", None])
def test_where_residents_come_from_must_be_told(environment, value):
    environment.delenv("PORTAL_TRUSTED_PROXIES")
    if value is not None:
        environment.setenv("PORTAL_TRUSTED_PROXIES", value)

    with pytest.raises(ValidationError, match="PORTAL_TRUSTED_PROXIES"):
        Settings()


@pytest.mark.parametrize(
    ("value", "networks"),
    [
        ("none", []),
        ("127.0.0.1", ["127.0.0.1/32"]),
        ("127.0.0.1/32, fd00::/8", ["127.0.0.1/32", "fd00::/8"]),
    ],
)
def test_proxies_are_networks_and_none_is_an_answer(environment, value, networks):
    environment.setenv("PORTAL_TRUSTED_PROXIES", value)

    assert [str(network) for network in Settings().trusted_proxies] == networks


def test_no_proxy_needs_be_told_on_this_machine(environment):
    environment.delenv("PORTAL_TRUSTED_PROXIES")
    environment.setenv("PORTAL_PUBLIC_URL", "http://127.0.0.1:8000")

    assert Settings().trusted_proxies is None


def test_secrets_are_not_printed():
    printed = repr(settings_for(URL))

    for secret in ("s" * 32, "i" * 32, "z" * 32, "c" * 32, "AAAA"):
        assert secret not in printed


def test_reference_names_every_setting_with_what_it_is():
    lines = reference().splitlines()

    rows = [line for line in lines if line.startswith("| `PORTAL_")]
    assert len(rows) == len(Settings.model_fields)
    assert all(row.count(" | ") >= 3 and not row.endswith("| None |") for row in rows)
    assert "| `PORTAL_PORT` |" in reference()
    assert sum("**needed**" in row for row in rows) == len(NEEDED)


def test_the_consultation_log_is_optional_and_whole(environment):
    environment.setenv("PORTAL_CONSULTATION_LOG_URL", "")
    assert Settings().consultation_log_url is None

    environment.setenv("PORTAL_CONSULTATION_LOG_URL", "https://log.example/inzage/api/v1")
    with pytest.raises(ValidationError, match="PORTAL_CONSULTATION_LOG_TOKEN"):
        Settings()
