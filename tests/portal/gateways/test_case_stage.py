"""Where a case stands: the list, the page's head and the timeline never contradict each other."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.cases import Progress, StepState
from portal.domain.days import day_of
from portal.domain.failures import InvalidSourceAnswer
from portal.domain.status_words import StatusWords
from portal.gateways.cases.zgw import translate
from portal.gateways.cases.zgw.catalogue import CaseType
from portal.gateways.cases.zgw.catalogue_resources import StatusType
from portal.gateways.cases.zgw.resources import CASE, CaseStatus, Zaak
from portal.gateways.cases.zgw.stage import stage_of
from portal.gateways.cases.zgw.step_types import steps_in_order
from tests.case_keys import a_key

TODAY = date(2026, 11, 20)
NAMES = ("Ontvangen", "In behandeling", "Beoordelen", "Afgerond")
TYPES = [
    StatusType(
        url=name, omschrijving=name, volgnummer=n, isEindstatus=name == "Afgerond", informeren=True
    )
    for n, name in enumerate(NAMES, 1)
]
CASE_TYPE = CaseType(
    url="x",
    code="X",
    name="Iets aanvragen",
    steps=steps_in_order(TYPES, lambda _name, _number: None, is_whole=True),
    document_type_urls=(),
)


def a_status(name: str, day: int, hour: int = 9) -> CaseStatus:
    """A status of so many days ago; a negative number is ahead."""
    moment = datetime(2026, 11, 20, hour, tzinfo=UTC) - timedelta(days=day)
    return CaseStatus(statustype=name, datumStatusGezet=moment.isoformat())


def a_zaak(present: CaseStatus, **changes: object) -> Zaak:
    """A case that names this status."""
    return CASE.validate_python(
        {
            "url": "x",
            "identificatie": "ZAAK-1",
            "zaaktype": "x",
            "status": "s",
            "vertrouwelijkheidaanduiding": "openbaar",
            "startdatum": "2026-11-01",
            "einddatum": None,
            "rollen": [],
            "_expand": {
                "status": {
                    "statustype": present.statustype,
                    "datumStatusGezet": present.datum_status_gezet.isoformat(),
                }
            },
            **changes,
        }
    )


def told(zaak: Zaak, *history: CaseStatus) -> tuple[Progress, list[str]]:
    """How far it is, and the timeline in short."""
    stage = stage_of(zaak, history, CASE_TYPE, TODAY)
    steps = translate.steps_of(stage, CASE_TYPE)
    return stage.progress, [f"{step.name} {step.state.value}" for step in steps]


RECEIVED = a_status("Ontvangen", 9)
BUSY = a_status("In behandeling", 5)
ENDED = a_status("Afgerond", 1)


def test_a_present_status_that_is_not_in_the_history_is_in_the_timeline():
    assert told(a_zaak(BUSY), RECEIVED) == (
        Progress.IN_PROGRESS,
        ["Ontvangen done", "In behandeling now", "Beoordelen next", "Afgerond next"],
    )


def test_what_the_case_names_is_the_present_one_whatever_its_history_says():
    progress, steps = told(a_zaak(BUSY), RECEIVED, BUSY, a_status("Beoordelen", 2))

    assert progress is Progress.IN_PROGRESS
    assert "In behandeling now" in steps
    assert "Beoordelen done" in steps


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_statuses_at_one_moment_the_number_decides(turned):
    both = [a_status("In behandeling", 5), a_status("Ontvangen", 5)]
    history = both[::-1] if turned else both

    assert told(a_zaak(both[0]), *history)[1][:2] == ["Ontvangen done", "In behandeling now"]
    later = told(a_zaak(a_status("Beoordelen", 2)), *history)
    assert later[1][:3] == ["Ontvangen done", "In behandeling done", "Beoordelen now"]


def test_a_suspended_case_that_waits_for_the_resident_says_so():
    waits = StatusWords(words={"nl": "Wij wachten op u"}, progress=Progress.WAITING_FOR_YOU)
    steps = steps_in_order(
        TYPES, lambda _name, number: waits if number == 2 else None, is_whole=True
    )
    zaak = a_zaak(BUSY, opschorting={"indicatie": True, "reden": "Er ontbreekt iets"})

    stage = stage_of(zaak, (), replace(CASE_TYPE, steps=steps), TODAY)

    assert stage.progress is Progress.WAITING_FOR_YOU


def test_an_end_date_ends_a_case_without_an_end_status():
    assert told(a_zaak(BUSY, einddatum="2026-11-19"), RECEIVED, BUSY) == (
        Progress.CLOSED,
        ["Ontvangen done", "In behandeling done", "Afgerond done"],
    )


def test_an_end_status_ends_a_case_without_an_end_date():
    zaak = a_zaak(ENDED)
    stage = stage_of(zaak, (), CASE_TYPE, TODAY)
    case = translate.case_of(a_key(), zaak, CASE_TYPE, stage, "")

    assert told(zaak, RECEIVED, BUSY, ENDED)[0] is Progress.CLOSED
    assert (case.is_closed, case.closed) == (True, date(2026, 11, 19))


def test_an_end_date_ahead_ends_nothing_yet():
    assert told(a_zaak(BUSY, einddatum="2026-11-21"), RECEIVED, BUSY)[0] is Progress.IN_PROGRESS


def test_a_status_dated_ahead_was_not_reached():
    ahead = a_status("Afgerond", -3)

    assert told(a_zaak(BUSY), RECEIVED, BUSY, ahead)[0] is Progress.IN_PROGRESS
    assert told(a_zaak(ahead), RECEIVED, BUSY, ahead) == (
        Progress.IN_PROGRESS,
        ["Ontvangen done", "In behandeling now", "Beoordelen next", "Afgerond next"],
    )


def test_a_case_that_was_reopened_goes_on():
    again = a_status("In behandeling", 0)
    progress, steps = told(a_zaak(again), RECEIVED, BUSY, ENDED, again)

    assert progress is Progress.IN_PROGRESS
    assert steps == [
        "Ontvangen done",
        "In behandeling done",
        "Afgerond done",
        "In behandeling now",
        "Beoordelen next",
        "Afgerond next",
    ]


@pytest.mark.parametrize(
    ("present", "progress"), [(BUSY, Progress.SUSPENDED), (ENDED, Progress.CLOSED)]
)
def test_a_suspension_says_that_it_stands_still_until_it_has_ended(present, progress):
    zaak = a_zaak(present, opschorting={"indicatie": True, "reden": "Advies van de arts"})

    assert told(zaak, present)[0] is progress


@pytest.mark.parametrize(
    ("due", "new"),
    [("2026-11-29", date(2026, 12, 27)), ("2026-12-27", date(2026, 12, 27)), (None, None)],
)
def test_an_extension_puts_the_last_day_off_once(due, new):
    """Open Zaak leaves the day as it was; other systems have moved it already."""
    zaak = a_zaak(
        BUSY,
        uiterlijkeEinddatumAfdoening=due,
        verlenging={"reden": "Er is advies nodig.", "duur": "P28D"},
    )
    case_type = CaseType(
        url="x", code="X", name="", steps=CASE_TYPE.steps, document_type_urls=(), legal_period="P4W"
    )
    stage = stage_of(zaak, (), case_type, TODAY)

    case = translate.case_of(a_key(), zaak, case_type, stage, "")

    assert (case.due, case.extension) == (new, "Er is advies nodig.")


def test_a_status_of_another_case_type_is_odd():
    with pytest.raises(InvalidSourceAnswer):
        stage_of(a_zaak(a_status("elders", 3)), (), CASE_TYPE, TODAY)


STATUSES = st.builds(
    a_status, st.sampled_from(NAMES), st.integers(-3, 6), st.integers(min_value=0, max_value=23)
)


@given(
    present=STATUSES,
    history=st.lists(STATUSES, max_size=6),
    end=st.none() | st.dates(date(2026, 11, 15), date(2026, 11, 25)),
    suspended=st.booleans(),
)
def test_whatever_the_case_says_of_itself_nothing_contradicts(present, history, end, suspended):
    zaak = a_zaak(
        present,
        einddatum=end.isoformat() if end else None,
        opschorting={"indicatie": suspended, "reden": ""},
    )
    stage = stage_of(zaak, history, CASE_TYPE, TODAY)
    steps = translate.steps_of(stage, CASE_TYPE)
    case = translate.case_of(a_key(), zaak, CASE_TYPE, stage, "")
    now = [step for step in steps if step.state is StepState.NOW]

    if day_of(present.datum_status_gezet) <= TODAY:
        in_list = stage_of(zaak, (), CASE_TYPE, TODAY)
        assert in_list.progress is stage.progress, "the list reads no history"
    assert case.is_closed is (stage.progress is Progress.CLOSED) is (case.closed is not None)
    assert len(now) == (0 if case.is_closed or not stage.reached else 1)
    assert all(step.state is StepState.DONE for step in steps) or not case.is_closed
    if now and not suspended:
        assert now[0].progress is stage.progress
    said = [
        status
        for status in (present, *history)
        if not case.is_closed or day_of(status.datum_status_gezet) <= TODAY
    ]
    assert {status.statustype for status in said} <= {step.name for step in steps}, "hidden"
