"""Other cases put inside a case: `hoofdzaak`, `deelzaken` and `relevanteAndereZaken`.

Each answer is held against the published document too (`CaseApi.call`).
"""

import time

import pytest
from sqlalchemy import event

from portal.embedded.zgw import quirks
from portal.embedded.zgw.zaken.cases import touch
from portal.embedded.zgw.zaken.expand import EXPAND_S

ZAKEN = "/zaken/api/v1"
ZOEK = f"{ZAKEN}/zaken/_zoek"


@pytest.fixture
def family(api):
    """A main case, two parts of it of which the first has a status, and a case related to all."""
    other, main = api.case(), api.case()
    parts = [api.case(hoofdzaak=main["url"]) for _ in range(2)]
    api.made(f"{ZAKEN}/statussen", api.status_body(parts[0]))
    relation = {"url": other["url"], "aardRelatie": "onderwerp"}
    for case in (main, *parts):
        api.patch(case["url"], {"relevanteAndereZaken": [relation]})
    return main, parts, other


def inside(api, case, *paths):
    return api.get(f"{case['url']}?expand={','.join(paths)}").json["_expand"]


def urls(cases):
    return [case["url"] for case in cases]


def test_main_case_and_parts_stand_inside_each_other(api, family):
    main, parts, _other = family

    of_main = inside(api, main, "deelzaken")
    of_part = inside(api, parts[0], "hoofdzaak")

    assert sorted(urls(of_main["deelzaken"])) == sorted(urls(parts))
    assert of_part["hoofdzaak"]["url"] == main["url"]
    assert "_expand" not in of_part["hoofdzaak"]


def test_related_case_stands_inside_whoever_names_it(api, family):
    main, _parts, other = family

    [told] = inside(api, main, "relevanteAndereZaken")["relevanteAndereZaken"]

    assert told["url"] == other["url"]
    assert inside(api, other, "relevanteAndereZaken") == {}, "the other one names nobody"


def test_what_is_in_those_cases_stands_inside_too(api, family):
    main, parts, _other = family

    found = inside(api, main, "deelzaken.status.statustype", "deelzaken.zaaktype")["deelzaken"]

    by_url = {case["url"]: case["_expand"] for case in found}
    with_status, without = by_url[parts[0]["url"]], by_url[parts[1]["url"]]
    assert with_status["status"]["_expand"]["statustype"]["omschrijving"] == "Ontvangen"
    assert with_status["zaaktype"]["identificatie"] == "VERHUIZING"
    assert "status" not in without


def test_parts_of_the_main_case_stand_inside_a_part(api, family):
    """The example of the published document: `hoofdzaak.deelzaken.status.statustype`."""
    _main, parts, _other = family

    main = inside(api, parts[1], "hoofdzaak.deelzaken.status.statustype")["hoofdzaak"]

    assert sorted(urls(main["_expand"]["deelzaken"])) == sorted(urls(parts))


@pytest.mark.parametrize(
    "path",
    [
        "deelzaken.hoofdzaak",
        "deelzaken.deelzaken",
        "relevanteAndereZaken.hoofdzaak",
        "hoofdzaak.hoofdzaak",
        "hoofdzaak.deelzaken.relevanteAndereZaken",
        "hoofdzaak.zaakinformatieobjecten.informatieobject",
        "gerelateerdeZaken",
        "hoofdzaken",
    ],
)
def test_paths_that_nobody_lists_are_refused(api, family, path):
    answer = api.get(f"{family[0]['url']}?expand={path}")

    assert answer.status_code == 400
    assert answer.json["invalidParams"][0]["code"] == "invalid_choice"


def test_case_that_is_too_secret_stays_outside(api, world, family):
    main, parts, _other = family
    with world.engine.begin() as connection:
        touch(connection, parts[0]["uuid"], vertrouwelijkheidaanduiding="geheim")

    assert urls(inside(api, main, "deelzaken")["deelzaken"]) == [parts[1]["url"]]


def test_list_asks_the_database_as_often_for_one_case_as_for_three(api, world, family):
    main, parts, _other = family

    def queries(*cases):
        asked = []
        note = lambda *_: asked.append(1)  # noqa: E731
        body = {
            "uuid__in": [case["uuid"] for case in cases],
            "expand": ["hoofdzaak.status", "deelzaken.status", "relevanteAndereZaken.zaaktype"],
        }
        event.listen(world.engine, "before_cursor_execute", note)
        assert len(api.post(ZOEK, body).json["results"]) == len(cases)
        event.remove(world.engine, "before_cursor_execute", note)
        return len(asked)

    assert queries(main, *parts) <= queries(main) + 2, "of parts their main case is asked besides"


@pytest.fixture
def slow_expand(world):
    """What is expanded takes the time that it takes a real case system."""
    quirks.switch(world, quirks.Quirk.SLOW_EXPAND, on=True)
    yield
    quirks.switch(world, quirks.Quirk.SLOW_EXPAND, on=False)


@pytest.mark.parametrize(
    ("paths", "relations"),
    [
        ([], 0),
        (["status"], 3),
        (["status", "rollen", "resultaat"], 9),
        (["status.statustype"], 6),
        (["deelzaken"], 3),
        (["deelzaken.status"], 3 + 2),
    ],
)
def test_each_case_and_relation_costs_time(api, family, slow_expand, monkeypatch, paths, relations):
    waits = []
    monkeypatch.setattr(time, "sleep", waits.append)
    main, parts, _other = family
    ids = [case["uuid"] for case in (main, *parts)]

    assert len(api.post(ZOEK, {"uuid__in": ids, "expand": paths}).json["results"]) == 3

    assert sum(waits) == pytest.approx(relations * EXPAND_S)


def test_without_that_switch_it_costs_none(api, family, monkeypatch):
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("nobody asked for it"))

    assert inside(api, family[0], "status", "rollen", "deelzaken")
