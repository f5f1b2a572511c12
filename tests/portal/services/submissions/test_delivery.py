"""What the worker makes of a submission: one case with all that belongs to it."""

from datetime import date
from uuid import uuid4

import pytest
from sqlalchemy import text

from portal.domain.case_intake import NumberIgnored
from portal.domain.failures import SourceUnavailable
from portal.domain.people import Ground, Level
from portal.printing import pdf
from portal.services.submissions.delivery import deliver
from portal.storage.consultations import ConsultationLine
from portal.storage.delivery_lock import Busy, try_lease
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests.browser import links_of, main_of
from tests.case_keys import a_key
from tests.factories import BSN
from tests.files_made import a_picture
from tests.forms_filled import CONTRACT, EMAIL, REPORT, fill, move_answers, page_id, send
from tests.papers import words_of_pdf


@pytest.fixture
def delivering(sessions, world, app, rows):
    """Deliver the only submission."""

    def deliver_() -> None:
        deliver(sessions, world, portal_of(app).municipality, rows(Submission)[0].id)

    return deliver_


def test_case_says_who_asked_and_how_they_proved_it(browser, delivering, world):
    send(browser)
    delivering()

    [case] = world.intake.made.values()
    who = case.new.initiator
    assert (who.bsn, who.name, who.email) == (BSN, "Noor de Wit", EMAIL)
    assert (who.ground, who.level) == (Ground.SELF, Level.MIDDEN)
    assert case.new.case_type == "VERHUIZING"


def test_case_has_the_answers_as_properties(browser, delivering, world):
    send(browser)
    delivering()

    [case] = world.intake.made.values()
    day = move_answers()["dag"]
    assert dict(case.new.properties) == {
        "verhuisdatum": (
            date(*(int(day[f"moving_date-{part}"]) for part in ("year", "month", "day"))),
        ),
        "nieuwAdres": ("Lindelaan 14, 1234 AB Demodam",),
        "meeverhuizers": ("Sam Yilmaz",),
        "woonsituatie": ("huur",),
    }


def test_case_has_the_answers_as_pdf_and_the_upload(browser, delivering, world):
    fill(browser, until="contract")
    browser.submit(browser.get("/formulieren/verhuizing-doorgeven/contract/"), files=CONTRACT)
    browser.submit(fill(browser, changes={"contract": {}}), form="send")
    delivering()

    [case] = world.intake.made.values()
    answers, contract = case.new.documents
    assert (answers.kind, contract.kind) == ("Aanvraag", "Huurcontract")
    assert contract.title == "contract"
    assert case.documents[contract.reference] == CONTRACT["contract"][1]
    assert case.new.number in words_of_pdf(case.documents[answers.reference])
    assert all(len(document.reference) <= 40 for document in case.new.documents)


def test_photo_of_a_report_goes_along_without_a_name(visitor, delivering, world):
    page = fill(visitor, REPORT, until="foto")
    visitor.submit(page, files={"photo": ("lantaarn.jpg", a_picture())})
    visitor.submit(fill(visitor, REPORT, {"foto": {}}), form="send")
    delivering()

    [case] = world.intake.made.values()
    assert [document.kind for document in case.new.documents] == ["Aanvraag", "Foto"]
    assert case.new.initiator.bsn is None
    assert (case.new.initiator.ground, case.new.initiator.level) == (Ground.ANONYMOUS, Level.NONE)


def test_long_answer_is_never_cut_and_stands_in_the_pdf(visitor, delivering, world):
    place = " ".join(["Lindelaan"] * 30)
    send(visitor, REPORT, {"plaats": {"place-street": place}})
    delivering()

    [case] = world.intake.made.values()
    assert case.new.properties["plaats"] == (place,)
    [answers] = case.new.documents
    assert words_of_pdf(case.documents[answers.reference]).count("Lindelaan") >= 30


def test_description_says_what_the_case_is_about_in_80_characters(visitor, delivering, world):
    send(visitor, REPORT, {"plaats": {"place-street": "x" * 300}})
    delivering()

    [case] = world.intake.made.values()
    assert case.new.description.startswith("Melding openbare ruimte: ")
    assert case.new.description.endswith("x…")
    assert len(case.new.description) == 80


def test_a_case_has_the_number_that_its_sender_has(browser, delivering, world, rows):
    send(browser)
    delivering()

    [submission] = rows(Submission)
    assert list(world.intake.made) == [submission.reference] == [submission.number]
    assert not submission.has_other_number
    assert [call for call in world.intake.calls if call == "number_of"] == []


def test_a_case_that_the_case_system_numbers_has_that_number(browser, delivering, world, rows):
    world.intake.numbers_cases = True
    send(browser)
    delivering()

    [submission] = rows(Submission)
    [message] = rows(Message)
    assert submission.number == "ZAAK-2026-0000000001"
    refs = {line.case_ref for line in rows(ConsultationLine) if line.trace_id}
    assert refs == {submission.number}
    words = main_of(browser.get(f"/berichten/{message.id}/"))
    assert "Uw zaaknummer is ZAAK-2026-0000000001." in words
    assert f"Uw ontvangstnummer is {submission.reference}." in words


def test_a_number_that_the_case_system_ignores_makes_no_second_case(
    browser, delivering, world, rows
):
    world.intake.ignores_numbers = True
    send(browser)

    with pytest.raises(NumberIgnored):
        delivering()
    [waiting] = rows(Submission)
    assert waiting.is_waiting
    delivering()

    assert list(world.intake.made) == ["ZAAK-2026-0000000001"]
    [submission] = rows(Submission)
    assert (submission.number, submission.is_case) == ("ZAAK-2026-0000000001", True)


def test_what_an_earlier_release_sent_is_looked_for_by_its_answers(
    visitor, delivering, world, rows, sessions
):
    world.intake.numbers_cases = True
    send(visitor, REPORT)
    delivering()
    world.intake.numbers_cases = False
    with sessions() as session:
        session.execute(
            text(
                "UPDATE submission SET may_have_other_number = true, number = NULL,"
                " case_system = NULL, case_id = NULL, delivered_at = NULL"
            )
        )
        session.commit()

    delivering()

    assert list(world.intake.made) == ["ZAAK-2026-0000000001"]
    [submission] = rows(Submission)
    assert submission.number == "ZAAK-2026-0000000001"


def test_rule_2_the_number_is_kept_before_it_is_used(visitor, delivering, world, rows):
    """Also of a report, of which no consultation line is committed on the way."""
    numbers = []
    world.intake.on_deliver = lambda _new: numbers.append(rows(Submission)[0].number)
    send(visitor, REPORT)

    delivering()

    [case] = world.intake.made.values()
    assert numbers == [case.new.number]


def test_resident_is_told_the_case_number_in_the_portal(browser, delivering, rows, world):
    send(browser)
    delivering()

    assert [message.kind for message in rows(Message)] == ["received"]
    page = browser.get("/berichten/")
    link = next(url for words, url in links_of(page).items() if "ontvangen" in words)
    message = browser.get(link)
    assert f"Uw ontvangstnummer is {world.intake.numbers[0]}." in main_of(message)
    assert "zaaknummer" not in main_of(message)
    assert "Bekijk uw zaak" in links_of(message)


def test_number_of_a_case_is_told_anew_where_the_message_is_gone(browser, delivering, rows, world):
    world.intake.numbers_cases = True
    send(browser)
    with portal_of(browser.application).sessions() as database:
        database.execute(text("DELETE FROM message"))
        database.commit()
    delivering()

    [message] = rows(Message)
    page = browser.get(f"/berichten/{message.id}/")
    assert f"Uw zaak heeft nummer {world.intake.numbers[0]}." in main_of(page)


def test_submission_that_another_worker_delivers_is_left_alone(
    browser, delivering, world, rows, database
):
    send(browser)
    try_lease(database, rows(Submission)[0].id)

    with pytest.raises(Busy):
        delivering()

    assert world.intake.made == {}


ODD = "Losse tegel 👍🏽 ✅ 王 김 ሰ ก அ \uf0b7"


def test_no_sign_in_an_answer_stops_its_delivery(visitor, delivering, world, rows):
    send(visitor, REPORT, {"omschrijving": {"description": ODD}})
    delivering()

    [case] = world.intake.made.values()
    words = words_of_pdf(case.documents[case.new.documents[0].reference])
    assert rows(Submission)[0].delivered_at
    assert all(sign in words for sign in "👍✅王김ሰกஅ")
    assert "□ (U+F0B7)" in words
    assert "In de zaak staat de tekst wel zoals die is ingevuld." in words


def test_a_typesetter_that_fails_stops_no_delivery(visitor, delivering, world, rows, monkeypatch):
    monkeypatch.setattr(pdf, "LIMIT_S", 0.001)
    send(visitor, REPORT, {"omschrijving": {"description": ODD}})
    delivering()

    [case] = world.intake.made.values()
    words = words_of_pdf(case.documents[case.new.documents[0].reference])
    assert rows(Submission)[0].delivered_at
    assert "Losse tegel [U+1F44D]" in words


def test_case_system_that_is_down_leaves_the_submission_waiting(browser, delivering, world, rows):
    send(browser)
    world.intake.is_down = True

    with pytest.raises(SourceUnavailable):
        delivering()

    [submission] = rows(Submission)
    assert submission.delivered_at is None
    waiting = main_of(browser.get("/zaken/"))
    assert "Wij hebben uw aanvraag." in waiting


def test_delivering_what_was_delivered_asks_nothing(browser, delivering, world):
    send(browser)
    delivering()
    world.intake.calls.clear()

    delivering()

    assert world.intake.calls == []


def test_delivering_an_unknown_submission_does_nothing(sessions, world, app):
    deliver(sessions, world, portal_of(app).municipality, uuid4())

    assert world.intake.calls == []


def test_delivery_is_queued_with_the_submission_and_with_a_lock(browser, database, rows):
    send(browser)

    [submission] = rows(Submission)
    query = text("SELECT lock FROM procrastinate_jobs WHERE task_name = 'submissions.deliver'")
    assert database.scalars(query).all() == [f"submission:{submission.id}"]


def test_reference_of_a_delivered_submission_leads_to_its_case(browser, delivering, world, rows):
    send(browser)
    [submission] = rows(Submission)
    before = browser.get(f"/zaken/{submission.reference}/")
    delivering()

    after = browser.get(f"/zaken/{submission.reference}/")

    assert page_id(browser.visit(before.location)) == submission.reference
    assert after.location == f"/zaken/{a_key(world.intake.numbers[0]).id}/"
