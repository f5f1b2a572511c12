"""The portal as a client of the OpenID provider: Authlib's client, over our own HTTP calls."""

import json
import secrets
import time
from collections.abc import Mapping
from typing import Any

from authlib.common.urls import add_params_to_uri
from authlib.oauth2.client import OAuth2Client
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from joserfc.jwk import ECKey, JWKRegistry, RSAKey

from portal.domain.identity import CALLBACK_PATH, LOGGED_OUT_PATH, PendingLogin
from portal.gateways.identity.calls import Calls, TokenSession
from portal.setting_values import signing_algorithm
from portal.settings import Settings

ASSERTION_LIFE_S = 60
JTI_BYTES = 24
SigningKey = RSAKey | ECKey


class Client:
    """What the portal asks of the provider as its client, and how it proves itself.

    With a key by `private_key_jwt`, a new signed assertion for each call; `client_secret_basic` is
    a deviation from the NL GOV profile, for brokers without better.
    """

    def __init__(self, settings: Settings, calls: Calls) -> None:
        self._settings = settings
        self._session = TokenSession(calls)
        self._key = _key_of(settings)

    def authorization_url(
        self, endpoint: str, pending: PendingLogin, parameters: Mapping[str, str | None]
    ) -> str:
        """Where to send the browser for this login; PKCE by S256."""
        url, _state = self._oauth().create_authorization_url(
            endpoint,
            state=pending.state,
            code_verifier=pending.verifier,
            nonce=pending.nonce,
            **parameters,
        )
        return str(url)

    def fetch_token(self, endpoint: str, code: str, verifier: str) -> dict[str, Any]:
        """What the token endpoint gives for this code; raises `SourceError`."""
        # By an assertion the client is named anyhow, but not every broker reads its name there.
        name = {"client_id": self._settings.oidc_client_id} if self._key else {}
        token: dict[str, Any] = self._oauth().fetch_token(
            endpoint,
            grant_type="authorization_code",
            code=code,
            code_verifier=verifier,
            headers={},
            **name,
        )
        return token

    def logout_url(self, endpoint: str, id_token: str, state: str) -> str:
        """Where to send the browser to end the session at the provider too."""
        parameters = {
            "client_id": self._settings.oidc_client_id,
            "post_logout_redirect_uri": self._here(LOGGED_OUT_PATH),
            "state": state,
        }
        if id_token:
            parameters["id_token_hint"] = id_token
        url: str = add_params_to_uri(endpoint, list(parameters.items()))
        return url

    def jwks(self) -> dict[str, Any]:
        """The public half of the key, as a JWK Set; without a key an empty one."""
        if self._key is None:
            return {"keys": []}
        public = self._key.as_dict(private=False, use="sig", alg=_algorithm_of(self._key))
        return {"keys": [public]}

    def _oauth(self) -> OAuth2Client:
        """A client for one login: it keeps the tokens that it gets, so no two share one."""
        settings = self._settings
        client = OAuth2Client(
            self._session,
            settings.oidc_client_id,
            self._key or _secret_of(settings),
            token_endpoint_auth_method=settings.oidc_client_auth,
            scope=settings.oidc_scope,
            redirect_uri=self._here(CALLBACK_PATH),
            code_challenge_method="S256",
        )
        if self._key:
            client.register_client_auth_method(self._assertion(self._key))
        return client

    def _here(self, path: str) -> str:
        return str(self._settings.public_url).rstrip("/") + path

    def _assertion(self, key: SigningKey) -> PrivateKeyJWT:
        by_issuer = self._settings.oidc_assertion_audience == "issuer"
        return PrivateKeyJWT(
            str(self._settings.oidc_issuer) if by_issuer else None,  # None: the token endpoint
            # Authlib's own `jti` asks the system for randomness at each of its letters.
            claims={
                "exp": int(time.time()) + ASSERTION_LIFE_S,
                "jti": secrets.token_urlsafe(JTI_BYTES),
            },
            headers={"kid": key.kid},
            alg=_algorithm_of(key),
        )


def _key_of(settings: Settings) -> SigningKey | None:
    if settings.oidc_client_auth == "client_secret_basic":
        return None
    assert settings.oidc_private_key is not None
    key = JWKRegistry.import_key(json.loads(settings.oidc_private_key.get_secret_value()))
    assert isinstance(key, SigningKey)  # the settings let nothing else in
    key.ensure_kid()
    return key


def _secret_of(settings: Settings) -> str:
    assert settings.oidc_client_secret is not None
    return settings.oidc_client_secret.get_secret_value()


def _algorithm_of(key: SigningKey) -> str:
    return str(signing_algorithm(key.as_dict()))
