"""The page with what is known of the resident, and those to change how they are reached."""

from contextlib import suppress
from http import HTTPStatus

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.fields import question_fields
from portal.domain.failures import NotFound
from portal.features.own_data.contact_form import contact_form, details_of, is_complete
from portal.features.own_data.rows import (
    contact_rows,
    move_url,
    person_rows,
    relatives_of,
    remarks_of,
)
from portal.services.messages.email_check import (
    LINK_DAYS,
    LinkMail,
    LinkState,
    address_to_confirm,
    ask_again,
    confirm,
    state_of_link,
)
from portal.services.own_data import change_contact, contact_to_change, read_own_data
from portal.storage.messages import unconfirmed_email
from portal.web.edge.expired_input import restores_input
from portal.web.edge.forms import HtmlForm
from portal.web.edge.htmx import page_or_block
from portal.web.edge.limits import CONFIRMATION, CONTACT, limited
from portal.web.edge.login_session import acting, resident, restored_input
from portal.web.edge.request_context import current_state, gateways, session
from portal.web.edge.rules import public
from portal.web.page.refreshing import refresh
from portal.web.words.formats import clock, words

bp = Blueprint("own_data", __name__, url_prefix="/mijn-gegevens")


@bp.get("/")
def index() -> str:
    """What the BRP says of the resident, and how we reach them."""
    wanted = refresh("gegevens")
    own = read_own_data(session(), gateways(), acting(), current_state().sources_off, wanted)
    return page_or_block(
        "own_data/index.html",
        wanted.name,
        own=own,
        rows=person_rows(own.facts),
        relatives=relatives_of(own.facts),
        remarks=remarks_of(own.facts),
        move_url=move_url(),
        **_reached(own.contact),
    )


@bp.get("/contact/")
@restores_input
def contact() -> str:
    """Mail address, phone number, and whether to mail."""
    return _contact_page(contact_form(contact_to_change(session(), acting()), restored_input()))


@bp.post("/contact/")
@limited(CONTACT)
def save_contact() -> ResponseReturnValue:
    """Keep what the resident gave; a new mail address is confirmed first."""
    form = contact_form(contact_to_change(session(), acting()), request.form)
    if not is_complete(form):
        return _contact_page(form), 422
    language = words().language.code
    mail = change_contact(session(), acting(), details_of(form), language)
    flash(_saved_text(mail))
    _say_that_no_mail_comes(mail)
    return redirect(url_for("own_data.index"), 303)


@bp.post("/contact/opnieuw/")
@limited(CONTACT)
def mail_again() -> ResponseReturnValue:
    """Send the mail by which an address is confirmed, once more or for one of a form."""
    is_waiting = bool(address_to_confirm(session(), resident().key))
    try:
        mail = ask_again(session(), acting(), words().language.code)
    except NotFound:  # it was confirmed, or taken away, in another window
        return redirect(url_for("own_data.index"), 303)
    if mail == LinkMail():
        again, first = (
            _("Wij sturen de mail nog een keer."),
            _("Wij sturen u een mail met een link."),
        )
        flash(again if is_waiting else first)
    _say_that_no_mail_comes(mail)
    return redirect(url_for("own_data.index"), 303)


@bp.get("/bevestigen/<email_token>/")
@public
@limited(CONFIRMATION)
def confirm_email(email_token: str) -> ResponseReturnValue:
    """A button to confirm an address: programs that look into mail open links, too."""
    state = state_of_link(session(), email_token)
    page = render_template("own_data/confirm.html", state=state.value, days=LINK_DAYS)
    return page, HTTPStatus.NOT_FOUND if state is LinkState.OVER else HTTPStatus.OK


@bp.post("/bevestigen/<email_token>/")
@public
@limited(CONFIRMATION)
def use_email(email_token: str) -> ResponseReturnValue:
    """Use the address from now on, whoever is logged in here or not; twice is once."""
    with suppress(NotFound):  # the page says so
        confirm(session(), email_token)
    return redirect(url_for("own_data.confirm_email", email_token=email_token), 303)


def _reached(contact: dict[str, str]) -> dict[str, object]:
    """How the resident is reached, and what mail address they still have to confirm."""
    to_confirm = address_to_confirm(session(), resident().key)
    return {
        "contact": contact_rows(contact, to_confirm),
        "link_days": LINK_DAYS,
        "address_to_confirm": to_confirm,
        "unconfirmed_address": unconfirmed_email(contact),
    }


def _saved_text(mail: LinkMail) -> str:
    """What is said of what was kept: of a new mail address, what is still to be done."""
    if mail == LinkMail() and address_to_confirm(session(), resident().key):
        return _("Bewaard. Open nog de link in de mail die u van ons krijgt.")
    return _("Wij hebben bewaard hoe wij u bereiken.")


def _say_that_no_mail_comes(mail: LinkMail) -> None:
    if mail.next_at:
        text = _(
            "Wij stuurden net al een mail. Na %(time)s uur kunt u er weer een vragen.",
            time=clock(mail.next_at),
        )
        flash(text, "warning")
    if mail.is_refused:
        text = _(
            "Wij kunnen nu geen mail sturen naar het adres dat u gaf. "
            "Probeer het over een uur nog een keer."
        )
        flash(text, "warning")


def _contact_page(form: HtmlForm) -> str:
    return render_template("own_data/contact.html", fields=question_fields(form))
