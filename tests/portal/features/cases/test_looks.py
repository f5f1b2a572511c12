"""A look at a case after a notification: what it reads, and what its line says of that."""

from dataclasses import replace

import pytest

from portal.domain.failures import SourceUnavailable
from portal.storage.consultations import ConsultationLine
from portal.storage.messages import Message
from tests.case_keys import url_of
from tests.factories import BSN, NOTIFICATION_TOKEN, a_case_file, a_decision, missing

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
