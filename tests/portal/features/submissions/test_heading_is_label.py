"""Where a page asks one thing in one box, its h1 is the label of that box."""

import pytest

from tests.browser import heading_of, tree_of
from tests.forms.factories import a_choice, a_form, a_page, a_question
from tests.forms_filled import begin
from tests.parts import publish_only

SLUG, ASKED = "a-form", "Wat vraagt u?"
ONE_BOX = ("text", "textarea", "email", "phone", "money", "number", "time", "iban", "licence_plate")


@pytest.fixture
def shown(app, browser):
    """The page of a form with this question, as one begins it."""

    def shown_(question, title=ASKED):
        publish_only(app, [a_form(a_page(question, id_="asked", title=title))])
        return begin(browser, SLUG)

    return shown_


def labels(page):
    """(what holds it, whether it is hidden) of each label of the box."""
    tree = tree_of(page.text)
    parents = {child: parent for parent in tree.iter() for child in parent}
    of_box = [each for each in tree.iter("label") if each.get("for") == "q"]
    return [(parents[each].tag, "visually-hidden" in each.get("class", "")) for each in of_box]


@pytest.mark.parametrize("kind", ONE_BOX)
def test_the_heading_is_the_label(shown, browser, kind):
    page = shown(a_question("q", kind, label=ASKED))

    assert heading_of(page) == ASKED
    assert labels(page) == [("h1", False)]
    refused = browser.submit(page, {"q": ""})
    assert refused.status_code == 422
    assert labels(refused) == [("h1", False)]
    assert 'href="#q"' in refused.text


def test_under_another_heading_the_label_stands_at_the_box(shown):
    page = shown(a_question("q", label=ASKED), title="Uw vraag")

    assert heading_of(page) == "Uw vraag"
    assert labels(page) == [("div", False)]


def test_a_group_keeps_its_legend(shown):
    page = shown(a_choice("q", "a", "b", label=ASKED))

    tree = tree_of(page.text)
    assert heading_of(page) == ASKED
    assert [each.text.strip() for each in tree.iter("legend")] == [ASKED]
    assert not [each for heading in tree.iter("h1") for each in heading.iter("label")]
