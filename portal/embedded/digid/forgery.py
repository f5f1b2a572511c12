"""Tokens with something wrong in their head or signature, for tests of whoever must refuse them.

Made by hand, because a good library rightly refuses to make most of them.
"""

import hashlib
import hmac
import json
from collections.abc import Set as AbstractSet
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS, PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from joserfc.jwk import RSAKey
from joserfc.util import urlsafe_b64encode

from portal.embedded.digid.faults import ELSEWHERE, Fault

FORGERIES = frozenset(
    {
        Fault.UNSIGNED,
        Fault.HS256_WITH_CLIENT_ID,
        Fault.OTHER_ALGORITHM,
        Fault.UNKNOWN_KID,
        Fault.MISSING_KID,
        Fault.FOREIGN_KEY,
        Fault.BAD_SIGNATURE,
        Fault.EMBEDDED_JWK,
        Fault.JKU,
        Fault.CRIT,
        Fault.WRONG_TYP,
    }
)
_ALGORITHMS = {
    Fault.UNSIGNED: "none",
    Fault.HS256_WITH_CLIENT_ID: "HS256",
    Fault.OTHER_ALGORITHM: "RS384",
}
_HEADERS: dict[Fault, dict[str, Any]] = {
    Fault.UNKNOWN_KID: {"kid": "een-onbekende-sleutel"},
    Fault.MISSING_KID: {"kid": None},
    Fault.JKU: {"jku": f"{ELSEWHERE}/jwks.json"},
    Fault.CRIT: {"crit": ["urn:example:onbekend"], "urn:example:onbekend": True},
    Fault.WRONG_TYP: {"typ": "logout+jwt"},
}


def forged(
    claims: dict[str, Any], *, key: RSAKey, client_id: str, faults: AbstractSet[Fault]
) -> str:
    """These claims in a token that has the faults, signed as those say."""
    algorithm = next((_ALGORITHMS[fault] for fault in faults if fault in _ALGORITHMS), "PS256")
    signer = RSAKey.generate_key(2048) if faults & {Fault.FOREIGN_KEY, Fault.EMBEDDED_JWK} else key
    header: dict[str, Any] = {"typ": "JWT", "alg": algorithm, "kid": key.kid}
    for fault in faults & _HEADERS.keys():
        header |= _HEADERS[fault]
    if Fault.EMBEDDED_JWK in faults:
        header["jwk"] = signer.as_dict(private=False)
    text = f"{_part({k: v for k, v in header.items() if v is not None})}.{_part(claims)}"
    signature = _signature(text.encode(), algorithm, signer, client_id)
    if Fault.BAD_SIGNATURE in faults:
        signature = bytes([signature[0] ^ 1]) + signature[1:]
    return f"{text}.{_base64(signature)}"


def _signature(text: bytes, algorithm: str, key: RSAKey, client_id: str) -> bytes:
    private = key.private_key
    assert isinstance(private, RSAPrivateKey)
    if algorithm == "none":
        return b""
    if algorithm == "HS256":
        return hmac.digest(client_id.encode(), text, hashlib.sha256)
    if algorithm == "RS384":
        return private.sign(text, PKCS1v15(), hashes.SHA384())
    return private.sign(text, PSS(mgf=MGF1(hashes.SHA256()), salt_length=32), hashes.SHA256())


def _part(values: dict[str, Any]) -> str:
    return _base64(json.dumps(values).encode())


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode()
