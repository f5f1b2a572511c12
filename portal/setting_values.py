"""How values are written in settings that are more than one word."""

import base64
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AnyUrl,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    HttpUrl,
    IPvAnyNetwork,
    SecretStr,
    UrlConstraints,
    model_validator,
)
from pydantic_settings import NoDecode

from portal.domain.people import Level

DATABASE = "postgresql+psycopg://"
KEY_BYTES = 32
LONGEST_KEY_NAME = 32
KEY_NAME = re.compile(rf"[A-Za-z0-9_.-]{{1,{LONGEST_KEY_NAME}}}")
SECRET_LENGTH = 32
SIGNED_BY = {
    "RSA": ("PS256", "PS384", "PS512", "RS256", "RS384", "RS512"),
    "P-256": ("ES256",),
    "P-384": ("ES384",),
    "P-521": ("ES512",),
}
"""Algorithms of each kind of key or curve (RFC 7518, 3.1), the usual one first."""
NO_NETWORKS = "none"
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})


ALL_OTHERS = "*"
"""Stands for all outside systems that have no entry of their own."""
OUTSIDE_SYSTEMS = frozenset(
    {
        ALL_OTHERS,
        "zaken",
        "catalogi",
        "documenten",
        "besluiten",
        "notificaties",
        "objecten",
        "brp",
        "locatieserver",
        "vehicles",
        "maps",
        "consultation_log",
        "contacts",
        "payments",
        "mail",
        "oidc",
        "files",
    }
)
"""By the names of their settings; the sources come beside them."""


SAML = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
LEVELS_OF_DIGID: dict[str, Level] = {
    f"{SAML}PasswordProtectedTransport": Level.BASIS,
    f"{SAML}MobileTwoFactorContract": Level.MIDDEN,
    f"{SAML}Smartcard": Level.SUBSTANTIEEL,
    f"{SAML}SmartcardPKI": Level.HOOG,
}
"""What DigiD calls each level of assurance."""


def is_proxy(url: SecretStr) -> SecretStr:
    """The address of a proxy; raises `ValueError` where it is none."""
    parts = urlsplit(url.get_secret_value())
    if parts.scheme != "http" or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ValueError("must be http://host:port, or http://user:password@host:port")
    return url


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class SourceAddress(_Entry):
    """Where a source answers, and the token with which the portal asks it."""

    url: HttpUrl
    token: SecretStr


class Connection(_Entry):
    """How an outside system is reached; the files are PEM, seen from the working folder."""

    ca: Path | None = None
    """CAs that its certificate may be of; None: those that this machine trusts."""
    certificate: Path | None = None
    """Certificate, with its chain, by which the portal proves itself."""
    key: Path | None = None
    """Key of that certificate; None: it stands in the same file."""
    key_password: SecretStr | None = None
    proxy: Annotated[SecretStr, AfterValidator(is_proxy)] | None = None
    """Proxy by which it is reached."""

    @model_validator(mode="after")
    def _key_is_of_a_certificate(self) -> "Connection":
        if self.certificate is None and (self.key or self.key_password):
            raise ValueError("a key needs the certificate that it is of")
        return self


def is_this_machine(url: HttpUrl) -> bool:
    """Whether only this machine can reach this address."""
    return url.host in LOOPBACK


def is_https_or_local(url: HttpUrl) -> HttpUrl:
    """The address; raises `ValueError` where others could read along."""
    if url.scheme != "https" and not is_this_machine(url):
        raise ValueError("must begin with https:// (http:// only for this machine)")
    return url


class Bucket(_Entry):
    """A bucket of S3, or of what answers as S3 does, and the key with which it is asked."""

    url: Annotated[HttpUrl, AfterValidator(is_https_or_local)]
    """With the bucket in its host or path, as in `https://s3.example.org/bucket`."""
    region: str = "us-east-1"
    key_id: str
    secret: SecretStr
    seconds: float = Field(default=20.0, gt=0, le=60)
    """That one file may take."""


def is_postgresql(url: SecretStr) -> SecretStr:
    """The address of a database; raises `ValueError` where it is of another kind."""
    if not url.get_secret_value().startswith(DATABASE):
        raise ValueError(f"must begin with {DATABASE}")
    return url


def proves_something(level: Level) -> Level:
    """The level of assurance; raises `ValueError` for the one that asks for no login."""
    if level is Level.NONE:
        raise ValueError("must be 10, 20, 25 or 30: 0 proves nothing")
    return level


def names_in(text: str) -> tuple[str, ...]:
    """The names in `name, name`."""
    return tuple(name.strip() for name in text.split(",") if name.strip())


def networks_in(value: object) -> object:
    """The networks in `network, network`; none in `none`, which says that there are none."""
    if not isinstance(value, str):
        return value
    return () if value.strip().lower() == NO_NETWORKS else names_in(value)


def named_keys(text: str) -> list[tuple[str, bytes]]:
    """Each name with its key in `name:base64, name:base64`; raises `ValueError`."""
    entries = (entry.strip().partition(":") for entry in text.split(","))
    return [(name, base64.b64decode(key, validate=True)) for name, _colon, key in entries]


def named_bytes(secrets: SecretStr) -> dict[str, bytes]:
    """Name → secret of each, in the order in which they are written."""
    named = named_secrets(secrets.get_secret_value())
    return {name: secret.encode() for name, secret in named.items()}


def named_secrets(text: str) -> dict[str, str]:
    """Name → secret in `name:secret, name:secret`."""
    parts = (entry.partition(":") for entry in names_in(text))
    return {name: secret for name, _colon, secret in parts}


def are_encryption_keys(keys: SecretStr) -> SecretStr:
    """The keys; raises `ValueError` where one has no name or another length."""
    for name, key in named_keys(keys.get_secret_value()):
        if not KEY_NAME.fullmatch(name) or len(key) != KEY_BYTES:
            raise ValueError("must be name:base64 of 32 bytes, comma between")
    return keys


def are_named_secrets(secrets: SecretStr) -> SecretStr:
    """The secrets; raises `ValueError` where one has no name or is short."""
    for name, secret in named_secrets(secrets.get_secret_value()).items():
        if not KEY_NAME.fullmatch(name) or len(secret) < SECRET_LENGTH:
            raise ValueError("must be name:secret of 32 characters or more, comma between")
    return secrets


def are_receipt_keys(text: SecretStr) -> SecretStr:
    """The keys; raises `ValueError` unless it is a JSON list of JWKs, the first one private."""
    keys = _json(text)
    are_objects = isinstance(keys, list) and all(isinstance(key, dict) for key in keys)
    are_ec = are_objects and all(key.get("crv") == "P-256" and key.get("kid") for key in keys)
    if not (keys and are_ec and "d" in keys[0]):
        raise ValueError("must be a JSON list of JWKs, EC P-256, each with kid, first private")
    return text


def is_private_key(text: SecretStr) -> SecretStr:
    """The key; raises `ValueError` unless it is a private JWK, RSA or EC, that can sign."""
    key = _json(text)
    if not (isinstance(key, dict) and key.get("kty") in {"RSA", "EC"} and "d" in key):
        raise ValueError("must be a private JWK (JSON) of kind RSA or EC")
    if signing_algorithm(key) not in SIGNED_BY.get(key.get("crv", "RSA"), ()):
        raise ValueError("has a curve (crv) or algorithm (alg) that it can't sign with")
    return text


def signing_algorithm(key: Mapping[str, Any]) -> str | None:
    """With what a private JWK signs: as it says (`alg`), else the usual one of its kind."""
    usual = SIGNED_BY.get(key.get("crv", "RSA"), (None,))[0]
    return key.get("alg") or usual


def _json(text: SecretStr) -> Any:
    try:
        return json.loads(text.get_secret_value())
    except ValueError:
        return None


SafeUrl = Annotated[HttpUrl, AfterValidator(is_https_or_local)]
"""https, or http on this machine only."""
NamedSecrets = Annotated[SecretStr, AfterValidator(are_named_secrets)]
ProvenLevel = Annotated[Level, AfterValidator(proves_something)]
Algorithm = Literal["PS256", "PS384", "PS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512"]
Networks = Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(networks_in)]
ClaimPath = Annotated[tuple[str, ...], Field(min_length=1)]
ScannerUrl = Annotated[
    AnyUrl, UrlConstraints(allowed_schemes=["tcp"], host_required=True, default_port=3310)
]
"""Where clamd answers."""
