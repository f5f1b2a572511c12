"""Data choices in a form: stored first, then used, once; and what came of it kept in the draft."""

from typing import Any

import structlog
from sqlalchemy.orm import Session

from forms import Page, engine
from forms.kinds import kind_of
from forms.kinds.data_choice import FETCH, SUPPLY, DataChoiceQuestion
from forms.kinds.fetched import FetchedQuestion
from portal.domain.consultations import Action, DataKind, HowChosen, NewConsultation
from portal.domain.failures import SourceError
from portal.domain.sources import Fetched, FetchPermission
from portal.features.submissions import desk as desks
from portal.features.submissions.desk import Desk
from portal.storage import data_choices, drafts
from portal.storage.consultations import consulting
from portal.storage.data_choices import DataChoice, Item
from portal.web.edge.request_context import gateways, session

log = structlog.get_logger()

CHOICES = (FETCH, SUPPLY)
"""What the buttons beside fetched data send as `action`, too."""


def keep_choice(database: Session, desk: Desk, page: Page) -> None:
    """Store the choice that is made on this page, in the transaction that keeps the page.

    Who supplies it themselves has nothing kept of what was fetched before.
    """
    for question in engine.asked(page, desk.content.answers, desk.context):
        if isinstance(question, DataChoiceQuestion):
            answer = str(desk.content.answers[question.id])
            last = data_choices.newest(database, _item(desk, question))
            is_new = last is None or last.choice != answer
            if is_new or (answer == FETCH and _is_over(last) and not _is_known(desk, question)):
                _store(database, desk, question, answer)


def fetch_chosen(desk: Desk, page: Page) -> Desk:
    """The desk after what was chosen on this page is fetched, if anything still has to be."""
    for question in engine.asked(page, desk.content.answers, desk.context):
        if isinstance(question, DataChoiceQuestion) and not _is_known(desk, question):
            desk = _fetch(desk, _shown(desk, question))
    return desk


def choose_again(desk: Desk, page: Page, choice: str) -> Desk:
    """After a button beside fetched data: ask the source once more, or supply it instead. Commits.

    The draft must be locked. Each is a new choice, stored before anything is done with it.
    """
    for question in engine.asked(page, desk.content.answers, desk.context):
        if isinstance(question, FetchedQuestion):
            desk.content.answers[question.of] = choice
            _store(session(), desk, question.choice, choice)
            drafts.save(session(), desk.draft, desk.content)
            session().commit()
            return _fetch(desk, question) if choice == FETCH else desk
    return desk


def _store(database: Session, desk: Desk, question: DataChoiceQuestion, choice: str) -> None:
    desk.content.answers.pop(_shown(desk, question).id, None)
    database.add(
        DataChoice(
            owner_key=desk.owner_key,
            draft_id=desk.draft.id,
            slug=desk.form.slug,
            item=question.id,
            choice=choice,
            source=question.source,
            fields=list(question.fields),
        )
    )


def _fetch(desk: Desk, shown: FetchedQuestion) -> Desk:
    """Ask the source, if the stored choice says so at this moment; the form goes on if it fails."""
    item = _item(desk, shown.choice)
    chosen = data_choices.use(session(), item)
    if chosen is None or desk.actor is None:
        return desk
    try:
        with consulting(session(), _line(desk, shown.choice, chosen)) as proof:
            fetched = gateways().sources.fetch(proof, chosen)
    except SourceError as error:
        log.warning("outside_failed", system=error.system, reason=error.reason)
        data_choices.end(session(), chosen, "failed")
        session().commit()
        return desk
    return _keep(desk, shown, chosen, fetched)


def _keep(desk: Desk, shown: FetchedQuestion, chosen: FetchPermission, fetched: Fetched) -> Desk:
    """Keep what came in the draft, unless the resident chose otherwise while it was on its way."""
    now = desks.open_desk(desk.form.slug, for_update=True)
    data_choices.end(session(), chosen, "ok" if fetched.records else "none")
    is_wanted = data_choices.still_counts(session(), _item(desk, shown.choice), chosen)
    if now is not None and now.draft.id == desk.draft.id and is_wanted:
        now.content.answers[shown.id] = _as_answer(chosen, fetched)
        drafts.save(session(), now.draft, now.content)
    session().commit()
    return now or desk


def _as_answer(chosen: FetchPermission, fetched: Fetched) -> dict[str, Any]:
    return {
        "source": chosen.source,
        "at": fetched.at.isoformat(),
        "fields": list(chosen.fields),
        "records": [dict(record) for record in fetched.records],
    }


def _line(desk: Desk, question: DataChoiceQuestion, chosen: FetchPermission) -> NewConsultation:
    assert desk.actor is not None
    return NewConsultation(
        subject=desk.actor.for_whom,
        ground=desk.actor.ground,
        activity=question.asked_for.activity,
        action=Action.FETCHED,
        kinds=(DataKind(question.asked_of.kind),),
        source=question.asked_of.name,
        object_kind="data_choice",
        object_ref=str(chosen.choice),
        how_chosen=HowChosen.CHOICE,
        trace_id=desk.draft.id,
    )


def _item(desk: Desk, question: DataChoiceQuestion) -> Item:
    return Item(desk.owner_key, desk.draft.id, question.id)


def _is_over(last: DataChoice | None) -> bool:
    """Whether this choice was used up; one that is being used right now was not."""
    return last is not None and last.outcome not in ("", "begun")


def _is_known(desk: Desk, question: DataChoiceQuestion) -> bool:
    """Whether what was fetched for this choice is there, and not too old."""
    shown = _shown(desk, question)
    value = desk.content.answers.get(shown.id)
    return value is not None and kind_of(shown).still_valid(
        shown, value, desk.content.answers, desk.context
    )


def _shown(desk: Desk, question: DataChoiceQuestion) -> FetchedQuestion:
    """The question that shows what came of this choice; the engine holds that there is one."""
    return next(
        other
        for other in desk.form.questions()
        if isinstance(other, FetchedQuestion) and other.of == question.id
    )
