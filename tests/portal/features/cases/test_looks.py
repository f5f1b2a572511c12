"""A look at a case after a notification: what it reads, and what its line says of that."""

from dataclasses import replace

import pytest

from portal.domain.cases import StepState
from portal.domain.days import today, utc_now
from portal.domain.failures import MissingPart, SourceUnavailable
from portal.storage import jobs
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from tests.case_keys import url_of
from tests.factories import BSN, NOTIFICATION_TOKEN, a_case_file, a_decision, missing
from tests.forms_filled import MOVE, REPORT, send

HEADERS = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}


@pytest.fixture
def look(visitor, do_jobs, rows, world):
    """Lets the worker look at this case of the resident; gives the lines about its own looks."""

    def look_(file):
        world.cases.files[BSN] = [file]
        body = {"kanaal": "zaken", "hoofdObject": url_of(file.case.key), "resource": "status"}
        assert visitor.post("/api/notificaties", json=body, headers=HEADERS).status_code == 204
        do_jobs()
        return [line for line in rows(ConsultationLine) if line.actor_class == "system"]

    return look_


@pytest.mark.parametrize(
    ("changes", "kinds"),
    [
        ({"decisions": ()}, ["case"]),
        ({"decisions": (), "tells_decisions": False}, ["case"]),
        ({"decisions": (a_decision(),)}, ["case", "decision"]),
        ({"decisions": (), "unread_parts": missing("steps")}, ["case"]),
        ({"decisions": (), "unread_parts": missing("decisions")}, ["case", "decision"]),
    ],
)
def test_the_line_of_a_look_says_what_was_read(look, changes, kinds):
    case, tasks = look(a_case_file(**changes))

    assert (case.data_kinds, case.outcome) == (kinds, "ok")
    assert (tasks.data_kinds, tasks.source) == (["task"], "takenregister")


def test_a_look_reads_no_documents(look, world, rows):
    look(a_case_file(decisions=(a_decision(),)))

    assert {"decision", "status"} & {message.kind for message in rows(Message)}
    assert "case_without_documents" in world.cases.calls
    assert "case_file" not in world.cases.calls


def test_the_next_try_of_a_look_says_what_is_there_by_then(look, do_jobs, world, rows):
    """One look, one line: until all of it succeeds it is begun anew, as it was written first."""
    file = a_case_file(decisions=())
    world.tasks.is_down = True
    with pytest.raises(SourceUnavailable):
        look(file)
    [case] = [line for line in rows(ConsultationLine) if line.source == "zaaksysteem"]
    assert case.data_kinds == ["case"]

    world.cases.files[BSN] = [replace(file, decisions=(a_decision(),))]
    world.tasks.is_down = False
    do_jobs()

    [line] = [line for line in rows(ConsultationLine) if line.source == "zaaksysteem"]
    assert (line.id, line.data_kinds) == (case.id, ["case", "decision"])


@pytest.mark.parametrize("part", ["decisions", "steps"])
def test_part_that_gave_no_answer_is_looked_at_again_and_what_is_known_is_told(
    look, do_jobs, world, rows, part
):
    whole = a_case_file(decisions=(a_decision(),))
    silent = (MissingPart(part, "HTTP 503", is_unavailable=True),)
    without = {"decisions": {"decisions": ()}, "steps": {"steps": ()}}[part]
    with pytest.raises(SourceUnavailable, match="HTTP 503"):
        look(replace(whole, unread_parts=silent, **without))
    first = {message.kind for message in rows(Message)}
    assert first

    world.cases.files[BSN] = [whole]
    do_jobs()

    kinds = [message.kind for message in rows(Message)]
    assert first < {*kinds} == {"decision", "status"}
    assert len(kinds) == len({*kinds})


def test_part_that_is_odd_is_looked_at_once(look, do_jobs):
    look(a_case_file(decisions=(), unread_parts=missing("decisions")))

    assert do_jobs() == []


@pytest.mark.parametrize(("slug", "is_told"), [(MOVE, False), (REPORT, True)])
def test_case_of_nobody_is_news_only_for_who_reported_it(
    browser, visitor, do_jobs, tasks, world, rows, slug, is_told
):
    """A case worker may have taken the applicant out of the case."""
    send(browser if slug == MOVE else visitor, slug)
    do_jobs()
    [submission] = rows(Submission)
    before = len(rows(Message))
    steps = [replace(step, state=StepState.DONE, at=utc_now()) for step in a_case_file().steps]
    world.cases.reports[submission.case_key] = tuple(steps)

    tasks.tasks[jobs.FOLLOW].func(case=str(submission.case_key))

    assert (len(rows(Message)) > before) is is_told
    assert rows(Submission)[0].case_ended_on == today(), "it is kept no longer than others"
