"""What paper and case say of a co-signature: who signed and when, or that nobody did."""

from dataclasses import replace
from datetime import datetime

import structlog
from babel.dates import format_datetime
from sqlalchemy.orm import Session

from forms import Form
from forms.cosigning import NOT_SIGNED, SIGNED
from forms.properties import PropertyValue
from portal.domain.consultations import About, Act, Action, Activity, DataKind, NewConsultation
from portal.domain.days import AMSTERDAM
from portal.domain.failures import NotFound, SourceError
from portal.domain.people import Ground, Party
from portal.domain.persons import PersonRegister
from portal.storage import cosign_requests
from portal.storage.consultations import consulting
from portal.storage.cosign_requests import Cosigner, CosignRequest
from portal.storage.submissions import Submission, SubmissionContent

log = structlog.get_logger()
TITLE = "Ondertekening"


def read_signer_name(database: Session, persons: PersonRegister, submission: Submission) -> None:
    """Read who signed from the register: only now, after their own yes. Commits.

    Where it can't be read, the case is made without: their BSN says who it is.
    """
    request = _request(database, submission)
    signer = cosign_requests.signer_of(database, request) if request else None
    if request is None or not request.agreed_on or signer is None or signer.name:
        return
    assert request.cosigner_id is not None, "who signs is kept with the answer"
    act = Act(Activity.SUBMISSION, Action.FETCHED, (DataKind.NAME,), "BRP")
    party = Party.resident(signer.bsn, request.cosigner_id)
    line = NewConsultation.on(Ground.SELF, party, act, About("submission", submission.reference))
    try:
        with consulting(database, line, again_since=request.answered_at) as proof:
            name = persons.name_of(proof)
    except (SourceError, NotFound) as error:
        log.warning("signer_not_read", kind=type(error).__name__, reference=submission.reference)
        return
    cosign_requests.keep_signer(database, request, Cosigner(signer.bsn, name))
    database.commit()


def with_statement(
    database: Session, form: Form, submission: Submission, content: SubmissionContent
) -> SubmissionContent:
    """The content with what paper says of the co-signature first; the same where none is asked."""
    request = _request(database, submission) if form.cosign else None
    if request is None or form.cosign is None:
        return content
    label = form.cosign.who[:1].upper() + form.cosign.who[1:]
    rows = [{"label": label, "lines": _lines(database, form, request)}]
    return replace(content, summary=[{"title": TITLE, "rows": rows}, *content.summary])


def case_mark(
    database: Session, form: Form, submission: Submission
) -> dict[str, tuple[PropertyValue, ...]]:
    """The eigenschap that says whether it was signed; none where nobody was asked."""
    name = form.cosign.property if form.cosign else None
    request = _request(database, submission) if name else None
    if request is None or name is None:
        return {}
    return {name: (SIGNED if request.signature.is_signed else NOT_SIGNED,)}


def _request(database: Session, submission: Submission) -> CosignRequest | None:
    return cosign_requests.request_of_submission(database, submission.owner_id, submission.id)


def _lines(database: Session, form: Form, request: CosignRequest) -> list[str]:
    """In Dutch, as all on paper."""
    signer = cosign_requests.signer_of(database, request)
    if request.agreed_on and request.answered_at:
        name = signer.name if signer else ""
        statement = form.cosign.statement if form.cosign else ""
        signed = f"Ondertekend met DigiD op {_moment(request.answered_at)}"
        return [line for line in (signed, name, f"“{statement}”") if line]
    asked = f"Gevraagd op {_day(request.mail_asked_at)}"
    if request.refused_on and request.answered_at:
        return ["Niet ondertekend", asked, f"Geweigerd op {_moment(request.answered_at)}"]
    if request.lapsed_on:
        return ["Niet ondertekend", asked, "Geen antwoord gekregen"]
    return ["Niet ondertekend", asked]


def _moment(moment: datetime) -> str:
    return format_datetime(moment.astimezone(AMSTERDAM), "d MMMM y 'om' HH.mm 'uur'", locale="nl")


def _day(moment: datetime) -> str:
    return format_datetime(moment.astimezone(AMSTERDAM), "d MMMM y", locale="nl")
