"""Bytes of files in a bucket of S3, or of what answers as S3 does (MinIO, Ceph, Garage)."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from http import HTTPStatus
from uuid import UUID
from xml.etree import ElementTree as ET

from portal.domain.contents import Content
from portal.domain.days import utc_now
from portal.domain.failures import InvalidSourceAnswer, SourceRefused
from portal.domain.file_stores import SYSTEM, lacking
from portal.gateways.calls import Body, Call
from portal.gateways.files.signatures import Signer
from portal.gateways.http import Api

BYTES = "application/octet-stream"
DTD = "<!DOCTYPE"
EMPTY_HASH = sha256().hexdigest()
"""Of nothing sent."""


@dataclass(frozen=True, slots=True)
class BucketFiles:
    """A `FileStore` on the API of S3: an object for each file, under its key."""

    api: Api
    signer: Signer

    def put(self, key: UUID, content: Content) -> None:
        """Put an object: S3 answers when it is kept, whole."""
        self._send(Call(method="PUT", path=key.hex, body=Body(content, BYTES), tries=2))

    def get(self, key: UUID) -> Iterator[bytes]:
        """The object's bytes; raises `SourceError` where there is none."""
        try:
            return self._signed(Call(method="GET", path=key.hex)).stream(key.hex)
        except SourceRefused as error:
            if error.status == HTTPStatus.NOT_FOUND:
                raise lacking(key) from None
            raise

    def remove(self, key: UUID) -> None:
        """Delete the object."""
        self._send(Call(method="DELETE", path=key.hex, tries=2))

    def keys_before(self, moment: datetime) -> Iterator[UUID]:
        """The keys of older objects, a page at a time; what isn't of ours is left."""
        params: Mapping[str, str] = {"list-type": "2"}
        while True:
            page = _page(self._send(Call(method="GET", path="", params=params, tries=2)))
            for element in page.iterfind("{*}Contents"):
                key = _key(element.findtext("{*}Key", ""))
                if key and _moment(element.findtext("{*}LastModified", "")) < moment:
                    yield key
            token = page.findtext("{*}NextContinuationToken")
            if not token:
                return
            params = {"continuation-token": token, "list-type": "2"}

    def _send(self, call: Call) -> bytes:
        return self._signed(call).send(call).content

    def _signed(self, call: Call) -> Api:
        """The API, for this call: its signature is made when it is asked."""
        url = f"{self.api.base_url}/{call.path}" if call.path else self.api.base_url
        body_hash = call.body.sha256() if call.body else EMPTY_HASH

        def headers() -> dict[str, str]:
            return self.signer.headers(call.method, url, call.params, body_hash, utc_now())

        return replace(self.api, headers=headers)


def _page(content: bytes) -> "ET.Element[str]":
    """A page of a list of objects; raises `InvalidSourceAnswer`."""
    try:
        text = content.decode()
        if DTD in text:
            raise InvalidSourceAnswer(SYSTEM, "a list with a DTD")
        return ET.fromstring(text)  # noqa: S314 - no DTD, so no entities
    except (UnicodeDecodeError, ET.ParseError):
        raise InvalidSourceAnswer(SYSTEM, "the list is no XML") from None


def _key(text: str) -> UUID | None:
    with suppress(ValueError):
        key = UUID(hex=text)
        return key if key.hex == text else None
    return None


def _moment(text: str) -> datetime:
    """When an object was put; raises `InvalidSourceAnswer`."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        raise InvalidSourceAnswer(SYSTEM, "an object without a moment") from None
