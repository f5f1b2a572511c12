"""What moved the days of a case, and its decisions: one message and one mail for each event."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.domain.cases import EndOfDecision, Progress
from portal.domain.days import today
from portal.storage.messages import Message, add_message
from tests.browser import links_of, main_of
from tests.factories import BSN, OTHER_BSN, a_case, a_case_file, a_decision
from tests.forms_filled import send
from tests.portal.features.cases.test_notifications import about, notify

CASE = a_case(expected=today() + timedelta(days=40))
EXTENDED = replace(
    CASE,
    extension="Wij wachten op advies.",
    extension_days=28,
    extension_period="P0M28D",
    expected_before=today() + timedelta(days=12),
)
SUSPENDED = replace(CASE, progress=Progress.SUSPENDED, suspension=f"De arts van {OTHER_BSN} kijkt.")


@pytest.fixture
def look(visitor, world, do_jobs):
    """The worker looks twice at a case that is so, as each notification may come twice."""

    def look_at(case=CASE, **parts):
        file = a_case_file(case, **{"steps": ()} | parts)
        world.cases.files[BSN] = [file]
        for _time in range(2):
            notify(visitor, about(file))
            do_jobs()

    return look_at


def test_each_event_is_one_message_and_one_mail(browser, world, do_jobs, rows, look):
    send(browser)
    do_jobs()
    before = len(rows(Message))
    world.mailer.sent.clear()

    for case in (EXTENDED, SUSPENDED, CASE):
        look(case)

    kinds = [message.kind for message in rows(Message)[before:]]
    assert kinds == ["extended", "suspended", "resumed"]
    assert len(world.mailer.sent) == len(kinds)
    subjects = "\n".join(mail.subject for mail in world.mailer.sent.values())
    assert "het duurt langer" in subjects
    assert "uw zaak staat stil" in subjects
    assert "arts" not in subjects


def test_messages_say_what_moved_the_days(browser, look):
    look(EXTENDED)
    look(SUSPENDED)

    links = links_of(browser.get("/berichten/"))
    extended, suspended = (
        browser.get(links[f"{title}: Verhuizing doorgeven"])
        for title in ("Wij hebben meer tijd nodig", "Uw zaak staat stil")
    )

    words = main_of(extended)
    assert "Wij hebben 28 dagen meer tijd nodig. Wij wachten op advies." in words
    assert "De nieuwe verwachte dag is" in words
    assert "niets te doen" not in words, "perhaps something is asked as well"
    assert "Eerst was dat" in words
    assert links_of(extended)["Bekijk uw zaak"] == f"/zaken/{CASE.key.id}/"
    assert "Uw zaak staat nu stil. Daardoor duurt het langer. De arts van" in main_of(suspended)
    assert OTHER_BSN not in main_of(suspended)


def test_what_is_put_off_and_stands_still_promises_no_day(browser, look):
    look(replace(EXTENDED, progress=Progress.SUSPENDED, suspension="Arts"))

    links = links_of(browser.get("/berichten/"))
    words = main_of(browser.get(links["Wij hebben meer tijd nodig: Verhuizing doorgeven"]))

    assert "Wij hebben 28 dagen meer tijd nodig." in words
    assert "De nieuwe verwachte dag" not in words
    assert "Eerst was dat" not in words


def test_two_decisions_of_one_kind_and_day_are_two_messages(look, rows):
    look(decisions=(a_decision(), a_decision()))

    assert [message.kind for message in rows(Message)] == ["decision"] * 2


def test_decisions_that_were_told_before_are_not_told_again(look, rows, sessions, resident):
    decision, other = a_decision(), a_decision(title="Nog een besluit")
    with sessions() as session:  # as it was kept before decisions had ids
        for known in (decision, other):
            name = f"{CASE.key} {known.title} {known.sent}"
            add_message(session, resident.key, "decision", about=name, facts={})
        session.commit()

    look(decisions=(decision, other))

    assert len(rows(Message)) == 2
    look(decisions=(decision, other, a_decision()))
    assert len(rows(Message)) == 3


def test_a_withdrawn_decision_is_told_as_one(browser, look, rows):
    decision = a_decision()
    look(decisions=(decision,))
    look(decisions=(replace(decision, end=EndOfDecision.WITHDRAWN, ends=today()),))

    assert [message.kind for message in rows(Message)] == ["decision", "decision_withdrawn"]
    link = links_of(browser.get("/berichten/"))[f"Besluit geldt niet meer: {decision.title}"]
    words = main_of(browser.get(link))
    assert "Wij hebben dit besluit ingetrokken. Het geldt niet meer sinds" in words
    assert "bezwaar" not in words


def test_a_day_that_has_passed_when_it_is_read_is_no_new_day(browser, look, monkeypatch):
    look(EXTENDED)
    link = links_of(browser.get("/berichten/"))["Wij hebben meer tijd nodig: Verhuizing doorgeven"]
    later = today() + timedelta(days=41)
    monkeypatch.setattr("portal.texts.course_messages.today", lambda: later)

    words = main_of(browser.get(link))

    assert "Wij hebben 28 dagen meer tijd nodig." in words
    assert "De nieuwe verwachte dag" not in words
    assert "Eerst was dat" not in words


def test_a_decision_that_will_be_withdrawn_is_told_at_once(browser, look, monkeypatch, rows):
    day = today() + timedelta(days=9)
    decision = a_decision(end=EndOfDecision.WITHDRAWN, ends=day)
    look(decisions=(decision,))

    assert [message.kind for message in rows(Message)] == ["decision", "decision_withdrawn"]
    link = links_of(browser.get("/berichten/"))[f"Wij trekken dit besluit in: {decision.title}"]
    assert "Wij trekken dit besluit in. Het geldt nog tot" in main_of(browser.get(link))
    monkeypatch.setattr("portal.texts.course_messages.today", lambda: day)
    assert "Het geldt niet meer sinds" in main_of(browser.get(link)), "read on the day itself"
