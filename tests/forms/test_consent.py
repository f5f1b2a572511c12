"""Consent in a form: asked last and alone, and read by nothing else."""

import pytest

from forms import BadForm
from forms.case_data import case_properties
from forms.consents import ConsentAnswer, answered, rows
from forms.context import ConsentOffer
from forms.engine import answers_on_path, first_open, path
from forms.reading import summary
from tests.forms.factories import OneQuestion, a_context, a_form, a_page, a_question

OFFER = ConsentOffer(
    question="Mag het?",
    sentences=("Daarom.",),
    agree="Ja, dat mag",
    decline="Nee",
    text="now",
    texts=frozenset({"now", "nu"}),
)
OFFERED = a_context(consents={"bellen": OFFER})


def a_consent(id_="may", **given_):
    return a_question(id_, "consent", purpose="bellen") | given_


def a_consent_form(**page):
    return a_form(a_page(a_question("name")), a_page(a_consent(), **page))


def asking():
    return OneQuestion("consent", OFFERED, purpose="bellen")


FORM = a_consent_form()


def test_nothing_is_chosen_and_the_words_are_those_of_the_offer():
    field = asking().shown()

    assert [(o.value, o.label, o.checked) for o in field.options] == [
        ("yes", "Ja, dat mag", False),
        ("no", "Nee", False),
    ]
    assert field.offer is OFFER


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_answer_keeps_the_text_it_was_given_to(answer):
    asked = asking()

    assert asked.value(("", answer), ("text", "nu")) == {"answer": answer, "text": "nu"}


def test_left_open_is_no_answer():
    assert asking().value(("text", "now")) is None


@pytest.mark.parametrize(
    ("pairs", "says"),
    [
        ((("", "yes"), ("text", "old")), "De vraag is net veranderd."),
        ((("", "yes"),), "De vraag is net veranderd."),
        ((("", "maybe"), ("text", "now")), "Kies een van de antwoorden."),
    ],
)
def test_an_answer_that_will_not_do_says_what_to_do(pairs, says):
    fault = asking().fault(*pairs)

    assert fault.errors[0].startswith(says)


def test_an_answer_to_another_text_is_not_shown_as_chosen():
    asked = asking()
    stored = {"answer": "yes", "text": "old"}

    assert not any(option.checked for option in asked.shown(q=stored).options)
    stored["text"] = "nu"
    assert [option.checked for option in asked.shown(q=stored).options] == [True, False]


def test_it_is_asked_only_when_it_is_offered():
    answers = {"name": "Noor"}

    assert [page.id for page in path(FORM, answers, OFFERED)] == ["on_name", "on_may"]
    assert [page.id for page in path(FORM, answers, a_context())] == ["on_name"]
    assert first_open(path(FORM, answers, a_context())) is None


def test_a_stored_answer_counts_as_open_once_the_text_changed():
    answers = {"name": "Noor", "page:on_may": True, "may": {"answer": "yes", "text": "old"}}

    assert first_open(path(FORM, answers, OFFERED)).id == "on_may"
    answers["may"]["text"] = "nu"
    assert first_open(path(FORM, answers, OFFERED)) is None


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_the_answer_is_nowhere_in_what_is_sent(answer):
    answers = {"name": "Noor", "may": {"answer": answer, "text": "now"}}

    assert answers_on_path(path(FORM, answers, OFFERED)) == {"name": "Noor"}
    assert [r.question_id for s in summary(path(FORM, answers, OFFERED)) for r in s.rows] == [
        "name"
    ]
    assert "may" not in str(case_properties(path(FORM, answers, OFFERED)))
    is_given = answer == "yes"
    assert answered(path(FORM, answers, OFFERED)) == (ConsentAnswer("bellen", "now", is_given),)
    [row] = rows(path(FORM, answers, OFFERED))
    assert row.lines == (("Ja, dat mag",) if is_given else ("Nee",))


def test_what_is_left_open_has_a_row_and_no_answer():
    assert answered(path(FORM, {"name": "Noor", "may": None}, OFFERED)) == ()
    [row] = rows(path(FORM, {"name": "Noor"}, OFFERED))
    assert (row.label, row.lines) == ("Mag het?", ())


def test_a_form_says_which_purposes_it_asks_for():
    assert FORM.consent_purposes == {"bellen"}


@pytest.mark.parametrize(
    ("pages", "says"),
    [
        ((a_page(a_consent()), a_page(a_question("name"))), "asks consent between other questions"),
        ((a_page(a_consent(), a_question("name")),), "asks consent between other questions"),
        (
            (a_page(a_consent()), a_page(a_consent("later"), show_if="answered(may)")),
            "There is no question 'may'",
        ),
        ((a_page(a_consent(required=True)),), "required"),
        ((a_page(a_consent(purpose="Bellen Maar")),), "purpose"),
    ],
)
def test_a_form_can_not_ask_it_otherwise(pages, says):
    with pytest.raises(BadForm, match=says):
        a_form(*pages)


def test_consent_needs_a_login():
    with pytest.raises(BadForm, match="nobody is logged in"):
        a_form(a_page(a_consent()), login="none", level=None)


def test_a_case_property_can_not_be_a_consent():
    with pytest.raises(BadForm, match="No question 'may'"):
        a_form(
            a_page(a_consent()),
            case={
                "type": "T",
                "description": "D",
                "properties": {"bellen": "may"},
                "documents": {"answers": "A"},
                "first_status": "S",
                "term": None,
                "service_days": 5,
            },
        )
