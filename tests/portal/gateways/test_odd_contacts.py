"""A contact register that answers oddly: what is not sure is not shown, and nothing hides more."""

from uuid import uuid4

import pytest

from portal.domain.contacts import ContactChannel
from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.gateways import contacts
from tests.factories import OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_of_the_world
from tests.portal.gateways.recordings import Routes, page
from tests.portal.gateways.test_contacts import BASE, BSN, line_about

PARTY = "0a9bd3e4-93a4-4b55-9f5d-9e44c3a8e7a1"


def a_participant(party=PARTY, rol="klant"):
    return {"uuid": str(uuid4()), "rol": rol, "wasPartij": {"uuid": party} if party else None}


def a_contact(party=PARTY, **changes):
    contact_id = str(uuid4())
    return {
        "uuid": contact_id,
        "kanaal": "Telefoon",
        "onderwerp": "Vraag",
        "inhoud": "geheim",
        "vertrouwelijk": False,
        "plaatsgevondenOp": "2026-11-20T10:00:00Z",
        "_expand": {"hadBetrokkenen": [a_participant(party)]},
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


@pytest.mark.parametrize(
    "odd",
    [
        {"plaatsgevondenOp": "gisteren"},
        {"vertrouwelijk": None},
        {"kanaal": 3},
        {"uuid": "x"},
        {"_expand": {"hadBetrokkenen": "klant"}},
        {"_expand": {"hadBetrokkenen": [{"uuid": "x", "rol": "klant"}]}},
    ],
)
def test_one_odd_contact_hides_no_other(odd_register, odd):
    register, routes = odd_register
    routes[f"GET {BASE}/klantcontacten"] = page(a_contact(), a_contact(**odd))

    answer = register.contacts_of(line_about())

    assert len(answer.value) == 1
    assert [part.name for part in answer.missing] == ["contact"]


@pytest.mark.parametrize(
    "hidden",
    [
        {"vertrouwelijk": True},
        {"_expand": {}},
        {"_expand": {"hadBetrokkenen": [a_participant(party=None)]}},
        {"_expand": {"hadBetrokkenen": [a_participant(rol="vertegenwoordiger")]}},
        {"_expand": {"hadBetrokkenen": [a_participant(party=str(uuid4()))]}},
    ],
)
def test_contact_of_which_it_is_not_sure_that_they_may_see_it_is_hidden(odd_register, hidden):
    register, routes = odd_register
    routes[f"GET {BASE}/klantcontacten"] = page(a_contact(), a_contact(**hidden))

    answer = register.contacts_of(line_about())

    assert len(answer.value) == 1
    assert answer.missing == ()


def test_channel_that_nobody_knows_is_another_one(odd_register):
    register, routes = odd_register
    routes[f"GET {BASE}/klantcontacten"] = page(a_contact(kanaal="Postduif"))

    assert register.contacts_of(line_about()).value[0].channel is ContactChannel.OTHER


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
