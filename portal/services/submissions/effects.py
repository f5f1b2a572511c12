"""What questions bring about besides being answered: one entry for each effect of a kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forms.path import PathPage
from forms.placing import PlacedQuestion
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


def before_save(open_draft: OpenDraft, page: PathPage) -> None:
    """Do what belongs to the transaction that saves the answers of this page."""
    for placed in _placed(open_draft, page):
        effect = EFFECTS.get(placed.kind.effect)
        if effect and effect.before_save:
            effect.before_save(open_draft, placed.question)


def after_save(open_draft: OpenDraft, page: PathPage) -> OpenDraft:
    """Do what the answers of this page ask for, now that they are kept; gives the draft then."""
    for placed in _placed(open_draft, page):
        effect = EFFECTS.get(placed.kind.effect)
        if effect and effect.after_save:
            open_draft = effect.after_save(open_draft, placed.question)
    return open_draft


def act(open_draft: OpenDraft, page: PathPage, sent: SentPage) -> OpenDraft | None:
    """Do what the button of a question on this page asks for. Commits.

    Gives the draft to go on with; None: one stays on this page, with what came of it. A tab of
    another draft changes nothing in this one.
    """
    if sent.tab.draft != open_draft.draft.id:
        return None
    for placed in _placed(open_draft, page):
        effect = EFFECTS.get(placed.kind.effect)
        if effect and effect.act:
            return effect.act(open_draft, placed.question, sent.action)
    open_draft.visit.database.commit()
    return open_draft


def _placed(open_draft: OpenDraft, page: PathPage) -> tuple[PlacedQuestion, ...]:
    """The questions on this page as the draft is now."""
    return open_draft.path.by_id.get(page.id, page).placed
