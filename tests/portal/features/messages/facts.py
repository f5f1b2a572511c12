"""What messages are about: facts of each kind, as they are kept."""

from uuid import uuid4

from portal.domain.messages import MessageKind

CONSENT = {
    "consent": str(uuid4()),
    "titles": {"nl": "Bellen", "en": "Calling"},
    "day": "2026-11-20T13:00:00+00:00",
}
CASE = {"title": "Verhuizing", "number": "ZAAK-1"}
REQUEST = {"request_id": str(uuid4())}
PAYMENT = {"title": "Uittreksel aanvragen", "reference": "BCDF-GHJK", "cents": 1_890}
COSIGN = {
    "title": "Bijzondere bijstand aanvragen",
    "who": "uw partner",
    "reference": "BCDF-GHJK",
    "day": "2026-12-15",
    "case_day": "2026-12-18",
}
FACTS = {
    MessageKind.RECEIVED: {"title": "Verhuizing doorgeven", "reference": "BCDF-GHJK"},
    MessageKind.CASE_MADE: {"title": "Verhuizing doorgeven", "number": "ZAAK-1"},
    MessageKind.STATUS: {**CASE, "status": "In behandeling", "note": "Wij bellen u."},
    MessageKind.TASK: {
        "task": "Stuur uw huurcontract",
        "number": "ZAAK-1",
        "last_day": "2026-12-01",
        "task_id": str(uuid4()),
    },
    MessageKind.DECISION: {**CASE, "decision": "Toegekend", "last_day": "2027-01-04"},
    MessageKind.DECISION_WITHDRAWN: {
        **CASE,
        "decision": "Toegekend",
        "end": "ingetrokken_overheid",
        "day": "2026-11-20",
    },
    MessageKind.EXTENDED: {
        **CASE,
        "note": "Het is druk.",
        "days": 28,
        "new_day": "2099-12-31",
        "day_before": "2026-12-03",
    },
    MessageKind.SUSPENDED: {**CASE, "note": "Een arts kijkt."},
    MessageKind.RESUMED: CASE,
    MessageKind.CASE_CLOSED: {**CASE, "task": "Stuur uw huurcontract", "day": "2026-11-20"},
    MessageKind.DELAYED: {"title": "Verhuizing doorgeven", "reference": "BCDF-GHJK"},
    MessageKind.CASE_WITHDRAWN: {**CASE, "day": "2026-11-20T13:00:00+00:00"},
    MessageKind.HANDED_OVER: {
        "title": "Verhuizing doorgeven",
        "reference": "BCDF-GHJK",
        "day": "2026-11-20T13:00:00+00:00",
    },
    MessageKind.FILE_INFECTED: {
        "title": "Verhuizing doorgeven",
        "files": ["huur.pdf"],
        "task_id": str(uuid4()),
    },
    MessageKind.DOCUMENT_RECEIVED: {"task": "Stuur uw huurcontract", "number": "ZAAK-1"},
    MessageKind.REQUEST_RECEIVED: {**REQUEST, "kind": "callback", "day": "2026-12-01"},
    MessageKind.ANSWERED: {**REQUEST, "answer": "Dat kan tot mei."},
    MessageKind.CALL_MISSED: {**REQUEST, "at": "2026-11-20T13:00Z", "again_by": "2099-12-31"},
    MessageKind.DRAFT_ENDS: {"title": "Verhuizing", "slug": "verhuizing", "last_day": "2099-12-31"},
    MessageKind.PAID: PAYMENT,
    MessageKind.NOT_PAID: PAYMENT,
    MessageKind.PAYMENT_REVERSED: PAYMENT,
    MessageKind.REFUNDED: PAYMENT,
    MessageKind.COSIGN_AGREED: COSIGN,
    MessageKind.COSIGN_REFUSED: COSIGN,
    MessageKind.COSIGN_LAPSED: COSIGN,
    MessageKind.COSIGN_ANSWERED: {**COSIGN, "has_agreed": True},
    MessageKind.CONSENT_GIVEN: {**CONSENT, "until": "2027-11-20T13:00:00+00:00"},
    MessageKind.CONSENT_REFUSED: {**CONSENT, "until": ""},
    MessageKind.CONSENT_WITHDRAWN: {**CONSENT, "until": ""},
}
