"""What the case worker's page does to the course of a case, as the API tells it afterwards."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from portal.embedded.clock import today
from portal.embedded.desk import actions, course
from portal.embedded.desk.casefile import NoSuchCase, NotPossible
from portal.embedded.zgw.catalogue import catalogue_id

GRANTED = catalogue_id("resultaattype", "KWIJTSCHELDING", "Toegekend")


@pytest.fixture
def changes(monkeypatch):
    """What subscribers are told: kind of resource and what was done with it."""
    sent = []
    monkeypatch.setattr(
        "portal.embedded.desk.treating.notify",
        lambda _world, change: sent.append((change.channel, change.resource, change.action)),
    )
    return sent


@pytest.fixture
def case(api):
    """A running case of nobody."""
    made = api.case("KWIJTSCHELDING")
    received = api.type_url("statustype", "KWIJTSCHELDING", "Ontvangen")
    api.made("/zaken/api/v1/statussen", api.status_body(made, statustype=received))
    return made


@pytest.fixture
def case_id(case):
    return UUID(case["uuid"])


def now(api, case):
    """The case as it is now."""
    return api.get(case["url"]).json


def test_more_time_is_taken_and_no_date_is_moved(world, api, case, case_id, changes):
    before = now(api, case)
    course.extend(world, case_id, days=28, reason=" Er is advies nodig. ")

    after = now(api, case)
    assert after["verlenging"] == {"reden": "Er is advies nodig.", "duur": "P28D"}
    for name in ("einddatumGepland", "uiterlijkeEinddatumAfdoening"):
        assert after[name] == before[name]
    assert actions.case_file(world, case_id).extension == "Er is advies nodig."
    assert changes == [("zaken", "zaak", "partial_update")]


@pytest.mark.parametrize(
    ("days", "reason"), [(0, "Druk"), (-1, "Druk"), (366, "Druk"), (9, " "), (9, "x" * 201)]
)
def test_more_time_has_days_and_a_reason(world, api, case, case_id, changes, days, reason):
    with pytest.raises(NotPossible):
        course.extend(world, case_id, days=days, reason=reason)

    assert not now(api, case)["verlenging"]
    assert changes == []


def test_a_case_stands_still_goes_on_and_stands_still_again(world, api, case, case_id, changes):
    with pytest.raises(NotPossible, match="staat niet stil"):
        course.resume(world, case_id)
    course.suspend(world, case_id, reason="De arts kijkt.")
    first = now(api, case)["opschorting"]
    with pytest.raises(NotPossible, match="staat al stil"):
        course.suspend(world, case_id, reason="Nog eens")
    assert actions.case_file(world, case_id).suspension == "De arts kijkt."
    course.resume(world, case_id)
    second = now(api, case)["opschorting"]
    course.suspend(world, case_id, reason="Nog een arts.")

    assert first == {"indicatie": True, "eerdereOpschorting": False, "reden": "De arts kijkt."}
    assert second == {"indicatie": False, "eerdereOpschorting": True, "reden": ""}
    third = now(api, case)["opschorting"]
    assert third == {"indicatie": True, "eerdereOpschorting": True, "reden": "Nog een arts."}
    assert len(changes) == 3


@pytest.mark.parametrize("on_request", [True, False])
def test_a_decision_is_withdrawn_though_the_case_is_closed(
    world, api, case, case_id, changes, on_request
):
    decision = actions.decide(world, case_id, result_type=GRANTED, explanation="Ja.")
    assert decision is not None
    changes.clear()
    day = today() + timedelta(days=1)

    course.withdraw_decision(world, case_id, decision, day=day, on_request=on_request)

    besluit = api.get(f"/besluiten/api/v1/besluiten/{decision}").json
    assert besluit["vervaldatum"] == day.isoformat()
    reason = "ingetrokken_belanghebbende" if on_request else "ingetrokken_overheid"
    assert besluit["vervalreden"] == reason
    assert besluit["vervalredenWeergave"].startswith("Besluit ingetrokken")
    [line] = actions.case_file(world, case_id).decisions
    assert (line.id, line.ends) == (decision, day)
    assert changes == [("besluiten", "besluit", "partial_update")]
    for change in (course.resume, lambda *case: course.extend(*case, days=9, reason="Druk")):
        with pytest.raises(NotPossible, match="al afgerond"):
            change(world, case_id)


def test_a_decision_of_another_case_is_not_withdrawn(world, api, case, case_id):
    decision = actions.decide(world, case_id, result_type=GRANTED, explanation="Ja.")
    other = UUID(api.case("KWIJTSCHELDING")["uuid"])

    for wrong in ((other, decision), (case_id, uuid4())):
        with pytest.raises(NoSuchCase):
            course.withdraw_decision(world, *wrong, day=date(2026, 1, 1), on_request=False)

    assert api.get(f"/besluiten/api/v1/besluiten/{decision}").json["vervaldatum"] is None
