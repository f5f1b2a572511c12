"""Settings of the portal itself: where it stands, with which keys, how long it keeps and waits."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from portal.domain.people import Level
from portal.setting_values import (
    NamedSecrets,
    Networks,
    ProvenLevel,
    SafeUrl,
    are_encryption_keys,
    is_postgresql,
    named_bytes,
    named_keys,
)


class OwnSettings(BaseSettings):
    """What has to do with no outside system."""

    model_config = SettingsConfigDict(
        env_prefix="PORTAL_",
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
        use_attribute_docstrings=True,
    )

    case_number_prefix: str = Field(default="", pattern=r"^([A-Z][A-Z0-9_-]{0,30})?$")
    """What the number of a new case begins with, as `P-` in `P-7K2M-XW9P`: capitals, digits, `-`
    and `_`, at most 31, a letter first. Empty: nothing. Other numbers keep what they have."""
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
    answer_working_days: int = Field(default=5, ge=1, le=40)
    """Working days in which residents are promised an answer to a question."""
    callback_working_days: int = Field(default=2, ge=1, le=20)
    """Working days in which residents are promised to be called."""
    register_seconds: float = Field(default=2.0, gt=0, le=10)
    """Seconds that a page waits for a register or the case system before it goes on without."""
    state_seconds: float = Field(default=5.0, ge=0, le=5)
    """Seconds for which a process goes by what it last read of which forms are published and what
    is off; 0: it reads anew for each page, as for who writes a form."""
    first_answer_seconds: float = Field(default=1.8, gt=0, le=30)
    """Seconds that a page waits for all outside systems together; what is late is named on it."""
    late_seconds: float = Field(default=8.0, gt=0, le=30)
    """Seconds that such a read may take after all; a retry shows what came."""
    fresh_seconds: int = Field(default=30, ge=0, le=300)
    """Seconds in which a login session doesn't ask the same again, unless something was done."""
    municipality_file: Path | None = None
    """File with name, phone and hours, seen from the working folder. Empty: the example here."""
    activities_file: Path | None = None
    """Register of processing activities, what data is used for. Empty: `activities.toml` here."""
    statuses_file: Path | None = None
    """What residents read of each status of a case. Empty: `statuses.toml`, for the example."""
    documents_file: Path | None = None
    """Which documents of a case residents see beside what is sent to them. Empty: no others."""
    cases_file: Path | None = None
    """Which cases residents see, and how they withdraw one. Empty: `cases.toml`, as is usual."""
    remedies_file: Path | None = None
    """What one can do against a decision. Needed beside a municipality file; empty: an example."""
    products_file: Path | None = None
    """What isn't online yet. Needed beside a municipality file; empty: an example."""

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object, info: ValidationInfo) -> object:
        """Where that is the usual value."""
        is_optional = cls.model_fields[info.field_name or ""].default is None
        return value or None if is_optional else value

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
