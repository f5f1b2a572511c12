"""The pages about consents: none, active, ended, refused; one; taking it back; answering again."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from forms.engine import Row
from forms.kinds.base import Option
from portal.domain.consents import ConsentState, Standing
from tools.gallery.samples import CONSENT, SENT
from tools.gallery.state import State

CONSENT_ROWS = (Row("bellen", "may_call", CONSENT.question, (CONSENT.agree,)),)
"""What the check of all answers says about it."""
OPTIONS = (
    Option("answer-yes", "yes", CONSENT.agree, hint="", checked=False),
    Option("answer-no", "no", CONSENT.decline, hint="", checked=False),
)


def consent_states() -> dict[str, State]:
    """Name → state, of every page about consents."""
    active, refused = _card(Standing.ACTIVE), _card(Standing.REFUSED)
    ended = [_card(s) for s in (Standing.WITHDRAWN, Standing.EXPIRED, Standing.OUTDATED)]
    return {
        "consents-none": _index(),
        "consents": _index(active=[active], ended=ended, refused=[refused]),
        "consents-ended": _index(ended=ended[:1]),
        "consent": _one(active, (ConsentState.GIVEN,), uses=(SENT + timedelta(days=2),)),
        "consent-withdrawn": _one(ended[0], (ConsentState.WITHDRAWN, ConsentState.GIVEN)),
        "consent-expired": _one(ended[1], (ConsentState.EXPIRED, ConsentState.GIVEN)),
        "consent-refused": _one(refused, (ConsentState.REFUSED,)),
        "consent-outdated": _one(ended[2], (ConsentState.GIVEN,)),
        "consent-withdraw": State(template="consents/withdraw.html", context={"card": active}),
        "consent-message": _message(),
        "consent-answer": _answer(),
        "consent-answer-faults": _answer("Kies een van de antwoorden."),
    }


def _message() -> State:
    """The message about a yes, with its receipts."""
    message = SimpleNamespace(
        title=f"Uw toestemming: {CONSENT.title}",
        paragraphs=(
            "U zei ja op 20 november 2026. Uw ja geldt tot en met 20 november 2027.",
            "U kunt uw ja altijd intrekken.",
            "Er is een bewijs voor u. U kunt het downloaden.",
        ),
        action=("Bekijk uw toestemming", "#"),
        files=(("Bewijs (pdf)", "#pdf"), ("Bewijs voor computers (json)", "#json")),
    )
    return State(template="messages/message.html", context={"message": message, "sent_at": SENT})


def _index(**cards: list[SimpleNamespace]) -> State:
    none: dict[str, object] = {"active": [], "ended": [], "refused": []}
    return State(template="consents/index.html", context=none | cards)


def _one(card: SimpleNamespace, states: tuple[ConsentState, ...], **values: Any) -> State:
    history = [
        SimpleNamespace(
            state=state,
            at=SENT + timedelta(days=len(states) - number),
            where=""
            if state is ConsentState.EXPIRED
            else "Bij het formulier: Verhuizing doorgeven",
            pdf_url="#" if state in (ConsentState.GIVEN, ConsentState.WITHDRAWN) else "",
            json_url="#",
        )
        for number, state in enumerate(states)
    ]
    page = SimpleNamespace(card=card, history=history, uses=values.get("uses", ()))
    return State(template="consents/consent.html", context={"page": page})


def _answer(fault: str = "") -> State:
    context = {"text": CONSENT, "options": OPTIONS, "fault": fault}
    return State(template="consents/answer.html", context=context)


def _card(standing: Standing) -> SimpleNamespace:
    is_active = standing is Standing.ACTIVE
    return SimpleNamespace(
        standing=standing,
        text=CONSENT,
        changed_at=SENT,
        valid_until=SENT + timedelta(days=365) if is_active else None,
        url="#",
        withdraw_url="#" if is_active else "",
        answer_url="" if is_active else "#",
    )
