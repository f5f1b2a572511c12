"""What residents would stumble over in a form that can be published: warnings for its author."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from forms import Form, Page
from forms.kinds import kind_of
from forms.messages import texts
from forms.mistakes import Mistake
from portal.configuration.languages import DUTCH, LANGUAGES
from portal.configuration.translated import translated_texts
from portal.texts import plain_dutch

Loc = tuple[str | int, ...]

MOST_WORDS = 16
"""In one sentence of a form: somebody reads it while thinking of something else."""
MOST_QUESTIONS = 7
"""On one page."""
_SENTENCE = re.compile(r"[.?!:] ")
_NAMES = "law"
"""Key of texts that are names of laws, not sentences."""


def remarks_on(form: Form) -> Iterator[Mistake]:
    """Every remark; those who know more about forms add theirs to `REMARKS`."""
    for remark in REMARKS:
        yield from remark(form)


def on_pages(form: Form) -> Iterator[Mistake]:
    """Pages that don't say why they ask, share their title, or ask much at once."""
    titles = Counter(page.title for page in form.pages)
    for loc, page in _pages(form):
        if page.questions and not page.why:
            problem = f"Page '{page.id}' does not say why it asks."
            yield Mistake(loc, problem, "Add `why: …`: what the answers are needed for.")
        if titles[page.title] > 1:
            problem = f"More than one page has the title '{page.title}'."
            yield Mistake((*loc, "title"), problem, "Give each a title of its own.")
        count = sum(kind_of(question).by_resident for question in page.questions)
        if count > MOST_QUESTIONS:
            problem = f"Page '{page.id}' asks {count} questions."
            yield Mistake((*loc, "questions"), problem, "Make two pages of it.")


def on_words(form: Form) -> Iterator[Mistake]:
    """Texts that are harder than B1, as far as a program can tell."""
    for loc, text in texts(form):
        for fault in plain_dutch.faults(text):
            subject, _, remedy = fault.partition(": ")
            problem = f"Harder than level B1: {subject}." if remedy else "Harder than level B1."
            yield Mistake(loc, problem, _sentence(remedy or fault))
        if loc[-1] != _NAMES:
            yield from _on_sentences(loc, text)


def on_translations(form: Form) -> Iterator[Mistake]:
    """Languages that lack texts of this form: one remark each, at the first text."""
    own = list(texts(form))
    for language in LANGUAGES.values():
        if language is DUTCH:
            continue
        there = translated_texts(language.code)
        lacking = [(loc, text) for loc, text in own if text not in there]
        if lacking:
            loc, first = lacking[0]
            count = len({text for _, text in lacking})
            yield Mistake(
                loc,
                f"{count} texts have no {language.name}, the first is '{first}'.",
                f"Run `make translations`, then fill in translations/{language.code}.",
            )


def _on_sentences(loc: Loc, text: str) -> Iterator[Mistake]:
    for sentence in _SENTENCE.split(text):
        count = len(sentence.split())
        if MOST_WORDS < count <= plain_dutch.MOST_WORDS:  # what is longer was told already
            problem = f"A sentence of {count} words begins with '{sentence[:30]}'."
            yield Mistake(loc, problem, "Make two sentences.")


def _pages(form: Form) -> Iterator[tuple[Loc, Page]]:
    for number, section in enumerate(form.sections):
        for index, page in enumerate(section.pages):
            yield ("sections", number, "pages", index), page


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


REMARKS: tuple[Callable[[Form], Iterator[Mistake]], ...] = (on_pages, on_words, on_translations)
