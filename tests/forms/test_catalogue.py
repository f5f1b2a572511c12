"""The two forms, filled in from begin to end."""

from datetime import date, timedelta

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm

from forms import AddressAnswer, AddressQuery, Catalogue, load_sources
from forms.case_data import case_properties
from forms.engine import first_open, next_page, page_key, path, step
from forms.fields import form_class, raw_input, values
from forms.reading import summary
from tests.forms.factories import TODAY, a_context, an_address

CATALOGUE = Catalogue.load(load_sources())
MOVE = CATALOGUE.form("verhuizing-doorgeven")
REPORT = CATALOGUE.form("melding-openbare-ruimte")
HOME = an_address(12, street="Lindelaan", postcode="1234 AB")
CONTEXT = a_context(
    addresses={AddressQuery("1234 AB", 12, "", ""): AddressAnswer((HOME,), is_known=True)}
)


class Resident:
    """Fills in a form page by page, as the portal lets a browser do."""

    def __init__(self, form, context=CONTEXT):
        self.form, self.context, self.answers = form, context, {}

    def send(self, page_id, **parts):
        """Send the page that is open, which must be this one; `a__b` is part b of a."""
        page = first_open(path(self.form, self.answers, self.context))
        assert page.id == page_id
        made = form_class(page, WTForm)
        sent = made(MultiDict({name.replace("__", "-"): text for name, text in parts.items()}))
        assert sent.validate(), sent.errors
        assert made(MultiDict(raw_input(sent))).validate()
        self.answers |= values(sent) | {page_key(page): True}
        return self

    @property
    def is_done(self):
        """Whether nothing is open."""
        return first_open(path(self.form, self.answers, self.context)) is None


def moving(context=CONTEXT, who="p1"):
    day = TODAY + timedelta(days=10)
    resident = Resident(MOVE, context).send("gegevens")
    resident.send("wie", movers=who)
    resident.send("adres", new_address__postcode="1234ab", new_address__number="12")
    resident.send(
        "dag",
        moving_date__day=str(day.day),
        moving_date__month="dec",
        moving_date__year=str(day.year),
    )
    return resident


def test_moving_with_a_partner_to_a_rented_house():
    resident = moving().send("wonen", living="rent").send("contract", contract__later="y")
    resident.send("contact", email="noor@example.org")

    assert resident.is_done
    assert case_properties(path(MOVE, resident.answers, CONTEXT)) == {
        "verhuisdatum": (date(2026, 12, 2),),
        "nieuwAdres": ("Lindelaan 12, 1234 AB Demodam",),
        "meeverhuizers": ("Sam Yilmaz",),
        "woonsituatie": ("huur",),
    }
    sections = summary(path(MOVE, resident.answers, CONTEXT))
    # Consent is no part of the answers.
    assert [section.title for section in sections] == [s.title for s in MOVE.sections[:-1]]
    assert sections[2].rows[1].lines == ("U stuurt dit later.",)
    assert sections[3].rows[1].lines == ()


@pytest.mark.parametrize(("living", "page"), [("own", "contact"), ("lodging", "toestemming")])
def test_the_proof_depends_on_the_way_of_living(living, page):
    resident = moving().send("wonen", living=living)

    assert first_open(path(MOVE, resident.answers, CONTEXT)).id == page


def test_changing_the_way_of_living_asks_for_other_proof():
    resident = moving().send("wonen", living="rent").send("contract", contract__later="y")
    resident.send("contact")

    resident.answers["living"] = "lodging"

    assert first_open(path(MOVE, resident.answers, CONTEXT)).id == "toestemming"


def test_somebody_alone_is_not_asked_who_moves_along():
    alone = a_context(facts={"household": []})

    assert "wie" not in [page.id for page in path(MOVE, {}, alone)]


def test_the_form_can_be_filled_in_while_all_registers_are_down():
    day = TODAY
    resident = Resident(MOVE, a_context(facts={})).send("gegevens")
    resident.send("wie", movers__names="Sam Yilmaz\nLila")
    resident.send("adres", new_address__postcode="1234 AB", new_address__number="12")
    resident.send(
        "dag",
        moving_date__day=str(day.day),
        moving_date__month=str(day.month),
        moving_date__year=str(day.year),
    )
    resident.send("wonen", living="own").send("contact")

    assert resident.is_done


def test_steps_of_moving():
    contact = MOVE.page("contact")

    assert step(MOVE, contact, CONTEXT).number == 4
    assert step(MOVE, MOVE.page("gegevens"), CONTEXT).total == 6
    assert next_page(path(MOVE, {}, CONTEXT), contact.id) is None


def test_reporting_without_a_name_or_a_photo():
    resident = Resident(REPORT, a_context(facts={}))
    resident.send("soort", category="light").send("omschrijving", description="Hij is kapot.")
    resident.send("plaats", place__street="Lindelaan 12").send("foto").send("contact")

    assert resident.is_done
    assert case_properties(path(REPORT, resident.answers, resident.context)) == {
        "categorie": ("verlichting",),
        "plaats": ("Lindelaan 12",),
    }
    assert REPORT.login == "none"
