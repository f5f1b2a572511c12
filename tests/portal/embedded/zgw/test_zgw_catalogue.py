"""The Catalogi API as its document has it: each single thing has an ETag, a list has none."""

import pytest

from portal.embedded.zgw.catalogi import FILTERS
from portal.embedded.zgw.catalogue import catalogue
from tests.portal.embedded.zgw.conftest import raw_specification


@pytest.fixture(params=list(FILTERS))
def url(request, world):
    """The address of something of each kind."""
    return catalogue(world).of(request.param)[0]["url"]


def test_what_is_known_is_not_sent_again(api, url):
    etag = api.get(url).headers["ETag"]

    same = api.get(url, headers={"If-None-Match": f'"other", {etag}'})

    assert (same.status_code, same.data, same.headers["ETag"]) == (304, b"", etag)
    assert api.get(url, headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_gives_the_etag_alone(api, url):
    answer = api.call("HEAD", url)

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"] == api.get(url).headers["ETag"]


def test_things_that_differ_have_other_etags(api, world):
    kinds = [each["url"] for each in catalogue(world).of("zaaktype")]

    assert len({api.get(each).headers["ETag"] for each in kinds}) == len(kinds)


def test_a_list_has_no_etag(api):
    answer = api.get("/catalogi/api/v1/zaaktypen")

    assert "ETag" not in answer.headers


def test_the_document_has_an_etag_wherever_we_give_one():
    for path, operations in raw_specification("catalogi")["paths"].items():
        if "get" in operations:
            told = operations["get"]["responses"]["200"]["headers"]
            assert ("ETag" in told) == path.endswith("{uuid}"), path
