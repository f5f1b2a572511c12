"""Pages of the list of cases: each case once, as many calls for many cases as for few."""

from uuid import UUID

import pytest
from structlog.testing import capture_logs

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey, CaseNumber
from portal.domain.cases import CASES_ON_PAGE
from portal.domain.failures import InvalidSourceAnswer, NotFound, SourceUnavailable
from portal.gateways.cases.zgw import reading
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_for
from tests.portal.gateways.many_cases import ManyCases, of_somebody_else
from tests.portal.gateways.recordings import ZOEK, page

USUAL = {"page", "pageSize"}


@pytest.fixture
def cases(server):
    """With time enough for the large pages of a slow fake."""
    return reading.connect(settings_for(server.url, register_seconds=10.0))


@pytest.fixture
def searches(zgw):
    """How often cases were searched for so far."""
    return lambda: sum(f"{each.method} {each.path}" == ZOEK for each in zgw.server.requests)


@pytest.mark.parametrize("count", [20, 200, 1_000, 10_000])
def test_a_page_is_one_call_however_many_cases_there_are(cases, recorded, zgw, searches, count):
    zgw.server.answer = ManyCases(zgw, count)
    cases.cases_of(recorded)  # what the catalogue says is kept from now on
    last = count // CASES_ON_PAGE

    for number in {1, max(1, last // 2), last}:
        zgw.server.requests.clear()
        listed = cases.cases_of(recorded, number).value

        assert (len(zgw.server.requests), searches()) == (1, 1)
        assert set(zgw.server.requests[0].params) == USUAL
        assert [case.key.id.int for case in listed.cases] == [
            *range((number - 1) * CASES_ON_PAGE, number * CASES_ON_PAGE)
        ]
        assert (listed.count, listed.number, listed.has_older) == (count, number, number < last)
        assert listed.is_whole is (last == 1)


@pytest.mark.parametrize("count", [0, 1, 19, 21, 110, 205])
@pytest.mark.parametrize(
    ("size", "is_strict"), [(0, False), (100, False), (100, True), (50, False), (30, False)]
)
def test_each_case_stands_on_one_page_whatever_pages_the_system_has(
    cases, recorded, zgw, searches, count, size, is_strict
):
    zgw.server.answer = ManyCases(zgw, count, size, is_strict)
    places: list[int] = []
    number, has_older = 1, True

    while has_older:
        before = searches()
        listed = cases.cases_of(recorded, number).value
        assert searches() - before <= 4
        assert len(listed.cases) <= CASES_ON_PAGE
        assert listed.count == count
        places += [case.key.id.int for case in listed.cases]
        number, has_older = number + 1, listed.has_older

    assert places == [*range(count)]
    if count:
        with pytest.raises(NotFound):
            cases.cases_of(recorded, number)


def test_a_page_that_fails_is_no_shorter_list(cases, recorded, zgw):
    many = ManyCases(zgw, 45)
    zgw.server.answer = lambda request: (
        Reply(502, body=b"") if request.params.get("page") == "2" else many(request)
    )

    assert len(cases.cases_of(recorded, 1).value.cases) == CASES_ON_PAGE
    with pytest.raises(SourceUnavailable):
        cases.cases_of(recorded, 2)


def test_a_row_without_a_role_of_the_resident_is_not_shown_and_logged_by_its_key(
    cases, recorded, zgw
):
    zgw[ZOEK] = page(of_somebody_else(zgw), zgw.zaak)

    with capture_logs() as logs:
        answer = cases.cases_of(recorded)

    assert [case.number for case in answer.value.cases] == [zgw.zaak["identificatie"]]
    assert answer.value.count is None, "what was not filtered was not counted either"
    assert [part.name for part in answer.missing] == ["case"], "so nobody says that this is all"
    [line] = [line for line in logs if line["event"] == "case_without_own_role"]
    assert line["case"] == str(CaseKey(ONLY_SYSTEM, UUID(int=9_999)))


def test_an_answer_with_only_cases_of_others_is_not_no_cases(cases, recorded, zgw):
    zgw[ZOEK] = page(of_somebody_else(zgw))

    with pytest.raises(InvalidSourceAnswer, match="only cases of others"):
        cases.cases_of(recorded)


@pytest.mark.parametrize("has_mark", [True, False])
def test_cases_are_had_by_their_keys_in_one_call(cases, recorded, zgw, searches, has_mark):
    zgw.server.answer = ManyCases(zgw, 400, has_mark=has_mark)
    places = [3, 5] if has_mark else [3]
    other = CaseKey("elsewhere", UUID(int=1))
    keys = [other, *(CaseKey(ONLY_SYSTEM, UUID(int=place)) for place in (3, 5))]
    if not has_mark:
        keys[-1] = CaseKey(ONLY_SYSTEM, UUID(int=300))

    listed = cases.cases_with_keys(recorded, keys).value

    assert [case.key.id.int for case in listed] == places
    assert searches() == 1


def test_for_keys_of_another_system_nothing_is_asked(cases, recorded, zgw):
    assert cases.cases_with_keys(recorded, [CaseKey("elsewhere", UUID(int=1))]).value == []
    assert zgw.server.requests == []


def test_more_keys_than_fit_a_page_are_one_call_all_the_same(cases, recorded, zgw, searches):
    zgw.server.answer = ManyCases(zgw, 400)
    keys = [CaseKey(ONLY_SYSTEM, UUID(int=place)) for place in range(100, 150)]

    listed = cases.cases_with_keys(recorded, keys).value

    assert [case.key for case in listed] == keys[:CASES_ON_PAGE]
    assert searches() == 1


@pytest.mark.parametrize("has_mark", [True, False])
def test_a_case_is_had_by_its_number(cases, recorded, zgw, searches, has_mark):
    zgw.server.answer = ManyCases(zgw, 400, has_mark=has_mark)

    listed = cases.cases_with_number(recorded, CaseNumber("ZAAK-09995")).value

    assert [case.key.id.int for case in listed] == [5]
    assert searches() == 1
    assert cases.cases_with_number(recorded, CaseNumber("ZAAK-X")).value == []


@pytest.mark.parametrize("text", ["", " ", "Z\x0026", "Z\n26", "Z" * 41])
def test_for_what_can_be_no_number_nothing_is_asked(cases, recorded, zgw, text):
    assert cases.cases_with_number(recorded, CaseNumber(text)).value == []
    assert zgw.server.requests == []


def test_a_row_that_comes_twice_is_one_case(cases, recorded, zgw):
    zgw[ZOEK] = page(zgw.zaak, zgw.zaak)

    assert len(cases.cases_of(recorded).value.cases) == 1
