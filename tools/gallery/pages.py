"""The pages of the real forms, made by the real engine: empty, with faults, and filled in."""

from datetime import date
from typing import Any
from uuid import UUID

from werkzeug.datastructures import MultiDict
from wtforms import Form as HtmlForm

from forms import (
    Address,
    AddressAnswer,
    AddressQuery,
    Catalogue,
    Context,
    Form,
    Json,
    Page,
    StoredFile,
)
from forms.context import ConsentOffer
from forms.engine import SummarySection, summary
from forms.fields import form_class, question_fields
from tools.gallery.samples import CONSENT, SENT
from tools.gallery.state import State

DRAFT_ID = UUID("6f1c9c1e-5d2c-4f0e-9a55-0f5b7f1f2f10")
FACTS: dict[str, Json] = {
    "person": {
        "name": "Noor de Wit",
        "born": "1988-03-02",
        "address": {
            "street": "Lindelaan",
            "number": "12",
            "letter": "",
            "addition": "",
            "postcode": "1234 AB",
            "city": "Demodam",
        },
    },
    "household": [
        {"key": "p1", "name": "Sam Yilmaz", "relation": "partner", "born": "1987-05-09"},
        {"key": "p2", "name": "Lila Yilmaz", "relation": "child", "born": "2015-02-11"},
        {"key": "p3", "name": "Milan Yilmaz", "relation": "child", "born": "2019-08-30"},
    ],
}
FILES = (
    StoredFile("f1", "huurcontract-Havenstraat-10.pdf", 2_512_000, "application/pdf"),
    StoredFile("f2", "IMG_20261120_140533.jpg", 640_000, "image/jpeg"),
)
ANSWERS: dict[str, Json] = {
    "page:known": True,
    "movers": {"keys": ["p1", "p2"], "names": ["Sam Yilmaz", "Lila Yilmaz"]},
    "new_address": {
        "street": "Havenstraat",
        "number": "10",
        "letter": "A",
        "addition": "2",
        "postcode": "1235 EF",
        "city": "Demodam",
        "checked": True,
    },
    "moving_date": "2026-12-12",
    "living": "rent",
    "contract": {"later": False, "files": ["f1", "f2"]},
    "email": None,
    "phone": None,
}
OFFER = ConsentOffer(
    question=CONSENT.question,
    sentences=CONSENT.sentences,
    agree=CONSENT.agree,
    decline=CONSENT.decline,
    text=CONSENT.sha256,
    texts=frozenset({CONSENT.sha256}),
)
INCOME: list[Json] = [
    {"payer": "Bakkerij De Korenbloem", "month": "2026-10", "net": 68_425},
    {"payer": "UWV, WW-uitkering", "month": "2026-10", "net": 43_615},
]
VEHICLE_FIELDS: list[Json] = ["plate", "make", "first_seen", "value"]
REFUSED = ("filmpje.mov is niet toegevoegd. Stuur een foto of een pdf.",)


def catalogue() -> Catalogue:
    """All forms."""
    return Catalogue.load()


def page_states() -> dict[str, State]:
    """Name → state, of each page of each form, and of what can happen on some of them."""
    states = {}
    for form in catalogue():
        for page in _pages(form):
            name = f"{form.slug}-{page.id}"
            states[name] = _state(form, page, context())
            states[f"{name}-faults"] = _state(form, page, context(), typed={})
    return states | _special_states() | _remission_states()


def context(**values: Any) -> Context:
    """What the engine knows; `values` replace what is usual."""
    usual: dict[str, Any] = {
        "today": SENT.date(),
        "facts": FACTS,
        "translate": str,
        "find_address": _find,
        "consents": {CONSENT.purpose: OFFER},
    }
    return Context(**{**usual, **values})


def sections() -> tuple[SummarySection, ...]:
    """All answers of the removal, as its check page shows them."""
    uploads = {"contract": FILES}
    return summary(catalogue().form("verhuizing-doorgeven"), ANSWERS, context(uploads=uploads))


def _special_states() -> dict[str, State]:
    form = catalogue().form("verhuizing-doorgeven")
    pages = {question.kind: page for page in _pages(form) for question in page.questions}
    house = {"new_address-postcode": "1235 EF", "new_address-number": "10"}
    unknown = {"new_address-postcode": "9999 ZZ", "new_address-number": "10"}
    by_hand = {**unknown, "new_address-manual": "y", "new_address-city": "Demodam"}
    day = {"moving_date-day": "31", "moving_date-month": "december", "moving_date-year": "2026"}
    asked = pages["file"].questions[0].id
    sent = context(uploads={asked: FILES}, refused={asked: REFUSED})
    return {
        "page-register-down": _state(form, pages["known"], context(facts={})),
        "page-household-unknown": _state(form, pages["people"], context(facts={})),
        "page-people-filled": _state(form, pages["people"], context(), answers=ANSWERS),
        "page-change": _state(form, pages["choice"], context(), answers=ANSWERS, is_change=True),
        "page-address-filled": _state(form, pages["address"], context(), answers=ANSWERS),
        "page-address-pick": _state(form, pages["address"], context(), typed=house),
        "page-address-unknown": _state(form, pages["address"], context(), typed=unknown),
        "page-address-by-hand": _state(form, pages["address"], context(), typed=by_hand),
        "page-day-too-late": _state(form, pages["date"], context(), typed=day),
        "page-consent-changed": _state(
            form, pages["consent"], context(), typed={"may_call": "yes", "may_call-text": "old"}
        ),
        "page-files": _state(form, pages["file"], sent, answers=ANSWERS),
    }


def _remission_states() -> dict[str, State]:
    """What a source said, in its ways; and the calculation that follows from it."""
    form = catalogue().form("kwijtschelding-aanvragen")
    pages = {page.id: page for page in _pages(form)}
    at = SENT.isoformat()
    income: dict[str, Json] = {
        "source": "uwv",
        "fields": ["payer", "month", "net"],
        "records": INCOME,
    }
    known: dict[str, Json] = {
        "income_choice": "fetch",
        "income": {**income, "at": at},
        "savings_choice": "supply",
        "own_savings": 125_209,
        "vehicle_choice": "fetch",
        "vehicles": {"source": "rdw", "at": at, "fields": VEHICLE_FIELDS, "records": []},
        "bill": 41_250,
        "rent": 64_000,
        "rent_benefit": 31_022,
        "care": 29_650,
        "care_benefit": 21_100,
        "partner_income": 41_280,
        "partner_savings": 8_841,
    }
    old = known | {"income": {**income, "at": "2026-09-01T10:00:00+00:00"}}
    return {
        "page-choice-filled": _state(form, pages["inkomen"], context(), answers=known),
        "page-fetched": _state(form, pages["inkomen_opgehaald"], context(), answers=known),
        "page-fetched-nothing": _state(form, pages["auto_opgehaald"], context(), answers=known),
        "page-fetched-too-old": _state(form, pages["inkomen_opgehaald"], context(), answers=old),
        "page-source-down": _state(form, pages["inkomen_opgehaald"], context()),
        "page-calculation": _state(form, pages["berekening"], context(), answers=known),
    }


def _state(form: Form, page: Page, known: Context, **values: Any) -> State:
    """`typed`: what was sent, checked; `answers`: what was stored; others replace the usual."""
    typed = values.pop("typed", None)
    answers = values.pop("answers", {})
    made = form_class(page, answers, known, HtmlForm)(None if typed is None else MultiDict(typed))
    if typed is not None:
        made.validate()
    titles = [section.title for section in form.sections if page in section.pages]
    numbers = [n for n, section in enumerate(form.sections, 1) if page in section.pages]
    usual = {
        "form": form,
        "page": page,
        "section": titles[0],
        "fields": question_fields(made),
        "step": numbers[0],
        "steps": len(form.sections),
        "back_url": "#",
        "revision": 4,
        "draft_id": DRAFT_ID,
        "kept_until": date(2026, 12, 20) if form.login == "required" else None,
        "is_change": False,
    }
    return State(
        template="submissions/page.html",
        context={**usual, **values},
        is_logged_in=form.login == "required",
    )


def _pages(form: Form) -> list[Page]:
    return [page for section in form.sections for page in section.pages]


def _find(query: AddressQuery) -> AddressAnswer:
    if query.postcode != "1235 EF":
        return AddressAnswer(found=(), known=True)
    flats = (("A", "1"), ("A", "2"), ("B", ""))
    found = tuple(
        Address("Havenstraat", query.number, letter, addition, "1235 EF", "Demodam")
        for letter, addition in flats
    )
    return AddressAnswer(found=found, known=True)
