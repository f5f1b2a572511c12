"""A concept that is soon thrown away is told of, once; and what the mail of it says."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.domain.days import today
from portal.domain.messages import MessageKind
from portal.services.submissions import reminders
from portal.storage import messages
from portal.storage.drafts import Draft, FormVersion
from portal.storage.messages import Message, keep_contact
from tests.browser import links_of, main_of
from tests.factories import BSN
from tests.forms_filled import MOVE, REPORT, fill, page_id

REMIND = "worker.remind_of_drafts"


@pytest.fixture
def remind(tasks, rows):
    """Do the round; gives the reminders that there are."""

    def remind_():
        tasks.tasks[REMIND].func(timestamp=0)
        return [row for row in rows(Message) if row.kind == MessageKind.DRAFT_ENDS]

    return remind_


@pytest.fixture
def left_alone(sessions):
    """Let drafts be changed last so many days ago."""

    def left_alone_(days):
        with sessions.begin() as session:
            session.execute(update(Draft).values(changed_at=Draft.changed_at - timedelta(days)))

    return left_alone_


@pytest.mark.parametrize(("days", "is_told"), [(22, False), (23, True), (30, True)])
def test_a_week_before_it_goes_it_is_told_how_to_go_on(browser, left_alone, remind, days, is_told):
    fill(browser, until="dag")
    left_alone(days)

    told = remind()

    assert len(told) == is_told
    if told:
        words = main_of(page := browser.get(f"/berichten/{told[0].id}/"))
        assert "Nog niet verstuurd: Verhuizing doorgeven" in words
        last_day = today() + timedelta(days=30 - days)
        assert f"{last_day.day} " in words
        start = browser.visit(links_of(page)["Naar het formulier"])
        assert page_id(browser.visit(links_of(start)["Verdergaan"])) == "dag"


def test_it_is_told_once_and_again_after_one_went_on_and_left_it_anew(browser, left_alone, remind):
    page = fill(browser, until="dag")
    left_alone(25)
    assert len(remind()) == len(remind()) == 1

    browser.submit(page, {"moving_date-day": "1"}, button=("action", "stay"))
    assert len(remind()) == 1
    left_alone(25)
    assert len(remind()) == 2


def test_who_filled_it_in_without_login_is_not_told(visitor, left_alone, remind):
    fill(visitor, REPORT, until="contact")
    left_alone(25)

    assert remind() == []


def test_nobody_is_told_to_go_on_with_what_can_not_be_finished(browser, sessions, left_alone):
    fill(browser, until="dag")
    left_alone(25)

    assert reminders.remind(sessions, 30, forms_ended={MOVE}) == 0
    assert reminders.remind(sessions, 30, forms_ended={REPORT}) == 1


def test_a_concept_on_a_version_that_can_not_be_read_is_told_of_by_its_name(
    browser, sessions, database, left_alone, remind
):
    fill(browser, until="dag")
    left_alone(25)
    with sessions.begin() as session:
        version = FormVersion(version="of-later", slug=MOVE, source='{"format": 99}')
        session.add(version)
        session.flush()
        session.execute(update(Draft).values(version="of-later"))

    [told] = remind()

    assert messages.facts_of(database, told)["title"] == MOVE


def test_all_are_told_however_many(browser, other_browser, left_alone, remind, monkeypatch):
    monkeypatch.setattr(reminders, "MOST_AT_ONCE", 1)
    for each in (browser, other_browser):
        fill(each, until="wie")
    left_alone(25)

    assert len(remind()) == 2


def test_where_concepts_are_kept_a_few_days_it_is_told_halfway(browser, sessions, left_alone):
    fill(browser, until="dag")
    left_alone(2)

    assert reminders.remind(sessions, 6) == 0
    assert reminders.remind(sessions, 4) == 1


def test_the_mail_says_nothing_of_who_or_what(
    browser, database, left_alone, remind, do_jobs, world
):
    fill(browser, until="dag")
    keep_contact(database, browser.owner_id, {"email": "noor@example.org"})
    database.commit()
    left_alone(25)
    remind()

    do_jobs()

    [mail] = world.mailer.sent.values()
    assert mail.subject == "Gemeente Demodam: u verstuurde een formulier nog niet"
    assert "Er staat een bericht voor u klaar" in mail.text
    for word in ("Noor", BSN, "erhuiz", MOVE):
        assert word not in mail.subject + mail.text


def test_a_reminder_that_is_read_later_tells_the_past(browser, database, resident):
    message = messages.add_message(
        database,
        resident.key,
        MessageKind.DRAFT_ENDS,
        about="x",
        facts={"title": "Verhuizing doorgeven", "slug": MOVE, "last_day": "2026-01-05"},
    )
    database.commit()

    words = main_of(browser.get(f"/berichten/{message}/"))

    assert "Wij bewaarden wat u invulde tot en met 5 januari 2026." in words
    assert "U kunt opnieuw beginnen." in words
