"""Using a consent: an organisation asks for data, and gets it only while the yes holds.

Every no is the same answer: no such case, nobody known, refused, withdrawn, expired, not asked for
by this organisation. For such a no nothing sealed is opened: whose case it is, tells a key.
"""

from dataclasses import dataclass, replace
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from portal.domain.case_keys import CaseNumber
from portal.domain.consents import ConsentPermission, Purpose, Shared
from portal.domain.consultations import About, Act, Action, DataKind, HowChosen, NewConsultation
from portal.domain.people import OwnerId
from portal.storage import consultations, submissions
from portal.storage.consents.consents import check_permission
from portal.storage.messages import contact_of
from portal.storage.submissions import Submission

log = structlog.get_logger()
NOBODY = OwnerId(UUID(int=0))
"""Whose consent is looked for where there is no such case: no takes as long for every case."""
KINDS = {Shared.NAME: DataKind.NAME, Shared.PHONE: DataKind.PHONE}
NAMES = {Shared.NAME: "naam", Shared.PHONE: "telefoonnummer"}
"""Under which the data goes out."""


@dataclass(frozen=True, slots=True)
class DataRequest:
    """Who asks for the data of whose case, for which purpose."""

    client: str
    purpose: str
    case_number: CaseNumber


def hand_over(
    database: Session, purposes: dict[str, Purpose], request: DataRequest
) -> dict[str, str] | None:
    """The data, if its owner consents at this moment; None: no. Commits its line."""
    submission = submissions.submission_by_number(database, request.case_number)
    owner_id = submission.owner_id if submission else NOBODY
    permission = _permission(database, purposes, request, owner_id)
    data = _shared(database, permission, submission) if permission and submission else None
    if data is None:
        database.rollback()
        log.info("consent_use_refused", client=request.client)
        return None
    # Only a committed line lets the data out; a withdrawal waits for it: see `check_permission`.
    database.commit()
    log.info("consent_used", client=request.client)
    return data


def _permission(
    database: Session, purposes: dict[str, Purpose], request: DataRequest, owner_id: OwnerId
) -> ConsentPermission | None:
    purpose = purposes.get(request.purpose)
    if purpose is None or purpose.recipient.client != request.client:
        return None
    return check_permission(database, owner_id, purpose)


def _shared(
    database: Session, permission: ConsentPermission, submission: Submission
) -> dict[str, str] | None:
    """What may be data over, with its line written first; None where some of it isn't known."""
    purpose = permission.purpose
    kinds = tuple(KINDS[shared] for shared in purpose.shares)
    line = NewConsultation.by_system(
        permission.subject,
        Act(purpose.activity, Action.SHARED, kinds, "portaal"),
        About("consent", str(permission.consent), submission.case_key, submission.number or ""),
    )
    consented = replace(line, how_chosen=HowChosen.CONSENT, recipient=purpose.recipient.name)
    consultations.write(database, consented)
    values = _values(database, submission)
    data = {NAMES[shared]: values[shared] for shared in purpose.shares}
    return data if all(data.values()) else None


def _values(database: Session, submission: Submission) -> dict[Shared, str]:
    contact = contact_of(database, submission.owner_id)
    content = submissions.content_of(database, submission)
    return {
        Shared.NAME: content.initiator.get("name", ""),
        Shared.PHONE: contact.get("phone", ""),
    }
