"""What a page asks as one fills it in: the same by htmx, by its button, and once it is sent."""

import re

import pytest

from forms import form_from_values
from tests.browser import form_on
from tests.forms.factories import SOURCES, a_choice, a_page, a_question, form_data
from tests.forms_filled import begin
from tests.parts import publish_only

SLUG = "feest-vieren"
BOXES = [{"value": value, "label": value.title()} for value in ("tent", "wc", "stage")]
PAGE = a_page(
    a_question("music", "yes_no"),
    a_question("until", "textarea", show_if="music"),
    a_question("things", "checkboxes", options=BOXES, show_if="not music", required=False),
    a_question("many", show_if="count(things) > 1", required_if="'stage' in things"),
    a_choice("road", "yes", "no", show_if="answered(many) or until == 'laat'"),
    a_question("amount", "money", required=False),
    a_question("bill", show_if="amount > 100.00 and road == 'yes'"),
    id_="all",
)
STATES = {
    "nothing": {},
    "music": {"music": "yes"},
    "late": {"music": "yes", "until": "laat"},
    "no music": {"music": "no"},
    "one thing": {"music": "no", "things": ["tent"]},
    "many things": {"music": "no", "things": ["tent", "stage"]},
    "left over": {"music": "yes", "things": ["tent", "stage"], "many": "drie"},
    "chain": {"music": "no", "things": ["tent", "wc"], "many": "a", "road": "yes", "amount": "500"},
    "broken chain": {"music": "no", "things": ["wc"], "many": "a", "road": "yes", "amount": "500"},
    "no amount": {"music": "yes", "until": "laat", "road": "yes", "amount": "veel"},
}
OTHERS = ["chain", "music", "nothing"]
EMPTY = dict.fromkeys(("music", "things", "many", "until", "road", "amount", "bill"))


@pytest.fixture
def asking(app, browser):
    """The browser of a resident, where this form is published."""
    last = a_page(a_question("end"))
    publish_only(app, [form_from_values(form_data(PAGE, last, slug=SLUG), SOURCES)])
    return browser


def asked(text):
    """The questions that are asked in this part of a page."""
    names = re.findall(r'<(?:input|textarea|select)[^>]* name="([a-z]+)', text)
    return [name for name in dict.fromkeys(names) if name in EMPTY]


@pytest.mark.parametrize("before", OTHERS)
@pytest.mark.parametrize("state", STATES)
def test_htmx_the_button_and_the_page_ask_the_same(asking, state, before):
    page = asking.submit(begin(asking, SLUG), EMPTY | STATES[before])
    if page.request.path.endswith("/end/"):
        page = asking.visit(f"/formulieren/{SLUG}/all/")
    typed = EMPTY | STATES[state]

    block = asking.submit(page, typed | {"action": "show"}, headers={"HX-Request": "true"})
    shown = asking.submit(asking.visit(page.request.path), typed | {"action": "show"})
    again = asking.visit(page.request.path)

    assert block.status_code == shown.status_code == 200
    assert "<html" not in block.text
    assert asked(block.text) == asked(shown.text) == asked(again.text)
    assert form_on(shown).get("method") == "post"
    sent = asking.submit(again, {})
    if sent.request.path.endswith("/all/"):
        assert asked(sent.text) == asked(again.text)
    else:
        assert asked(asking.visit(page.request.path).text) == asked(again.text)
