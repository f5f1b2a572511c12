"""Lines that are odd, and mistakes of ours in reading them."""

from uuid import UUID

import pytest

from portal.domain.failures import NotFound
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import BUGS, raising
from tests.portal.gateways.recordings import Routes, page
from tests.portal.gateways.test_consultation_log import DAYS, LIST, an_item, connected


@pytest.fixture
def log(server):
    return connected(server)


@pytest.fixture
def routes(server):
    server.answer = Routes()
    return server.answer


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_of_ours_is_no_failure_of_the_log(log, routes, recorded, monkeypatch, bug):
    routes[LIST] = page(an_item())
    monkeypatch.setattr("portal.gateways.consultations.log.line_of", raising(bug))

    with pytest.raises(type(bug), match="ours"):
        log.lines_of(recorded, *DAYS)


@pytest.mark.parametrize(
    "odd", [{"tijdstip": "gisteren"}, {"verwerkingId": "de zaak"}, {"tijdstip": None}]
)
def test_an_odd_line_hides_no_other(log, routes, recorded, odd):
    routes[LIST] = page(an_item(**odd), an_item())

    answer = log.lines_of(recorded, *DAYS)

    assert (len(answer.value), len(answer.missing)) == (1, 1)


@pytest.mark.parametrize("secrecy", ["vertrouwelijk", None])
def test_an_odd_line_that_is_confidential_does_not_exist(log, routes, recorded, secrecy):
    odd = an_item(tijdstip="gisteren", vertrouwelijkheid=secrecy)
    routes[LIST] = page(odd, an_item())
    routes[f"{LIST}/{odd['verwerktObjectId']}"] = Reply(json=odd)

    answer = log.lines_of(recorded, *DAYS)

    assert (len(answer.value), answer.missing) == (1, ())
    with pytest.raises(NotFound):
        log.line(recorded, UUID(odd["verwerktObjectId"]))


def test_nine_digits_in_the_id_of_a_document_are_no_bsn(log, routes, recorded):
    document = UUID(f"6f7dc69f-f366-41e8-a34b-a{BSN}bc")
    routes[LIST] = page(an_item(kinds=("Foto", f"informatieobject:{document}")))

    [line] = log.lines_of(recorded, *DAYS).value

    assert (line.document, line.details) == (document, ("Foto",))


def test_a_document_that_is_none_takes_no_line_away(log, routes, recorded):
    routes[LIST] = page(an_item(kinds=(f"Brief aan {OTHER_BSN}", "informatieobject:brief")))

    [line] = log.lines_of(recorded, *DAYS).value

    assert (line.document, line.details) == (None, ("Brief aan •••••••••",))
