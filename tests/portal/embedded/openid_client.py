"""A client of the OpenID provider for its tests, and what they ask of an answer."""

import base64
import hashlib
import json
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from portal.embedded.digid.faults import Fault
from portal.embedded.digid.requests import Acr

ISSUER = "http://127.0.0.1:8001/digid"
CALLBACK = "http://127.0.0.1:8000/inloggen/terug"
LOGGED_OUT = "http://127.0.0.1:8000/uitgelogd/"
NOOR = "999993653"
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@dataclass
class Portal:
    """A client of the provider, written for these tests only: no library of the portal in it."""

    browser: FlaskClient
    key: RSAKey
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    nonce: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    def request(self, **changes: str | None) -> str:
        """The address to log in at; a change to None leaves a parameter out."""
        digest = hashlib.sha256(self.verifier.encode()).digest()
        values = {
            "client_id": "portaal",
            "redirect_uri": CALLBACK,
            "response_type": "code",
            "scope": "openid",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            "prompt": "login",
            "acr_values": Acr.MIDDEN.value,
        }
        asked = {name: value for name, value in (values | changes).items() if value is not None}
        return f"/digid/authorize?{urlencode(asked)}"

    def log_in(self, bsn: str = NOOR, acr: Acr = Acr.MIDDEN, **changes: str | None):
        """Choose somebody on the page; gives the answer as pairs."""
        choice = {"bsn": bsn, "acr": acr.value}
        return pairs(self.browser.post(self.request(**changes), data=choice))

    def assertion(self, **changes: object) -> str:
        """The proof of who this client is."""
        claims = {
            "iss": "portaal",
            "sub": "portaal",
            "aud": ISSUER,
            "jti": secrets.token_urlsafe(8),
            "iat": int(time.time()),
            "exp": int(time.time()) + 60,
        }
        header = {"alg": "PS256", "kid": self.key.kid}
        return jwt.encode(header, claims | changes, self.key, algorithms=["PS256"])

    def exchange(self, code: str, **changes: str):
        """Ask the tokens for a code."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": CALLBACK,
            "code_verifier": self.verifier,
            "client_assertion_type": ASSERTION,
            "client_assertion": self.assertion(),
        }
        return self.browser.post("/digid/token", data=form | changes)

    def tokens(self, **choice) -> dict[str, str]:
        """A whole login."""
        return self.exchange(dict(self.log_in(**choice))["code"]).json

    def claims(self, token: str) -> dict[str, object]:
        """What a token says, if the published keys signed it."""
        keys = KeySet.import_key_set(self.browser.get("/digid/jwks").json)
        return jwt.decode(token, keys, algorithms=["PS256"]).claims


def pairs(response) -> list[tuple[str, str]]:
    assert response.status_code == 303, response.text
    assert response.location.startswith(CALLBACK)
    return parse_qsl(urlsplit(response.location).query)


def play(client, *faults: Fault):
    answer = client.put("/schakelbord/api/digid/fouten", json={"aan": list(faults)})
    assert answer.status_code == 200
    assert answer.json["aan"] == sorted(faults)


def unverified(token: str, part: int) -> dict[str, object]:
    text = token.split(".")[part]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
