"""What one version of a form changes in another, for who decides about it."""

from forms.changes import changes
from tests.forms.factories import a_choice, a_form, a_page, a_question


def test_the_same_form_changes_nothing():
    assert changes(a_form(a_page(a_question())), a_form(a_page(a_question()))) == ()


def test_a_form_of_which_there_was_nothing_is_new():
    assert changes(None, a_form(a_page(a_question("x")), a_page(a_question("y")))) == (
        "new form: Formulier (2 pages, 2 questions)",
    )


def test_pages_questions_and_options_that_come_and_go():
    before = a_form(
        a_page(a_question("x"), a_choice("y", "a", "b"), id_="one"),
        a_page(a_question("z"), id_="two"),
    )
    after = a_form(
        a_page(a_choice("y", "a", "c"), a_question("w"), id_="one"),
        a_page(a_question("v"), id_="three"),
    )

    said = changes(before, after)

    place = "section Deel.page one"
    assert set(said) == {
        f"{place}.question x: removed",
        f"{place}.question w: added",
        f"{place}.question y.option B: removed",
        f"{place}.question y.option C: added",
        "section Deel.page two: removed",
        "section Deel.page three: added",
    }


def test_a_text_is_told_as_it_was_and_as_it_becomes():
    before = a_form(a_page(a_question("x"), id_="one"))
    after = a_form(a_page(a_question("x") | {"label": "Een andere vraag"}, id_="one"))

    assert changes(before, after) == (
        "section Deel.page one.question x.label: 'Vraag x' -> 'Een andere vraag'",
    )


def test_a_long_text_is_cut_and_what_was_not_there_is_nothing():
    before = a_form(a_page(a_question("x"), id_="one"))
    after = a_form(a_page(a_question("x"), id_="one", intro="lang " * 50))

    [line] = changes(before, after)

    assert line.startswith("section Deel.page one.intro: nothing -> 'lang ")
    assert len(line) < 120


def test_another_order_is_told():
    before = a_form(a_page(a_question("x"), a_question("y"), id_="one"))
    after = a_form(a_page(a_question("y"), a_question("x"), id_="one"))

    assert changes(before, after) == ("section Deel.page one.questions: in another order",)


def test_a_list_of_words_is_told_whole():
    before, after = a_form(a_page(a_question())), a_form(a_page(a_question()), synonyms=["a"])

    assert changes(before, after) == ("synonyms: nothing -> '['a']'",)


def test_what_the_case_gets_is_told():
    before = a_form(a_page(a_question()))
    after = a_form(
        a_page(a_question()),
        case=before.case.model_dump(mode="json", exclude_defaults=True)
        | {"term": {"weeks": 8, "law": "Awb 4:13"}},
    )

    [line] = changes(before, after)

    assert line.startswith("case.term: nothing -> ")
