"""What a resident may add to a case: kinds of document that the municipality receives in it."""

from uuid import uuid4

import pytest

from portal.domain.consultations import ConsultationProof
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, NotFound
from portal.domain.people import Party
from portal.embedded.desk import actions
from portal.gateways.answers import ItemList
from portal.gateways.cases.zgw import reading
from portal.gateways.cases.zgw.catalogue import CaseCatalogue
from tests.factories import OTHER_BSN
from tests.portal.gateways.deliveries import a_submission


@pytest.fixture
def key(case_intake, meddler):
    """An open case."""
    return case_intake.deliver(a_submission())


@pytest.fixture
def system(portal_settings):
    return reading.connect(portal_settings)


def test_only_what_comes_in_may_be_added(system, recorded, key):
    inbox = system.inbox(recorded, key)

    assert inbox.case.key == key
    assert {"Bijlage", "Huurcontract"} <= {*inbox.kinds}
    assert not {"Besluit", "Interne notitie"} & {*inbox.kinds}
    assert [*inbox.kinds] == sorted(inbox.kinds)


def test_file_and_inbox_together_read_the_case_once(system, recorded, key, meddler):
    meddler.begin({})

    file, inbox = system.file_and_inbox(recorded, key)

    assert (file.case, bool(inbox.kinds)) == (inbox.case, True)
    assert meddler.calls.count(f"GET /zaken/api/v1/zaken/{key.id}") == 1


def test_nothing_is_added_to_a_closed_case(system, recorded, key, meddler):
    embedded = meddler.app.extensions["world"]
    [result, *_] = actions.case_file(embedded, key.id).possible_results
    actions.decide(embedded, key.id, result_type=result.id, explanation="Klaar.")

    inbox = system.inbox(recorded, key)

    assert (inbox.kinds, inbox.case.is_closed) == ((), True)


def test_nobody_adds_to_the_case_of_somebody_else(system, key):
    with pytest.raises(NotFound):
        system.inbox(ConsultationProof(uuid4(), Party.resident(OTHER_BSN, uuid4())), key)


@pytest.mark.parametrize(
    ("ways", "is_taken"),
    [
        (["inkomend"], True),
        (["inkomend", "uitgaand"], True),
        (["uitgaand"], False),
        (["intern"], False),
        (["inkomend", "intern"], False),
        ([""], False),
        ([], False),
    ],
)
def test_kind_that_is_also_internal_is_not_taken(
    system, recorded, key, monkeypatch, ways, is_taken
):
    real = CaseCatalogue.document_links

    def links_of(catalogue, case_type):
        links = real(catalogue, case_type)
        kinds = catalogue.document_types(case_type, today())
        others = [link for link in links if link.informatieobjecttype != kinds["Bijlage"]]
        [link, *_] = [link for link in links if link.informatieobjecttype == kinds["Bijlage"]]
        return ItemList(
            (*others, *(link.model_copy(update={"richting": way}) for way in ways)), links.odd
        )

    monkeypatch.setattr(CaseCatalogue, "document_links", links_of)

    assert ("Bijlage" in system.inbox(recorded, key).kinds) is is_taken


def test_odd_kinds_and_links_hide_no_other(system, recorded, key, monkeypatch):
    real_kind, real_links = CaseCatalogue.kind_at, CaseCatalogue.document_links

    def kind_at(catalogue, url):
        kind = real_kind(catalogue, url)
        if kind.omschrijving == "Huurcontract":
            raise InvalidSourceAnswer("catalogue", "omschrijving: missing")
        return kind

    def links_of(catalogue, case_type):
        return real_links(catalogue, case_type) + ItemList((), ("richting: missing",))

    monkeypatch.setattr(CaseCatalogue, "kind_at", kind_at)
    monkeypatch.setattr(CaseCatalogue, "document_links", links_of)

    kinds = system.inbox(recorded, key).kinds

    assert "Bijlage" in kinds
    assert "Huurcontract" not in kinds


def test_kinds_that_can_none_be_read_are_not_none(system, recorded, key, monkeypatch):
    def kind_at(_catalogue, _url):
        raise InvalidSourceAnswer("catalogue", "omschrijving: missing")

    monkeypatch.setattr(CaseCatalogue, "kind_at", kind_at)

    with pytest.raises(InvalidSourceAnswer):
        system.inbox(recorded, key)
