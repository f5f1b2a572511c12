"""Pages about messages."""

from uuid import UUID

from flask import Blueprint, render_template, request, url_for

from portal.domain.failures import NotFound
from portal.services.messages.reading import read_message
from portal.storage.messages import count_of, facts_of, messages_of
from portal.texts.message_texts import message_text
from portal.web.edge.forms import PageNumber
from portal.web.edge.login_session import acting, look_up_anew, resident
from portal.web.edge.request_context import current_state, session
from portal.web.page.cards import message_card
from portal.web.words.formats import words

bp = Blueprint("messages", __name__, url_prefix="/berichten")
PAGE = 20


@bp.get("/")
def index() -> str:
    """All messages of the resident, newest first."""
    owner, count = resident().key, count_of(session(), resident().key)
    number = PageNumber(request.args).within(max(1, -(-count // PAGE)))
    shown = messages_of(session(), owner, most=PAGE, skip=(number - 1) * PAGE)
    return render_template(
        "messages/index.html",
        messages=[message_card(message, facts_of(session(), message)) for message in shown],
        older_url=_page_url(number + 1) if count > number * PAGE else "",
        newer_url=_page_url(number - 1) if number > 1 else "",
    )


@bp.get("/<uuid:message_id>/")
def message(message_id: UUID) -> str:
    """One message."""
    own_message = read_message(session(), acting(), message_id)
    if own_message is None:
        raise NotFound(message_id)
    look_up_anew()  # one less is unread
    facts = facts_of(session(), own_message)
    text = message_text(words(), own_message.kind, facts, current_state().outages)
    return render_template("messages/message.html", message=text, sent_at=own_message.made_at)


def _page_url(number: int) -> str:
    return url_for("messages.index", pagina=number)
