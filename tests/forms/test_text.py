"""Text, text area, e-mail and telephone."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wtforms import Form as WTForm

from forms import BadForm, load_version
from forms.engine import contact
from forms.fields import form_class, raw_input
from forms.path import page_alone
from forms.spelling import free_text
from tests.forms.factories import OneQuestion, a_context, a_form, a_page, a_question


def test_text_is_kept_on_one_line():
    assert OneQuestion("text").value(("", " Aan de \r\n haven\x00 ")) == "Aan de haven"


def test_text_area_keeps_its_lines():
    question = OneQuestion("textarea")

    assert question.value(("", "een\r\ntwee")) == "een\ntwee"
    assert question.again("een\ntwee") == "een\ntwee"


def test_too_long_text_is_kept_and_told_with_numbers():
    field = OneQuestion("textarea", max_length=10).fault(("", "x" * 11))

    assert field.raw[""] == "x" * 11
    assert field.errors == ["Maak uw tekst korter. Er passen 10 tekens in. U heeft er 11."]
    assert field.max_length == 10


def test_no_bsn_in_free_text():
    question = OneQuestion("textarea")

    assert "BSN" in question.fault(("", "Mijn nummer is 999993653.")).errors[0]
    assert question.value(("", "Zaak 123456789, tel. 0612345678"))


def test_optional_left_empty_is_none_and_required_is_told():
    assert OneQuestion("text", required=False).value(("", " ")) is None
    assert OneQuestion("text").fault().errors == ["Vul hier uw antwoord in."]
    assert OneQuestion("text", when_empty="Doe dit.").fault().errors == ["Doe dit."]


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("Noor@EXAMPLE.org", "Noor@example.org"),
        ("jan@bücher.example.org", "jan@bücher.example.org"),
    ],
)
def test_email(text, stored):
    question = OneQuestion("email")

    assert question.value(("", text)) == stored
    assert question.again(stored) == stored


@pytest.mark.parametrize(
    "text",
    [
        "mailto:noor@example.org",
        "MAILTO:noor@example.org",
        "<mailto:noor@example.org>",
        "mailto:noor@example.org?subject=Vraag",
        "E-mail: noor@example.org",
        "<noor@example.org>",
        "(noor@example.org)",
        "'noor@example.org'",
        "Noor <noor@example.org>",
        "Noor<noor@example.org>;",
        '"Noor" <noor@example.org>',
        '"Berg, Noor van den" <noor@example.org>,',
        "Noor (thuis) <mailto:noor@example.org>",
        "noor@example.org <noor@example.org>",
        "'noor@example.org' <noor@example.org>",
        "noor@example.org<mailto:noor@example.org>",
        *(f"noor@example.org{sign}" for sign in (",", ";", ".", ":", " ;", ".,", ">")),
    ],
)
def test_email_as_it_is_copied(text):
    assert OneQuestion("email").value(("", text)) == "noor@example.org"


@pytest.mark.parametrize(
    "text",
    [
        *("noor", "noor@", "noor@example", "no or@example.org", "Noor <>", "Noor <noor>"),
        "noor@example.org, jan@example.org",
        "noor@example.org; jan@example.org",
        "noor@example.org jan@example.org",
        "Noor <noor@example.org>, Jan <jan@example.org>",
        "<noor@example.org> <jan@example.org>",
        "noor@example.org <jan@example.org>",
        "noor@example.org, Jan <jan@example.org>",
        "Noor <noor@example.org>, jan@example.org",
    ],
)
def test_email_that_cannot_be(text):
    assert OneQuestion("email").fault(("", text)).errors == [
        "Kijk het e-mailadres na. Schrijf het zo: naam@voorbeeld.nl."
    ]


@pytest.mark.parametrize(
    ("text", "stored", "shown"),
    [
        ("0612345678", "+31612345678", "06 12345678"),
        ("06-12 34 56 78", "+31612345678", "06 12345678"),
        ("0031612345678", "+31612345678", "06 12345678"),
        ("+31 (0)6 12345678", "+31612345678", "06 12345678"),
        ("010 123 45 67", "+31101234567", "010 123 4567"),
        ("0049 30 901820", "+4930901820", "+49 30 901820"),
        ("088 1234567", "+31881234567", "088 123 4567"),
        ("tel. 06 12345678", "+31612345678", "06 12345678"),
        ("(+31) 6 12345678", "+31612345678", "06 12345678"),
        ("Tel.nr. 0612345678", "+31612345678", "06 12345678"),
    ],
)
def test_phone(text, stored, shown):
    question = OneQuestion("phone")

    assert question.value(("", text)) == stored
    assert question.shown(q=stored).raw[""] == shown
    assert question.again(stored) == stored


@pytest.mark.parametrize(
    "text", ["14030", "0900-1234", "112", "0612", "bel mij", "0612345678x9", "06 12345 abc"]
)
def test_phone_of_nobody(text):
    assert OneQuestion("phone").fault(("", text)).errors == [
        "Kijk het telefoonnummer na. Schrijf het zo: 06 12345678 of 010 1234567."
    ]


def test_empty_email_and_phone_are_told_with_an_example():
    assert "naam@voorbeeld.nl" in OneQuestion("email").fault().errors[0]
    assert "06 12345678" in OneQuestion("phone").fault().errors[0]


def test_a_stored_text_that_is_no_number_is_shown_as_it_is():
    assert OneQuestion("phone").shown(q="oud").raw[""] == "oud"


def test_prefill_stands_there_until_something_else_was_answered():
    question = OneQuestion("phone", prefill="contact.phone", required=False)

    assert question.shown().raw[""] == "06 12345678"
    assert question.shown(q=None).raw[""] == ""
    assert question.shown(q="+31101234567").raw[""] == "010 123 4567"


def test_prefill_of_an_unknown_fact_is_empty():
    assert OneQuestion("email", a_context(facts={}), prefill="contact.email").shown().raw[""] == ""


def test_what_the_browser_may_fill_in():
    field = OneQuestion("email").shown()

    assert (field.autocomplete, field.inputmode) == ("email", "email")
    assert OneQuestion("phone").shown().autocomplete == "tel"
    assert OneQuestion("text").shown().autocomplete == ""


@given(st.text(max_size=60).map(free_text).filter(bool))
def test_stored_text_shown_and_sent_again_is_the_same(text):
    question = OneQuestion("textarea")

    assert question.again(text) == text


def test_fields_of_the_base_class_are_not_questions():
    question = OneQuestion("text")
    form = form_class(page_alone(question.page, {"q": "x"}, question.context), WTForm)()

    assert raw_input(form) == {"q": ["x"]}
    assert form["q"].is_page_title is False


def a_form_with_mail(*roles):
    questions = [
        a_question(f"mail_{n}", "email", required=False, **({"role": role} if role else {}))
        for n, role in enumerate(roles, 1)
    ]
    return a_form(a_page(a_question("phone", "phone", role="contact"), *questions))


def test_only_the_question_with_the_role_says_how_the_applicant_is_reached():
    form = a_form_with_mail("contact", None)
    landlord = {"mail_2": "derde@voorbeeld.nl"}
    both = {"mail_1": "ik@voorbeeld.nl", "phone": "+31612345678", **landlord}

    assert contact(form, both) == {"email": "ik@voorbeeld.nl", "phone": "+31612345678"}
    assert contact(form, landlord) == {}
    assert contact(a_form_with_mail(None), {"mail_1": "derde@voorbeeld.nl"}) == {}


def test_one_question_of_a_kind_has_the_role():
    with pytest.raises(BadForm, match="'mail_1' has the role 'contact' already"):
        a_form_with_mail("contact", None, "contact")


@pytest.mark.parametrize("kind", ["text", "number"])
def test_no_other_kind_has_that_role(kind):
    with pytest.raises(BadForm, match="role"):
        a_form(a_page(a_question("q", kind, role="contact")))


def test_before_there_were_roles_the_last_address_was_that_of_the_applicant():
    stored = json.loads(a_form_with_mail(None, None).source) | {"format": 2}
    for question in stored["form"]["sections"][0]["pages"][0]["questions"]:
        del question["role"]
    form = load_version("a-version", json.dumps(stored))

    assert [question.role for question in form.questions()] == ["contact", None, "contact"]
    assert contact(form, {"mail_1": "derde@voorbeeld.nl", "mail_2": ""}) == {}
    assert contact(form, {"mail_2": "ik@voorbeeld.nl"}) == {"email": "ik@voorbeeld.nl"}
