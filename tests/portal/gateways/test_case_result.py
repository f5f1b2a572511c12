"""How a case ended, and why, and how its decisions do, on answers of a real Open Zaak."""

from datetime import date

import pytest

from portal.domain.cases import EndOfDecision
from portal.gateways.cases.zgw.resources import uuid_of
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import (
    DECISION_LINKS,
    DECISIONS,
    ENDED,
    KEY,
    TYPES,
    body,
    page,
)

GRANTED = f"{TYPES}/resultaattypen/7c1d2b8e-3f5a-4a0e-9c7b-1d2e3f4a5b6c"
WHY = "U woont in het gebied.\nDe vergunning geldt 1 jaar."


@pytest.fixture
def ended(zgw):
    """A case that ended with a result; a test changes what is told of it."""
    zgw.now_is(ENDED)
    zgw[f"GET {GRANTED}"] = Reply(json={"omschrijving": "Toegekend"})
    result = {"resultaattype": f"{zgw.base}{GRANTED}", "toelichting": WHY}
    zgw.zaak["resultaat"] = f"{zgw.base}/zaken/api/v1/resultaten/1"
    zgw.zaak["_expand"]["resultaat"] = result
    return result


def test_a_result_has_its_name_and_why(cases, recorded, ended):
    case = cases.case_file(recorded, KEY).case

    assert (case.result, case.result_explanation) == ("Toegekend", WHY)
    [in_list] = cases.cases_of(recorded).value.cases
    assert in_list.result == "Toegekend"


@pytest.mark.parametrize("words", [None, "", " \n", 7, ["x"]])
def test_a_result_without_an_explanation_has_its_name(cases, recorded, ended, words):
    ended["toelichting"] = words

    case = cases.case_file(recorded, KEY).case

    assert (case.result, case.result_explanation) == ("Toegekend", "")


def test_why_it_ended_is_told_where_the_name_of_the_result_is_not(cases, recorded, zgw, ended):
    zgw[f"GET {GRANTED}"] = Reply(404, json={"code": "not_found"})

    case = cases.case_file(recorded, KEY).case

    assert (case.result, case.result_explanation) == ("", WHY)


@pytest.mark.parametrize(
    ("fields", "ends", "end"),
    [
        ({"vervaldatum": None, "vervalreden": ""}, None, None),
        ({}, None, None),
        (
            {"vervaldatum": "2026-09-01", "vervalreden": "ingetrokken_overheid"},
            date(2026, 9, 1),
            EndOfDecision.WITHDRAWN,
        ),
        (
            {"vervaldatum": "2999-09-01", "vervalreden": "tijdelijk"},
            date(2999, 9, 1),
            EndOfDecision.TEMPORARY,
        ),
        (
            {"vervaldatum": "", "vervalreden": "ingetrokken_belanghebbende"},
            None,
            EndOfDecision.WITHDRAWN_ON_REQUEST,
        ),
        ({"vervaldatum": "2026-09-01", "vervalreden": "iets"}, date(2026, 9, 1), None),
        ({"vervaldatum": "2026-09-01", "vervalreden": None}, date(2026, 9, 1), None),
    ],
)
def test_a_decision_says_when_and_why_it_ends(cases, recorded, zgw, fields, ends, end):
    besluit = body("brc-02", zgw.base)["results"][0] | {"verzenddatum": "2026-08-22"}
    for name in ("vervaldatum", "vervalreden"):
        besluit.pop(name, None)
    zgw[DECISIONS] = page(besluit | fields)
    zgw[DECISION_LINKS] = Reply(json=[])

    [decision] = cases.case_file(recorded, KEY).decisions

    assert (decision.ends, decision.end) == (ends, end)
    assert decision.id == uuid_of(besluit["url"])


def test_a_decision_with_an_odd_end_is_not_told_as_one_that_holds(cases, recorded, zgw):
    besluit = body("brc-02", zgw.base)["results"][0] | {"verzenddatum": "2026-08-22"}
    zgw[DECISIONS] = page(besluit | {"vervaldatum": "morgen"})

    file = cases.case_file(recorded, KEY)

    assert file.decisions == ()
    assert [part.name for part in file.unread_parts] == ["decisions"]
