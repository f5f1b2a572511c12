"""Outages: what is planned, who is held up by one, and several operators at once."""

from datetime import timedelta
from threading import Thread

from sqlalchemy import select

from portal.domain.days import today, utc_now
from portal.domain.outages import Outage
from portal.domain.terms import extended
from portal.storage import outages
from portal.storage.outages import OutageNote
from portal.storage.submissions import Submission
from portal.texts.words import words_in
from portal.web.edge.request_context import portal_of
from tests.browser import main_of
from tests.forms_filled import MOVE, REPORT, fill, send
from tests.portal.test_commands import run
from tests.portal.test_outages import BANNER, HOUR, here, local, out

__all__ = ["here", "out", "run"]


def test_two_operators_who_end_it_at_once_write_one_end(run, database):
    run("outage", "begin", "--by", "Jo")
    _code, first, _errors = run("outage", "end", "1", "--by", "Jo")

    code, second, _errors = run("outage", "end", "1", "--by", "Sam")

    assert (code, second) == (0, first)
    assert [row.written_by for row in outages.revisions(database)] == ["Jo", "Jo"]


def test_who_writes_one_waits_for_who_does_so_at_the_same_time(sessions):
    numbers = []

    def begin() -> None:
        with sessions() as session:
            number = outages.next_number(session)
            made = Outage(number=number, begins_at=utc_now())
            outages.begin(session, made, OutageNote("Jo"))
            session.commit()
            numbers.append(number)

    threads = [Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(numbers) == [1, 2, 3, 4]


def test_who_may_have_been_held_up_is_listed_by_reference(run, browser, visitor, sessions):
    send(browser, MOVE)
    fill(browser, MOVE, until="contact")
    send(visitor, REPORT)
    run("outage", "begin", "--from", local(utc_now() - HOUR))
    run("outage", "begin", "--form", REPORT, "--from", local(utc_now() - HOUR))
    with sessions() as session:
        moved, report = session.scalars(select(Submission).order_by(Submission.made_at))

    head, *lines = run("outage", "touched", "1")[1].splitlines()
    assert head.startswith("1.1 | ")
    assert lines[0] == f"draft | {MOVE} | 1 begun before its end and not sent"
    assert [line[: line.rindex(" |")] for line in lines[1:]] == [
        f"sent | {sent.reference} | {sent.slug} | {local(sent.made_at)}" for sent in (moved, report)
    ]
    _head, *of_report = run("outage", "touched", "2")[1].splitlines()
    assert [report.reference in line for line in of_report] == [True]
    assert run("outage", "touched", "3")[0] == 2


def test_what_is_planned_is_told_ahead_and_moves_nothing(visitor, out, app):
    begins_at = utc_now() + timedelta(days=2)
    out(begins_at=begins_at, ends_at=begins_at + HOUR)

    words = main_of(visitor.get("/"))
    assert "Binnenkort is er onderhoud" in words
    assert f"Het begint op {words_in('nl').moment(begins_at)}." in words
    assert "Wij denken dat het op " in words
    assert BANNER not in words
    assert extended(today(), portal_of(app).live.current().outages) == today()


def test_what_is_planned_for_later_is_not_told_yet(visitor, out):
    out(begins_at=utc_now() + timedelta(days=4))

    assert "onderhoud" not in main_of(visitor.get("/"))


def test_what_is_planned_of_a_form_stands_where_that_can_be_begun(visitor, out):
    out(begins_at=utc_now() + HOUR, forms=(MOVE,))

    title = "Binnenkort is er onderhoud bij: Verhuizing doorgeven"
    assert title in visitor.get(f"/formulieren/{MOVE}/").text
    assert title not in visitor.get(f"/formulieren/{REPORT}/").text
