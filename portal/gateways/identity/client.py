"""How the portal proves itself at the token endpoint, and its public key."""

import json
from collections.abc import Mapping
from typing import Any, Protocol

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc7523 import private_key_jwt_sign
from joserfc.jwk import ECKey, JWKRegistry, RSAKey

from portal.settings import Settings

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
ASSERTION_LIFE_S = 60
ALGORITHMS = {"RSA": "PS256", "EC": "ES256"}


class Client(Protocol):
    """One way to prove who the portal is."""

    def proof(self, token_endpoint: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Fields and headers for one call of the token endpoint."""
        ...

    def jwks(self) -> dict[str, Any]:
        """The public keys of the portal, as a JWK Set."""
        ...


class KeyClient:
    """`private_key_jwt`: a new signed assertion for each call."""

    def __init__(self, client_id: str, jwk: str, audience: str | None) -> None:
        key = JWKRegistry.import_key(json.loads(jwk))
        assert isinstance(key, RSAKey | ECKey)  # the settings let nothing else in
        key.ensure_kid()
        self._client_id, self._key, self._audience = client_id, key, audience
        self._algorithm = str(key.as_dict().get("alg") or ALGORITHMS[key.key_type])

    def proof(self, token_endpoint: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Fields and headers for one call of the token endpoint."""
        assertion = private_key_jwt_sign(
            self._key,
            self._client_id,
            self._audience or token_endpoint,
            alg=self._algorithm,
            header={"kid": self._key.kid},
            expires_in=ASSERTION_LIFE_S,
        )
        fields = {
            "client_id": self._client_id,
            "client_assertion_type": ASSERTION,
            "client_assertion": assertion,
        }
        return fields, {}

    def jwks(self) -> dict[str, Any]:
        """The public half of the key."""
        public = self._key.as_dict(private=False, use="sig", alg=self._algorithm)
        return {"keys": [public]}


class SecretClient:
    """`client_secret_basic`: a deviation from the NL GOV profile, for brokers without better."""

    def __init__(self, client_id: str, secret: str) -> None:
        self._auth = ClientAuth(client_id, secret, "client_secret_basic")

    def proof(self, token_endpoint: str) -> tuple[Mapping[str, str], Mapping[str, str]]:
        """Fields and headers for one call of the token endpoint."""
        headers: dict[str, str] = {}
        self._auth.prepare("POST", token_endpoint, headers, "")
        return {}, headers

    def jwks(self) -> dict[str, Any]:
        """No keys at all."""
        return {"keys": []}


def client_of(settings: Settings) -> Client:
    """The way that the settings name."""
    if settings.oidc_client_auth == "client_secret_basic":
        assert settings.oidc_client_secret is not None
        return SecretClient(settings.oidc_client_id, settings.oidc_client_secret.get_secret_value())
    assert settings.oidc_private_key is not None
    by_issuer = settings.oidc_assertion_audience == "issuer"
    return KeyClient(
        settings.oidc_client_id,
        settings.oidc_private_key.get_secret_value(),
        str(settings.oidc_issuer) if by_issuer else None,
    )
