"""The catalogue after its hours: asked whether it still holds, by the ETag that the API gave."""

from dataclasses import replace
from datetime import date

import pytest

from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.cases.zgw.api import connect
from portal.gateways.cases.zgw.catalogue import CaseCatalogue
from portal.gateways.http import Api
from portal.gateways.kept import CONFIRMED_S, KEPT_S, Kept
from portal.gateways.versions import etag_in
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import ENOUGH_S
from tests.portal.gateways.recordings import PHOTO_TYPE, TYPES, body
from tests.portal.gateways.recordings import ZAAKTYPE as CASE_TYPE

OLD, NEW = '"one"', '"two"'
NO_NEWS = Reply(304, body=b"")
TODAY = date(2026, 11, 30)


@pytest.fixture
def now():
    """The clock of what is kept, in seconds."""
    return [0.0]


@pytest.fixture
def kept(now):
    return Kept(clock=lambda: now[0])


@pytest.fixture
def catalogue(zgw, kept):
    zgw[f"GET {TYPES}/statustypen"] = Reply(json=body("ztc-20", zgw.base))
    api = Api(system="catalogue", base_url=f"{zgw.base}{TYPES}", limit_s=ENOUGH_S)
    return CaseCatalogue(api, kept)


@pytest.fixture
def photo(zgw):
    """Says what stands at a kind of document, under this ETag."""
    resource = zgw[f"GET {PHOTO_TYPE}"].json

    def stands(name, etag):
        headers = {} if etag is None else {"ETag": etag}
        told = Reply(json={**resource, "omschrijving": name}, headers=headers)
        asked = lambda request: request.headers.get("If-None-Match")  # noqa: E731

        def answer(request):
            if request.path != PHOTO_TYPE:
                return zgw(request)
            return NO_NEWS if etag and asked(request) == etag else told

        zgw.server.answer = answer

    return stands


def marks(zgw, path=PHOTO_TYPE):
    """The ETag that each request for this was sent with."""
    return [each.headers.get("If-None-Match") for each in zgw.server.requests if each.path == path]


def test_what_still_holds_is_not_sent_again(zgw, catalogue, photo, now):
    url = zgw.base + PHOTO_TYPE
    photo("Foto", OLD)

    before = catalogue.kind_at(url)
    now[0] += KEPT_S + 1

    assert catalogue.kind_at(url) is before
    assert marks(zgw) == [None, OLD]
    now[0] += KEPT_S - 1
    assert catalogue.kind_at(url) is before, "it is kept for hours again"
    assert len(marks(zgw)) == 2


def test_what_is_another_one_takes_its_place(zgw, catalogue, photo, now):
    url = zgw.base + PHOTO_TYPE
    photo("Foto", OLD)
    assert catalogue.name_of(url) == "Foto"

    photo("Afbeelding", NEW)
    assert catalogue.name_of(url) == "Foto"
    now[0] += KEPT_S + 1

    assert catalogue.name_of(url) == "Afbeelding"
    assert catalogue.kept_name_of(url) == "Afbeelding"
    now[0] += KEPT_S + 1
    assert catalogue.name_of(url) == "Afbeelding"
    assert marks(zgw) == [None, OLD, NEW]


@pytest.mark.parametrize("etag", [None, "", "one", '"on\te"', f'"{"e" * 300}"', '"a", "b"'])
def test_without_an_etag_that_can_be_sent_it_is_read_as_a_whole(zgw, catalogue, photo, now, etag):
    url = zgw.base + PHOTO_TYPE
    photo("Foto", etag)
    assert catalogue.name_of(url) == "Foto"
    photo("Afbeelding", etag)
    now[0] += KEPT_S + 1

    assert catalogue.name_of(url) == "Afbeelding"
    assert marks(zgw) == [None, None]


def test_an_etag_that_lies_is_believed_for_a_day(zgw, catalogue, photo, now):
    url = zgw.base + PHOTO_TYPE
    photo("Foto", OLD)
    catalogue.name_of(url)
    photo("Afbeelding", OLD)

    while now[0] < CONFIRMED_S - KEPT_S - 1:
        now[0] += KEPT_S + 1
        assert catalogue.name_of(url) == "Foto"
    now[0] += KEPT_S + 1

    assert catalogue.name_of(url) == "Afbeelding"
    assert marks(zgw)[-1] is None


def test_no_news_of_what_is_not_known_is_no_answer(zgw, catalogue):
    zgw[f"GET {PHOTO_TYPE}"] = NO_NEWS

    with pytest.raises(InvalidSourceAnswer, match="HTTP 304"):
        catalogue.kind_at(zgw.base + PHOTO_TYPE)


def test_a_case_type_is_confirmed_and_its_steps_are_read_again(zgw, catalogue, now):
    url = zgw.base + CASE_TYPE
    zgw[f"GET {CASE_TYPE}"] = replace(zgw[f"GET {CASE_TYPE}"], headers={"ETag": OLD})
    before = catalogue.case_type(url)
    zgw[f"GET {CASE_TYPE}"] = NO_NEWS
    steps = zgw[f"GET {TYPES}/statustypen"].json
    steps["results"][0]["omschrijving"] = "Anders"
    now[0] += KEPT_S + 1

    after = catalogue.case_type(url)

    assert marks(zgw, CASE_TYPE) == [None, OLD]
    assert marks(zgw, f"{TYPES}/statustypen") == [None, None], "a list has no ETag"
    assert after.steps != before.steps
    assert replace(after, steps=()) == replace(before, steps=())


def test_one_url_may_be_read_in_two_shapes(zgw, catalogue):
    """As an odd list may name a case type among its kinds of document."""
    url = zgw.base + CASE_TYPE
    case_type = catalogue.case_type(url)

    kind = catalogue.kind_at(url)

    assert (kind.omschrijving, kind.begin_geldigheid is None) == (case_type.name, False)
    assert catalogue.case_type(url) == case_type


def test_a_concept_is_asked_for_as_a_whole_each_time(zgw, catalogue):
    concept = {**zgw[f"GET {CASE_TYPE}"].json, "concept": True}
    zgw[f"GET {CASE_TYPE}"] = Reply(json=concept, headers={"ETag": OLD})

    assert [catalogue.case_type(zgw.base + CASE_TYPE).is_concept for _ in "12"] == [True, True]

    assert marks(zgw, CASE_TYPE) == [None, None]


def test_the_embedded_catalogue_says_that_nothing_is_new(portal_settings, now, kept):
    zgw = connect(portal_settings, limit_s=ENOUGH_S)
    catalogue = replace(zgw.catalogue, kept=kept)
    case_type, *_ = catalogue.case_types_on(TODAY)
    before = catalogue.kind_at(case_type.document_type_urls[0])
    now[0] += KEPT_S + 1

    assert catalogue.case_type(case_type.url) == case_type
    assert catalogue.kind_at(case_type.document_type_urls[0]) is before


@pytest.mark.parametrize("etag", ['"a"', 'W/"a"', ' "a" '])
def test_an_etag_goes_back_as_it_came(etag):
    assert etag_in({"ETag": etag}) == etag.strip()
