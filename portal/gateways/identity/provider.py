"""An OpenID provider in DigiD's style: asks for a login and checks the answer in every way.

Authlib's client makes the requests (`client`); what it would let through is refused here, and in
`tokens`.

Specification: `reference` of the design 1.4, in its order; OpenID Connect Core 1.0, RFC 9207, PKCE
(RFC 7636), NL GOV profile 1.0.1. The BSN comes from the signed ID token only, never from userinfo.
"""

import hmac
import json
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.domain.identity import Identity, LoginFailed, LoginProblem, PendingLogin
from portal.domain.people import Level
from portal.gateways.identity import tokens
from portal.gateways.identity.calls import SYSTEM, Calls
from portal.gateways.identity.client import Client
from portal.gateways.identity.discovery import Clock, Discovery, KeyRing
from portal.gateways.identity.persons import OF_MANDATES, own_bsn
from portal.gateways.identity.refusals import refusal
from portal.gateways.identity.resources import ProviderMetadata
from portal.settings import Settings

MAX_AGE_S = 600
"""Asked so that `auth_time` must come back; we want it to lie within this very login."""


class OpenIdProvider:
    """The provider that the settings name."""

    def __init__(self, settings: Settings, calls: Calls, clock: Clock) -> None:
        self._settings, self._clock = settings, clock
        self._issuer = str(settings.oidc_issuer)
        self._client = Client(settings, calls)
        self._discovery = Discovery(calls, self._issuer, clock)
        self._keys = KeyRing(calls, clock)

    def authorization_url(self, pending: PendingLogin, language: str) -> str:
        """Where to send the browser; raises `LoginFailed` for a level that they don't offer."""
        metadata, settings = self._discovery.metadata(), self._settings
        words_to_ask = settings.oidc_level_requests or settings.oidc_levels
        answers = _words_for(pending.level, settings.oidc_levels)
        parameters = {
            "prompt": "login",
            "max_age": str(MAX_AGE_S),
            "acr_values": " ".join(_words_for(pending.level, words_to_ask)),
            "ui_locales": language,
            "claims": self._claims(answers) if metadata.claims_parameter_supported else None,
        }
        return self._client.authorization_url(metadata.authorization_endpoint, pending, parameters)

    def identify(self, pending: PendingLogin, answer: list[tuple[str, str]]) -> Identity:
        """Check the answer (its query parameters as received) in every way and say who it is."""
        metadata = self._discovery.metadata()
        code = self._code(metadata, pending, answer)
        received = self._exchange(metadata, pending, code)
        token = received["id_token"]
        signed = tokens.verified(
            token,
            self._settings.oidc_algorithms,
            lambda kid: self._keys.find(kid, metadata.jwks_uri),
        )
        expected = tokens.Expected(
            issuer=self._issuer,
            client_id=self._settings.oidc_client_id,
            nonce=pending.nonce,
            access_token=received.get("access_token"),
            began_at=pending.began_at,
            now=self._clock(),
        )
        tokens.check(signed, expected)
        level = self._level(signed.claims)
        if level < pending.level:
            raise LoginFailed(LoginProblem.LEVEL, f"proved {level.name}, not {pending.level.name}")
        return self._identity(signed.claims, level, token)

    def logout_url(self, id_token: str, state: str) -> str | None:
        """Where to end the session at the provider; None where it has no such address."""
        address = self._discovery.metadata().end_session_endpoint
        return self._client.logout_url(address, id_token, state) if address else None

    def check(self) -> None:
        """Ask for its metadata and keys; raises `SourceError`."""
        if not self._keys.fetch(self._discovery.metadata().jwks_uri):
            raise InvalidSourceAnswer(SYSTEM, "no key that verifies")

    def public_keys(self) -> dict[str, Any]:
        """The keys with which the portal proves itself, as a JWK Set."""
        return self._client.jwks()

    def _code(
        self, metadata: ProviderMetadata, pending: PendingLogin, answer: list[tuple[str, str]]
    ) -> str:
        """The code in the answer, which must be one answer to this very login."""
        values = dict(answer)
        if max(Counter(name for name, _value in answer).values(), default=0) > 1:
            tokens.refuse("answer: repeated parameter")
        # Without it an answer of another provider could be mixed up with ours (RFC 9207).
        if (
            values.get(
                "iss",
                None if metadata.authorization_response_iss_parameter_supported else self._issuer,
            )
            != self._issuer
        ):
            tokens.refuse("answer: iss")
        if not hmac.compare_digest(values.get("state", "").encode(), pending.state.encode()):
            raise LoginFailed(LoginProblem.STALE, "answer: state")
        if "error" in values:
            raise refusal(values["error"], values.get("error_description", ""))
        if not values.get("code"):
            tokens.refuse("answer: no code")
        return values["code"]

    def _exchange(
        self, metadata: ProviderMetadata, pending: PendingLogin, code: str
    ) -> dict[str, Any]:
        """What the token endpoint gives for the code; holds an ID token."""
        try:
            received = self._client.fetch_token(metadata.token_endpoint, code, pending.verifier)
        except SourceRefused as error:
            raise LoginFailed(LoginProblem.OUTAGE, f"token: HTTP {error.status}") from None
        except InvalidSourceAnswer as error:
            tokens.refuse(f"token: {error}")
        return received

    def _identity(self, claims: tokens.Claims, level: Level, token: str) -> Identity:
        with_hint = self._settings.oidc_logout_hint == "id_token_hint"
        return Identity(
            issuer=self._issuer,
            subject=claims["sub"],
            bsn=own_bsn(claims, self._settings.oidc_bsn_claim),
            level=level,
            authenticated_at=datetime.fromtimestamp(claims["auth_time"], UTC),
            provider_session=str(claims["sid"]) if tokens.is_name(claims.get("sid")) else "",
            id_token=token if with_hint else "",
        )

    def _level(self, claims: tokens.Claims) -> Level:
        """The level that was proved; a word that the settings don't know proves nothing."""
        word = tokens.claim_at(claims, self._settings.oidc_level_claim)
        return self._settings.oidc_levels.get(str(word), Level.NONE)

    def _claims(self, words: list[str]) -> str:
        rules: dict[str, dict[str, Any] | None] = {
            **dict.fromkeys(OF_MANDATES),
            self._settings.oidc_bsn_claim[0]: {"essential": True},
            self._settings.oidc_level_claim[0]: {"essential": True, "values": words},
        }
        return json.dumps({"id_token": rules}, separators=(",", ":"))


def _words_for(level: Level, levels: dict[str, Level]) -> list[str]:
    """The provider's words for the lowest level it has that will do; raises `LoginFailed`."""
    enough = [of_word for of_word in levels.values() if of_word >= level]
    if not enough:
        raise LoginFailed(LoginProblem.LEVEL, f"no word for {level.name} in the settings")
    return [word for word, of_word in levels.items() if of_word == min(enough)]
