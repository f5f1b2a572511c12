"""One form with every kind of code and an address abroad: filled in, sent, delivered and printed.

All output is searched for the BSN of somebody else; only the case gets it.
"""

import pytest

from forms import form_from_values, load_sources
from forms.case_objects import CaseVehicle
from tests.browser import form_on, heading_of, main_of
from tests.databases import texts_in
from tests.factories import BSN
from tests.forms.factories import a_page, a_question, form_data
from tests.forms_filled import begin, page_id
from tests.papers import words_of_pdf
from tests.parts import publish_only
from tests.rules.output import Output

CODES = "nummers-doorgeven"
PARTNER = "111222333"
QUESTIONS = {
    "account": a_question("account", "iban"),
    "partner": a_question("partner", "bsn", law="Participatiewet, artikel 17"),
    "company": a_question("company", "kvk"),
    "legal": a_question("legal", "rsin"),
    "shop": a_question("shop", "branch"),
    "car": a_question("car", "licence_plate", foreign="allowed"),
    "other_car": a_question("other_car", "licence_plate"),
    "area": a_question("area", "postcode"),
    "home": a_question("home", "address_abroad"),
}
RIGHT = {
    "account": {"account": "be68 5390 0754 7034"},
    "partner": {"partner": "1112.22.333"},
    "company": {"company": "KVK 01234567"},
    "legal": {"legal": "123456782"},
    "shop": {"shop": "0000 1234 5678"},
    "car": {"car": "b-a 1234", "car-country": "DE"},
    "other_car": {"other_car": "ab123c"},
    "area": {"area": "1012js"},
    "home": {"home-street": "Rue 1", "home-city": "Luik", "home-country": "BE"},
}
SHOWN = {
    "account": "BE68 5390 0754 7034",
    "partner": "•••••2333",
    "company": "01234567",
    "legal": "123456782",
    "shop": "000012345678",
    "car": "B-A-1234 Duitsland",
    "other_car": "AB-123-C",
    "area": "1012 JS",
    "home": "Rue 1 Luik België",
}
IN_CASE = {
    "account": "BE68539007547034",
    "partner": PARTNER,
    "company": "01234567",
    "legal": "123456782",
    "shop": "000012345678",
    "car": "B-A-1234 (DE)",
    "other_car": "AB123C",
    "area": "1012 JS",
    "home": "Rue 1, Luik, België",
}


@pytest.fixture
def asking(app, browser):
    """The browser of a resident, where this form is published."""
    pages = [a_page(question, title=f"Pagina {name}") for name, question in QUESTIONS.items()]
    data = form_data(*pages, slug=CODES, title="Nummers doorgeven")
    data["case"] |= {
        "properties": {name: name for name in QUESTIONS},
        "about": {"car": "licence_plate", "other_car": "licence_plate"},
        "subject": "Bij {company}, {area}, {home}",
    }
    publish_only(app, [form_from_values(data, load_sources())])
    return browser


def filled(browser, until="controleren"):
    """The page of this question, after all before it were answered."""
    page = begin(browser, CODES)
    for name, typed in RIGHT.items():
        if page_id(page) == f"on_{until}":
            return page
        assert page_id(page) == f"on_{name}", main_of(page)
        page = browser.submit(page, typed)
    return page


@pytest.mark.parametrize("name", QUESTIONS)
def test_what_is_wrong_stays_as_it_was_typed_and_is_told_at_its_box(asking, name):
    part = "home-street" if name == "home" else name
    page = filled(asking, until=name)

    refused = asking.submit(page, {part: "🙂"})

    assert refused.status_code == 422
    assert heading_of(refused) == f"Pagina {name}"
    [box] = [box for box in form_on(refused, "questions").iter("input") if box.get("name") == part]
    assert box.get("value") == "🙂"
    assert box.get("aria-invalid") == "true" or name == "home"
    assert "Fout:" in main_of(refused)
    assert box.get("autocomplete")


def test_nothing_is_asked_that_is_not_answered(asking):
    page = begin(asking, CODES)

    refused = asking.submit(page, {})

    assert "Vul een rekeningnummer (IBAN) in" in main_of(refused)


def test_all_of_it_is_shown_sent_and_printed(asking, do_jobs, world):
    check = filled(asking)
    receipt = asking.submit(check, form="send")
    do_jobs()

    [case] = world.intake.made.values()
    paper = words_of_pdf(asking.get(f"{receipt.request.path}antwoorden.pdf").data)
    for shown in SHOWN.values():
        assert shown in main_of(check)
        assert shown in " ".join(paper.split())
    assert case.new.properties == {name: (value,) for name, value in IN_CASE.items()}
    assert case.new.objects == (CaseVehicle("BA1234"), CaseVehicle("AB123C"))
    assert case.new.description == "Bij 01234567, 1012 JS, Rue 1, Luik, België"


def test_the_resident_can_not_give_their_own_bsn_for_that_of_another(asking):
    page = filled(asking, until="partner")

    refused = asking.submit(page, {"partner": BSN})

    assert "Dit is uw eigen burgerservicenummer (BSN)." in main_of(refused)


def test_the_bsn_of_another_is_shown_to_nobody_again(
    asking, do_jobs, world, plain_database, monkeypatch
):
    output, usual = Output(), type(asking).open
    page = filled(asking, until="partner")
    next_page = asking.submit(page, RIGHT["partner"])

    def open_(self, *args, **kwargs):
        answer = usual(self, *args, **kwargs)
        output.add(f"body of {answer.request.path}", answer.get_data(as_text=False))
        return answer

    monkeypatch.setattr(type(asking), "open", open_)
    output.add("page after", next_page.text)
    back = asking.get(page.request.path)
    again = asking.submit(back)
    assert page_id(again) == "on_company"
    assert "•••••2333" in back.text
    receipt = asking.submit(filled_from(asking, again), form="send")
    asking.get(f"{receipt.request.path}antwoorden.pdf")
    asking.get("/overzicht/")
    do_jobs()
    for place, text in texts_in(plain_database):
        output.add(f"database {place}", text)
    for mail in world.mailer.sent.values():
        output.add("mail", mail)
    [case] = world.intake.made.values()
    output.add("description", case.new.description)
    for document in case.documents.values():
        output.add("document", document)

    assert output.places_of(PARTNER) == set()
    assert len(output.texts) > 50
    assert case.new.properties["partner"] == (PARTNER,)


def filled_from(browser, page):
    """The page with all answers, from this one on."""
    for name in list(RIGHT)[2:]:
        page = browser.submit(page, RIGHT[name])
    return page


def test_two_tabs_see_no_more_than_the_last_digits_of_a_bsn(asking, app):
    page = filled(asking, until="partner")
    asking.submit(page, {"partner": "123456782"})

    conflict = asking.submit(page, {"partner": "1112.22.334"})

    words = main_of(conflict)
    assert "Kies welk antwoord u wilt houden" in words
    assert "•••••6782" in words
    assert "123456782" not in conflict.text
    assert "1112.22.334" not in words
