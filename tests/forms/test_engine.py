"""Path, what is open, what was given: on small forms and with hypothesis."""

from datetime import timedelta
from unittest.mock import Mock

from hypothesis import given
from hypothesis import strategies as st

import forms.expression
from forms.engine import (
    SectionStep,
    answers_on_path,
    first_open,
    next_page,
    page_key,
    path,
    previous_page,
    step,
    steps,
)
from forms.reading import summary
from tests.forms.factories import TODAY, a_choice, a_context, a_form, a_page, a_question

CONTEXT = a_context()

# b is asked after a = x; c after b = x; so c is off the path as soon as b is.
CHAIN = a_form(
    a_page(a_choice("a", "x", "y")),
    a_page(a_choice("b", "x", "y"), show_if="a == 'x'"),
    a_page(a_choice("c", "x", "y"), a_question("d", required=False, show_if="b == 'x'")),
    a_page(a_question("e", "textarea"), show_if="c == 'x' or d == 'x' or not answered(b)"),
    a_page(a_question("f", required=False)),
)
IDS = ["a", "b", "c", "d", "e", "f"]
answers_ = st.fixed_dictionaries({}, optional=dict.fromkeys(IDS, st.sampled_from(["x", "y", None])))


def ids(pages):
    return [page.id for page in pages]


def test_pages_come_and_go_with_earlier_answers():
    assert ids(path(CHAIN, {"a": "x"}, CONTEXT)) == ["on_a", "on_b", "on_c", "on_e", "on_f"]
    assert ids(path(CHAIN, {"a": "x", "b": "y", "c": "y"}, CONTEXT)) == [
        "on_a",
        "on_b",
        "on_c",
        "on_f",
    ]


def test_an_answer_off_the_path_decides_nothing():
    answers = {"a": "y", "b": "x", "c": "y", "d": "x"}

    assert "on_b" not in ids(path(CHAIN, answers, CONTEXT))
    assert ids(path(CHAIN, answers, CONTEXT).by_id["on_c"].questions) == ["c"]
    assert "on_e" in ids(path(CHAIN, answers, CONTEXT))
    assert answers_on_path(path(CHAIN, answers, CONTEXT)) == {"a": "y", "c": "y"}


@given(answers_)
def test_the_path_is_in_the_order_of_the_form(answers):
    on_path = path(CHAIN, answers, CONTEXT)
    places = [CHAIN.pages.index(page.page) for page in on_path]

    assert places == sorted(set(places))


@given(answers_)
def test_what_is_off_the_path_is_never_given_or_shown(answers):
    on_path = {question.id for page in path(CHAIN, answers, CONTEXT) for question in page.questions}
    given_ = answers_on_path(path(CHAIN, answers, CONTEXT))
    rows = [row for section in summary(path(CHAIN, answers, CONTEXT)) for row in section.rows]

    assert given_.keys() == {id_ for id_ in on_path if answers.get(id_) is not None}
    assert {row.question_id for row in rows} == on_path


@given(answers_)
def test_answers_off_the_path_change_nothing(answers):
    """Leaving them out of the draft would give the same path."""
    kept = answers_on_path(path(CHAIN, answers, CONTEXT))

    assert ids(path(CHAIN, kept, CONTEXT)) == ids(path(CHAIN, answers, CONTEXT))
    assert summary(path(CHAIN, kept, CONTEXT)) == summary(path(CHAIN, answers, CONTEXT))


@given(answers_)
def test_following_next_walks_the_path_and_back(answers):
    on_path = path(CHAIN, answers, CONTEXT)
    for earlier, later in zip(on_path, [*on_path.pages[1:], None], strict=True):
        assert next_page(on_path, earlier.id) is later
        if later is not None:
            assert previous_page(on_path, later.id) is earlier
    assert previous_page(on_path, on_path.pages[0].id) is None


@given(answers_)
def test_answering_what_is_open_completes_the_form(answers):
    answers = dict(answers)
    for _ in range(2 * len(IDS)):
        page = first_open(path(CHAIN, answers, CONTEXT))
        if page is None:
            break
        answers |= {q.id: "x" for q in page.questions}
        answers[page_key(page)] = True

    assert first_open(path(CHAIN, answers, CONTEXT)) is None


def test_from_a_page_off_the_path_one_gets_to_the_path():
    answers = {"a": "y"}

    assert next_page(path(CHAIN, answers, CONTEXT), "on_b").id == "on_c"
    assert previous_page(path(CHAIN, answers, CONTEXT), "on_b").id == "on_a"


def test_a_page_without_required_questions_is_open_until_it_was_sent():
    form = a_form(a_page(a_question(required=False)))

    assert first_open(path(form, {"q": "antwoord"}, CONTEXT)).page is form.pages[0]
    assert first_open(path(form, {"page:on_q": True}, CONTEXT)) is None


def test_an_answer_that_holds_no_longer_is_open():
    window = {"not_after": "today + 28", "too_late": "Later dan %(limit)s."}
    form = a_form(a_page(a_question(kind="date", not_before="today", too_early="x", **window)))
    answers = {"q": (TODAY + timedelta(days=3)).isoformat()}

    assert first_open(path(form, answers, CONTEXT)) is None
    later = a_context(today=TODAY + timedelta(days=4))
    assert first_open(path(form, answers, later)).page is form.pages[0]
    assert first_open(path(form, {"q": "onzin"}, CONTEXT)).page is form.pages[0]


def test_a_limit_can_depend_on_an_earlier_answer():
    form = a_form(
        a_page(a_question("begin", "date")),
        a_page(a_question("end", "date", not_before="begin + 1", too_early="Na %(limit)s.")),
    )

    assert first_open(path(form, {"begin": "2026-12-01", "end": "2026-12-02"}, CONTEXT)) is None
    assert first_open(path(form, {"begin": "2026-12-01", "end": "2026-12-01"}, CONTEXT))


def test_steps_count_every_section_and_the_check_whatever_is_answered():
    sections = [
        {"title": "Een", "pages": [a_page(a_choice("a", "x", "y"))]},
        {"title": "Twee", "pages": [a_page(a_question("b"), show_if="a == 'x'")]},
        {"title": "Drie", "pages": [a_page(a_question("c"))]},
    ]
    form = a_form(sections=sections)

    assert [step(form, page, CONTEXT) for page in form.pages] == [
        SectionStep(1, 4, "Een"),
        SectionStep(2, 4, "Twee"),
        SectionStep(3, 4, "Drie"),
    ]
    assert steps(form) == 4


def test_conditions_are_not_read_again_for_a_request(monkeypatch):
    monkeypatch.setattr(forms.expression, "parse", Mock(side_effect=AssertionError))

    assert path(CHAIN, {"a": "x"}, CONTEXT)
    assert summary(path(CHAIN, {"a": "x"}, CONTEXT))


def test_a_long_chain_of_conditions_stays_quick():
    """Each page depends on the two before it; following them naively would take for ever."""
    pages = [a_page(a_choice("q0", "x", "y")), a_page(a_choice("q1", "x", "y"))]
    for number in range(2, 60):
        condition = f"q{number - 1} == 'x' and q{number - 2} == 'x'"
        pages.append(a_page(a_choice(f"q{number}", "x", "y"), show_if=condition))
    form = a_form(*pages)

    answers = {f"q{number}": "x" for number in range(60)}

    assert len(path(form, answers, CONTEXT)) == 60
    assert len(path(form, answers | {"q30": "y"}, CONTEXT)) == 31
