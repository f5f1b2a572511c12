"""Tasks that are odd: each hides no other, and is told as missing."""

from dataclasses import replace

import pytest

from tests.factories import BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import page
from tests.portal.gateways.test_tasks import SEARCH, TASK, THE_CASE, copy_of, item, routes, system

__all__ = ["item", "routes", "system"]


def test_an_odd_task_that_stands_alone_is_neither_a_failure_nor_no_tasks(system, recorded, routes):
    routes[SEARCH] = Reply(json={"results": [{}], "next": None})

    answer = system.tasks_of(recorded)

    assert (answer.value, [part.name for part in answer.missing]) == ([], ["task"])


def test_a_task_without_a_title_is_shown(system, recorded, routes, item):
    routes[SEARCH] = page(copy_of(item, titel=None), copy_of(item, titel="\u200b"), item)

    tasks_shown = system.tasks_of(recorded).value

    assert sorted(task.title for task in tasks_shown) == ["", "", "Stuur uw huurcontract"]


@pytest.mark.parametrize(
    "odd",
    [{"verloopdatum": "9 december"}, {"identificatie": {"value": BSN}}, {"koppeling": "zaak"}],
)
def test_an_odd_task_hides_no_other(system, recorded, routes, item, odd):
    routes[SEARCH] = page(copy_of(item, **odd), item)

    answer = system.tasks_of(recorded)

    assert [task.id for task in answer.value] == [TASK]
    assert [part.name for part in answer.missing] == ["task"]


@pytest.mark.parametrize(
    "link", [{"registratie": "zaak", "uuid": "de zaak"}, {"registratie": "zaak", "value": "1"}]
)
def test_a_task_of_something_that_is_no_case_is_shown_without_one(
    system, recorded, routes, item, link
):
    routes[SEARCH] = page(copy_of(item, koppeling=link), item)

    lonely, usual = sorted(system.tasks_of(recorded).value, key=lambda task: task.case_number)

    assert (lonely.case_key, usual.id) == (None, TASK)


def test_a_task_of_a_case_with_an_odd_number_is_shown_without_one(system, recorded, routes):
    routes[THE_CASE] = Reply(json={"identificatie": None})

    [task] = system.tasks_of(recorded).value

    assert (task.title, task.case_key) == ("Stuur uw huurcontract", None)


@pytest.mark.parametrize("data", [[], "tekst", {"documenttype": {"a": 1}}])
def test_the_form_of_a_task_is_open_in_the_standard(system, recorded, routes, item, data):
    routes[SEARCH] = page(copy_of(item, portaalformulier={"data": data}))

    [task] = system.tasks_of(recorded).value

    assert (task.document_kind, task.explanation) == ("", "")


def test_a_closed_task_may_be_as_odd_as_it_likes(system, recorded, routes, item):
    odd = copy_of(item, status="afgerond", titel=None, verloopdatum="ooit")
    routes[SEARCH] = page(odd)

    assert system.tasks_of(recorded).value == []


def test_a_case_that_hangs_takes_no_task_away(system, recorded, routes, item):
    form = {"formulier": {"soort": "id", "value": "x"}, "data": {"zaaknummer": "Z-1"}}
    routes[SEARCH] = page(item, copy_of(item, portaalformulier=form))
    routes[THE_CASE] = Reply(json={"identificatie": "Z-2"}, wait_s=0.2)
    hurried = replace(system, api=replace(system.api, limit_s=0.15))

    numbers = [task.case_number for task in hurried.tasks_of(recorded).value]

    assert sorted(numbers) == ["", "Z-1"]
