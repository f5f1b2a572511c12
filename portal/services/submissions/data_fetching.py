"""Data choices in a form: stored first, then used, once; and what came of it kept in the draft."""

from dataclasses import replace
from typing import Any

import structlog

from forms.kinds import kind_of
from forms.kinds.data_choice import FETCH, SUPPLY, DataChoiceQuestion
from forms.kinds.fetched import FetchedQuestion
from forms.paths import without
from portal.domain.consultations import About, Act, Action, DataKind, HowChosen, NewConsultation
from portal.domain.failures import SourceError
from portal.domain.people import Actor
from portal.domain.sources import Fetched, FetchPermission
from portal.services.submissions.open_draft import OpenDraft, lock_open_draft
from portal.storage import data_choices, drafts
from portal.storage.consultations import consulting
from portal.storage.data_choices import DataChoice, Item

log = structlog.get_logger()

CHOICES = (FETCH, SUPPLY)
"""What the buttons beside fetched data send as `action`, too."""


def store_choice(open_draft: OpenDraft, question: DataChoiceQuestion) -> None:
    """Store the choice that was answered, where it is a new one. Doesn't commit.

    Who supplies it themselves has nothing kept of what was fetched before.
    """
    choice = str(open_draft.content.answers[question.id])
    last = data_choices.newest(open_draft.visit.database, _item(open_draft, question))
    is_new = last is None or last.choice != choice
    is_used_up = _is_over(last) and not _is_fetched(open_draft, question)
    if is_new or (choice == FETCH and is_used_up):
        _store(open_draft, question, choice)


def fetch_chosen(open_draft: OpenDraft, question: DataChoiceQuestion) -> OpenDraft:
    """The draft after what was chosen is fetched, if anything still has to be. Commits."""
    if _is_fetched(open_draft, question):
        return open_draft
    return _fetch(open_draft, _shown(open_draft, question))


def choose_again(open_draft: OpenDraft, question: FetchedQuestion, choice: str) -> OpenDraft | None:
    """After a button beside fetched data: ask the source once more, or supply it instead. Commits.

    The draft must be locked. Each is a new choice, stored before anything is done with it. None:
    it was asked once more, or is off meanwhile, and one stays on the page to see what came.
    """
    if choice == FETCH and question.choice.source in open_draft.visit.state.sources_off:
        open_draft.visit.database.commit()
        return None
    content = open_draft.content
    content.answers = {**content.answers, question.of: choice}
    _store(open_draft, question.choice, choice)
    database = open_draft.visit.database
    drafts.save(database, open_draft.draft, content)
    database.commit()
    if choice != FETCH:
        return open_draft
    _fetch(open_draft, question)
    return None


def _store(open_draft: OpenDraft, question: DataChoiceQuestion, choice: str) -> None:
    content = open_draft.content
    content.answers = without(content.answers, _shown(open_draft, question).id)
    open_draft.visit.database.add(
        DataChoice(
            owner_id=open_draft.draft.owner_id,
            draft_id=open_draft.draft.id,
            slug=open_draft.form.slug,
            item=question.id,
            choice=choice,
            source=question.source,
            fields=list(question.fields),
        )
    )


def _fetch(open_draft: OpenDraft, shown: FetchedQuestion) -> OpenDraft:
    """Ask the source, if the stored choice says so at this moment; the form goes on if it fails."""
    database, actor = open_draft.visit.database, open_draft.visit.actor
    chosen = data_choices.use(
        database, _item(open_draft, shown.choice), open_draft.visit.state.sources_off
    )
    if chosen is None or actor is None:
        return open_draft
    try:
        with consulting(database, _line(open_draft, actor, shown.choice, chosen)) as proof:
            fetched = open_draft.visit.portal.gateways.sources.fetch(proof, chosen)
    except SourceError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        data_choices.end(database, chosen, "failed")
        database.commit()
        return open_draft
    return _keep(open_draft, shown, chosen, fetched)


def _keep(
    open_draft: OpenDraft, shown: FetchedQuestion, chosen: FetchPermission, fetched: Fetched
) -> OpenDraft:
    """Keep what came in the draft, unless the resident chose otherwise while it was on its way."""
    database = open_draft.visit.database
    locked = lock_open_draft(open_draft)
    data_choices.end(database, chosen, "ok" if fetched.records else "none")
    is_current = data_choices.still_counts(database, _item(open_draft, shown.choice), chosen)
    if locked is not None and is_current:
        content = locked.content
        content.answers = {**content.answers, shown.id: _as_answer(chosen, fetched)}
        drafts.save(database, locked.draft, content)
    database.commit()
    return locked or open_draft


def _as_answer(chosen: FetchPermission, fetched: Fetched) -> dict[str, Any]:
    return {
        "source": chosen.source,
        "at": fetched.at.isoformat(),
        "fields": list(chosen.fields),
        "records": [dict(record) for record in fetched.records],
    }


def _line(
    open_draft: OpenDraft, actor: Actor, question: DataChoiceQuestion, chosen: FetchPermission
) -> NewConsultation:
    kinds = (DataKind(question.asked_of.kind),)
    act = Act(question.asked_for.activity, Action.FETCHED, kinds, question.asked_of.name)
    line = NewConsultation.by(actor, act, About("data_choice", str(chosen.choice)))
    return replace(line, how_chosen=HowChosen.CHOICE, draft_id=open_draft.draft.id)


def _item(open_draft: OpenDraft, question: DataChoiceQuestion) -> Item:
    return Item(open_draft.draft.owner_id, open_draft.draft.id, question.id)


def _is_over(last: DataChoice | None) -> bool:
    """Whether this choice was used up; one that is being used right now was not."""
    return last is not None and last.outcome not in ("", "begun")


def _is_fetched(open_draft: OpenDraft, question: DataChoiceQuestion) -> bool:
    """Whether what was fetched for this choice is there, and not too old."""
    shown = _shown(open_draft, question)
    answers = open_draft.content.answers
    value = answers.get(shown.id)
    return value is not None and kind_of(shown).still_valid(
        shown, value, answers, open_draft.context
    )


def _shown(open_draft: OpenDraft, question: DataChoiceQuestion) -> FetchedQuestion:
    """The question that shows what came of this choice; the engine holds that there is one."""
    return next(
        other
        for other in open_draft.form.questions()
        if isinstance(other, FetchedQuestion) and other.of == question.id
    )
