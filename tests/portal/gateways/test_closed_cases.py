"""Documents for a case that was closed meanwhile, at the embedded case API over real HTTP."""

import pytest

from portal.domain.case_intake import CaseClosed
from portal.domain.days import today
from portal.domain.failures import SourceRefused
from portal.embedded.desk import actions
from portal.gateways.cases.zgw import properties
from tests.portal.gateways.deliveries import ANSWERS, a_document, a_submission
from tests.portal.gateways.givens import items


@pytest.fixture
def new():
    return a_submission()


@pytest.fixture
def key(case_intake, meddler, new):
    """A case that is open."""
    key = case_intake.deliver(new)
    meddler.begin({})
    return key


@pytest.fixture
def close(meddler):
    """Close a case, as an employee does."""
    embedded = meddler.app.extensions["world"]

    def close_(key):
        [result, *_] = actions.case_file(embedded, key.id).possible_results
        actions.decide(embedded, key.id, result_type=result.id, explanation="Klaar.")

    return close_


def a_reply(new):
    return a_document(new.submission, "3", "Huurcontract", ANSWERS)


def documents_of(case_intake, document):
    query = {"identificatie": document.reference, "bronorganisatie": case_intake.zgw.rsin}
    return list(items(case_intake.zgw.documents, "enkelvoudiginformatieobjecten", query))


def test_nothing_is_sent_to_a_case_that_is_closed(case_intake, key, new, close):
    close(key)
    document = a_reply(new)

    with pytest.raises(CaseClosed) as refusal:
        case_intake.add_document(key, document)

    assert (refusal.value.closed_on, refusal.value.is_final) == (today(), True)
    assert refusal.value.reason == f"the case was closed on {today()}"
    assert documents_of(case_intake, document) == []


def test_document_of_a_case_that_is_closed_halfway_is_told_to_the_operator(
    case_intake, meddler, key, new, close
):
    document = a_reply(new)
    meddler.meanwhile = {4: lambda: close(key)}

    with pytest.raises(CaseClosed) as refusal:
        case_intake.add_document(key, document)

    assert "POST /zaken/api/v1/zaakinformatieobjecten" in meddler.calls
    assert refusal.value.reason.endswith(f"document {document.reference} is tied to no case")
    assert len(documents_of(case_intake, document)) == 1
    with pytest.raises(CaseClosed, match="is tied to no case"):
        case_intake.add_document(key, document)


def test_document_that_was_there_before_the_case_was_closed_is_delivered(
    case_intake, key, new, close
):
    document = a_reply(new)
    case_intake.add_document(key, document)
    close(key)

    case_intake.add_document(key, document)

    assert len(documents_of(case_intake, document)) == 1


def test_case_that_was_closed_before_it_was_whole_is_no_scope_that_lacks(
    case_intake, meddler, new, close
):
    def close_half_made(number):
        [zaak] = items(case_intake.zgw.cases, "zaken", {"identificatie": number})
        close(case_intake.zgw.case_at(zaak["url"]))

    meddler.begin({})
    writes = ("POST /zaken/api/v1/zaken", "POST /zaken/api/v1/rollen")
    with pytest.MonkeyPatch.context() as patch:

        def close_then_put(*args):
            close_half_made(new.number)
            return put(*args)

        put = properties.put
        patch.setattr(properties, "put", close_then_put)
        with pytest.raises(SourceRefused, match="ZaakClosed, property ") as during:
            case_intake.deliver(new)
    assert [call for call in meddler.calls if call in writes] == list(writes)

    with pytest.raises(SourceRefused, match="before it was whole") as later:
        case_intake.deliver(new)

    assert during.value.is_final
    assert later.value.is_final
