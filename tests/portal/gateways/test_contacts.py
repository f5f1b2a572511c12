"""The contact register on the embedded Klantinteracties API, and on answers that are odd."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.consultations import ConsultationProof
from portal.domain.contacts import ContactChannel, DayPart, NewContact, RequestKind
from portal.domain.failures import (
    InvalidSourceAnswer,
    NotFound,
    SourceError,
    SourceRefused,
)
from portal.domain.people import Party
from portal.embedded.contacts import keeping
from portal.embedded.contacts.tables import CONTACT
from portal.embedded.desk import contacts as desk
from portal.embedded.seed import first_contacts
from portal.embedded.switchboard.switches import Mode, Setting
from portal.gateways import contacts
from tests.factories import OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_of_the_world
from tests.portal.gateways.recordings import Routes, page

BSN = "999993653"
BASE = "/klantinteracties/api/v1"
PARTY = "0a9bd3e4-93a4-4b55-9f5d-9e44c3a8e7a1"


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

    known = register.contacts_of(line_about()).value
    calls = [each for each in known if each.follows == contact_id]
    assert {call.is_reached for call in calls} == {False, True}
    assert register.contact(line_about(), contact_id).is_handled


def test_notes_of_employees_and_what_is_confidential_stay_there(register, embedded):
    """Cornelis was on the phone, at the counter, and once more: that is confidential."""
    moments = register.contacts_of(line_about("999995571")).value

    assert [(each.channel, each.subject) for each in moments] == [
        (ContactChannel.COUNTER, "Uittreksel opgehaald"),
        (ContactChannel.PHONE, "Vraag over de parkeervergunning"),
    ]
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


def a_contact(party=PARTY, **changes):
    contact_id = str(uuid4())
    return {
        "uuid": contact_id,
        "kanaal": "Telefoon",
        "onderwerp": "Vraag",
        "inhoud": "geheim",
        "vertrouwelijk": False,
        "plaatsgevondenOp": "2026-11-20T10:00:00Z",
        "_expand": {
            "hadBetrokkenen": [{"uuid": str(uuid4()), "rol": "klant", "wasPartij": {"uuid": party}}]
        },
        **changes,
    }


@pytest.fixture
def odd_register(server):
    """A register that answers what a test says."""
    number = {"codeSoortObjectId": "bsn", "objectId": BSN}
    party = {"uuid": PARTY, "partijIdentificatoren": [{"partijIdentificator": number}]}
    routes = Routes()
    routes[f"GET {BASE}/partijen"] = page(party)
    server.answer = routes
    register = contacts.connect(settings_of_the_world(server.url))
    return register, routes


def test_one_odd_contact_hides_no_other(odd_register):
    register, routes = odd_register
    routes[f"GET {BASE}/klantcontacten"] = page(a_contact(), a_contact(plaatsgevondenOp="gisteren"))

    answer = register.contacts_of(line_about())

    assert len(answer.value) == 1
    assert [part.name for part in answer.missing] == ["contact"]


def test_register_that_ignores_whose_contacts_are_asked_shows_none(odd_register):
    register, routes = odd_register
    other = a_contact(party=str(uuid4()))
    routes[f"GET {BASE}/klantcontacten"] = page(a_contact(), other)
    assert len(register.contacts_of(line_about()).value) == 1

    routes[f"GET {BASE}/klantcontacten"] = page(other)

    with pytest.raises(InvalidSourceAnswer):
        register.contacts_of(line_about())


def test_party_of_somebody_else_is_no_answer(odd_register):
    register, _routes = odd_register

    with pytest.raises(InvalidSourceAnswer):
        register.contacts_of(line_about(OTHER_BSN))


@pytest.mark.parametrize("status", [401, 403, 404, 500, 503])
def test_register_that_fails_is_never_no_contacts(odd_register, status):
    register, routes = odd_register
    routes[f"GET {BASE}/klantcontacten"] = Reply(status)

    with pytest.raises(SourceError):
        register.contacts_of(line_about())


def test_bsn_is_in_no_failure(odd_register):
    register, routes = odd_register
    routes[f"GET {BASE}/partijen"] = Reply(500)

    with pytest.raises(SourceError) as failed:
        register.contacts_of(line_about())

    assert BSN not in str(failed.value)


def test_no_settings_no_register(world):
    settings = settings_of_the_world(world[0], contacts_url=None, contacts_token=None)

    assert contacts.connect(settings) is None
