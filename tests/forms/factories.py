"""Small forms and contexts; a test names only what it is about."""

from dataclasses import replace
from datetime import date

from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm

from forms import (
    AddressAnswer,
    Context,
    RegisterAddress,
    engine,
    form_from_values,
    load_sources,
    reading,
)
from forms.fields import address_queries, form_class, raw_input, values
from forms.path import page_alone

SOURCES = load_sources()
TODAY = date(2026, 11, 22)
FAMILY = [
    {"key": "p1", "name": "Sam Yilmaz", "relation": "partner", "born": "1986-05-04"},
    {"key": "p2", "name": "Lila Yilmaz", "relation": "child", "born": "2015-03-02"},
]
FACTS = {
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
    "household": FAMILY,
    "contact": {"email": "noor@example.org", "phone": "+31612345678"},
}
START = {
    "for_whom": ["U"],
    "have_at_hand": ["Niets"],
    "cost": "Gratis",
    "minutes": 5,
    "at_once": "U krijgt een bewijs.",
    "then": ["Klaar"],
    "data": [{"what": "Iets", "why": "Daarom", "law": "Wet", "source": "U"}],
    "other_ways": {"phone": "Bel", "counter": "Kom", "paper": "Schrijf"},
}


def a_context(**given):
    return Context(**{"today": TODAY, "facts": FACTS, "translate": str} | given)


def a_question(id_="q", kind="text", **given):
    return {"id": id_, "kind": kind, "label": f"Vraag {id_}"} | given


def a_choice(id_, *values_, **given):
    options = [{"value": value, "label": value.title()} for value in values_]
    return a_question(id_, "choice", options=options, **given)


def a_page(*questions, id_=None, **given):
    return {
        "id": id_ or f"on_{questions[0]['id']}",
        "title": "Titel",
        "questions": list(questions),
    } | given


def form_data(*pages, **given):
    """A form as plain values; pages are in one section, unless `sections` is given."""
    return {
        "slug": "a-form",
        "title": "Formulier",
        "summary": "Kort",
        "event": "verhuizen",
        "synonyms": [],
        "login": "required",
        "level": "midden",
        "send": "Versturen",
        "start": START,
        "case": {
            "type": "TYPE",
            "description": "Zaak",
            "properties": {},
            "documents": {"answers": "Aanvraag"}
            | {
                question["id"]: "Bijlage"
                for page in pages
                for question in page["questions"]
                if question["kind"] == "file"
            },
            "first_status": "Ontvangen",
            "term": None,
            "service_days": 5,
        },
        "sections": [{"title": "Deel", "pages": list(pages)}],
    } | given


def a_form(*pages, **given):
    return form_from_values(form_data(*pages, **given), SOURCES)


def rows_of(form, answers, context=None):
    """The rows of the page with all answers, by the path of their answer."""
    sections = reading.summary(engine.path(form, answers, context or a_context()))
    return {row.question_id: row for section in sections for row in section.rows}


class OneQuestion:
    """One question on a page, as a resident meets it."""

    def __init__(self, kind, context=None, answers=None, register=None, **given):
        maker = a_choice("q", "a", "b", **given) if kind == "choice" else None
        self.form = a_form(a_page(maker or a_question("q", kind, **given)))
        self.page = self.form.pages[0]
        self.context = context or a_context()
        self.answers = answers or {}
        self.register = register

    def shown(self, **stored):
        """The field as it is first shown, with this stored."""
        made = form_class(page_alone(self.page, self.answers | stored, self.context), WTForm)
        return made()["q"]

    def sent(self, *pairs, stored=None):
        """The form after this was sent and validated: [(part, text), …]; `stored` before it."""
        data = MultiDict((f"q-{part}" if part else "q", text) for part, text in pairs)
        return self._judged(data, self.answers | ({} if stored is None else {"q": stored}))

    def value(self, *pairs):
        """The canonical value of what was sent, which must be right."""
        form = self.sent(*pairs)
        assert form.errors == {}
        return values(form)["q"]

    def fault(self, *pairs):
        """The field after something was sent that must be wrong."""
        field = self.sent(*pairs)["q"]
        assert field.errors
        assert field.data is None
        return field

    def again(self, value):
        """What is stored when a stored value is shown and sent again as it stands."""
        made = form_class(page_alone(self.page, {"q": value}, self.context), WTForm)
        form = self._judged(MultiDict(raw_input(made())), {"q": value})
        assert not form.errors, form.errors
        return values(form)["q"]

    def _judged(self, data, answers):
        """The form after this was sent and judged, with what the register had to be asked."""
        queries = address_queries(
            form_class(page_alone(self.page, answers, self.context), WTForm)(data)
        )
        self.queries = queries
        answers_of_register = {q: self.register(q) for q in queries} if self.register else {}
        context = replace(self.context, addresses=answers_of_register)
        form = form_class(page_alone(self.page, answers, context), WTForm)(data)
        form.validate()
        return form


def register(*addresses, known=True, whole=True):
    """An address register with these addresses; finds by postcode and number."""

    def find(query):
        found = tuple(
            a for a in addresses if (a.postcode, a.number) == (query.postcode, query.number)
        )
        return AddressAnswer(found if known else (), known, whole)

    return find


def an_address(number=10, letter="", addition="", **given):
    given = {"street": "Havenstraat", "postcode": "1235 EF", "city": "Demodam"} | given
    return RegisterAddress(number=number, letter=letter, addition=addition, **given)
