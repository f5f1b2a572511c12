"""Random forms and random answers: the one pass against a slow evaluation, and off the path."""

from hypothesis import assume, given
from hypothesis import strategies as st

from forms import engine
from forms.case_data import case_record
from forms.engine import broken_rules
from forms.order import SectionState, reachable, task_list
from forms.path import Path
from forms.paths import merged
from forms.reading import summary
from tests.examples import costly
from tests.forms.factories import a_context, a_form, a_page, a_question
from tests.forms.filler import Filler
from tests.forms.random_forms import ANSWERS, FormMaker, random_answers
from tests.forms.slow_path import SlowPath

CONTEXT = a_context()
XYZ = [{"value": value, "label": value.title()} for value in "xyz"]
MANY = "count(boxes) > 1"
dice = st.randoms(use_true_random=False)


def a_draft(dice):
    """A form that loads, and answers to it."""
    form = FormMaker(dice).made()
    assume(form is not None)
    return form, random_answers(form, dice)


def pages_of(path):
    return [(page.id, tuple(q.id for q in page.questions)) for page in path]


@given(dice)
def test_one_pass_gives_what_each_condition_says_by_itself(dice):
    form, answers = a_draft(dice)

    path, slow = Path(form, answers, CONTEXT), SlowPath(form, answers, CONTEXT)

    assert pages_of(path) == slow.pages()
    assert engine.answers_on_path(path) == slow.given()


@given(dice)
def test_nothing_off_the_path_is_shown_or_sent(dice):
    form, answers = a_draft(dice)
    path = Path(form, answers, CONTEXT)
    pages = {page.id for page in path}
    asked = {str(placed.path) for page in path for placed in page.placed}

    rows = [row for section in summary(path) for row in section.rows]
    assert {row.page_id for row in rows} <= pages
    groups = {page.group.id for page in path if page.group}
    assert {row.question_id for row in rows if row.question_id.partition(".")[0] not in groups} == {
        name for name in asked if "." not in name
    }
    for page_id, record in case_record(path).items():
        page = path.by_id[page_id]
        on_page = {page.group.id} if page.group else {q.id for q in page.questions}
        assert record.keys() <= on_page


@given(dice)
def test_answers_off_the_path_change_nothing(dice):
    form, answers = a_draft(dice)
    path = Path(form, answers, CONTEXT)
    rows = {
        page.group.id: {key: {} for key in page.rows}
        for page in path
        if page.group and page.is_list
    }
    given_ = engine.answers_on_path(path)
    kept = given_ | {name: rows[name] | given_.get(name, {}) for name in rows}

    again = Path(form, kept, CONTEXT)

    assert pages_of(again) == pages_of(path)
    assert summary(again) == summary(path)
    assert case_record(again) == case_record(path)


@given(dice)
def test_a_page_as_it_is_typed_asks_what_it_asks_once_that_is_stored(dice):
    form, answers = a_draft(dice)
    for page in Path(form, answers, CONTEXT):
        typed = an_answer_each(page.page, dice)
        steps = (page.group.id, page.row) if page.group else ()
        stored = merged(answers, {".".join((*steps, name)): typed[name] for name in typed})
        if page.is_list:
            continue

        now = page.with_answers(lambda placed, _values, typed=typed: typed[placed.question.id])

        after = Path(form, stored, CONTEXT).by_id.get(page.id)
        assert now.questions == (after.questions if after else ())
        if after:
            assert broken_rules(now) == broken_rules(after)


def test_what_is_counted_goes_with_its_question():
    boxes = a_question("boxes", "checkboxes", options=XYZ, show_if="music")
    form = a_form(a_page(a_question("music", "yes_no"), boxes, a_question("q", show_if=MANY)))
    page = Path(form, {"music": True, "boxes": ["x", "y"]}, CONTEXT).pages[0]
    assert [question.id for question in page.questions] == ["music", "boxes", "q"]

    now = page.with_answers(lambda placed, _values: False if placed.question.id == "music" else "a")

    assert [question.id for question in now.questions] == ["music"]


def a_target(form, dice):
    """What somebody wants to answer in the end: to each question, and for so many rows."""
    target = {}
    for page in form.pages:
        group = page.repeat
        if group:
            number = dice.randint(group.at_least, group.at_most)
            target[group.id] = [an_answer_each(page, dice) for _ in range(number)]
        else:
            target |= an_answer_each(page, dice)
    return target


def an_answer_each(page, dice):
    return {question.id: dice.choice(ANSWERS[question.kind]) for question in page.questions}


def wander(filler, dice):
    """One thing that somebody does to a draft who does not know yet what to answer."""
    page = dice.choice(filler.reachable)
    if page.is_list and dice.random() < 0.7:
        key = dice.choice(page.rows) if page.rows else ""
        dice.choice([filler.add_row, lambda p: filler.remove_row(p, key)])(page)
    elif dice.random() < 0.1:
        filler.reload()
    elif page.stop is None:
        given_ = an_answer_each(page.page, dice)
        filler.send(page, {name: each for name, each in given_.items() if dice.random() < 0.9})


@costly(100)
@given(dice, st.booleans())
def test_any_way_through_a_form_ends_as_the_straight_one(dice, has_task_list):
    form = FormMaker(dice).made(has_task_list=has_task_list)
    assume(form is not None)
    straight, wandering = Filler(form, CONTEXT), Filler(form, CONTEXT)
    target = a_target(form, dice)
    assume(straight.reachable and straight.fill_in(target))

    for _ in range(dice.randint(1, 12)):
        if wandering.reachable:
            wander(wandering, dice)

    assert wandering.fill_in(target)
    assert wandering.given == straight.given
    assert case_record(wandering.path) == case_record(straight.path)
    assert pages_without_rows(wandering.path) == pages_without_rows(straight.path)


@given(dice)
def test_a_page_is_open_as_long_as_one_of_its_rules_refuses(dice):
    form, answers = a_draft(dice)
    path, slow = Path(form, answers, CONTEXT), SlowPath(form, answers, CONTEXT)
    for page in path:
        rules = [rule for rule in page.page.rules if page.page.is_about_rows(rule)]
        if page.is_list:
            refusing = [rule for rule in rules if rule.refuse_if.holds(slow.values, CONTEXT)]
            assert list(broken_rules(page)) == refusing
        if broken_rules(page):
            assert not engine.is_answered(path, page)
            assert engine.first_open(path) is not None


@costly(100)
@given(dice)
def test_sections_in_any_order_end_as_the_straight_way(dice):
    form = FormMaker(dice).made(has_task_list=True)
    assume(form is not None)
    straight, free = Filler(form, CONTEXT), FreeFiller(form, CONTEXT)
    target = a_target(form, dice)
    assume(straight.reachable and straight.fill_in(target))

    assert free.fill_in(target, pick=dice.choice)
    if straight.path.pages[-1].stop:  # nothing is sent: what comes before the end may be left open
        assert free.path.pages[-1].id == straight.path.pages[-1].id
        return
    assert free.given == straight.given
    assert case_record(free.path) == case_record(straight.path)
    assert pages_without_rows(free.path) == pages_without_rows(straight.path)
    assert {name for name in free.shown if "-" not in name} <= free.path.by_id.keys()


class FreeFiller(Filler):
    """Notes which pages could be opened meanwhile."""

    def __init__(self, form, context):
        super().__init__(form, context)
        self.shown = set()

    @property
    def reachable(self):
        pages = super().reachable
        self.shown |= {page.id for page in pages}
        return pages


@given(dice)
def test_every_page_that_can_be_opened_is_called_for_and_every_order_has_a_next_page(dice):
    form = FormMaker(dice).made(has_task_list=True)
    assume(form is not None)
    path = Path(form, random_answers(form, dice), CONTEXT)
    unanswered = engine.first_open(path)

    pages, sections = reachable(path), task_list(path)

    assert all(path.by_id[page.id] is page for page in pages)
    assert unanswered is None or unanswered in pages
    assert {each.page for each in sections if each.page} <= set(pages)
    is_end = any(each.state is SectionState.END for each in sections)
    waiting = {SectionState.OPEN, SectionState.BUSY, SectionState.AGAIN, SectionState.NOT_YET}
    assert (unanswered is None) == (not is_end and not {s.state for s in sections} & waiting)


def pages_without_rows(path):
    return [page for page in pages_of(path) if "-" not in page[0]]
