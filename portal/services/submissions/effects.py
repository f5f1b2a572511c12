"""What questions bring about besides being answered: one entry for each effect of a kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms import engine
from forms.definition import Page
from forms.kinds import kind_of
from portal.services.submissions.data_fetching import (
    CHOICES,
    choose_again,
    fetch_chosen,
    store_choice,
)
from portal.services.submissions.open_draft import OpenDraft
from portal.services.submissions.sent_page import SentPage


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What is done for one question; None: nothing at that moment."""

    before_save: Callable[[OpenDraft, Any], None] | None = None
    """In the transaction that saves the page: the draft is locked, so nobody outside is asked."""
    after_save: Callable[[OpenDraft, Any], OpenDraft] | None = None
    """After that transaction: outside systems may be asked. Commits."""
    act: Callable[[OpenDraft, Any, str], OpenDraft | None] | None = None
    """After one of `ACTIONS`, with the draft locked; what it asks, it asks after a commit."""


EFFECTS: dict[str, Effect] = {
    "fetch": Effect(before_save=store_choice, after_save=fetch_chosen),
    "fetched": Effect(act=choose_again),
}
"""By `Kind.effect`, as the kinds of questions name them."""
ACTIONS = CHOICES
"""The buttons of a page that belong to one of its questions."""


def before_save(open_draft: OpenDraft, page: Page) -> None:
    """Do what belongs to the transaction that saves the answers of this page."""
    for question in engine.questions_on_page(page, open_draft.content.answers, open_draft.context):
        effect = EFFECTS.get(kind_of(question).effect)
        if effect and effect.before_save:
            effect.before_save(open_draft, question)


def after_save(open_draft: OpenDraft, page: Page) -> OpenDraft:
    """Do what the answers of this page ask for, now that they are kept; gives the draft then."""
    for question in engine.questions_on_page(page, open_draft.content.answers, open_draft.context):
        effect = EFFECTS.get(kind_of(question).effect)
        if effect and effect.after_save:
            open_draft = effect.after_save(open_draft, question)
    return open_draft


def act(open_draft: OpenDraft, page: Page, sent: SentPage) -> OpenDraft | None:
    """Do what the button of a question on this page asks for. Commits.

    Gives the draft to go on with; None: one stays on this page, with what came of it. A tab of
    another draft changes nothing in this one.
    """
    if sent.tab.draft != open_draft.draft.id:
        return None
    for question in engine.questions_on_page(page, open_draft.content.answers, open_draft.context):
        effect = EFFECTS.get(kind_of(question).effect)
        if effect and effect.act:
            return effect.act(open_draft, question, sent.action)
    open_draft.visit.database.commit()
    return open_draft
