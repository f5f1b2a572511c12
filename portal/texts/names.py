"""What something is called that the case system gives a name, no name, or one per language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from portal.configuration.languages import DUTCH
from portal.domain.cases import Progress, Step
from portal.texts.labels import N_
from portal.texts.words import Words

STATUS_NAMES = {
    Progress.RECEIVED: N_("Ontvangen"),
    Progress.CLOSED: N_("Afgerond"),
}
"""How a status is called for which the municipality has no words; others are IN_PROGRESS."""
IN_PROGRESS = N_("In behandeling")
TITLES = 1000
"""Kinds of cases of which the name is kept as it is compared."""


@dataclass(frozen=True, slots=True)
class ShownName:
    """A name on a page, and the language that it is in."""

    text: str
    lang: str


def case_name(words: Words, title: str, number: str) -> ShownName:
    """Name of a case by that of its kind; by its number where that has none."""
    return _own(title) or _ours(words, words.gettext("Zaak %(number)s", number=number))


def sub_case_name(words: Words, title: str, description: str) -> ShownName:
    """Name of a part of a case by what it is about; by its kind where that says as much."""
    name = subject_in(title, description) or title
    return _own(name) or _ours(words, words.gettext("Een ander deel"))


def subject_in(title: str, description: str) -> str:
    """What a case with this description is about; '' where that only repeats its title."""
    compared = _compared(description)
    return description if compared and compared != _compared_title(title) else ""


def _compared(text: str) -> str:
    return " ".join(text.split()).rstrip(".").casefold()


_compared_title = lru_cache(TITLES)(_compared)
"""Of the name of a kind of case: the same for everybody."""


def document_name(words: Words, title: str, added: date) -> ShownName:
    """Name of a document; by its day where it has none."""
    return _own(title) or _ours(words, words.gettext("Document van %(day)s", day=words.day(added)))


def decision_name(words: Words, title: str, sent: date | None) -> ShownName:
    """Name of a decision; by its day where it has none."""
    _ = words.gettext
    ours = _("Besluit van %(day)s", day=words.day(sent)) if sent else _("Besluit")
    return _own(title) or _ours(words, ours)


def task_name(words: Words, title: str, number: str) -> ShownName:
    """What is asked of the resident; by its case where it doesn't say."""
    _ = words.gettext
    ours = _("Vraag bij zaak %(number)s", number=number) if number else _("Vraag van de gemeente")
    return _own(title) or _ours(words, ours)


def own_task_name(words: Words, title: str, *, is_optional: bool) -> ShownName:
    """What to do: send what the resident said to send later, as the form calls it."""
    what = words.text_of(title)
    if is_optional:
        return _ours(words, words.gettext("Stuur als u wilt: %(what)s", what=what))
    return _ours(words, words.gettext("Stuur nog: %(what)s", what=what))


def unasked_name(words: Words) -> ShownName:
    """What to do where a resident sends a document for a case by themselves."""
    return _ours(words, words.gettext("Stuur een document bij deze zaak"))


def own_task_subject(words: Words, title: str) -> ShownName:
    """What the resident said to send later, as the form calls it."""
    return _ours(words, words.text_of(title))


def step_name(words: Words, step: Step) -> ShownName:
    """What a step of a case is called; see `status_name`."""
    return status_name(words, step.name, step.words, step.progress)


def status_name(
    words: Words, dutch: str, others: Mapping[str, str], progress: Progress
) -> ShownName:
    """What a status is called: in the municipality's words, or by how far the case is in it."""
    code = words.language.code
    if code in others:
        return ShownName(others[code], code)
    ours = words.text_of(STATUS_NAMES.get(progress, IN_PROGRESS))
    return _own(dutch) or _ours(words, ours)


def operator_text(words: Words, texts: Mapping[str, str]) -> ShownName:
    """What the operator wrote, in this language; in Dutch where the operator's file lacks it."""
    code = words.language.code if words.language.code in texts else DUTCH.code
    return ShownName(texts[code], code)


def _own(name: str) -> ShownName | None:
    return ShownName(name, DUTCH.code) if name.strip() else None


def _ours(words: Words, name: str) -> ShownName:
    return ShownName(name, words.language.code)
