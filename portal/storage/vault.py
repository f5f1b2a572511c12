"""Sealing: personal data lies encrypted in the database, and is found by a keyed hash.

AES-256-GCM with a key name in front, so that keys can rotate: the first key seals, all open.
"""

import hmac
import json
import os
from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.settings import Settings

NONCE_BYTES = 12


class UnknownKey(LookupError):
    """Something was sealed with a key that the settings no longer name."""


def decrypt(cipher: AESGCM, sealed: bytes, purpose: bytes) -> bytes:
    """What was sealed behind its nonce; raises `InvalidTag`, also for what is no seal at all."""
    if len(sealed) < NONCE_BYTES:  # the library says that in another way
        raise InvalidTag
    return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], purpose)


@dataclass(frozen=True, slots=True)
class Vault:
    """Seals and opens bytes; `purpose` ties a seal to its column: seals can't be swapped."""

    ciphers: dict[str, AESGCM] = field(repr=False)
    """By key name; the first one seals."""
    index_keys: dict[str, bytes] = field(repr=False)
    """By name; the first one hashes, all find."""

    @classmethod
    def of(cls, settings: Settings) -> "Vault":
        """The vault of these settings."""
        ciphers = {name: AESGCM(key) for name, key in settings.keys_by_name.items()}
        return cls(ciphers, settings.index_keys_by_name)

    def seal(self, content: bytes, purpose: str, *, key: str | None = None) -> bytes:
        """`content` sealed with the key of this name, else with the newest."""
        name = key or next(iter(self.ciphers))
        nonce = os.urandom(NONCE_BYTES)
        return b"%b:%b%b" % (
            name.encode(),
            nonce,
            self.ciphers[name].encrypt(nonce, content, purpose.encode()),
        )

    def open(self, sealed: bytes, purpose: str) -> bytes:
        """What was sealed; raises `UnknownKey`, or `InvalidTag` when it was tampered with."""
        before, colon, rest = sealed.partition(b":")
        if not colon:
            raise InvalidTag
        name = before.decode(errors="replace")
        if name not in self.ciphers:
            raise UnknownKey(name)
        return decrypt(self.ciphers[name], rest, purpose.encode())

    def seal_json(self, value: Any, purpose: str) -> bytes:
        """A JSON value, sealed."""
        return self.seal(json.dumps(value, separators=(",", ":")).encode(), purpose)

    def open_json(self, sealed: bytes, purpose: str) -> Any:
        """The JSON value that was sealed."""
        return json.loads(self.open(sealed, purpose))

    def hash(self, text: str, purpose: str) -> str:
        """HMAC-SHA256 in hexadecimal (64 characters): finds a record without knowing its secret.

        Made with the newest key.
        """
        return _hash(next(iter(self.index_keys.values())), text, purpose)

    def hashes(self, text: str, purpose: str) -> dict[str, str]:
        """Name of each index key → the hash that it makes, newest first."""
        return {name: _hash(key, text, purpose) for name, key in self.index_keys.items()}


def _hash(key: bytes, text: str, purpose: str) -> str:
    return hmac.digest(key, f"{purpose}:{text}".encode(), "sha256").hex()
