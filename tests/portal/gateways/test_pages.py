"""Lists in pages: whole, or a failure; never cut off in silence."""

import pytest

from portal.domain.failures import InvalidSourceAnswer
from portal.gateways.pages import MOST_PAGES, list_of, read_pages
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import page

ANY = list_of(dict)


@pytest.fixture
def pages_of(server):
    """A list of so many pages, one item on each."""

    def given(number):
        def answer(request):
            here = int(request.params.get("page", 1))
            more = f"{server.url}/v1/list?page={here + 1}" if here < number else None
            return page({"page": here}, following=more)

        server.answer = answer

    return given


def test_the_longest_list_is_read_whole(api, server, pages_of):
    pages_of(MOST_PAGES)

    assert len(read_pages(api, ANY, "list", {}).whole("tested")) == MOST_PAGES
    assert len(server.requests) == MOST_PAGES


def test_a_list_that_is_too_long_is_a_failure_and_never_cut_off(api, server, pages_of):
    pages_of(MOST_PAGES + 1)

    with pytest.raises(InvalidSourceAnswer, match="tested: more than 50 pages"):
        read_pages(api, ANY, "list", {}).whole("tested")
    assert len(server.requests) == MOST_PAGES


@pytest.mark.parametrize("answer", [[{"one": 1}], {"results": [{"one": 1}]}])
def test_a_bare_array_and_a_page_without_a_next_one_are_whole_lists(api, server, answer):
    server.answers(Reply(json=answer))

    assert read_pages(api, ANY, "list", {}).whole("tested") == ({"one": 1},)


@pytest.mark.parametrize("answer", [{}, {"results": None}, "list", {"results": [], "next": 3}])
def test_anything_else_is_no_list(api, server, answer):
    server.answers(Reply(json=answer))

    with pytest.raises(InvalidSourceAnswer):
        read_pages(api, ANY, "list", {}).whole("tested")
