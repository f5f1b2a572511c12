"""The page on which a resident withdraws a case, and what its own page says of that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from portal.domain.case_keys import CaseKey
from portal.domain.cases import Case, Payment
from portal.domain.tasks import withdrawal_id
from portal.services.cases.reading import CasePage
from portal.services.cases.withdrawing import Hindrance, WithdrawalOffer, is_offered, offer_of
from portal.services.cases.withdrawing import withdraw as withdraw_case
from portal.storage.task_replies import withdrawals_of
from portal.texts.names import case_name
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import portal, session, single_statements
from portal.web.page.cards import subject_of
from portal.web.words.formats import day, words
from portal.web.words.withdrawals import withdrawal_words


@dataclass(frozen=True, slots=True)
class WithdrawalCard:
    """What the page of a case says of withdrawing it; all empty: nothing."""

    state: str = ""
    """How it stands with what was withdrawn, in sentences."""
    is_done: bool = False
    """Whether the case has it."""
    url: str = ""
    """Where to withdraw it."""


def withdrawal_card(page: CasePage) -> WithdrawalCard:
    """What the page of this case says."""
    file, earlier = page.file.value, page.withdrawal
    if earlier:
        is_done = earlier.in_case_since is not None
        has_decision = file is not None and bool(file.decisions)
        return WithdrawalCard(withdrawal_words(earlier, has_decision=has_decision), is_done)
    if file is None or not page.file.is_fresh:
        return WithdrawalCard()
    if not is_offered(portal().case_rules, file, earlier):
        return WithdrawalCard()
    return WithdrawalCard(url=url_for("cases.ask_to_withdraw", key=file.case.key))


def withdrawn_among(cases: Sequence[Case]) -> dict[UUID, datetime | None]:
    """Since when cases have that the resident withdrew them; see `case_cards`."""
    target_ids = [withdrawal_id(case.key) for case in cases]
    with single_statements() as database:
        withdrawals = withdrawals_of(database, acting().for_party.key, target_ids)
    return {target_id: each.in_case_since for target_id, each in withdrawals.items()}


def show(key: CaseKey) -> ResponseReturnValue:
    """What it does; or why it can't be done here; or its case, where it was done."""
    offer = offer_of(portal(), session(), acting(), key)
    return _already(key) if offer.earlier else _render(offer)


def withdraw(key: CaseKey) -> ResponseReturnValue:
    """Do it, and say on the page of the case that it is on its way."""
    offer = offer_of(portal(), session(), acting(), key)
    if offer.earlier:
        return _already(key)
    if offer.hindrance:
        return _render(offer), HTTPStatus.UNPROCESSABLE_ENTITY
    if not withdraw_case(portal(), session(), acting(), offer):
        flash(_("Dit lukte nu niet. Probeer het over een paar minuten nog een keer."), "warning")
        return redirect(url_for("cases.ask_to_withdraw", key=key), 303)
    flash(_("Gelukt. Wij geven uw intrekking door. U krijgt hierover een bericht."))
    return redirect(url_for("cases.case", key=key), 303)


def _already(key: CaseKey) -> ResponseReturnValue:
    flash(_("U heeft deze aanvraag al ingetrokken."), "info")
    return redirect(url_for("cases.case", key=key), 303)


def _render(offer: WithdrawalOffer) -> str:
    case = offer.case
    return render_template(
        "cases/withdraw.html",
        name=case_name(words(), case.title, case.number),
        subject=subject_of(case),
        number=case.number,
        case_url=url_for("cases.case", key=case.key),
        hindrance=_words_of(offer.hindrance, case) if offer.hindrance else "",
        has_paid=case.payment in (Payment.IN_PART, Payment.ALL),
    )


def _words_of(hindrance: Hindrance, case: Case) -> str:
    """Why it can't be done here."""
    if hindrance is Hindrance.CLOSED and case.closed:
        return _(
            "Deze zaak is al afgerond op %(day)s. Intrekken kan niet meer.", day=day(case.closed)
        )
    if hindrance is Hindrance.DECIDED:
        return _(
            "Er is al een besluit, of wij kunnen dat nu niet zien. Bel ons als u wilt stoppen."
        )
    return _("Deze zaak kunt u niet intrekken via deze website. Bel ons als u wilt stoppen.")
