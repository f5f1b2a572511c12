"""What is asked of a resident: the upload at once, sent once, brought to the case once."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from portal.domain.deliveries import MOST_TRIES, WHAT_WAS_SENT, FailureKind
from portal.domain.failures import SourceRefused, SourceUnavailable
from portal.services.deliveries.tries import record_failure
from portal.services.tasks.delivery import deliver_task_reply
from portal.storage.consultations import ConsultationLine
from portal.storage.deliveries import Errand
from portal.storage.messages import Message
from portal.storage.task_replies import TaskReply, task_replies_of
from portal.storage.uploads import Upload
from tests.browser import filled_in, form_on, heading_of, links_of, main_of, words_of
from tests.factories import BSN, OTHER_BSN, a_task
from tests.files_made import a_pdf
from tests.parts import change_settings
from tests.portal.features.cases.conftest import FILE

REFUSED = SourceRefused("zaaksysteem", "HTTP 400 on POST documenten: invalid", status=400)


def as_upload() -> dict[str, object]:
    """The same file, as a browser sends it."""
    name, content = FILE["documents"]
    return {"documents": [(io.BytesIO(content), name)]}


def test_task_opens_straight_on_the_upload(page):
    words = main_of(page)

    assert heading_of(page) == "Stuur uw huurcontract"
    assert "Wij missen de bladzijde met de handtekeningen." in words
    assert "1 december 2026" in words
    assert "Kies een foto of bestand voor: Stuur uw huurcontract" in words
    assert "Liever op papier?" in words


def test_document_is_sent_and_the_resident_knows(browser, page, task, rows):
    after = browser.submit(page, files=FILE)

    assert after.request.path == f"/zaken/{task.case_key.id}/"
    assert "Gelukt. Wij hebben uw document ontvangen." in words_of(after)
    assert rows(TaskReply)[0].sent_at is not None


def test_task_that_was_answered_is_no_longer_asked(browser, page):
    browser.submit(page, files=FILE)

    assert "Stuur uw huurcontract" not in main_of(browser.get("/overzicht/"))


def test_worker_brings_the_document_to_the_case_and_ends_the_task(
    browser, page, task, do_jobs, world, rows
):
    browser.submit(page, files=FILE)
    do_jobs()

    assert list(world.intake.added.values()) == [(task.case_key, FILE["documents"][1])]
    assert world.tasks.done == [task.id]
    assert rows(TaskReply)[0].delivered_at is not None
    assert "document_received" in [message.kind for message in rows(Message)]


def test_sending_twice_is_sending_once(browser, page, rows, do_jobs, world):
    browser.submit(page, files=FILE)
    again = browser.submit(page, files=FILE)
    do_jobs()

    assert "Gelukt" in words_of(again)
    assert len(rows(TaskReply)) == 1
    assert len(world.intake.added) == 1


def test_double_click_sends_once_and_both_are_told_so(browser, page, rows, task):
    data = filled_in(form_on(page))
    cookie = browser.get_cookie("__Host-portal", domain="mijn.demodam.example")

    def click(_number):
        other = browser.application.test_client()
        other.set_cookie("__Host-portal", cookie.value, domain="mijn.demodam.example")
        return other.post(page.request.path, data={**data.to_dict(), **as_upload()}).location

    with ThreadPoolExecutor(4) as pool:
        places = set(pool.map(click, range(4)))

    assert places == {f"/zaken/{task.case_key.id}/"}
    assert len(rows(TaskReply)) == 1


def test_sending_without_a_file_asks_for_one(browser, page):
    answer = browser.submit(page)

    assert answer.status_code == 422
    assert "Kies eerst een bestand." in main_of(answer)
    assert "error-summary" in answer.text


def test_file_that_was_right_the_first_time_need_not_be_chosen_again(browser, page, do_jobs, world):
    answer = browser.submit(page, files={"documents": [FILE["documents"], ("a.exe", b"MZ")]})
    assert answer.status_code == 422

    browser.submit(answer)
    do_jobs()

    assert len(world.intake.added) == 1


def test_the_page_says_what_may_come_in_as_the_settings_have_it(app, page, browser):
    assert "U kunt 20 bestanden sturen, elk van hoogstens 50 MB." in main_of(page)
    change_settings(app, files_mb=5, files_count=2)

    now = browser.get(page.request.path)

    assert "U kunt 2 bestanden sturen, elk van hoogstens 5 MB." in main_of(now)
    answer = browser.submit(now, files={"documents": [("a.pdf", a_pdf())] * 3})
    assert "Stuur niet meer dan 2 bestanden tegelijk." in main_of(answer)


def test_more_than_twenty_files_are_too_many(browser, page):
    files = [(f"{number}.pdf", a_pdf()) for number in range(21)]

    answer = browser.submit(page, files={"documents": files})

    assert answer.status_code == 422
    assert "Stuur niet meer dan 20 bestanden" in main_of(answer)


def test_key_of_a_page_of_somebody_else_is_just_another_key(
    browser, other_browser, page, world, rows
):
    browser.submit(page, files=FILE)
    other_task = a_task()
    world.tasks.tasks[OTHER_BSN] = [other_task]
    other_page = other_browser.get(f"/taken/{other_task.id}/")

    answer = other_browser.submit(
        other_page, {"key": filled_in(form_on(page))["key"]}, files=FILE, follow_redirects=False
    )

    assert answer.status_code == 303
    assert len({sending.owner_id for sending in rows(TaskReply)}) == 2


def test_page_without_a_key_still_sends(browser, page, rows):
    browser.submit(page, {"key": "geen-id"}, files=FILE)

    assert len(rows(TaskReply)) == 1


def test_task_whose_answer_is_stuck_says_that_it_takes_longer(browser, page, task, sessions, rows):
    browser.submit(page, files=FILE)
    errand = Errand.task_reply(rows(TaskReply)[0].id)
    for _try in range(MOST_TRIES[FailureKind.REFUSED]):
        record_failure(sessions, errand, WHAT_WAS_SENT, REFUSED)

    again = browser.get(f"/taken/{task.id}/", follow_redirects=True)

    assert "U heeft dit al gestuurd. Het duurt langer. Wij kijken ernaar." in words_of(again)


def test_task_whose_answer_was_handed_over_says_who_has_it(browser, page, task, sessions, rows):
    browser.submit(page, files=FILE)
    with sessions() as session:
        session.merge(rows(TaskReply)[0]).hand_over(datetime(2026, 11, 20, 13, tzinfo=UTC), "Jo")
        session.commit()

    again = browser.get(f"/taken/{task.id}/", follow_redirects=True)

    assert "Een medewerker heeft het nu op papier, sinds 20 november 2026" in words_of(again)
    assert rows(TaskReply)[0].delivered_at, "workers that know no hand-over leave it alone by this"
    for address in ("/overzicht/", f"/zaken/{task.case_key.id}/"):
        assert "Stuur uw huurcontract" not in main_of(browser.get(address))


def test_unknown_task_and_that_of_somebody_else_are_not_found(other_browser, task):
    assert other_browser.get(f"/taken/{task.id}/").status_code == 404
    assert other_browser.get(f"/taken/{uuid4()}/").status_code == 404
    token = other_browser.csrf_token()
    answer = other_browser.post(f"/taken/{task.id}/", data={"csrf_token": token})
    assert answer.status_code == 404


def test_task_while_the_register_of_tasks_is_down_says_what_to_do(browser, task, world):
    world.tasks.is_down = True

    assert browser.get(f"/taken/{task.id}/").status_code == 503


def test_document_waits_while_the_case_system_is_down_and_is_not_lost(
    browser, page, do_jobs, world, rows
):
    browser.submit(page, files=FILE)
    world.intake.is_down = True
    with pytest.raises(SourceUnavailable):
        do_jobs()
    assert rows(TaskReply)[0].delivered_at is None

    world.intake.is_down = False
    do_jobs()

    assert len(world.intake.added) == 1
    assert rows(TaskReply)[0].delivered_at is not None


def test_document_that_arrived_before_the_answer_is_not_doubled(
    browser, page, do_jobs, world, sessions, rows
):
    browser.submit(page, files=FILE)
    world.tasks.is_down = True
    with pytest.raises(SourceUnavailable):
        do_jobs()
    world.tasks.is_down = False
    do_jobs()
    deliver_task_reply(sessions, world, rows(TaskReply)[0].id)

    assert len(world.intake.added) == 1
    assert len(world.tasks.done) == 1


def test_sharing_a_document_writes_its_line(browser, page, rows):
    browser.submit(page, files=FILE)

    lines = [line for line in rows(ConsultationLine) if line.action == "shared"]
    assert [line.object_kind for line in lines] == ["sending"]


def test_sendings_of_a_resident_are_only_what_was_sent(browser, page, database, resident):
    browser.submit(page)
    assert task_replies_of(database, resident.key) == []

    browser.submit(page, files=FILE)
    assert len(task_replies_of(database, resident.key)) == 1


def test_task_leads_back_to_its_case(page, task):
    assert f"/zaken/{task.case_key.id}/" in links_of(page).values()


@pytest.mark.parametrize("lacking", [{"case_key": None, "case_number": ""}, {"document_kind": ""}])
def test_task_with_nowhere_to_bring_a_document_asks_to_call(browser, world, rows, lacking):
    asked = a_task(**lacking)
    world.tasks.tasks[BSN] = [asked]
    page = browser.get(f"/taken/{asked.id}/")

    words = main_of(page)
    assert "Dit kunt u niet online sturen." in words
    assert "0800 0999" in words
    assert "Kies een foto of bestand" not in words
    assert ("zaak" in page.text.partition("</title>")[0]) is bool(asked.case_number)
    token = browser.csrf_token()
    answer = browser.post(f"/taken/{asked.id}/", data={"csrf_token": token, **as_upload()})
    assert answer.status_code == 422
    assert rows(TaskReply) == rows(Upload) == []


def test_answered_task_leads_to_its_case_before_and_after_delivery(browser, page, task, do_jobs):
    browser.submit(page, files=FILE)
    before = browser.visit(f"/taken/{task.id}/")
    do_jobs()
    after = browser.visit(f"/taken/{task.id}/")

    for answer in (before, after):
        assert answer.request.path == f"/zaken/{task.case_key.id}/"
        assert "U heeft dit al gestuurd." in words_of(answer)


def test_page_that_was_still_open_elsewhere_does_not_send_again(browser, page, task, rows):
    other_tab = browser.get(f"/taken/{task.id}/")
    browser.submit(page, files=FILE)

    again = browser.submit(other_tab, files=FILE)

    assert "U heeft dit al gestuurd." in words_of(again)
    assert len(rows(TaskReply)) == 1


def test_task_that_the_municipality_opens_again_can_be_answered_again(
    browser, page, task, do_jobs, world, rows
):
    browser.submit(page, files=FILE)
    do_jobs()
    world.tasks.tasks[BSN] = [task]

    browser.submit(browser.get(f"/taken/{task.id}/"), files=FILE)

    assert len(rows(TaskReply)) == 2
