"""Every way in which a part of the case API can fail, as its switch says."""

import threading
from datetime import UTC, datetime, timedelta

import pytest

from portal.embedded.switchboard.switches import Mode
from tests.worlds import SECRET

LISTS = {
    "zaken": "/zaken/api/v1/zaken",
    "catalogi": "/catalogi/api/v1/zaaktypen",
    "documenten": "/documenten/api/v1/enkelvoudiginformatieobjecten",
    "besluiten": "/besluiten/api/v1/besluiten",
    "objecten": "/objecten/api/v2/objects",
}
STATUSES = "/zaken/api/v1/statussen"
REFUSALS = {
    Mode.UNAUTHORIZED: 401,
    Mode.FORBIDDEN: 403,
    Mode.NOT_FOUND: 404,
    Mode.CONFLICT: 409,
    Mode.PRECONDITION: 412,
    Mode.TOO_MANY: 429,
    Mode.ERROR: 500,
    Mode.ERROR_AFTER: 500,
    Mode.DOWN: 502,
    Mode.BROKEN_AFTER: 502,
}


@pytest.fixture
def switch(client):
    """Let a part behave otherwise: `switch("zaken", Mode.DOWN)`."""

    def switch_(part, mode, **how):
        setting = {"stand": mode.value, **how}
        answer = client.put(f"/schakelbord/api/{part}", json=setting)
        assert answer.status_code == 200, answer.text

    return switch_


@pytest.fixture
def ask(client, api):
    """Read the list of a part, or another path, however it answers."""

    def ask_(part, path=""):
        headers = dict(api.headers)
        if part == "objecten":
            headers["Authorization"] = f"Token {SECRET}"
        return client.get(path or LISTS[part], headers=headers)

    return ask_


@pytest.mark.parametrize("mode", REFUSALS)
@pytest.mark.parametrize("part", LISTS)
def test_every_part_refuses_as_its_switch_says_and_then_works_again(ask, switch, part, mode):
    switch(part, mode, keer=1, seconden=7)

    answer = ask(part)

    assert answer.status_code == REFUSALS[mode]
    assert answer.headers.get("Retry-After") == ("7" if mode is Mode.TOO_MANY else None)
    assert ask(part).status_code == 200


@pytest.mark.parametrize("part", LISTS)
def test_half_an_answer_is_no_json(ask, switch, part):
    whole = len(ask(part).data)
    switch(part, Mode.CUT_OFF)

    answer = ask(part)

    assert (answer.status_code, answer.get_json(silent=True)) == (200, None)
    assert len(answer.data) == int(answer.headers["Content-Length"]) == whole // 2


@pytest.mark.parametrize("part", LISTS)
def test_another_shape_has_the_same_in_it(ask, switch, part):
    usual = ask(part).json
    switch(part, Mode.OTHER_SHAPE)

    assert ask(part).json == {"antwoord": usual}


@pytest.mark.parametrize("part", LISTS)
def test_an_odd_item_stands_among_the_others(ask, switch, part):
    usual = ask(part).json["results"]
    switch(part, Mode.ODD_ITEM)

    odd, *others = ask(part).json["results"]

    assert others == usual
    assert not isinstance(odd["url"], str)


@pytest.mark.parametrize("part", LISTS)
def test_an_answer_that_stops_halfway_goes_on_until_the_switch_is_put_right(ask, switch, part):
    whole = len(ask(part).data)
    switch(part, Mode.HANGING_HALFWAY)
    answers = []
    caller = threading.Thread(target=lambda: answers.append(ask(part).data))
    caller.start()
    caller.join(0.5)
    assert caller.is_alive()

    switch(part, Mode.GOOD)
    caller.join(3)

    [came] = answers
    assert 0 < len(came) < whole


def test_the_cases_are_of_another(ask, api, switch):
    api.made("/zaken/api/v1/rollen", api.role_body(api.case()))
    usual = ask("zaken", "/zaken/api/v1/rollen").json["results"]
    switch("zaken", Mode.OF_ANOTHER)

    changed = ask("zaken", "/zaken/api/v1/rollen").json["results"]

    assert [role["url"] for role in changed] == [role["url"] for role in usual]
    before, after = (
        {role["betrokkeneIdentificatie"].get("inpBsn") for role in roles}
        for roles in (usual, changed)
    )
    assert "999993653" in before
    assert not (before & after) - {None}


def test_the_work_is_done_where_the_answer_is_an_error(client, api, ask, switch):
    case = api.case()
    switch("zaken", Mode.ERROR_AFTER, alleen=f"POST {STATUSES}")

    answer = client.post(STATUSES, json=api.status_body(case), headers=api.headers)

    assert answer.status_code == 500
    assert len(ask("zaken", f"{STATUSES}?zaak={case['url']}").json["results"]) == 1


def test_a_clock_that_is_ahead_takes_no_token(ask, switch):
    switch("zaken", Mode.CLOCK_AHEAD)

    answer = ask("zaken")

    assert (answer.status_code, answer.json["code"]) == (403, "jwt-expired")


def test_a_clock_that_is_behind_calls_the_present_the_future(client, api, ask, switch):
    case = api.case()
    switch("zaken", Mode.CLOCK_BEHIND)

    now = client.post(STATUSES, json=api.status_body(case), headers=api.headers)
    earlier = (datetime.now(UTC) - timedelta(hours=3)).isoformat()
    body = api.status_body(case, datumStatusGezet=earlier)

    assert ask("zaken").status_code == 200
    assert [param["code"] for param in now.json["invalidParams"]] == ["date-in-future"]
    assert client.post(STATUSES, json=body, headers=api.headers).status_code == 201


def test_only_the_clock_of_that_part_is_wrong(ask, switch):
    switch("zaken", Mode.CLOCK_AHEAD)

    assert ask("documenten").status_code == 200


@pytest.mark.parametrize(
    ("part", "mode"),
    [("brp", Mode.OF_ANOTHER), ("zaken", Mode.LOST), ("objecten", Mode.CLOCK_AHEAD)],
)
def test_a_way_that_means_nothing_for_a_part_is_refused(client, part, mode):
    answer = client.put(f"/schakelbord/api/{part}", json={"stand": mode.value})

    assert (answer.status_code, mode.value in answer.json["fout"]) == (400, True)
