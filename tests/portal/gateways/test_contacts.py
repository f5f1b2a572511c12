"""The contact register on the embedded Klantinteracties API."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.consultations import ConsultationProof
from portal.domain.contacts import (
    ContactChannel,
    DayPart,
    NewContact,
    RequestKind,
    calls_after,
)
from portal.domain.failures import NotFound, SourceError, SourceRefused
from portal.domain.people import Party
from portal.embedded.contacts import keeping
from portal.embedded.contacts.tables import CONTACT
from portal.embedded.desk import contacts as desk
from portal.embedded.seed import first_contacts
from portal.embedded.switchboard.switches import Mode, Setting
from portal.gateways import contacts
from tests.factories import OTHER_BSN
from tests.portal.gateways.givens import settings_of_the_world

BSN = "999993653"
BASE = "/klantinteracties/api/v1"


@pytest.fixture
def embedded(meddler):
    embedded = meddler.app.extensions["world"]
    first_contacts.plant(embedded)
    return embedded


@pytest.fixture
def register(world, embedded):
    return contacts.connect(settings_of_the_world(world[0]))


@pytest.fixture
def new():
    return NewContact(
        request_id=uuid4(),
        kind=RequestKind.QUESTION,
        resident=Party.resident(BSN, uuid4()),
        asked_at=datetime(2026, 11, 28, 9, 30, tzinfo=UTC),
        text="Wanneer komt de container?",
        answer_by=date(2026, 12, 4),
        case_key=CaseKey(ONLY_SYSTEM, uuid4()),
        case_number="ZAAK-2026-0000000004",
        email="noor@voorbeeld.example",
        phone="+31612345678",
    )


def line_about(bsn=BSN):
    return ConsultationProof(uuid4(), Party.resident(bsn, uuid4()))


def task_of(embedded, contact_id):
    [line] = [line for line in desk.requests(embedded) if line.contact == contact_id]
    return line


def test_question_is_put_in_once_with_all_that_belongs_to_it(register, embedded, new):
    contact_id = register.register(new)

    assert register.register(new) == contact_id
    line = task_of(embedded, contact_id)
    assert (line.text, line.is_done, line.is_callback) == (new.text, False, False)
    assert line.reached_at == (new.email, new.phone)
    assert "04-12-2026" in line.deed
    moment = register.contact(line_about(), contact_id)
    assert (moment.request_id, moment.case_key) == (new.request_id, new.case_key)
    assert (moment.text, moment.channel, moment.is_handled) == (
        new.text,
        ContactChannel.PORTAL,
        False,
    )


def test_the_employee_reads_what_it_is_about(register, embedded, new):
    about = "formulier “Straatfeest melden”, pagina “De straat”"
    others = replace(new, request_id=uuid4(), case_key=None, case_number="", subject=about)

    ids = [register.register(each) for each in (new, others)]

    with embedded.engine.begin() as connection:
        rows = [keeping.row_of(connection, CONTACT, each) for each in ids]
    subjects = [row.data["onderwerp"] for row in rows]
    assert subjects == [
        "Vraag via MijnGemeente over zaak ZAAK-2026-0000000004",
        f"Vraag via MijnGemeente over {about}",
    ]


@pytest.mark.parametrize("path", ["/maak-klantcontact", "/onderwerpobjecten", "/internetaken"])
def test_what_was_made_but_not_answered_is_not_made_again(register, embedded, meddler, new, path):
    board = meddler.app.extensions["switchboard"]
    board.set(
        "klantinteracties", Setting(mode=Mode.BROKEN_AFTER, times=1, only=f"POST {BASE}{path}")
    )
    try:
        register.register(new)
    except SourceError:
        register.register(new)
    finally:
        board.all_good()

    assert [each.text for each in desk.requests(embedded)].count(new.text) >= 1
    mine = [
        each
        for each in register.contacts_of(line_about()).value
        if each.request_id == new.request_id
    ]
    assert len(mine) == 1
    assert len([each for each in desk.requests(embedded) if each.contact == mine[0].id]) == 1


@pytest.mark.parametrize(
    ("changes", "reached_at", "note"),
    [
        ({"phone": "+29022222"}, ("noor@voorbeeld.example",), "Telefoon: +29022222."),
        (
            {"email": f"{'n' * 60}@voorbeeld-gemeente.example"},
            ("+31612345678",),
            f"E-mail: {'n' * 60}@voorbeeld-gemeente.example.",
        ),
    ],
)
def test_address_that_the_api_does_not_take_stops_no_question(
    register, embedded, new, changes, reached_at, note
):
    wish = replace(new, kind=RequestKind.CALLBACK, day_part=DayPart.ANY, **changes)

    line = task_of(embedded, register.register(wish))

    assert line.reached_at == reached_at
    assert line.note == f"De hele dag. {note}"


def test_answer_is_shown_once_the_municipality_is_done(register, embedded, new):
    contact_id = register.register(new)
    with embedded.engine.begin() as connection:
        data = keeping.row_of(connection, CONTACT, contact_id).data
        keeping.change(connection, CONTACT, contact_id, {**data, "reactie": "Nog een kladje"})
    assert register.contact(line_about(), contact_id).answer == ""

    desk.answer(embedded, task_of(embedded, contact_id).task, f"Dinsdag. {BSN}")

    moment = register.contact(line_about(), contact_id)
    assert moment.is_handled
    assert moment.answer.startswith("Dinsdag.")
    assert BSN not in moment.answer


def test_calls_belong_to_the_wish_to_be_called(register, embedded, new):
    wish = replace(new, kind=RequestKind.CALLBACK, day_part=DayPart.MORNING)
    contact_id = register.register(wish)
    line = task_of(embedded, contact_id)
    assert line.is_callback
    assert line.note == "Liefst in de ochtend."

    desk.call(embedded, line.task, is_reached=False)
    desk.call(embedded, line.task, is_reached=True)

    calls = calls_after(register.contacts_of(line_about()).value, contact_id)
    assert [call.is_reached for call in calls] == [False, True]
    address = register.api.base_url
    for call in calls:
        assert register.contact_followed(f"{address}/klantcontacten/{call.id}") == contact_id
    for other in (contact_id, uuid4()):
        assert register.contact_followed(f"{address}/klantcontacten/{other}") is None
    assert register.contact(line_about(), contact_id).is_handled


def test_notes_of_employees_and_what_is_confidential_stay_there(register, embedded):
    """Cornelis was on the phone, at the counter, and once more: that is confidential."""
    moments = register.contacts_of(line_about("999995571")).value

    assert [(each.channel, each.subject) for each in moments] == [
        (ContactChannel.PHONE, "Vraag over de parkeervergunning"),
        (ContactChannel.COUNTER, "Uittreksel opgehaald"),
    ]
    assert moments[0].case_key is not None
    assert moments[1].case_key is None
    assert all((each.text, each.answer) == ("", "") for each in moments)


def test_contact_of_somebody_else_is_not_there(register, new):
    contact_id = register.register(new)

    for bsn in (OTHER_BSN, "999994669"):
        with pytest.raises(NotFound):
            register.contact(line_about(bsn), contact_id)
    with pytest.raises(NotFound):
        register.contact(line_about(), uuid4())
    others = register.contacts_of(line_about(OTHER_BSN)).value
    assert contact_id not in {each.id for each in others}


def test_without_a_unit_that_answers_nothing_is_put_in(world, embedded, new):
    settings = settings_of_the_world(world[0], contacts_actor="Bestaat niet")
    register = contacts.connect(settings)

    with pytest.raises(SourceRefused, match="Bestaat niet") as refused:
        register.register(new)

    assert refused.value.is_final
    with pytest.raises(SourceRefused):
        register.check()


def test_notification_names_a_contact_here_or_none(register, world):
    contact_id = uuid4()

    assert register.contact_of(f"{world[0]}{BASE}/klantcontacten/{contact_id}") == contact_id
    for other in (
        f"https://elders.example{BASE}/klantcontacten/{contact_id}",
        "",
        f"{world[0]}{BASE}/klantcontacten/x",
    ):
        assert register.contact_of(other) is None


def test_no_settings_no_register(world):
    settings = settings_of_the_world(world[0], contacts_url=None, contacts_token=None)

    assert contacts.connect(settings) is None
