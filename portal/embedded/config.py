"""Every setting of the embedded world: read once from the environment, checked at start."""

from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import import_key
from pydantic import (
    DirectoryPath,
    Field,
    HttpUrl,
    Json,
    SecretStr,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict


class Config(BaseSettings):
    """Environment variables EMBEDDED_*. No default means: it does not start without it."""

    model_config = SettingsConfigDict(
        env_prefix="EMBEDDED_", frozen=True, extra="ignore", hide_input_in_errors=True
    )

    database_url: SecretStr
    """PostgreSQL, as `postgresql+psycopg://…`; a database of its own."""
    port: int = Field(ge=1, le=65535)
    """Port on 127.0.0.1 at which all parts answer."""
    scanner_port: int = Field(default=0, ge=0, le=65535)
    """Port on 127.0.0.1 at which the malware scanner answers; 0: there is none."""
    secret: SecretStr = Field(min_length=32)
    """Shared with the portal: signs tokens for the case API, is the key of the registers."""
    notify_url: str
    """Where notifications of the case API go from the start; empty means: to nobody. Others
    subscribe at the Notificaties API."""
    notify_token: SecretStr
    """Goes along with each notification."""
    portal_url: HttpUrl
    """Where residents reach the portal; DigiD sends browsers to fixed addresses below it."""
    mail_key: SecretStr = Field(min_length=32)
    """Signs the tokens for the mail gateway."""
    bureau_secret: SecretStr = Field(min_length=32)
    """With which the research bureau proves itself to the portal."""
    client_jwks_url: HttpUrl | None = None
    """Where the portal publishes its public keys for `private_key_jwt`."""
    client_public_key: Json[dict[str, Any]] | None = None
    """Or that key itself: one public JWK as JSON."""
    client_secret: SecretStr | None = None
    """Or, as a deviation from the NL GOV profile, a secret for `client_secret_basic`."""
    case_types_folder: DirectoryPath | None = None
    """A folder with the files of more case types, besides those that come along."""
    callback_path: str = "/inloggen/terug"
    """Below the portal's address: the only place where DigiD answers."""
    logged_out_path: str = "/uitgelogd/"
    """Below the portal's address: the only place where DigiD sends who logged out."""

    @field_validator("client_public_key")
    @classmethod
    def _is_a_public_key(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        if value is None:
            return None
        if "d" in value or value.get("kty") not in ("RSA", "EC"):
            raise ValueError("must be a public JWK of kind RSA or EC")
        try:
            import_key(value)
        except JoseError as error:
            raise ValueError("is not a usable JWK") from error
        return value

    @model_validator(mode="after")
    def _client_can_prove_itself(self) -> "Config":
        if not (self.client_jwks_url or self.client_public_key or self.client_secret):
            raise ValueError("EMBEDDED_CLIENT_JWKS_URL or EMBEDDED_CLIENT_PUBLIC_KEY is missing")
        return self

    @property
    def base_url(self) -> str:
        """Where this world answers, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def portal(self) -> str:
        """The portal's address without a slash at the end."""
        return str(self.portal_url).rstrip("/")
