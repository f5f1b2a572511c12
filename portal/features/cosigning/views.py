"""The co-signer's pages: the link, which says nothing, and after login what the form shows."""

from http import HTTPStatus

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.domain.cosigning import CosignAnswer
from portal.domain.failures import NotFound
from portal.domain.people import Level
from portal.domain.security_events import OF_ANOTHER, EventKind, note_event
from portal.features.cosigning.own import own_page, send_again
from portal.services.cosigning.answering import CosignerDesk, CosignPage, answer, look
from portal.services.cosigning.releasing import can_answer
from portal.storage import cosign_requests
from portal.storage.cosign_requests import CosignRequest
from portal.storage.form_versions import form_version_of
from portal.storage.submissions import Submission
from portal.web.edge.expired_input import restores_input
from portal.web.edge.limits import CONTACT, COSIGN, limited
from portal.web.edge.login_session import acting, actor
from portal.web.edge.request_context import gateways, session
from portal.web.edge.rules import level, public
from portal.web.edge.security_events import note_not_found, subject_here
from portal.web.words.formats import words

bp = Blueprint("cosigning", __name__, url_prefix="/ondertekenen")


@bp.get("/aanvraag/<reference>/")
@restores_input
def own(reference: str) -> str:
    """To who sent it: on whom it waits, until when, and what they can do."""
    return own_page(reference)


@bp.post("/aanvraag/<reference>/")
@limited(CONTACT)
def again(reference: str) -> ResponseReturnValue:
    """Mail the link once more, or to another address."""
    return send_again(reference)


@bp.get("/<cosign_token>/")
@public
@limited(COSIGN)
def invitation(cosign_token: str) -> str:
    """Where the mail leads: what co-signing is, and on to log in; nothing of anybody."""
    asked, submission = _asked(cosign_token)
    visitor = actor()
    return render_template(
        "cosigning/invitation.html",
        is_open=can_answer(asked, submission) or bool(asked.answered_at),
        is_sender=visitor is not None and visitor.for_party.key == submission.owner_id,
        read_url=url_for("cosigning.read", cosign_token=cosign_token),
        last_day=asked.signature.last_day,
    )


def level_of_link(cosign_token: str) -> Level:
    """What the form asks of who sends it, it asks of who signs it."""
    _, submission = _asked(cosign_token)
    return Level.named(form_version_of(session(), submission.version).level) or Level.MIDDEN


@bp.get("/<cosign_token>/lezen/")
@level(level_of_link)
@limited(COSIGN)
def read(cosign_token: str) -> ResponseReturnValue:
    """What the form shows the co-signer; to anybody else that it isn't for them."""
    visit = look(_desk(), *_asked(cosign_token, lock=True))
    if visit.page is CosignPage.OF_ANOTHER:
        note_event(EventKind.NOT_FOUND, OF_ANOTHER, subject=subject_here())
    is_of_another = visit.page is CosignPage.OF_ANOTHER
    status = HTTPStatus.NOT_FOUND if is_of_another else HTTPStatus.OK
    template = "sign" if visit.page is CosignPage.OPEN else "answered"
    return render_template(f"cosigning/{template}.html", visit=visit), status


@bp.post("/<cosign_token>/lezen/")
@level(level_of_link)
@limited(CONTACT)
def sign(cosign_token: str) -> ResponseReturnValue:
    """Keep what the co-signer says, and go on to the page that tells what was kept."""
    try:
        said = CosignAnswer(request.form.get("answer", ""))
    except ValueError:
        said = None
    if answer(_desk(), cosign_token, said) is None:
        raise NotFound(cosign_token)
    return redirect(url_for("cosigning.read", cosign_token=cosign_token), 303)


@bp.errorhandler(NotFound)
def unknown_link(error: NotFound) -> ResponseReturnValue:
    """What to do with a link that leads nowhere."""
    note_not_found(error)
    return render_template("cosigning/unknown_link.html"), HTTPStatus.NOT_FOUND


def _asked(token: str, *, lock: bool = False) -> tuple[CosignRequest, Submission]:
    """What the link is about; raises `NotFound`. `lock` until the transaction ends."""
    row = cosign_requests.request_of_link(session(), token, lock=lock)
    if row is None:
        raise NotFound(token)
    return row


def _desk() -> CosignerDesk:
    return CosignerDesk(session(), gateways().persons, acting(), words())
