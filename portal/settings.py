"""Every setting of the portal: read once from the environment, checked at start.

A default stands here only if it is right in production and may be public.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
    HttpUrl,
    Json,
    SecretStr,
    UrlConstraints,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from portal.domain.people import Level
from portal.setting_values import (
    OUTSIDE_SYSTEMS,
    Algorithm,
    ClaimPath,
    Connection,
    NamedSecrets,
    Networks,
    ProvenLevel,
    SafeUrl,
    ScannerUrl,
    SourceAddress,
    are_encryption_keys,
    are_receipt_keys,
    is_https_or_local,
    is_postgresql,
    is_private_key,
    is_this_machine,
    named_bytes,
    named_keys,
    named_secrets,
    names_in,
)

SAML = "urn:oasis:names:tc:SAML:2.0:ac:classes:"


class Settings(BaseSettings):
    """Environment variables PORTAL_*. No default means: the portal does not start without it."""

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_",
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    public_url: SafeUrl
    """Address at which residents reach the portal; https, or http on this machine only."""
    trusted_proxies: Annotated[Networks | None, NoDecode] = None
    """Networks of the proxies in front, comma between, such as `127.0.0.1/32`: who they say that
    asks (`X-Forwarded-For`) is believed. `none`: residents come here directly. Needed where
    `PORTAL_PUBLIC_URL` isn't this machine."""
    library_networks: Networks = ()
    """Networks of libraries and the like, comma between: behind one address are many people there,
    so logins that don't succeed, and what is done without login, aren't counted by address."""
    counter_networks: Networks = ()
    """Networks of the municipality's counters, comma between: nor are employees who help one
    resident after the other counted by browser."""
    listen_host: str = "127.0.0.1"
    """Address on which the web process listens."""
    listen_port: int = Field(default=8000, validation_alias="PORTAL_PORT", ge=1, le=65535)
    """Port on which the web process listens."""
    workers: int = Field(default=2, ge=1, le=64)
    """Processes that answer pages."""
    threads: int = Field(default=8, ge=1, le=64)
    """Threads in each of those processes."""
    drain_seconds: int = Field(default=5, ge=0, le=60)
    """How long pages are still answered after SIGTERM, while `/readyz` says no."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    """Least important kind of line that is logged."""
    metrics_token: SecretStr | None = None
    """Token (`Authorization: Bearer …`) that `/metrics` asks for; without it everybody may read."""
    worker_metrics_port: int = Field(default=0, ge=0, le=65535)
    """Port on which the worker answers Prometheus, at `PORTAL_LISTEN_HOST`; 0: on none."""

    database_url: Annotated[SecretStr, AfterValidator(is_postgresql)]
    """PostgreSQL, as `postgresql+psycopg://user:password@host/portal`."""
    secret_key: SecretStr = Field(min_length=32)
    """Signs cookies; at least 32 characters, the same for all web processes."""
    encryption_keys: Annotated[SecretStr, AfterValidator(are_encryption_keys)]
    """Keys for what is kept encrypted: `name:base64 of 32 bytes`, comma between, newest first."""
    index_keys: Annotated[NamedSecrets, Field(min_length=32)]
    """Keys of the hash by which a resident is found: `name:secret of 32 characters or more`, comma
    between, newest first. Who logs in moves to the newest."""
    audit_keys: Annotated[NamedSecrets, Field(min_length=32)]
    """Keys that seal the log of security events, written in the same way; only the newest seals."""

    login_level: ProvenLevel = Level.MIDDEN
    """Level of assurance that every login proves at least (10, 20, 25, 30); a form may ask more."""
    session_minutes: int = Field(default=15, ge=1, le=15)
    """Minutes without a click before a resident is logged out (Logius T14: 15 at most)."""
    session_hours: int = Field(default=2, ge=1, le=4)
    """Hours after which a resident is logged out whatever they do."""
    draft_days: int = Field(default=30, ge=1, le=90)
    """Days that a concept is kept after the last change."""
    register_seconds: float = Field(default=2.0, gt=0, le=10)
    """Seconds that a page waits for a register or the case system before it goes on without."""

    fresh_seconds: int = Field(default=30, ge=0, le=300)
    """Seconds in which a login session doesn't ask the same again, unless something was done."""
    municipality_file: Path | None = None
    """File with name, phone, counter hours and help points, seen from the working folder.
    Empty: `municipality.toml` that comes with the portal, an example."""
    activities_file: Path | None = None
    """Register of processing activities, what data is used for, seen from the working folder.
    Empty: `activities.toml` that comes with the portal."""
    statuses_file: Path | None = None
    """What residents read of each status of a case, seen from the working folder.
    Empty: `statuses.toml` that comes with the portal, for its embedded catalogue."""

    organisation_rsin: str = Field(pattern=r"^\d{9}$")
    """RSIN of the municipality, as `bronorganisatie` in the case API."""
    zaken_url: HttpUrl
    """Zaken API, up to and including `/api/v1`."""
    catalogi_url: HttpUrl
    """Catalogi API, up to and including `/api/v1`."""
    documenten_url: HttpUrl
    """Documenten API, up to and including `/api/v1`."""
    besluiten_url: HttpUrl
    """Besluiten API, up to and including `/api/v1`."""
    case_client_id: str
    """Client id of the portal at the case API."""
    case_client_secret: SecretStr
    """Secret that goes with it; signs the tokens (HS256)."""
    case_timeout_seconds: float = Field(default=20.0, gt=0, le=120)
    """Seconds that the worker waits for one answer of the case API when it delivers."""
    notification_token: SecretStr = Field(min_length=16)
    """Token with which the Notificaties API must call the portal."""

    objecten_url: HttpUrl
    """Objecten API with the tasks, up to and including `/api/v2`."""
    objecten_token: SecretStr
    """Token of the portal at the Objecten API."""
    task_objecttype_url: HttpUrl
    """Object type of external tasks (Externe klanttaak v2)."""
    task_objecttype_version: int = Field(default=1, ge=1)
    """Version of that type in which the portal itself asks."""

    brp_url: HttpUrl
    """BRP personen bevragen, up to and including `/personen`."""
    brp_api_key: SecretStr
    """Key for it, sent as `X-API-KEY`."""
    locatieserver_url: HttpUrl
    """PDOK Locatieserver, up to and including `/search/v3_1`."""

    consultation_log_url: HttpUrl | None = None
    """Inzage API of the log of employees' consultations (VNG), up to and including `/api/v1`.
    Empty: not connected, and pages say so."""
    consultation_log_token: SecretStr | None = None
    """Token of the portal at that log, sent as `Bearer`."""
    sources: Json[dict[str, SourceAddress]]
    """By name in `forms/sources.yaml`, as JSON: `{"uwv": {"url": "https://…", "token": "…"}}`."""

    forms_off: Annotated[tuple[str, ...], NoDecode] = ()
    """Forms that nobody can begin here, by slug, comma between: beats `portal switch on`."""
    sources_off: Annotated[tuple[str, ...], NoDecode] = ()
    """Sources that are not asked here, comma between: `brp`, `bag`, names of `forms/sources.yaml`
    (which then need no address). Beats `portal switch on`."""

    connections: dict[str, Connection] = {}
    """How outside systems are reached, as JSON, by the name of their setting without `_URL` (`brp`,
    `zaken`, `oidc` …) or of the source; `*` for all that are not named: `{"brp": {"ca": "ca.pem",
    "certificate": "our.pem", "key": "our.key", "proxy": "http://proxy:3128"}}`, all optional. `ca`
    takes the place of the CAs of this machine. `{}`: as without this setting."""

    mail_url: HttpUrl
    """Mail gateway in the manner of NotifyNL, without `/v2`."""
    mail_service_id: str
    """Service id at the mail gateway."""
    mail_key: SecretStr
    """Secret that goes with it."""
    mail_template_id: str
    """Template with the fields `onderwerp` and `tekst`."""

    scanner_url: ScannerUrl | None = None
    """Malware scanner for what comes in (clamd, unencrypted): `tcp://host:3310`. Empty: none."""
    scanner_seconds: float = Field(default=20.0, gt=0, le=120)
    """Seconds that one file may take there."""

    receipt_keys: Annotated[SecretStr, AfterValidator(are_receipt_keys)]
    """JSON list of JWKs (EC, P-256, with `kid`), newest first. The first, a private one, signs the
    receipts of consents. Keep the public half of old ones: old receipts are verified with them."""
    consent_clients: NamedSecrets = SecretStr("")
    """Organisations that may ask for data on a consent: `name:secret`, comma between; the name is
    that of the recipient in `portal/purposes/`, the secret has at least 32 characters."""

    oidc_issuer: Annotated[
        HttpUrl, UrlConstraints(preserve_empty_path=True), AfterValidator(is_https_or_local)
    ]
    """Issuer of the OpenID provider, https; its metadata stands at
    `/.well-known/openid-configuration`."""
    oidc_client_id: str
    """Client id of the portal at the OpenID provider."""
    oidc_client_auth: Literal["private_key_jwt", "client_secret_basic"] = "private_key_jwt"
    """How the portal proves itself; a secret is a deviation from the NL GOV profile 1.0.1."""
    oidc_private_key: Annotated[SecretStr, AfterValidator(is_private_key)] | None = None
    """Private JWK (JSON) for `private_key_jwt`; its public half is at `/api/jwks.json`."""
    oidc_client_secret: SecretStr | None = None
    """Secret for `client_secret_basic`."""
    oidc_assertion_audience: Literal["token_endpoint", "issuer"] = "token_endpoint"
    """To whom `private_key_jwt` is addressed; newer providers take only the issuer."""
    oidc_algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1)] = ("PS256", "RS256")
    """Algorithms with which ID tokens may be signed (PS, RS and ES only); never taken from the
    provider's metadata."""
    oidc_logout_hint: Literal["client_id", "id_token_hint"] = "client_id"
    """How the provider knows who logs out. The ID token holds the BSN, which may not stand in an
    address: `id_token_hint` is a deviation, for providers that don't take the client id alone."""
    oidc_scope: str = "openid"
    """Scopes to ask for."""
    oidc_bsn_claim: ClaimPath = ("bsn",)
    """Path to the claim with the BSN."""
    oidc_level_claim: ClaimPath = ("acr",)
    """Path to the claim with the level of assurance."""
    oidc_levels: Annotated[dict[str, ProvenLevel], Field(min_length=1)] = {
        f"{SAML}PasswordProtectedTransport": Level.BASIS,
        f"{SAML}MobileTwoFactorContract": Level.MIDDEN,
        f"{SAML}Smartcard": Level.SUBSTANTIEEL,
        f"{SAML}SmartcardPKI": Level.HOOG,
    }
    """What the provider calls each level; an unknown word counts as no level at all."""
    oidc_level_requests: dict[str, ProvenLevel] = {}
    """In which words each level is asked for (`acr_values`), where the provider answers in others.
    Empty: in those of `PORTAL_OIDC_LEVELS`."""

    @field_validator(
        "municipality_file",
        "activities_file",
        "statuses_file",
        "consultation_log_url",
        "consultation_log_token",
        "trusted_proxies",
        "scanner_url",
        mode="before",
    )
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    @field_validator("forms_off", "sources_off", mode="before")
    @classmethod
    def _names_are_split(cls, value: object) -> object:
        return names_in(value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _proxies_are_told(self) -> "Settings":
        if self.trusted_proxies is None and not is_this_machine(self.public_url):
            raise ValueError("PORTAL_TRUSTED_PROXIES is needed: networks of the proxies, or none")
        return self

    @model_validator(mode="after")
    def _client_auth_is_complete(self) -> "Settings":
        if self.oidc_client_auth == "private_key_jwt" and self.oidc_private_key is None:
            raise ValueError("PORTAL_OIDC_PRIVATE_KEY is needed for private_key_jwt")
        if self.oidc_client_auth == "client_secret_basic" and self.oidc_client_secret is None:
            raise ValueError("PORTAL_OIDC_CLIENT_SECRET is needed for client_secret_basic")
        return self

    @model_validator(mode="after")
    def _connections_are_of_systems(self) -> "Settings":
        if unknown := self.connections.keys() - OUTSIDE_SYSTEMS - self.sources.keys():
            raise ValueError(f"PORTAL_CONNECTIONS names what is no outside system: {min(unknown)}")
        return self

    @model_validator(mode="after")
    def _consultation_log_is_complete(self) -> "Settings":
        if self.consultation_log_url is not None and self.consultation_log_token is None:
            raise ValueError("PORTAL_CONSULTATION_LOG_TOKEN is needed for the consultation log")
        return self

    @property
    def is_https(self) -> bool:
        """Whether residents reach the portal over https: then cookies are Secure."""
        return self.public_url.scheme == "https"

    @property
    def keys_by_name(self) -> dict[str, bytes]:
        """The encryption keys, newest first."""
        return dict(named_keys(self.encryption_keys.get_secret_value()))

    @property
    def index_keys_by_name(self) -> dict[str, bytes]:
        """The keys of the hash by which a resident is found, newest first."""
        return named_bytes(self.index_keys)

    @property
    def secrets_of_clients(self) -> dict[str, str]:
        """Name → secret of each organisation that may ask for data on a consent."""
        return named_secrets(self.consent_clients.get_secret_value())
