"""What the case system closes to the portal (403) is unknown, and told to the operator."""

from uuid import UUID

import pytest
from structlog.testing import capture_logs

from portal.domain.case_keys import ONLY_SYSTEM, DecisionKey
from portal.domain.failures import SourceRefused
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import CASE, EIO, FIND_DOCUMENTS, KEY, PHOTO

DECISION = DecisionKey(ONLY_SYSTEM, UUID("6a1df14d-e81a-4012-a66b-040ed88913d4"))
BESLUIT = f"GET /besluiten/api/v1/besluiten/{DECISION.id}"
CLOSED_TO_US = Reply(403, json={"code": "permission_denied"})


@pytest.mark.parametrize(
    "read",
    [
        lambda cases, proof: cases.case_file(proof, KEY),
        lambda cases, proof: cases.case_without_documents(proof, KEY),
        lambda cases, proof: cases.inbox(proof, KEY),
        lambda cases, proof: cases.file_and_inbox(proof, KEY),
        lambda cases, proof: cases.download(proof, KEY, PHOTO),
        lambda cases, _: cases.steps_of_report(KEY),
        lambda cases, _: cases.mark_of(KEY),
    ],
)
def test_a_case_that_is_closed_to_us_is_not_gone_and_the_scope_is_named(cases, recorded, zgw, read):
    zgw[CASE] = CLOSED_TO_US

    with pytest.raises(SourceRefused, match=r"needs scope zaken\.lezen"):
        read(cases, recorded)


def test_a_decision_that_is_closed_to_us_is_told_to_the_operator(cases, zgw):
    zgw[BESLUIT] = CLOSED_TO_US

    with capture_logs() as logs:
        assert cases.case_of(DECISION) is None

    [line] = logs
    assert line["decision"] == str(DECISION)
    assert "needs scope besluiten.lezen" in line["reason"]


def test_where_all_documents_are_closed_to_us_one_of_them_is_not_gone(cases, recorded, zgw):
    zgw[f"GET {EIO}/{PHOTO}"] = zgw[FIND_DOCUMENTS] = CLOSED_TO_US

    with pytest.raises(SourceRefused, match=r"needs scope documenten\.lezen"):
        cases.download(recorded, KEY, PHOTO)
