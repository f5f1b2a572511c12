"""What residents type, click and send, also twice, at odd moments and in odd ways."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from portal.domain.contacts import LONGEST_TEXT, RequestKind
from portal.domain.messages import NO_MAIL, NOTICES
from portal.services.contacts.asking import promised_day
from portal.storage.contact_requests import ContactRequest
from portal.storage.messages import Message, keep_contact
from tests.browser import main_of
from tests.factories import BSN, OTHER_BSN, a_case_file, settings_for
from tests.portal.features.contacts.conftest import CALL, QUESTION

MOBILE = "+31612345678"


def texts_of(world) -> list[str]:
    return [new.text for new in world.contacts.made.values()]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Mag ik 🧑‍🌾 worden? Ça va, señor", "Mag ik 🧑‍🌾 worden? Ça va, señor"),
        ("متى تأتي الحاوية؟", "متى تأتي الحاوية؟"),
        ("a\r\nb\r\n", "a\nb"),
        ("nul\x00teken", "nulteken"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
        ("😀" * LONGEST_TEXT, "😀" * LONGEST_TEXT),
        ("r\r\n" * (LONGEST_TEXT // 2), ("r\n" * (LONGEST_TEXT // 2)).strip()),
    ],
)
def test_question_comes_over_as_it_was_typed(ask, world, do_jobs, typed, kept):
    page = ask(typed)
    do_jobs()

    assert page.status_code == 200
    assert texts_of(world) == [kept]
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("length", [LONGEST_TEXT + 1, 10_000])
def test_question_that_is_too_long_stays_with_how_long_it_may_be(ask, world, do_jobs, length):
    page = ask("x" * length)
    do_jobs()

    assert page.status_code == 422
    assert f"Er passen {LONGEST_TEXT} tekens in. U heeft er {length}." in main_of(page)
    assert "x" * length in page.text
    assert world.contacts.made == {}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("06 12345678", MOBILE),
        ("0031 6-1234 5678", MOBILE),
        ("+31 (0)6 12 34 56 78", MOBILE),
        ("010 400 5000", "+31104005000"),
        ("+32 475 12 34 56", "+32475123456"),
        ("+1 202 555 0123", "+12025550123"),
    ],
)
def test_number_is_read_however_it_is_written(browser, world, do_jobs, typed, kept):
    page = browser.submit(browser.get("/vragen/bellen/"), {**CALL, "phone": typed})
    do_jobs()

    assert page.status_code == 200
    assert [new.phone for new in world.contacts.made.values()] == [kept]


def test_number_is_shown_as_people_write_it(browser):
    page = main_of(browser.submit(browser.get("/vragen/bellen/"), CALL))

    assert "Wij bellen naar: 06 12345678" in page


@pytest.mark.parametrize("typed", ["14030", "0900-1234", "112", "geen", "06 1234"])
def test_number_at_which_nobody_can_be_called_is_refused(browser, world, typed):
    page = browser.submit(browser.get("/vragen/bellen/"), {**CALL, "phone": typed})

    assert page.status_code == 422
    assert world.contacts.made == {}


def test_double_click_asks_once(browser, world, do_jobs, rows):
    page = browser.get("/vragen/bellen/")
    pages = [browser.submit(page, CALL) for _click in range(2)]
    do_jobs()

    assert pages[0].request.path == pages[1].request.path
    assert len(world.contacts.made) == len(rows(ContactRequest)) == 1
    assert [each.kind for each in rows(Message)] == ["request_received"]


def test_what_was_changed_on_the_way_back_is_asked_too(browser, world, do_jobs):
    page = browser.get("/vragen/vraag/")
    for text in (QUESTION, "En wie betaalt dat?", QUESTION):
        assert text in main_of(browser.submit(page, {"text": text}))
    do_jobs()

    assert sorted(texts_of(world)) == sorted([QUESTION, "En wie betaalt dat?"])


@pytest.mark.parametrize("what", ["vraag", "bellen"])
def test_case_of_somebody_else_takes_no_question(browser, world, rows, what):
    file = a_case_file()
    world.cases.files[OTHER_BSN] = [file]
    data = {"text": QUESTION, "csrf_token": browser.csrf_token(), "key": str(uuid4()), **CALL}

    address = f"/zaken/{file.case.key.id}/{what}/"

    assert browser.get(address).status_code == 404
    assert browser.post(address, data=data).status_code == 404
    assert rows(ContactRequest) == []


def test_question_of_somebody_else_is_not_there(browser, other_browser, ask, rows):
    ask()
    [request] = rows(ContactRequest)

    assert other_browser.get(f"/vragen/{request.id}/").status_code == 404
    assert QUESTION not in main_of(other_browser.get("/vragen/"))


@pytest.mark.parametrize(
    ("asked_at", "answer", "call"),
    [
        # (UTC) on an afternoon; late on Thursday, which is Friday in the Netherlands; at the
        # weekend; before Christmas; before King's Day and the days after it; before Ascension.
        (datetime(2026, 11, 30, 12, tzinfo=UTC), date(2026, 12, 7), date(2026, 12, 2)),
        (datetime(2026, 11, 26, 23, 30, tzinfo=UTC), date(2026, 12, 4), date(2026, 12, 1)),
        (datetime(2026, 11, 29, 12, tzinfo=UTC), date(2026, 12, 4), date(2026, 12, 1)),
        (datetime(2026, 12, 23, 12, tzinfo=UTC), date(2026, 12, 31), date(2026, 12, 28)),
        (datetime(2026, 4, 24, 12, tzinfo=UTC), date(2026, 5, 4), date(2026, 4, 29)),
        (datetime(2026, 5, 13, 12, tzinfo=UTC), date(2026, 5, 22), date(2026, 5, 19)),
    ],
)
def test_promise_counts_working_days_only(asked_at, answer, call):
    settings = settings_for()

    assert promised_day(settings, RequestKind.QUESTION, asked_at) == answer
    assert promised_day(settings, RequestKind.CALLBACK, asked_at) == call


@pytest.mark.parametrize(
    ("notices", "path", "given", "gone"),
    [
        ({}, "/vragen/vraag/", {"text": QUESTION}, ("noor@voorbeeld.example", "")),
        ({NOTICES: NO_MAIL}, "/vragen/vraag/", {"text": QUESTION}, ("", "")),
        ({}, "/vragen/bellen/", CALL, ("", MOBILE)),
    ],
)
def test_no_more_of_a_resident_goes_along_than_is_needed(
    browser, world, do_jobs, sessions, notices, path, given, gone
):
    known = {"email": "noor@voorbeeld.example", "phone": "+31104005000", **notices}
    with sessions() as session:
        keep_contact(session, browser.owner_id, known)
        session.commit()
    browser.submit(browser.get(path), given)
    do_jobs()

    [new] = world.contacts.made.values()
    assert (new.email, new.phone) == gone
    assert new.resident.bsn == BSN
