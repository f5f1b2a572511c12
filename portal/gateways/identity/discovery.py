"""What the provider says of itself: addresses and keys, kept for a while; failures are never kept.

Source: OpenID Connect Discovery 1.0. Which algorithms are trusted is never taken from here.
"""

from collections import deque
from collections.abc import Callable

from authlib.oidc.discovery import get_well_known_url
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, JWKRegistry, RSAKey

from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.answers import answer_as
from portal.gateways.identity.calls import SYSTEM, Calls
from portal.gateways.identity.resources import KEY_SET, METADATA, ProviderMetadata, VerificationKey

KEPT_S = 3600.0
REFETCHES, REFETCHED_IN_S = 6, 60.0
"""How often an unknown name of a key fetches them in so many seconds: a provider may change keys
twice in a row, and nobody can make us hammer it."""

Clock = Callable[[], float]
VerifyKey = RSAKey | ECKey


class Discovery:
    """The metadata of one issuer."""

    def __init__(self, calls: Calls, issuer: str, clock: Clock) -> None:
        self._calls, self._issuer, self._clock = calls, issuer, clock
        self._kept: tuple[float, ProviderMetadata] | None = None

    def metadata(self) -> ProviderMetadata:
        """The metadata, at most an hour old; raises `SourceError`."""
        if self._kept is None or self._kept[0] <= self._clock():
            content = self._calls.get(get_well_known_url(self._issuer, external=True))
            metadata = answer_as(METADATA, SYSTEM, content)
            if metadata.issuer != self._issuer:
                raise InvalidSourceAnswer(SYSTEM, "the metadata are of another issuer")
            self._kept = (self._clock() + KEPT_S, metadata)
        return self._kept[1]


class KeyRing:
    """The public keys with which one provider signs."""

    def __init__(self, calls: Calls, clock: Clock) -> None:
        self._calls, self._clock = calls, clock
        self._keys: dict[str, VerifyKey] = {}
        self._old_at = float("-inf")
        self._refetched: deque[float] = deque(maxlen=REFETCHES)

    def find(self, kid: str, url: str) -> VerifyKey | None:
        """The key of this name. An unknown name fetches the keys anew, some times a minute."""
        if not self._fresh():
            self.fetch(url)
        if kid not in self._fresh() and self._may_refetch():
            self._refetched.append(self._clock())
            self.fetch(url)
        return self._fresh().get(kid)

    def _fresh(self) -> dict[str, VerifyKey]:
        return self._keys if self._clock() < self._old_at else {}

    def _may_refetch(self) -> bool:
        is_full = len(self._refetched) == REFETCHES
        return not is_full or self._refetched[0] <= self._clock() - REFETCHED_IN_S

    def fetch(self, url: str) -> int:
        """Fetch the keys anew; gives how many verify, raises `SourceError`."""
        entries = answer_as(KEY_SET, SYSTEM, self._calls.get(url)).keys
        keys = {entry.kid: key for entry in entries if (key := _key_from(entry))}
        # A set without a key that verifies is a fault: those that there were go on till their end.
        if keys:
            self._keys, self._old_at = keys, self._clock() + KEPT_S
        return len(keys)


def _key_from(entry: VerificationKey) -> VerifyKey | None:
    """The key of this entry; None where its numbers are none."""
    numbers = entry.model_dump(exclude_unset=True)
    try:
        key = JWKRegistry.import_key(numbers)
    except (JoseError, ValueError, TypeError, KeyError):
        return None
    return key if isinstance(key, RSAKey | ECKey) else None
