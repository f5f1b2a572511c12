"""The bucket in the manner of S3: signed as AWS says, and every failure told in our own words."""

from datetime import UTC, datetime
from hashlib import sha256
from uuid import uuid4

import pytest

from portal.domain.contents import Content
from portal.domain.failures import (
    InvalidSourceAnswer,
    SourceRefused,
    SourceUnavailable,
)
from portal.domain.file_stores import StoreName, check_store
from portal.embedded.bucket import s3
from portal.embedded.bucket.authorization import KEY_ID
from portal.gateways.files import connect
from portal.gateways.files.signatures import Signer
from tests.factories import settings_for
from tests.file_store_contract import LATER, FileStoreContract
from tests.portal.gateways.fake_server import Reply
from tests.worlds import SECRET

EXAMPLE = Signer(
    "AKIA" + "IOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCY" + "EXAMPLEKEY", "us-east-1"
)
"""Of the documentation of AWS."""
SIGNATURES = {
    "lifecycle": "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543",
    "list": "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7",
}
PARAMS = {"lifecycle": {"lifecycle": ""}, "list": {"prefix": "J", "max-keys": 2}}
LIST = (
    "<ListBucketResult><Contents><Key>{key}</Key><LastModified>{at}</LastModified></Contents>"
    "</ListBucketResult>"
)


def bucket_at(url: str, **changes):
    """The bucket of settings that name this one."""
    values = {"url": url, "key_id": KEY_ID, "secret": SECRET, "seconds": 2, **changes}
    return connect(settings_for("postgresql+psycopg://x@/x", files_bucket=values))[StoreName.S3]


class TestBucket(FileStoreContract):
    """On the embedded one, in pages of two."""

    @pytest.fixture
    def store(self, world, monkeypatch):
        monkeypatch.setattr(s3, "PAGE", 2)
        return bucket_at(f"{world[0]}/opslag/bestanden")


@pytest.mark.parametrize("example", SIGNATURES)
def test_requests_are_signed_as_in_the_examples_of_aws(example):
    url, at = "https://examplebucket.s3.amazonaws.com", datetime(2013, 5, 24, tzinfo=UTC)

    headers = EXAMPLE.headers("GET", url, PARAMS[example], sha256().hexdigest(), at)

    assert headers["Authorization"].endswith(f"Signature={SIGNATURES[example]}")


@pytest.mark.parametrize("changes", [{"secret": "x" * 40}, {"key_id": "other"}])
def test_another_key_is_refused_and_said(world, changes):
    store = bucket_at(f"{world[0]}/opslag/bestanden", **changes)

    with pytest.raises(SourceRefused, match="403"):
        check_store(store)


def test_the_region_of_the_settings_is_signed_with(world):
    store, key = bucket_at(f"{world[0]}/opslag/bestanden", region="eu-west-1"), uuid4()
    store.put(key, Content.of_bytes(b"x"))

    assert b"".join(store.get(key)) == b"x"
    store.remove(key)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(503), SourceUnavailable),
        (Reply(403), SourceRefused),
        (Reply(200, body=b"<html>"), InvalidSourceAnswer),
        (Reply(200, body=b"\xff\xfe"), InvalidSourceAnswer),
        (Reply(200, body=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'), InvalidSourceAnswer),
        (
            Reply(200, body=LIST.format(key=uuid4().hex, at="gisteren").encode()),
            InvalidSourceAnswer,
        ),
    ],
)
def test_an_odd_list_is_a_failure_and_never_an_empty_bucket(server, reply, error):
    server.answers(reply)

    with pytest.raises(error):
        list(bucket_at(f"{server.url}/bucket").keys_before(datetime.now(UTC)))


def test_what_others_put_in_the_bucket_is_left(server):
    server.answers(
        Reply(200, body=LIST.format(key="backup/1.tar", at="2026-01-01T00:00:00Z").encode()),
    )

    assert list(bucket_at(f"{server.url}/bucket").keys_before(datetime.now(UTC) + LATER)) == []


def test_a_bucket_that_breaks_off_says_no_address(server):
    server.answers(Reply(drop=True))

    with pytest.raises(SourceUnavailable) as caught:
        bucket_at(f"{server.url}/bucket").put(uuid4(), Content.of_bytes(b"x"))
    assert server.url not in str(caught.value)
    assert [request.method for request in server.requests] == ["PUT", "PUT"]


def test_half_a_file_is_a_failure(server):
    server.answers(Reply(200, body=b"x" * 1000, half=True))

    with pytest.raises(SourceUnavailable):
        list(bucket_at(f"{server.url}/bucket").get(uuid4()))
