"""Pages in a language other than Dutch: nothing Dutch is left but what the case system says."""

import re
from datetime import UTC, datetime
from functools import cache

import pytest
from babel.messages.pofile import read_po

from portal.web.words import formats
from portal.web.words.formats import clock, day, moment
from tests.browser import hrefs_of
from tests.consents_given import consent_of, question
from tests.factories import BSN, a_case_file, a_decision, a_document, a_task
from tests.files_made import a_pdf
from tests.forms_filled import MOVE, REPORT, begin, fill
from tests.tree import tree_of
from tools import translations

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
READ_ALOUD = (
    *("alt", "aria-label", "content", "title"),
    *("data-busy", "data-copied", "data-failed", "data-found", "data-refused", "data-with-script"),
)
DUTCH_DAYS = re.compile(
    r"\b(maan|dins|woens|donder|vrij|zater|zon)dag\b|\b(januari|februari|maart|mei|juni|juli)\b"
    r"|\b(augustus|oktober)\b|\d\d\.\d\d uur"
)
PUBLIC = (
    "/",
    "/?q=verhuizen",
    "/?q=zzzz",
    "/formulieren/",
    f"/formulieren/{MOVE}/",
    f"/formulieren/{REPORT}/",
    "/inloggen/",
    "/toegankelijkheid/",
    "/bestaat-niet/",
)


@cache
def dutch_only(code):
    """Patterns of the Dutch texts that read otherwise in this language."""
    path = LANGUAGES[code]
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    texts = set()
    for message in catalogue:
        if message.id:
            same = {message.string} if isinstance(message.string, str) else set(message.string)
            texts |= ({message.id} if isinstance(message.id, str) else set(message.id)) - same
    # "%(time)s" alone would fit everything.
    return re.compile(
        "|".join(
            ".+".join(re.escape(part) for part in PLACEHOLDER.split(text))
            for text in sorted(texts)
            if PLACEHOLDER.sub("", text).strip()
        )
    )


LANGUAGES = {path.parent.parent.name: path for path in translations.languages()}


@pytest.fixture(params=LANGUAGES)
def code(request):
    return request.param


def dutch_left(html: str, code: str) -> list[str]:
    """What a reader of this language finds in Dutch on this page."""
    return [
        words
        for words in _words(tree_of(html))
        if dutch_only(code).fullmatch(words) or DUTCH_DAYS.search(words)
    ]


def _words(element):
    if element.tag in {"script", "style"} or (element.get("lang") == "nl"):
        return
    found = [element.text, *(element.get(name) for name in READ_ALOUD)]
    yield from (" ".join(text.split()) for text in found if text)
    for child in element:
        yield from _words(child)
        yield " ".join((child.tail or "").split())


def _speak(browser, code):
    browser.visit(f"/taal/?taal={code}&next=/")
    return browser


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages(visitor, code, path):
    page = _speak(visitor, code).visit(path)

    assert f'<html lang="{code}"' in page.text
    assert dutch_left(page.text, code) == []


def test_pages_of_a_form_also_with_faults(browser, code):
    page = begin(_speak(browser, code))
    seen = [page]
    for _page in range(3):
        page = browser.submit(page)  # empty: faults where something must be filled in
        seen.append(page)
    seen += [fill(browser, until=name) for name in ("dag", "contract", "contact")]
    seen.append(browser.submit(seen[-2]))  # it was filled in since: choose which answer to keep
    seen.append(browser.submit(seen[-2], {"email": "x", "phone": "x"}))

    assert {page.status_code for page in seen} == {200, 409, 422}
    assert [dutch_left(page.text, code) for page in seen] == [[]] * len(seen)


def test_from_the_check_to_the_messages(browser, code, do_jobs):
    checked = fill(_speak(browser, code))
    sent = browser.submit(checked)
    do_jobs()
    seen = [checked, sent, *map(browser.visit, ("/overzicht/", "/zaken/", "/berichten/"))]
    messages = [url for url in hrefs_of(seen[-1]) if url.startswith("/berichten/")]
    seen += map(browser.visit, messages)

    assert messages
    assert "receipt" in sent.text
    assert [dutch_left(page.text, code) for page in seen] == [[]] * len(seen)


def test_a_case_with_its_task_and_who_looked_at_its_document(browser, code, world):
    file = a_case_file(decisions=(a_decision(),), documents=(a_document(),))
    task = a_task(file.case)
    world.cases.files[BSN], world.tasks.tasks[BSN] = [file], [task]
    case, [document] = f"/zaken/{file.case.key.id}/", file.documents
    looked = (f"{case}gegevensgebruik/", f"{case}documenten/{document.id}/gegevensgebruik/")
    asked, *seen = map(_speak(browser, code).visit, (f"/taken/{task.id}/", case, *looked))
    refused = browser.submit(asked)
    sent = browser.submit(asked, files={"documents": ("contract.pdf", a_pdf())})

    pages = [asked, *seen, refused, sent]
    assert refused.status_code == 422
    assert [dutch_left(page.text, code) for page in pages] == [[]] * len(pages)


def test_from_the_question_for_consent_to_its_withdrawal(browser, code, rows):
    empty = _speak(browser, code).get("/toestemmingen/")
    asked = question(browser)
    wrong = browser.submit(asked, {"may_call": "maybe"})
    conflict = browser.submit(asked, {"may_call": "yes"})  # as from another tab
    checked = browser.submit(wrong, {"may_call": "yes"})
    browser.submit(checked, form="send")
    path = f"/toestemmingen/{consent_of(rows, browser.owner_id).id}/"
    before = [browser.get(address) for address in ("/toestemmingen/", path)]
    withdrawal = browser.get(f"{path}intrekken/")
    withdrawn = browser.submit(withdrawal)
    again = browser.get(f"{path}antwoord/")
    messages = browser.get("/berichten/")
    letters = [browser.get(url) for url in hrefs_of(messages) if url.startswith("/berichten/")]
    refused = [browser.submit(again), browser.submit(again, {"answer": "no"})]
    seen = [empty, asked, wrong, conflict, checked, *before, withdrawal, withdrawn, again, messages]

    pages = [*seen, *letters, *refused]
    assert len(letters) == 3
    assert [dutch_left(page.text, code) for page in pages] == [[]] * len(pages)


def test_a_report_without_login(visitor, code):
    page = visitor.submit(fill(_speak(visitor, code), REPORT))

    assert "receipt" in page.text
    assert dutch_left(page.text, code) == []


def test_a_mail_is_in_the_language_of_who_sent_the_form(browser, code, do_jobs, world):
    browser.submit(fill(_speak(browser, code)))
    do_jobs()

    assert world.mailer.sent
    for mail in world.mailer.sent.values():
        lines = (mail.subject, *mail.text.split("\n\n"))
        assert [line for line in lines if dutch_only(code).fullmatch(line)] == []


def test_dutch_is_found_where_it_is_left(code):
    page = """<html lang="en"><p>Step 1</p><p>Kom langs</p><p lang="nl">Kom langs</p>
        <p>12 maart 2026, 14.05 uur</p><nav aria-label="Hoofdmenu"></nav></html>"""

    assert dutch_left(page, code) == ["Kom langs", "12 maart 2026, 14.05 uur", "Hoofdmenu"]


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("nl", ("12 december 2026", "14.05", "12 december 2026, 14.05 uur")),
        ("en", ("12 December 2026", "14:05", "12 December 2026, 14:05")),
    ],
)
def test_days_and_times_are_written_as_the_language_does(app, language, texts):
    at = datetime(2026, 12, 12, 13, 5, tzinfo=UTC)

    with app.test_request_context(headers={"Accept-Language": language}):
        assert (day(at), clock(at), moment(at)) == texts
        assert formats.locale() in {"nl", "en_GB"}
