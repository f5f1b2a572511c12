"""Co-signing in a form: when it is asked, who is invited, and what the co-signer reads."""

import json

import pytest

from forms import BadForms, engine, load_version
from forms.case_data import case_shapes
from forms.cosigning import cosigner_address, cosigner_bsn, rows_for_cosigner
from forms.messages import texts
from tests.forms.factories import a_choice, a_context, a_form, a_page, a_question

COSIGN = {
    "who": "uw partner",
    "email": "partner_email",
    "summary": "Iemand vraagt geld voor kosten.",
    "statement": "Ik vind dit goed.",
}
ROWS = {"id": "costs", "title": "Kosten", "row": "%(what)s", "add": "Nog een"}
BSN = {"law": "Wet", "required": False}
PAGES = (
    a_page(a_choice("partnered", "yes", "no")),
    a_page(a_question("what"), repeat=ROWS, id_="kosten"),
    a_page(a_question("secret"), a_question("own_email", "email", role="contact")),
    a_page(
        a_question("partner_email", "email", show_if="partnered == 'yes'"),
        a_question("partner_bsn", "bsn", **BSN),
        id_="partner",
    ),
)
ANSWERS = {
    "partnered": "yes",
    "costs": {"1": {"what": "Bril"}},
    "secret": "Dit ziet niemand",
    "partner_email": "sam@example.org",
    "partner_bsn": "999990019",
}


def cosigned(**changes):
    return a_form(*PAGES, cosign=COSIGN | changes)


def path_of(form, **answers):
    return engine.path(form, ANSWERS | answers, a_context())


@pytest.mark.parametrize(
    ("answers", "address"),
    [({}, "sam@example.org"), ({"partnered": "no"}, ""), ({"partner_email": None}, "")],
)
def test_it_is_needed_where_the_address_is_asked_and_answered(answers, address):
    assert cosigner_address(path_of(cosigned(), **answers)) == address


def test_nobody_co_signs_a_form_that_does_not_say_so():
    path = path_of(a_form(*PAGES))

    assert (cosigner_address(path), cosigner_bsn(path), rows_for_cosigner(path)) == ("", "", ())


def test_who_alone_can_sign_is_the_one_of_the_bsn():
    assert cosigner_bsn(path_of(cosigned(bsn="partner_bsn"))) == "999990019"
    assert cosigner_bsn(path_of(cosigned())) == ""


def test_the_co_signer_reads_nothing_that_the_form_does_not_show():
    assert rows_for_cosigner(path_of(cosigned())) == ()

    [row] = rows_for_cosigner(path_of(cosigned(show=["costs"])))

    assert (row.label, row.lines) == ("Bril", ("Vraag what: Bril",))


def test_what_was_not_answered_is_not_shown():
    assert rows_for_cosigner(path_of(cosigned(show=["secret"]), secret=None)) == ()


@pytest.mark.parametrize(
    ("changes", "problem", "remedy"),
    [
        ({"email": "partner_mail"}, "No question 'partner_mail'", "mean 'partner_email'"),
        ({"email": "secret"}, "'secret' asks no mail address of somebody else", "kind 'email'"),
        ({"email": "own_email"}, "'own_email' asks no mail address", "without `role`"),
        ({"email": "what"}, "No question 'what'", ""),
        ({"bsn": "secret"}, "'secret' asks no BSN of somebody else", "whose: other"),
        ({"bsn": "partner_bs"}, "No question 'partner_bs'", "mean 'partner_bsn'"),
        ({"bsn": "partner_bsn", "is_partner": True}, "both say who signs", "Leave `bsn`"),
        ({"show": ["cost"]}, "No question 'cost'", "mean 'costs'"),
        ({"show": ["what"]}, "No question 'what'", ""),
        ({"property": "a" * 21}, "more than 20 characters", "shorter"),
    ],
)
def test_what_can_t_be_is_told_with_a_remedy(changes, problem, remedy):
    with pytest.raises(BadForms) as told:
        cosigned(**changes)

    assert problem in str(told.value)
    assert remedy in str(told.value)


def test_a_property_has_one_meaning():
    case = a_form(*PAGES).case.model_dump(mode="json", exclude_defaults=True)
    case |= {"properties": {"akkoord": "secret"}, "term": None}

    with pytest.raises(BadForms, match="holds an answer already"):
        a_form(*PAGES, case=case, cosign=COSIGN | {"property": "akkoord"})


def test_a_form_without_login_has_nobody_who_co_signs():
    pages = (a_page(a_question("partner_email", "email")),)

    with pytest.raises(BadForms, match="may not have logged in"):
        a_form(*pages, login="none", level=None, cosign=COSIGN)


def test_the_case_says_whether_it_was_signed():
    shape = case_shapes(cosigned(property="ondertekening"))["ondertekening"]

    assert shape.codes == ("niet ondertekend", "ondertekend")


def test_it_is_stored_and_translated_with_its_form():
    form = cosigned(show=["costs"])

    assert load_version(form.version, form.source).cosign == form.cosign
    assert {text for _, text in texts(form)} >= {COSIGN["who"], COSIGN["summary"]}


def test_a_version_of_before_has_nobody_who_co_signs():
    stored = json.loads(a_form(*PAGES).source)
    del stored["form"]["cosign"]

    form = load_version(a_form(*PAGES).version, json.dumps(stored))

    assert form.cosign is None
