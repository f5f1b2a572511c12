"""Consultation lines as they are read back: whose they are, since when, for how long."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from portal.domain.consultations import Action, Activity, DataKind, HistoryFilter, HowChosen, Who
from portal.domain.people import Ground
from portal.storage import consultations
from portal.storage.consultation_filters import EVERYTHING, Window
from portal.storage.consultation_history import every_line, line_of
from portal.storage.consultations import (
    ConsultationLine,
    assign_case,
    assign_case_to_trace,
    begin,
    end,
    remove_old,
    silent_since,
)
from tests.case_keys import a_key
from tests.factories import a_consultation

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


def lines_between(database, owner_id, first, before, about=EVERYTHING):
    window = Window(first=first, before=before, about=about)
    return list(every_line(database, owner_id, window))


@pytest.fixture
def written(database, resident):
    """Writes a line as it would be written that long ago; gives its id."""

    def write(ago: timedelta = timedelta(0), outcome: str = "ok", **changes):
        recorded = begin(database, a_consultation(resident, **changes))
        end(database, recorded, outcome)
        database.get(ConsultationLine, recorded.line).made_at = NOW - ago
        database.commit()
        return recorded.line

    return write


def test_lines_of_a_period_newest_first(database, resident, other_resident, written):
    written(3 * DAY)
    wanted = [written(DAY), written(2 * DAY)]
    consultations.write(database, a_consultation(other_resident))

    found = lines_between(database, resident.key, NOW - 2 * DAY, NOW)

    assert [line.id for line in found] == wanted


def test_lines_about_a_case_or_a_document_only(database, resident, written):
    document, key = uuid4(), a_key("ZAAK-1")
    of_case = written(case_ref="ZAAK-1")
    by_id = written(DAY / 4, object_kind="case", object_ref=str(key.id), case=key)
    the_case = written(DAY / 2, case=key, case_ref="ZAAK-1")
    both = written(DAY, object_kind="document", object_ref=str(document), case_ref="ZAAK-1")
    written(case_ref="ZAAK-2")
    written(object_kind="case", object_ref="ZAAK-1", case_ref="ZAAK-2")
    written(object_kind="form", object_ref="ZAAK-1")

    for about, wanted in (
        (HistoryFilter(case=key), [by_id, the_case]),
        (HistoryFilter(case=key, case_ref="ZAAK-1"), [of_case, by_id, the_case, both]),
        (HistoryFilter(case=key, case_ref="ZAAK-1", document=document), [both]),
        (HistoryFilter(case=a_key("ZAAK-3"), case_ref="ZAAK-3"), []),
    ):
        found = lines_between(database, resident.key, NOW - 2 * DAY, NOW + DAY, about)
        everything = lines_between(database, resident.key, NOW - 2 * DAY, NOW + DAY)
        assert [line.id for line in found] == wanted
        assert [line.id for line in everything if about.fits(line)] == wanted


def test_a_line_is_found_by_whom_it_is_about(database, resident, other_resident, written):
    line_id = written()

    assert line_of(database, resident.key, line_id).id == line_id
    assert line_of(database, other_resident.key, line_id) is None
    assert line_of(database, resident.key, uuid4()) is None


@pytest.mark.parametrize(
    ("ground", "action", "who"),
    [
        (Ground.SELF, Action.VIEWED, Who.YOU),
        (Ground.SELF, Action.FETCHED, Who.AUTOMATIC),
        (Ground.SYSTEM, Action.CHECKED, Who.AUTOMATIC),
        (Ground.REPRESENTATIVE, Action.VIEWED, Who.REPRESENTATIVE),
        (Ground.COSIGNER, Action.VIEWED, Who.COSIGNER),
        (Ground.HELPER_PRESENT, Action.VIEWED, Who.HELPER),
        (Ground.COUNTER_EMPLOYEE, Action.FETCHED, Who.EMPLOYEE),
    ],
)
def test_who_acted(database, resident, written, ground, action, who):
    line_id = written(ground=ground, action=action)

    assert line_of(database, resident.key, line_id).who is who


def test_what_was_written_is_read_back(database, resident, written):
    document = uuid4()
    line_id = written(
        outcome="failed",
        activity=Activity.FORM,
        kinds=(DataKind.ADDRESS,),
        object_kind="document",
        object_ref=str(document),
        case_ref="ZAAK-1",
        how_chosen=HowChosen.CONSENT,
        recipient="Bureau Onderzoek",
    )

    line = line_of(database, resident.key, line_id)

    assert (line.document, line.case_ref, line.has_failed) == (document, "ZAAK-1", True)
    assert (line.how_chosen, line.recipient) == (HowChosen.CONSENT, "Bureau Onderzoek")
    assert (line.activity_code, line.kinds) == ("aanvraag-invullen", (DataKind.ADDRESS,))


def test_a_look_at_a_case_is_about_that_case(database, resident, written):
    key = a_key()
    case = written(object_kind="case", object_ref=str(key.id), case=key)
    broken = written(object_kind="document", object_ref="no id")

    assert line_of(database, resident.key, case).case == key
    assert line_of(database, resident.key, broken).document is None


def test_the_case_can_be_told_afterwards_and_only_once(database, resident):
    recorded = begin(database, a_consultation(resident))

    assign_case(database, recorded, "ZAAK-1")
    assign_case(database, recorded, "ZAAK-2")

    assert line_of(database, resident.key, recorded.line).case_ref == "ZAAK-1"


def test_what_was_done_for_a_draft_goes_with_the_case_it_became(
    database, resident, other_resident, written
):
    draft, key = uuid4(), a_key()
    fetched = written(draft_id=draft)
    delivered = written(draft_id=draft, case_ref="ZAAK-1")
    placed = written(draft_id=draft, case_ref="ZAAK-0")
    of_another_draft = written(draft_id=uuid4())
    of_another_case = written(draft_id=draft, case=a_key("ZAAK-2"))
    theirs = begin(database, a_consultation(other_resident, draft_id=draft)).line

    assign_case_to_trace(database, resident.key, draft, key, ("ZAAK-1",))
    database.commit()

    found = {
        line: line_of(database, resident.key, line)
        for line in (fetched, delivered, placed, of_another_draft, of_another_case)
    }
    numbers = [line.case_ref for line in found.values()]
    assert numbers == ["ZAAK-1", "ZAAK-1", "ZAAK-0", "", ""]
    assert [line.case for line in found.values()] == [key, key, None, None, a_key("ZAAK-2")]
    assert line_of(database, other_resident.key, theirs).case_ref == ""


def test_a_look_at_a_case_without_a_number_yet_knows_it_by_its_key(database, resident, written):
    key = a_key()

    line = line_of(database, resident.key, written(case=key))

    assert (line.case_ref, line.case) == ("", key)


def test_lines_of_a_case_are_those_of_its_key_and_of_its_number_where_they_have_no_key(
    database, resident, written
):
    key, in_another_system = a_key(), a_key(system="other")
    assert key != in_another_system
    mine = {written(case=key, case_ref="ZAAK-1"), written(case=key), written(case_ref="ZAAK-1")}
    written(case=in_another_system, case_ref="ZAAK-1")
    written(case=a_key("ZAAK-2"), case_ref="ZAAK-1")
    written(case_ref="ZAAK-2")
    about = HistoryFilter(case=key, case_ref="ZAAK-1")

    lines = lines_between(database, resident.key, NOW - DAY, NOW + DAY, about)

    assert {line.id for line in lines} == mine
    assert all(about.fits(line) for line in lines)


def test_since_when_a_source_is_silent(database, written):
    assert silent_since(database, "logboek") is None
    written(4 * DAY, "failed", source="logboek")
    assert silent_since(database, "logboek") == NOW - 4 * DAY
    written(3 * DAY, "ok", source="logboek")
    assert silent_since(database, "logboek") is None
    for ago in (DAY, 2 * DAY):
        written(ago, "failed", source="logboek")
    written(timedelta(0), "failed", source="BRP")
    assert silent_since(database, "logboek") == NOW - 2 * DAY


def test_lines_go_when_the_register_says_so(database, resident, written):
    old, young = written(70 * DAY), written(50 * DAY)
    other = written(70 * DAY, activity=Activity.FORM)

    remove_old(database, {Activity.CASES: 2, Activity.FORM: 60})
    database.commit()

    left = {line.id for line in lines_between(database, resident.key, NOW - 99 * DAY, NOW)}
    assert left == {young, other}
    assert old not in left
