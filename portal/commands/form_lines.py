"""What is told of the forms that residents can begin, line by line; times are Dutch ones."""

from collections.abc import Collection, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from forms.keys import FormSlug
from portal.domain.days import AMSTERDAM
from portal.domain.publications import Publication, current, is_offered, moments_of_change
from portal.services.publishing import PublicationPlan
from portal.services.switching import UnknownName
from portal.storage import published_forms

MOST_CHANGES = 60
"""Lines of what changes that are shown; the history has all."""


def plan_lines(plan: PublicationPlan) -> Iterator[str]:
    """What is to be done, and what it changes."""
    begins = told(plan.begins_at) if plan.begins_at else "at once"
    until = f" until {told(plan.ends_at)}" if plan.ends_at else ""
    yield f"{plan.form.slug} {plan.form.version[:12]}: {_words(plan.kind)} {begins}{until}"
    for change in plan.changes[:MOST_CHANGES]:
        yield f"  {change}"
    if len(plan.changes) > MOST_CHANGES:
        yield f"  and {len(plan.changes) - MOST_CHANGES} more"


def form_lines(database: Session, forms_off: Collection[str]) -> Iterator[str]:
    """Each form as it stands, with what is to come beneath it."""
    moment, history = published_forms.now(database), published_forms.history(database)
    for slug in sorted({each.slug for each in history}):
        of_form = [each for each in history if each.slug == slug]
        counts = current(of_form, moment)
        is_off = " OFF by the settings" if slug in forms_off else ""
        if counts:
            yield f"{_standing_line(counts, moment)}{is_off}"
        for later in moments_of_change(of_form, moment):
            after = current(of_form, later)
            if after and after != counts:
                yield f"  from {told(later)}: {_standing_line(after, later)}"
            counts = after


def history_lines(database: Session, slug: str) -> Iterator[str]:
    """All that was decided about this form, oldest first; raises `UnknownName`."""
    history = published_forms.history(database, FormSlug(slug))
    if not history:
        raise UnknownName(slug, {each.slug for each in published_forms.history(database)})
    for each in history:
        until = f" until {told(each.ends_at)}" if each.ends_at else ""
        yield (
            f"{told(each.decided_at)} {each.decided_by or 'unknown'}: {_words(each.kind)}"
            f" {each.version[:12]} from {told(each.begins_at)}{until}"
        )
        if each.reason:
            yield f"  without asking the case system: {each.reason}"
        yield from (f"  {change}" for change in each.changes)


def told(moment: datetime) -> str:
    """Day and time."""
    return f"{moment.astimezone(AMSTERDAM):%Y-%m-%d %H:%M}"


def _standing_line(publication: Publication, moment: datetime) -> str:
    state = "published" if is_offered(publication, moment) else "retired"
    drafts = ", who had begun can't finish" if publication.ends_drafts else ""
    since = publication.begins_at
    if state == "retired" and publication.ends_at and publication.ends_at <= moment:
        since = publication.ends_at
    by = publication.decided_by or "unknown"
    return f"{publication.slug} {publication.version[:12]} {state} {told(since)} {by}{drafts}"


def _words(kind: str) -> str:
    return kind.replace("_", " ")
