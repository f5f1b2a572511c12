"""A case is found by its key: its number may change, and another system may give the same one."""

from dataclasses import replace

import pytest
from sqlalchemy import text

from portal.domain.case_keys import CaseNumber
from portal.domain.people import Ground
from portal.storage import consultations, jobs
from portal.storage.messages import Message, add_message
from portal.storage.submissions import Submission
from portal.storage.task_replies import TaskReply
from tests.browser import heading_of, links_of, main_of
from tests.case_keys import a_key, url_of
from tests.factories import BSN, OTHER_BSN, a_case, a_case_file, a_consultation, a_task
from tests.forms_filled import send
from tests.portal.features.cases.conftest import FILE

NUMBER, NEW_NUMBER = "ZAAK-2026-0000000001", "ANDERS-77"
ELSEWHERE = "archief"
"""Another case system."""


@pytest.fixture
def file(world):
    """A case of the resident."""
    world.cases.files[BSN] = [a_case_file()]
    return world.cases.files[BSN][0]


@pytest.fixture
def renumbered(world, file):
    """The same case, which got another number since."""
    case = replace(file.case, number=CaseNumber(NEW_NUMBER))
    world.cases.files[BSN] = [a_case_file(case)]
    return case


@pytest.fixture
def twins(world):
    """Two cases with the same number, each of a system of its own."""
    here = a_case(title="Verhuizing doorgeven")
    there = a_case(title="Parkeervergunning", key=a_key(system=ELSEWHERE))
    world.cases.files[BSN] = [a_case_file(here), a_case_file(there)]
    return here, there


def page_of(case) -> str:
    """Address of the page of a case of the usual system."""
    return f"/zaken/{case.key.id}/"


def test_the_address_of_a_case_has_its_key_and_not_its_number(browser, file):
    path = links_of(browser.get("/zaken/"))["Verhuizing doorgeven"]

    assert path == page_of(file.case)
    assert NUMBER in main_of(browser.get(path))


@pytest.mark.parametrize("rest", ["", "gegevensgebruik/", "gegevensgebruik/?periode=60"])
def test_an_address_with_a_number_leads_to_the_page(browser, file, rest):
    answer = browser.get(f"/zaken/{NUMBER}/{rest}")

    assert (answer.status_code, answer.location) == (303, f"{page_of(file.case)}{rest}")
    assert browser.get(answer.location).status_code == 200


def test_an_address_of_a_document_with_a_number_leads_to_it(browser, file):
    rest = f"documenten/{file.documents[0].id}"

    answer = browser.get(f"/zaken/{NUMBER}/{rest}")

    assert answer.location == f"{page_of(file.case)}{rest}"


@pytest.mark.parametrize("number", [NUMBER, "ZAAK-2026-9999999999", "..%2f..%2ftaal", "x" * 3000])
def test_the_number_of_somebody_else_is_unknown_as_any_other(browser, world, number):
    world.cases.files[OTHER_BSN] = [a_case_file()]

    answer = browser.get(f"/zaken/{number}/")

    assert answer.status_code == 404


def test_the_key_of_somebody_else_is_unknown_as_any_other(browser, world):
    world.cases.files[OTHER_BSN] = [a_case_file()]

    theirs, unknown = (browser.get(page_of(a_case(number))) for number in (NUMBER, "ZAAK-0"))

    assert theirs.status_code == unknown.status_code == 404
    bodies = [main_of(page).rpartition(" ")[0] for page in (theirs, unknown)]  # its id differs
    assert bodies[0] == bodies[1]


def test_a_number_is_not_called_unknown_while_nobody_can_say(browser, world):
    world.cases.is_down = True

    assert browser.get(f"/zaken/{NUMBER}/").status_code == 503


def test_after_a_change_of_number_page_lines_and_tasks_are_the_same_case(
    browser, world, database, resident, renumbered
):
    world.tasks.tasks[BSN] = [a_task(renumbered, case_number=CaseNumber(NUMBER))]
    line = a_consultation(
        resident,
        ground=Ground.COUNTER_EMPLOYEE,
        action="viewed",
        case=renumbered.key,
        case_ref=NUMBER,
    )
    consultations.write(database, line)
    database.commit()

    page = browser.get(page_of(renumbered))

    assert NEW_NUMBER in main_of(page)
    assert "Stuur uw huurcontract" in main_of(page)
    assert "keek 1 keer naar deze zaak." in main_of(page)
    assert f"Naar zaak {NEW_NUMBER}" in links_of(browser.get("/gegevensgebruik/"))


def test_the_old_number_of_what_was_sent_here_leads_to_the_case(browser, world, do_jobs, rows):
    send(browser)
    do_jobs()
    [sent] = rows(Submission)
    world.cases.files[BSN] = [a_case_file(a_case(NEW_NUMBER, key=sent.case_key))]

    answer = browser.get(f"/zaken/{sent.number}/")

    assert answer.location == f"/zaken/{sent.case_key.id}/"
    assert NEW_NUMBER in main_of(browser.get(answer.location))


def test_a_message_of_before_keys_still_leads_to_the_case(browser, database, resident, file):
    facts = {"title": "Verhuizing doorgeven", "number": NUMBER}
    message = add_message(database, resident.key, "case_made", about="before", facts=facts)
    database.commit()

    link = links_of(browser.get(f"/berichten/{message}/"))["Bekijk uw zaak"]

    assert browser.get(link).location == page_of(file.case)


def test_two_systems_may_give_the_same_number(browser, twins):
    here, there = twins
    links = links_of(browser.get("/zaken/"))

    assert links["Verhuizing doorgeven"] == page_of(here)
    assert links["Parkeervergunning"] == f"/zaken/{ELSEWHERE}~{there.key.id}/"
    for title, path in links.items():
        if title in ("Verhuizing doorgeven", "Parkeervergunning"):
            assert heading_of(browser.get(path)) == title


def test_of_two_cases_with_one_number_neither_is_guessed(browser, twins):
    assert browser.get(f"/zaken/{NUMBER}/").location == "/zaken/"


def test_looks_at_two_cases_with_one_number_stand_apart(browser, database, resident, twins):
    for case, count in zip(twins, (1, 2), strict=True):
        for _look in range(count):
            line = a_consultation(
                resident,
                ground=Ground.COUNTER_EMPLOYEE,
                action="viewed",
                case=case.key,
                case_ref=NUMBER,
            )
            consultations.write(database, line)
    database.commit()
    links = links_of(browser.get("/zaken/"))

    pages = [main_of(browser.get(links[title])) for title in (twins[0].title, twins[1].title)]

    assert "keek 1 keer naar deze zaak." in pages[0]
    assert "keken 2 keer naar deze zaak." in pages[1]


def test_a_document_goes_to_the_case_of_its_system(browser, world, twins, do_jobs, rows):
    task = a_task(twins[1])
    world.tasks.tasks[BSN] = [task]

    after = browser.submit(browser.get(f"/taken/{task.id}/"), files=FILE)
    do_jobs()

    assert after.request.path == f"/zaken/{ELSEWHERE}~{twins[1].key.id}/"
    assert rows(TaskReply)[0].case_key == twins[1].key
    assert [key for key, _content in world.intake.added.values()] == [twins[1].key]


def test_a_job_of_before_keys_is_still_done(database, do_jobs, rows, file):
    url = url_of(file.case.key)
    jobs.defer(database, jobs.FOLLOW, lock=f"case:{url}", case_url=url)
    database.commit()

    do_jobs()

    assert [message.kind for message in rows(Message)] == ["status"]
    assert database.scalars(text("SELECT status FROM procrastinate_jobs")).all() == []
