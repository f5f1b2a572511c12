"""Signature version 4 of AWS, for requests to S3 and what is compatible with it.

Source: AWS, "Signature Version 4 signing process", and its test vectors for Amazon S3.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

ALGORITHM, SERVICE, END = "AWS4-HMAC-SHA256", "s3", "aws4_request"
PORTS = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs what is asked with one key, in one region."""

    key_id: str
    secret: str = field(repr=False)
    region: str

    def headers(
        self, method: str, url: str, params: Mapping[str, str | int], body_hash: str, at: datetime
    ) -> dict[str, str]:
        """The headers that must go along.

        `url` has no query, `body_hash` is the SHA-256 of what is sent, `at` is in UTC.
        """
        day, moment = f"{at:%Y%m%d}", f"{at:%Y%m%dT%H%M%SZ}"
        parts = urlsplit(url)
        signed = {
            "host": _host(parts.scheme, parts.hostname or "", parts.port),
            "x-amz-content-sha256": body_hash,
            "x-amz-date": moment,
        }
        names = ";".join(signed)
        query = urlencode(sorted(params.items()), quote_via=quote, safe="-_.~")
        lines = (f"{name}:{value}\n" for name, value in signed.items())
        canonical = "\n".join(
            (
                method,
                parts.path or "/",
                query,
                "".join(lines),
                names,
                signed["x-amz-content-sha256"],
            )
        )
        scope = f"{day}/{self.region}/{SERVICE}/{END}"
        hashed = hashlib.sha256(canonical.encode()).hexdigest()
        to_sign = "\n".join((ALGORITHM, moment, scope, hashed))
        signature = hmac.new(self._key(day), to_sign.encode(), hashlib.sha256).hexdigest()
        return {
            "X-Amz-Content-SHA256": signed["x-amz-content-sha256"],
            "X-Amz-Date": moment,
            "Authorization": f"{ALGORITHM} Credential={self.key_id}/{scope}, "
            f"SignedHeaders={names}, Signature={signature}",
        }

    def _key(self, day: str) -> bytes:
        key = f"AWS4{self.secret}".encode()
        for part in (day, self.region, SERVICE, END):
            key = hmac.new(key, part.encode(), hashlib.sha256).digest()
        return key


def _host(scheme: str, name: str, port: int | None) -> str:
    """As the client writes it in the header `Host`."""
    return name if port in {None, PORTS.get(scheme)} else f"{name}:{port}"
