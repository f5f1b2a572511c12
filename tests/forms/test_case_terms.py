"""Term, remedy and steps for one case type of a form, and for who can't be answered."""

import json

import pytest

from forms import BadForm, BadForms, engine, load_version
from forms.case_terms import all_terms, terms_called_for, terms_of
from forms.changes import changes
from forms.messages import texts
from tests.forms.factories import a_choice, a_context, a_form, a_page
from tests.forms.structured import structured_data, structured_form

REPORT = {
    "lead": "Is een melding genoeg?",
    "term": None,
    "service_days": 3,
    "then": ["Wij lezen uw melding."],
}
LAW = "Awb, artikel 4:13"


def the_case(**given):
    case = structured_data()["case"] | {
        "term": {"weeks": 8, "law": LAW},
        "remedy": "bezwaar",
        "lead": "Moet u een vergunning aanvragen?",
        "by_type": {"FEEST-MELDING": REPORT},
    }
    return {name: value for name, value in (case | given).items() if value != ""}


def a_form_with_types(**given):
    return structured_form(case=the_case(**given))


def stored_again(form):
    return load_version(form.version, form.source)


def test_a_case_type_has_its_own_term_remedy_and_steps():
    for form in (a_form_with_types(), stored_again(a_form_with_types())):
        report = terms_of(form, "FEEST-MELDING")

        assert (report.term, report.remedy, report.service_days) == (None, None, 3)
        assert (report.lead, report.then) == ("Is een melding genoeg?", ("Wij lezen uw melding.",))


@pytest.mark.parametrize("code", ["FEEST-B", "FEEST-C", None])
def test_a_case_type_that_is_left_out_has_those_of_the_form(code):
    form = stored_again(a_form_with_types())

    terms = terms_of(form, code)

    assert (terms.term.weeks, terms.term.law, terms.remedy) == (8, LAW, "bezwaar")
    assert terms.then == form.start.then
    assert terms.case_type == (code or "FEEST-C")


def test_a_term_of_a_case_type_may_be_one_of_a_law():
    report = REPORT | {"term": {"months": 1, "law": "APV"}, "remedy": "bezwaar"}
    form = stored_again(a_form_with_types(by_type={"FEEST-MELDING": report}))

    terms = terms_of(form, "FEEST-MELDING")

    assert (terms.term.months, terms.remedy) == (1, "bezwaar")


def test_each_is_told_once_before_sending():
    leads = [terms.lead for terms in all_terms(a_form_with_types())]

    assert leads == ["Moet u een vergunning aanvragen?", "Is een melding genoeg?"]
    every = dict.fromkeys(("FEEST-MELDING", "FEEST-B", "FEEST-C"), REPORT)
    assert {terms.term for terms in all_terms(a_form_with_types(by_type=every))} == {None}


@pytest.mark.parametrize(
    ("given", "problem", "remedy"),
    [
        (
            {"by_type": {"FEEST-MELDIGN": REPORT}},
            "No row gives the case type 'FEEST-MELDIGN'.",
            "Did you mean 'FEEST-MELDING'?",
        ),
        ({"type_from": None}, "There is one case type.", "Add `type_from`."),
        ({"lead": ""}, "`lead` is missing, for who becomes FEEST-B, FEEST-C.", "Write a question"),
    ],
)
def test_what_is_said_of_no_case_type_is_refused(given, problem, remedy):
    with pytest.raises(BadForm) as caught:
        a_form_with_types(**given)

    assert caught.value.problem == problem
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("name", ["lead", "term", "service_days", "then"])
def test_a_case_type_of_its_own_says_all_of_it(name):
    report = {key: value for key, value in REPORT.items() if key != name}

    with pytest.raises(BadForms, match=f"`{name}` is missing"):
        a_form_with_types(by_type={"FEEST-MELDING": report})


def a_form_without_answer(when="who == 'nobody'"):
    page = a_page(a_choice("who", "somebody", "nobody"))
    no_answer = {"when": when, "lead": "Geen naam?", "then": ["U krijgt geen antwoord."]}
    case = a_form(page).case.model_dump(mode="json", exclude_defaults=True) | {
        "no_answer": no_answer
    }
    return a_form(page, case=case | {"term": {"weeks": 6, "law": LAW}, "remedy": "bezwaar"})


@pytest.mark.parametrize(
    ("answers", "is_answered"),
    [({"who": "nobody"}, False), ({"who": "somebody"}, True), ({}, True)],
)
def test_who_can_t_be_answered_is_known_by_what_they_answered(answers, is_answered):
    for form in (a_form_without_answer(), stored_again(a_form_without_answer())):
        path = engine.path(form, answers, a_context())
        assert terms_called_for(path).is_answered is is_answered


def test_who_can_t_be_answered_has_no_term_and_no_remedy():
    form = stored_again(a_form_without_answer())

    terms = terms_of(form, form.case.type, is_answered=False)

    assert (terms.term, terms.remedy, terms.is_answered) == (None, None, False)
    assert terms.then == ("U krijgt geen antwoord.",)
    assert terms_of(form, form.case.type).is_answered
    assert [each.is_answered for each in all_terms(form)] == [True, False]


def test_a_condition_on_a_question_that_there_isn_t_is_told_with_one_that_there_is():
    with pytest.raises(BadForm, match=r"Did you mean 'who'\?"):
        a_form_without_answer(when="whom == 'nobody'")


def test_all_that_residents_read_of_it_is_translated():
    every = {
        text for form in (a_form_with_types(), a_form_without_answer()) for _, text in texts(form)
    }

    assert {REPORT["lead"], *REPORT["then"], "Geen naam?", "U krijgt geen antwoord."} < every


def test_a_change_of_one_case_type_is_told():
    changed = {"FEEST-MELDING": REPORT | {"service_days": 4}}

    [line] = changes(a_form_with_types(), a_form_with_types(by_type=changed))

    assert line.startswith("case.by_type.FEEST-MELDING.service_days")


def test_a_version_of_before_says_one_thing_for_all():
    form = structured_form()
    older = json.loads(form.source) | {"format": 4}
    for name in ("lead", "by_type", "no_answer"):
        del older["form"]["case"][name]

    read = load_version(form.version, json.dumps(older))

    assert (read.case.lead, read.case.by_type, read.case.no_answer) == ("", {}, None)
    assert terms_of(read, "FEEST-B").then == read.start.then
