"""What the OpenID provider says, as far as it is read.

Source: OpenID Connect Discovery 1.0, RFC 6749, RFC 7517, OpenID Connect Core 1.0.
"""

from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, TypeAdapter

from portal.gateways.answers import ItemList, Resource
from portal.setting_values import LOOPBACK


def _safe_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return address
    raise ValueError("not an https address")


Address = Annotated[str, AfterValidator(_safe_address)]
Flag = Annotated[bool, BeforeValidator(lambda value: value is True)]
"""Whether it says that it can; anything else than `true` says no."""
Name = Annotated[str, Field(pattern=r"^[ -~]{1,255}$")]
"""Of a person at the provider."""
NumericDate = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""Seconds since 1970."""


class ProviderResource(Resource):
    """Something that the provider says; names are in snake_case there."""

    model_config = ConfigDict(alias_generator=None)


class ProviderMetadata(ProviderResource):
    """Where it is asked what, and what it can do."""

    issuer: str
    authorization_endpoint: Address
    token_endpoint: Address
    jwks_uri: Address
    end_session_endpoint: Address | None = None
    authorization_response_iss_parameter_supported: Flag = False
    """Whether each answer names the issuer (RFC 9207)."""
    claims_parameter_supported: Flag = False
    """Whether single claims can be asked for."""


class VerificationKey(ProviderResource):
    """A public key that can verify a signature; its numbers are read by the library."""

    model_config = ConfigDict(extra="allow")

    kid: str
    kty: Literal["RSA", "EC"]
    use: Literal["sig"] = "sig"


class KeySet(ProviderResource):
    """The keys of the provider; those for other things than signatures count as odd."""

    keys: ItemList[VerificationKey]


class TokenResponse(ProviderResource):
    """What the token endpoint gives for a code."""

    id_token: str = Field(repr=False)
    access_token: str | None = Field(default=None, repr=False)
    token_type: Annotated[str, Field(pattern="^(?i:bearer)$")]


class IdTokenClaims(ProviderResource):
    """The claims of an ID token that every provider has."""

    iss: str
    sub: Name
    aud: str | list[str]
    azp: str = ""
    nonce: str
    iat: NumericDate
    exp: NumericDate
    nbf: NumericDate = 0.0
    auth_time: NumericDate
    """Asked by `max_age`, so it must be there."""
    at_hash: str | None = None


METADATA = TypeAdapter(ProviderMetadata)
KEY_SET = TypeAdapter(KeySet)
TOKEN_RESPONSE = TypeAdapter(TokenResponse)
