"""A small OpenID provider of the tests' own, that can be made to do everything wrong.

It stands where HTTP stands (`Calls`), checks what the portal sends as a strict provider would,
and signs with joserfc, so that it shares no code with what it tests.
"""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jws, jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from portal.domain.failures import SourceRefused
from portal.settings import Settings
from tests import factories
from tests.factories import BSN

ISSUER = "https://digid.example"
CLIENT = "portaal"
SAML = "urn:oasis:names:tc:SAML:2.0:ac:classes:"
BASIS = f"{SAML}PasswordProtectedTransport"
MIDDEN = f"{SAML}MobileTwoFactorContract"
SUBSTANTIEEL = f"{SAML}Smartcard"
HOOG = f"{SAML}SmartcardPKI"
ABSENT = object()
"""Instead of a value: leave it out."""

PORTAL_KEY = ECKey.generate_key("P-256", {"kid": "portal-1"})
SIGNING_KEY = RSAKey.generate_key(2048, {"kid": "sign-1"})
OTHER_KEY = RSAKey.generate_key(2048, {"kid": "sign-1"})
EC_KEY = ECKey.generate_key("P-256", {"kid": "ec-1"})
CLIENT_ALGORITHMS = ["PS256", "ES256", "ES384"]
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def settings_for(**changes: Any) -> Settings:
    """Settings of a portal that logs in at the fake provider."""
    values = {
        "oidc_issuer": ISSUER,
        "oidc_client_id": CLIENT,
        "oidc_client_auth": "private_key_jwt",
        "oidc_client_secret": None,
        "oidc_private_key": json.dumps(PORTAL_KEY.as_dict(private=True)),
    }
    return factories.settings_for(**(values | changes))


def replaced(values: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """`values` with these changes; `ABSENT` takes one out."""
    return {name: value for name, value in (values | changes).items() if value is not ABSENT}


def half_hash(text: str) -> str:
    """The left half of the SHA-256, as in `at_hash`."""
    return _base64(hashlib.sha256(text.encode()).digest()[:16])


def unsigned(header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A token of algorithm `none`: with an empty signature."""
    return f"{_base64_json(header | {'alg': 'none'})}.{_base64_json(claims)}."


def signed_with_public_key(header: dict[str, Any], claims: dict[str, Any]) -> str:
    """A token of HS256 with the provider's public key as if it were a shared secret."""
    content = f"{_base64_json(header | {'alg': 'HS256'})}.{_base64_json(claims)}"
    pem = SIGNING_KEY.as_pem(private=False)
    return f"{content}.{_base64(hmac.digest(pem, content.encode(), 'sha256'))}"


@dataclass
class FakeProvider:
    """The provider; the fields are what it does wrong, by default nothing."""

    issuer: str = ISSUER
    bsn: str = BSN
    subject: str = "pseudonym-1"
    acr: str = MIDDEN
    answer: dict[str, Any] = field(default_factory=dict)
    """Changes to the parameters with which the browser comes back."""
    extra: list[tuple[str, str]] = field(default_factory=list)
    """Parameters on top of those."""
    error: tuple[str, str] | None = None
    """Error and description, instead of a code."""
    claims: dict[str, Any] = field(default_factory=dict)
    """Changes to the ID token; a function is called with the moment (seconds since 1970)."""
    claims_if_asked: dict[str, Any] = field(default_factory=dict)
    """What it puts in the ID token only where the parameter `claims` asks for it."""
    header: dict[str, Any] = field(default_factory=dict)
    key: RSAKey | ECKey | OctKey = field(default_factory=lambda: SIGNING_KEY)
    keys: list[Any] = field(default_factory=lambda: [SIGNING_KEY.as_dict(private=False)])
    forge: Any = None
    """Makes the token from header and claims, instead of signing it."""
    token: dict[str, Any] = field(default_factory=dict)
    """Changes to the token answer."""
    metadata: dict[str, Any] = field(default_factory=dict)
    metadata_text: bytes | None = None
    """Instead of the metadata."""
    fails: Exception | None = None
    """Raised by every call."""
    calls: list[str] = field(default_factory=list)
    secret: str | None = None
    client_key: RSAKey | ECKey = field(default_factory=lambda: PORTAL_KEY)
    assertions: set[str] = field(default_factory=set)
    grants: dict[str, dict[str, str]] = field(default_factory=dict)

    def visit(self, url: str) -> list[tuple[str, str]]:
        """What the browser comes back with when the resident logs in at this address."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        assert all(len(values) == 1 for values in parse_qs(urlsplit(url).query).values())
        assert urlsplit(url)._replace(query="").geturl() == f"{self.issuer}/authorize"
        code = f"code-{len(self.grants)}"
        self.grants[code] = asked
        values: dict[str, Any] = {"state": asked["state"], "iss": self.issuer}
        if self.error:
            values |= dict(zip(("error", "error_description"), self.error, strict=True))
        else:
            values |= {"code": code}
        return [*replaced(values, self.answer).items(), *self.extra]

    def get(self, url: str) -> bytes:
        """Metadata or keys, as JSON."""
        self._count("GET", url)
        if url == f"{self.issuer}/.well-known/openid-configuration":
            return self.metadata_text or json.dumps(self._metadata()).encode()
        assert url == f"{self.issuer}/jwks"
        return json.dumps({"keys": self.keys}).encode()

    def post(self, url: str, form: str, headers: dict[str, str]) -> bytes:
        """The token answer, as JSON."""
        self._count("POST", url)
        fields = dict(parse_qsl(form, strict_parsing=True))
        assert url == f"{self.issuer}/token"
        self._check_client(fields, headers)
        asked = self.grants.pop(fields["code"], None)
        if asked is None:
            raise SourceRefused("digid", "HTTP 400", status=400)
        challenge = _base64(hashlib.sha256(fields["code_verifier"].encode()).digest())
        assert challenge == asked["code_challenge"]
        assert fields["redirect_uri"] == asked["redirect_uri"]
        assert fields["grant_type"] == "authorization_code"
        access = "access-token"
        answer = {"access_token": access, "token_type": "Bearer", "id_token": self.id_token(asked)}
        return json.dumps(replaced(answer, self.token)).encode()

    def id_token(self, asked: dict[str, str]) -> str:
        """The ID token of this login."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "nonce": asked["nonce"],
            "acr": self.acr,
            "auth_time": now,
            "iat": now,
            "exp": now + 300,
            "at_hash": half_hash("access-token"),
            "sid": "sid-1",
            "bsn": self.bsn,
        }
        changes = {
            name: value(now) if callable(value) else value for name, value in self.claims.items()
        }
        wanted = json.loads(asked.get("claims", "{}")).get("id_token", {})
        changes |= {n: value for n, value in self.claims_if_asked.items() if n in wanted}
        claims = replaced(claims, changes)
        header = replaced({"alg": "RS256", "kid": self.key.kid, "typ": "JWT"}, self.header)
        return (self.forge or self.signed)(header, claims)

    def signed(self, header: dict[str, Any], claims: dict[str, Any]) -> str:
        """A token with the key of the moment; `crit` and the like are allowed here."""
        registry = jws.JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
        registry.check_header = lambda _header: None
        return jws.serialize_compact(header, json.dumps(claims), self.key, registry=registry)

    def _metadata(self) -> dict[str, Any]:
        values = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "userinfo_endpoint": f"{self.issuer}/userinfo",
            "id_token_signing_alg_values_supported": ["RS256", "PS256"],
            "authorization_response_iss_parameter_supported": True,
        }
        return replaced(values, self.metadata)

    def _check_client(self, fields: dict[str, str], headers: dict[str, str]) -> None:
        if self.secret:
            basic = base64.b64encode(f"{CLIENT}:{self.secret}".encode()).decode()
            assert headers == {"Authorization": f"Basic {basic}"}
            assert "client_assertion" not in fields
            return
        assert headers == {}
        assert fields["client_assertion_type"] == ASSERTION_TYPE
        assertion = fields["client_assertion"]
        claims = jwt.decode(assertion, self.client_key, algorithms=CLIENT_ALGORITHMS).claims
        assert claims["iss"] == claims["sub"] == CLIENT
        assert claims["aud"] in (f"{self.issuer}/token", self.issuer)
        assert 0 < claims["exp"] - time.time() <= 60
        assert claims["jti"] not in self.assertions
        self.assertions.add(claims["jti"])

    def _count(self, method: str, url: str) -> None:
        self.calls.append(f"{method} {url.removeprefix(self.issuer)}")
        if self.fails:
            raise self.fails


def _base64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _base64_json(value: Any) -> str:
    return _base64(json.dumps(value).encode())
