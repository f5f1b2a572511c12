"""Pages about consents: all of them, one, taking it back, answering again, receipts."""

from collections.abc import Mapping
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from forms.fields import Option
from portal.domain.consents import ConsentStatus, ConsentText
from portal.features.consents.cards import card_of, cards_of, page_of
from portal.features.consents.forms import AnswerForm
from portal.services.consents import own, receipts
from portal.web.edge.expired_input import restores_input
from portal.web.edge.login_session import acting, header, resident, restored_input
from portal.web.edge.request_context import municipality, portal, session, settings
from portal.web.edge.responses import download, public_keys
from portal.web.edge.rules import for_programs
from portal.web.words.formats import words

bp = Blueprint("consents", __name__)
ENDED = (ConsentStatus.WITHDRAWN, ConsentStatus.EXPIRED, ConsentStatus.OUTDATED)


@bp.get("/toestemmingen/")
def index() -> str:
    """All consents of the resident."""
    cards = cards_of(session(), resident().key)
    return render_template(
        "consents/index.html",
        active=[card for card in cards if card.status is ConsentStatus.ACTIVE],
        ended=[card for card in cards if card.status in ENDED],
        refused=[card for card in cards if card.status is ConsentStatus.REFUSED],
    )


@bp.get("/toestemmingen/<uuid:consent_id>/")
def consent(consent_id: UUID) -> str:
    """One consent: its exact text, what happened to it, its receipts."""
    consent = own.read_consent(session(), acting(), consent_id)
    return render_template("consents/consent.html", page=page_of(session(), consent))


@bp.get("/toestemmingen/<uuid:consent_id>/intrekken/")
def ask_to_withdraw(consent_id: UUID) -> ResponseReturnValue:
    """What taking it back does, before it is done."""
    card = card_of(session(), own.read_consent(session(), acting(), consent_id))
    if not card.withdraw_url:
        return redirect(card.url, 303)
    return render_template("consents/withdraw.html", card=card)


@bp.post("/toestemmingen/<uuid:consent_id>/intrekken/")
def withdraw(consent_id: UUID) -> ResponseReturnValue:
    """Take it back, at once; doing it twice is doing it once."""
    if own.withdraw(session(), portal(), acting(), consent_id):
        flash(_("U trok uw ja in. Dat geldt meteen."))
    return redirect(url_for("consents.consent", consent_id=consent_id), 303)


@bp.get("/toestemmingen/<uuid:consent_id>/antwoord/")
@restores_input
def ask_again(consent_id: UUID) -> str:
    """The question as it is asked now, for who changed their mind."""
    texts = _texts(consent_id)
    restored = restored_input() or MultiDict()
    is_same = restored.get("text") in {text.sha256 for text in texts.values()}
    chosen = restored.get("answer", "") if is_same else ""
    return _question(texts[words().language.code], chosen=chosen)


@bp.post("/toestemmingen/<uuid:consent_id>/antwoord/")
def answer(consent_id: UUID) -> ResponseReturnValue:
    """Yes or no."""
    form = AnswerForm(request.form)
    answer = own.PageAnswer(form.answer.data, form.text.data)
    try:
        own.answer_again(session(), portal(), acting(), consent_id, answer)
    except own.NothingChosen:
        fault = _("Kies ja of nee.")
    except own.TextChanged:
        fault = _("De vraag is net veranderd. Lees hem nog een keer en kies.")
    else:
        flash(_("Wij hebben uw antwoord bewaard."))
        return redirect(url_for("consents.consent", consent_id=consent_id), 303)
    return _question(_texts(consent_id)[words().language.code], fault), 422


@bp.get("/toestemmingen/<uuid:consent_id>/bewijs/<uuid:event_id>.pdf")
def receipt_pdf(consent_id: UUID, event_id: UUID) -> Response:
    """The receipt on paper."""
    receipt = own.take_receipt(session(), acting(), consent_id, event_id)
    shown = header()
    made = receipts.receipt_pdf(receipt, municipality(), shown.name if shown else "")
    return download(made, "application/pdf", f"toestemming-{event_id}.pdf")


@bp.get("/toestemmingen/<uuid:consent_id>/bewijs/<uuid:event_id>.json")
def receipt_json(consent_id: UUID, event_id: UUID) -> Response:
    """The receipt for programs: JSON-LD with its signature."""
    response = jsonify(own.take_receipt(session(), acting(), consent_id, event_id))
    response.mimetype = "application/ld+json"
    name = f"toestemming-{event_id}.json"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


@bp.get("/.well-known/consent-receipts.jwks.json")
@for_programs
def keys() -> Response:
    """The public keys with which anybody can verify a receipt; old ones stay."""
    return public_keys(receipts.public_keys(settings()))


def _texts(consent_id: UUID) -> Mapping[str, ConsentText]:
    """The question as it is asked now, in each language."""
    return own.question_of(session(), portal(), acting(), consent_id).texts


def _question(text: ConsentText, fault: str = "", chosen: str = "") -> str:
    # Nothing is chosen beforehand, also not what was chosen before: only what they chose just now,
    # to this very text or another language of it.
    options = tuple(
        Option(f"answer-{value}", value, words, hint="", checked=value == chosen)
        for value, words in (("yes", text.agree), ("no", text.decline))
    )
    return render_template("consents/answer.html", text=text, options=options, fault=fault)
