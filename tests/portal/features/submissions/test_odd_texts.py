"""A text of a form is text, whatever signs it has: whole and escaped wherever it is read."""

import re
from functools import reduce
from operator import getitem

import pytest

from forms import CATALOGUE, form_from_values, load_sources
from forms.loading import load_form
from forms.messages import texts
from forms.sources import FILE, SourceRegister
from forms.writing import read_form_file
from forms.yaml_file import YamlFile
from portal.storage.drafts import Draft
from portal.storage.submissions import Submission
from tests import remission
from tests.browser import main_of, title_of
from tests.forms.factories import a_page, a_question, form_data
from tests.forms_filled import MOVE, REPORT, begin, page_id, send
from tests.papers import words_of_pdf
from tests.parts import publish_only
from tests.tree import tree_of

ODD = "50% <b>&\"'{x} %s %d %% {{7*7}} 100% Laat"
WITH_NAME = f"{ODD} %(a)s"
FILLED_IN = {"hint", "intro", "row", "too_early", "too_late"}
"""Texts with placeholders of their own, where another one is refused."""
MARK = re.compile(r"T\d+T")


def odd(part, values, first):
    """A definition with an odd text in the place of each, numbered from `first`."""
    for number, ((*way, last), _text) in enumerate(texts(part), first):
        place = reduce(getitem, way, values)
        place[last] = f"T{number}T {ODD if last in FILLED_IN else WITH_NAME}"
    return values


def marks_in(words):
    """The texts on this page; each must be there as a whole."""
    spaced = " ".join(words.split())
    assert spaced.count(f"T {ODD}") == len(MARK.findall(spaced)), spaced
    return set(MARK.findall(spaced))


def marks_on(page):
    """The same of a page of HTML, where none of it may have become markup."""
    assert page.status_code in {200, 422}
    assert "<b>&" not in page.text
    assert next(tree_of(page.text).iter("b"), None) is None
    return marks_in(main_of(page))


@pytest.fixture
def with_odd_texts(app):
    """The forms of the files with odd texts, from odd sources."""
    usual = load_sources()
    sources = SourceRegister.model_validate(
        odd(usual, YamlFile.read(FILE.name, FILE.read_bytes(), "sources").data, 0)
    )
    odd_forms = (
        odd(load_form(file, usual), read_form_file(file).data, 1000 * number)
        for number, file in enumerate(sorted(CATALOGUE.glob("*.yaml")), 1)
    )
    publish_only(app, [form_from_values(values, sources) for values in odd_forms])


@pytest.mark.parametrize("slug", [MOVE, REPORT, remission.REMISSION])
def test_the_page_before_a_form_says_its_texts(browser, with_odd_texts, slug):
    start = browser.get(f"/formulieren/{slug}/")

    assert len(marks_on(start)) > 20
    assert title_of(start).split("T ")[1].startswith(WITH_NAME)


def test_a_form_with_odd_texts_is_filled_in_and_sent(
    browser, with_odd_texts, world, do_jobs, monkeypatch
):
    seen = set()
    usual = browser.open

    def opened(*args, **kwargs):
        page = usual(*args, **kwargs)
        if page.mimetype == "text/html" and page.status_code == 200:
            seen.update(marks_on(page))
        return page

    monkeypatch.setattr(browser, "open", opened)
    receipt = send(browser, MOVE, {"contact": {"phone": "06 12345678"}})
    do_jobs()
    pdf = browser.get(f"{receipt.request.path}antwoorden.pdf")
    overview, messages = browser.get("/"), browser.get("/berichten/")

    assert pdf.mimetype == "application/pdf"
    assert len(seen) > 50
    assert marks_on(overview) | marks_on(messages)
    squeezed = words_of_pdf(pdf.data).replace(" ", "")
    assert squeezed.count(f"T{ODD}".replace(" ", "")) == len(MARK.findall(squeezed)) > 10
    for mail in world.mailer.sent.values():
        marks_in(f"{mail.subject} {mail.text}")


def test_faults_search_and_a_longer_form_say_their_texts(app, with_odd_texts):
    browser = remission.applicant(app)
    page = begin(browser, remission.REMISSION)
    shown = set()
    for _page in range(remission.MOST_PAGES):
        here = page_id(page)
        shown |= marks_on(page)
        if here == "controleren":
            break
        page = browser.submit(page, remission.ANSWERS[here] or {})
    assert len(shown) > 80
    assert marks_on(browser.get("/?q=Laat"))


def test_a_form_that_asks_nothing_leads_back_to_its_start_and_sends_nothing(browser, app, rows):
    form = form_from_values(
        form_data(a_page(a_question("q"), show_if="count(facts.household) > 90"), slug="niets"),
        load_sources(),
    )
    publish_only(app, [form])

    page = begin(browser, "niets")
    [draft] = rows(Draft)
    sent = browser.post(
        "/formulieren/niets/controleren/",
        data={"csrf_token": browser.csrf_token(), "draft": str(draft.id), "revision": "0"},
        follow_redirects=True,
    )

    assert page.request.path == sent.request.path == "/formulieren/niets/"
    assert rows(Submission) == []
