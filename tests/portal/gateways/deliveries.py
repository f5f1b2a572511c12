"""Submissions to deliver, and whether what became of them is complete."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from portal.domain.case_intake import Initiator, NewCase, NewDocument
from portal.domain.case_keys import CaseKey
from portal.domain.contents import Content
from portal.domain.failures import InvalidSourceAnswer, SourceUnavailable
from portal.domain.people import Ground, Level
from portal.gateways.breaker import breaker_of
from tests.factories import BSN
from tests.portal.gateways.givens import items

PART_BYTES = 400
MOST_FAULTS = 2
"""In one delivery that a test makes; each makes one try fail at most."""
CONTRACT = b"%PDF-1.7 huurcontract" * 50
ANSWERS = b"%PDF-1.7 antwoorden"
WARM_CALLS = 22
"""In a whole delivery of `a_submission`, when the catalogue is known already but for the version
of the case type that holds now, which is asked for each new case."""
COLD_CALLS = 31
"""The same in a worker that just started."""
MOST_TRIES = 8


def a_submission(**changes) -> NewCase:
    submission = uuid4()
    now = datetime.now(UTC) - timedelta(seconds=1)
    values = {
        "submission": submission,
        "number": f"P-{submission.hex[:24].upper()}",
        "case_type": "VERHUIZING",
        "description": "Verhuizing naar Marktplein 3",
        "started": now.date(),
        "sent_at": now,
        "planned": now.date() + timedelta(days=9),
        "due": None,
        "initiator": Initiator(
            bsn=BSN,
            name="Noor de Wit",
            email="noor@example.nl",
            phone="0612345678",
            ground=Ground.SELF,
            level=Level.MIDDEN,
        ),
        "properties": {
            "verhuisdatum": (date(2026, 12, 1),),
            "woonsituatie": ("huur",),
        },
        "documents": (
            a_document(submission, "1", "Aanvraag", ANSWERS),
            a_document(submission, "2", "Huurcontract", CONTRACT),
        ),
    }
    return NewCase(**{**values, **changes})


def a_document(submission, suffix, kind, content) -> NewDocument:
    return NewDocument(
        reference=f"{submission.hex}-{suffix}",
        title=f"Uw {kind.lower()}",
        file_name=f"{kind.lower()}.pdf",
        media_type="application/pdf",
        kind=kind,
        content=lambda: Content.of_bytes(content),
        received=datetime.now(UTC).date(),
    )


def deliver_until_it_works(delivering, new: NewCase, meddler, patient=None) -> CaseKey:
    """As the worker does: again and again, some time later.

    By `patient` when no fault can be left: then only this machine makes an answer too late.
    """
    for number in range(MOST_TRIES):
        worker = patient if patient and number > MOST_FAULTS else delivering
        try:
            return worker.deliver(new)
        except (SourceUnavailable, InvalidSourceAnswer):
            meddler.wait_until_idle()
            breaker_of.cache_clear()
    pytest.fail(f"not delivered after {MOST_TRIES} tries")


def assert_complete(case_intake, new: NewCase, key: CaseKey) -> None:
    """Exactly one case with everything that was sent, each thing once."""
    zgw = case_intake.zgw
    url = zgw.url_of(key)
    marked = list(items(zgw.cases, "zaken", {"kenmerk": f"portaal:{new.submission}"}))
    assert [zaak["url"] for zaak in marked] == [url]
    [zaak] = marked
    assert zaak["identificatie"] == new.number
    roles = {
        role["betrokkeneIdentificatie"]["inpBsn"]: role["omschrijvingGeneriek"]
        for role in items(zgw.cases, "rollen", {"zaak": url})
    }
    assert roles.pop(new.initiator.bsn) == "initiator"
    assert roles == ({new.agent.bsn: "belanghebbende"} if new.agent else {})
    assert len(zaak["rollen"]) == 1 + len(roles)
    assert len(zaak["zaakobjecten"]) == len(new.objects)
    found = items(zgw.cases, f"{zgw.cases.path_of(url)}/zaakeigenschappen", {})
    given_values = {
        (name, f"{value:%Y%m%d}" if isinstance(value, date) else value)
        for name, values in new.properties.items()
        for value in values
    }
    assert sorted((item["naam"], item["waarde"]) for item in found) == sorted(given_values)
    [status] = items(zgw.cases, "statussen", {"zaak": url})
    assert status["datumStatusGezet"].startswith(f"{new.sent_at:%Y-%m-%dT%H:%M:%S}")
    links = list(items(zgw.cases, "zaakinformatieobjecten", {"zaak": url}))
    linked = sorted(link["informatieobject"] for link in links)
    kept = []
    for document in new.documents:
        query = {"identificatie": document.reference, "bronorganisatie": zgw.rsin}
        [item] = items(zgw.documents, "enkelvoudiginformatieobjecten", query)
        assert not item["locked"]
        content = zgw.documents.stream(zgw.documents.path_of(item["inhoud"]))
        assert b"".join(content) == document.content().read()
        kept.append(item["url"])
    assert linked == sorted(kept)
