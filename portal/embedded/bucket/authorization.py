"""Whether a request was signed with the bucket's key (signature version 4), as S3 judges it."""

import hashlib
import hmac
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote

from flask import Request

KEY_ID = "portaal"
"""Public; the key is the world's secret."""
SCHEME = re.compile(
    r"AWS4-HMAC-SHA256 Credential=(?P<id>[^/]+)/(?P<scope>(?P<day>\d{8})/(?P<region>[\w-]+)/s3/"
    r"aws4_request), ?SignedHeaders=(?P<names>[a-z0-9;-]+), ?Signature=(?P<signature>[0-9a-f]{64})"
)
CLOCK = timedelta(minutes=15)
"""How far the clock of who asks may be off."""
NEEDED = {"host", "x-amz-content-sha256", "x-amz-date"}


class Refused(Exception):
    """An answer in the shape of S3's errors."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def check(request: Request, secret: str) -> None:
    """Raise `Refused` unless all of this request was signed just now."""
    match = SCHEME.fullmatch(request.headers.get("Authorization", ""))
    if match is None:
        raise Refused(403, "AccessDenied")
    if match["id"] != KEY_ID:
        raise Refused(403, "InvalidAccessKeyId")
    names = match["names"].split(";")
    if names != sorted(names) or not set(names) >= NEEDED:
        raise Refused(403, "AccessDenied")
    _check_moment(request.headers.get("x-amz-date", ""), match["day"])
    expected = _signature(request, match, names, secret)
    if not hmac.compare_digest(expected, match["signature"]):
        raise Refused(403, "SignatureDoesNotMatch")
    if hashlib.sha256(request.get_data()).hexdigest() != request.headers["x-amz-content-sha256"]:
        raise Refused(400, "XAmzContentSHA256Mismatch")


def _check_moment(text: str, day: str) -> None:
    try:
        moment = datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise Refused(403, "AccessDenied") from None
    if abs(datetime.now(UTC) - moment) > CLOCK or not text.startswith(day):
        raise Refused(403, "RequestTimeTooSkewed")


def _signature(request: Request, match: re.Match[str], names: list[str], secret: str) -> str:
    pairs = parse_qsl(request.query_string.decode(), keep_blank_values=True)
    query = "&".join(f"{quote(name, '~')}={quote(value, '~')}" for name, value in sorted(pairs))
    headers = "".join(f"{name}:{' '.join(request.headers[name].split())}\n" for name in names)
    said = request.headers["x-amz-content-sha256"]
    asked = f"{request.method}\n{quote(request.path, '/~')}\n{query}\n{headers}\n"
    digest = hashlib.sha256(f"{asked}{match['names']}\n{said}".encode()).hexdigest()
    text = f"AWS4-HMAC-SHA256\n{request.headers['x-amz-date']}\n{match['scope']}\n{digest}"
    key = f"AWS4{secret}".encode()
    for part in match["scope"].split("/"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.digest(key, text.encode(), "sha256").hex()
