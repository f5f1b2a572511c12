"""The pages about questions: all of them, one, and those on which one asks."""

from uuid import UUID

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.case_keys import CaseKey
from portal.domain.contacts import ContactRegister, RequestKind
from portal.domain.failures import NotFound
from portal.features.contacts import asking
from portal.services.contacts.reading import own_request, read_contacts
from portal.services.sources.queries import shown
from portal.storage.contact_requests import contact_request_of
from portal.web.edge.expired_input import restores_input
from portal.web.edge.htmx import page_or_block
from portal.web.edge.limits import ASK, ASK_OF_A_DAY, limited
from portal.web.edge.login_session import acting, resident, restored_input
from portal.web.edge.request_context import gateways, session
from portal.web.page.contact_cards import moment_card, request_card
from portal.web.page.refreshing import refresh

bp = Blueprint("contacts", __name__)
WHAT = "<any(vraag, bellen):what>"
"""What is asked for, in addresses: an answer, or a call."""


@bp.get("/vragen/")
def index() -> str:
    """All that the resident asked, and the contacts that there were."""
    wanted = refresh("vragen")
    page = read_contacts(session(), acting(), register_here(), wanted)
    return page_or_block(
        "contacts/index.html",
        wanted.name,
        requests=[request_card(each) for each in page.requests],
        moments=[moment_card(each) for each in page.moments.value or ()],
        source=shown(page.moments),
    )


@bp.get("/vragen/<uuid:request_id>/")
def request_page(request_id: UUID) -> str:
    """One question: when it is answered, and the answer; of our own records."""
    stored = contact_request_of(session(), resident().key, request_id)
    if stored is None:
        raise NotFound(request_id)
    card = request_card(own_request(session(), stored))
    return page_or_block("contacts/request.html", "", request_card=card)


@bp.get(f"/vragen/{WHAT}/")
@restores_input
def ask(what: str) -> ResponseReturnValue:
    """Ask something that is about no case."""
    register_here()
    return asking.show(what, None, restored_input())


@bp.post(f"/vragen/{WHAT}/")
@limited(ASK, ASK_OF_A_DAY)
def send(what: str) -> ResponseReturnValue:
    """Send it; sending twice is sending once."""
    register_here()
    return _sent(what, None)


@bp.get(f"/zaken/<case:key>/{WHAT}/")
@restores_input
def ask_of_case(key: CaseKey, what: str) -> ResponseReturnValue:
    """Ask something about a case."""
    register_here()
    return asking.show(what, asking.own_case(key), restored_input())


@bp.post(f"/zaken/<case:key>/{WHAT}/")
@limited(ASK, ASK_OF_A_DAY)
def send_of_case(key: CaseKey, what: str) -> ResponseReturnValue:
    """Send it; sending twice is sending once."""
    register_here()
    return _sent(what, key)


def register_here() -> ContactRegister:
    """The register; raises `NotFound` where the municipality has none: then there is no page."""
    register = gateways().contacts
    if register is None:
        raise NotFound("contacts")
    return register


def _sent(what: str, key: CaseKey | None) -> ResponseReturnValue:
    stored = asking.send(what, key, request.form)
    if not isinstance(stored, UUID):
        return stored
    is_call = asking.KINDS[what] is RequestKind.CALLBACK
    flash(_("Verstuurd. Wij bellen u.") if is_call else _("Verstuurd. Wij hebben uw vraag."))
    return redirect(url_for("contacts.request_page", request_id=stored), 303)
