"""A task list: which sections can be begun, how each stands, and which pages may be shown."""

import pytest

from forms import BadForms, engine
from forms.order import SectionState, reachable, task_list
from forms.path import Path
from tests.forms.factories import a_choice, a_context, a_form, a_page, a_question

CONTEXT = a_context()
STOP = {
    "id": "stop",
    "title": "Dit kan niet",
    "intro": "Bel ons.",
    "show_if": "size == 'huge'",
    "stop": {"way_on": "phone"},
    "questions": [],
}
PARTY = a_page(a_choice("size", "small", "big", "huge"), a_question("first", "date"), id_="party")
SAFETY = a_page(a_question("guards", "number"), show_if="size == 'big'", id_="safety")
STREET = a_page(a_question("street"), id_="street")
CLOSED = a_page(
    a_question("closed", "date", not_before="first", too_early="Na %(limit)s."), id_="closed"
)
FINANCE = a_page(a_question("money", required=False), id_="finance")
TOTAL = {
    "id": "total",
    "title": "Samen",
    "intro": "Er zijn %(twice)s bewakers.",
    "questions": [],
}
SECTIONS = {
    "Feest": [PARTY],
    "Veilig": [SAFETY],
    "Straat": [STREET],
    "Dicht": [CLOSED],
    "Geld": [FINANCE],
}
BIG = {"size": "big", "first": "2027-03-05"}
OF_PARTY = ("Feest",)


def with_list(sections=SECTIONS, **more):
    listed = [{"title": title, "pages": pages} for title, pages in sections.items()]
    return a_form(sections=listed, task_list=True, **more)


def states(answers, form=None, unfinished=()):
    """Section → its state; for one that waits, the sections that are first."""
    progress = task_list(Path(form or with_list(), answers, CONTEXT), unfinished)
    return {
        each.section.title: tuple(other.title for other in each.first) or each.state
        for each in progress
    }


def page_ids(answers, form=None):
    return [page.id for page in reachable(Path(form or with_list(), answers, CONTEXT))]


def test_what_reads_nothing_of_others_can_be_begun_and_what_does_says_what_is_first():
    assert states({}) == {
        "Feest": SectionState.OPEN,
        "Veilig": OF_PARTY,
        "Straat": SectionState.OPEN,
        "Dicht": OF_PARTY,
        "Geld": SectionState.OPEN,
    }
    assert page_ids({}) == ["party", "street", "finance"]


def test_sections_are_done_in_any_order():
    answers = {"street": "Lindelaan", "page:finance": True}

    assert states(answers)["Straat"] is SectionState.DONE
    assert states(answers)["Geld"] is SectionState.DONE
    assert states(answers | BIG) == {
        "Feest": SectionState.DONE,
        "Veilig": SectionState.OPEN,
        "Straat": SectionState.DONE,
        "Dicht": SectionState.OPEN,
        "Geld": SectionState.DONE,
    }


def test_a_section_that_is_not_called_for_is_not_listed_and_one_that_was_filled_in_is_not_needed():
    small = BIG | {"size": "small"}

    assert "Veilig" not in states(small)
    assert states(small | {"guards": 3})["Veilig"] is SectionState.NOT_NEEDED
    assert "safety" not in page_ids(small | {"guards": 3})


def test_an_answer_of_before_makes_a_later_section_one_to_look_at_again():
    answers = BIG | {"closed": "2027-03-06", "page:closed": True}
    assert states(answers)["Dicht"] is SectionState.DONE

    later = answers | {"first": "2027-04-01"}

    assert states(later)["Dicht"] is SectionState.AGAIN
    assert "closed" in page_ids(later)


def test_while_the_section_before_is_open_again_a_later_one_waits():
    answers = {"closed": "2027-03-06", "page:closed": True, "size": "big", "page:party": True}

    assert states(answers)["Feest"] is SectionState.AGAIN
    assert states(answers)["Dicht"] == OF_PARTY
    assert "closed" not in page_ids(answers)


def test_half_a_section_and_what_was_not_judged_are_busy():
    form = with_list({"Feest": [PARTY, STREET], "Geld": [FINANCE]})

    assert states(BIG, form)["Feest"] is SectionState.BUSY
    assert page_ids(BIG, form) == ["party", "street", "finance"]
    assert states({}, unfinished=["street"])["Straat"] is SectionState.BUSY
    answered = {"street": "Lindelaan", "page:street": True}
    assert states(answered, unfinished=["street"])["Straat"] is SectionState.BUSY


def test_what_is_worked_out_and_tables_and_texts_count_as_what_they_read():
    table = {
        "by": ["size"],
        "rows": [{"when": ["big"], "give": {"n": 2}}, {"give": {"n": 1}}],
    }
    works_out = {**FINANCE, "compute": {"twice": "guards * 2"}}
    sections = {
        "Feest": [PARTY],
        "Veilig": [a_page(a_question("guards", "number"), id_="safety")],
        "Geld": [works_out],
        "Samen": [TOTAL],
        "Soort": [a_page(a_question("kind_of_party"), show_if="kind.n > 1")],
        "Groot": [a_page(a_question("how_big"), show_if="large")],
    }
    form = with_list(sections, decisions={"kind": table}, conditions={"large": "size == 'big'"})

    assert states({}, form) == {
        "Feest": SectionState.OPEN,
        "Veilig": SectionState.OPEN,
        "Geld": ("Veilig",),
        "Samen": ("Veilig",),
        "Soort": ("Feest",),
        "Groot": ("Feest",),
    }


def test_where_the_form_can_end_later_sections_wait_and_where_it_ends_they_go():
    form = with_list({"Feest": [PARTY, STOP], "Straat": [STREET], "Geld": [FINANCE]})
    assert states({}, form) == {
        "Feest": SectionState.OPEN,
        "Straat": OF_PARTY,
        "Geld": OF_PARTY,
    }

    huge = {"size": "huge", "first": "2027-03-05", "street": "Lindelaan"}

    assert states(huge, form) == {"Feest": SectionState.END, "Straat": SectionState.NOT_NEEDED}
    assert page_ids(huge, form) == ["party", "stop"]


def test_an_end_that_may_still_go_hides_nothing():
    stop = {**STOP, "show_if": "not answered(first)"}
    form = with_list({"Feest": [PARTY], "Kan het": [stop], "Straat": [STREET]})

    assert states({}, form) == {
        "Feest": SectionState.OPEN,
        "Kan het": OF_PARTY,
        "Straat": OF_PARTY,
    }
    assert states(BIG, form) == {"Feest": SectionState.DONE, "Straat": SectionState.OPEN}


def test_pages_of_a_section_are_by_themselves():
    form = with_list({"Feest": [PARTY, STREET], "Geld": [FINANCE]})
    path = Path(form, BIG | {"street": "Lindelaan"}, CONTEXT)

    assert engine.next_page(path, "party").id == "street"
    assert engine.next_page(path, "street") is None
    assert engine.previous_page(path, "street").id == "party"
    assert engine.previous_page(path, "finance") is None


def test_many_sections_that_read_all_before_them_stay_quick():
    pages = [a_page(a_question("q0", "number"), id_="p0")]
    for number in range(1, 60):
        reads = " and ".join(f"q{n} > 0" for n in range(max(0, number - 20), number))
        pages.append(a_page(a_question(f"q{number}", "number"), show_if=reads, id_=f"p{number}"))
    form = with_list({f"Deel {page['id']}": [page] for page in pages})

    assert set(states({}, form).values()) == {SectionState.OPEN, ("Deel p0",)}


def test_a_list_of_one_section_is_refused():
    with pytest.raises(BadForms, match="list of one section"):
        with_list({"Feest": [PARTY]})
