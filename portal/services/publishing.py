"""Publishing: deciding which version of a form residents get who begin it, and from when on.

What is to be done is a plan, which says what it changes; it is carried out only where nobody
decided anything about the form meanwhile.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from forms import Form
from forms.changes import changes
from forms.keys import FormSlug, FormVersionId
from forms.stored import UnreadableVersion
from portal.domain.publications import Publication, PublicationKind, current, is_offered
from portal.services.switching import UnknownName
from portal.storage import drafts, published_forms
from portal.storage.form_versions import form_version_of

SHORTEST_VERSION = 6
"""Characters of a version's id that name it at least."""


class NotDecided(Exception):
    """It can't be done, and nothing was; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationPlan:
    """What is to be decided about a form."""

    form: Form
    """The version that is to count; of one that is retired the last one."""
    kind: PublicationKind
    begins_at: datetime | None = None
    """None: at once."""
    ends_at: datetime | None = None
    ends_drafts: bool = False
    changes: tuple[str, ...] = ()
    after: int
    """The number of the last decision about this form when this was planned; 0: none."""


def plan_publication(
    database: Session,
    form: Form,
    *,
    begins_at: datetime | None = None,
    ends_at: datetime | None = None,
) -> PublicationPlan | None:
    """Let this version count, at once or later; None: it does already. Raises `NotDecided`."""
    moment = published_forms.now(database)
    if begins_at and begins_at <= moment:
        raise NotDecided(f"{form.slug}: {begins_at:%Y-%m-%d %H:%M} (UTC) has passed.")
    if begins_at and ends_at and ends_at <= begins_at:
        raise NotDecided(f"{form.slug}: it must end after it began.")
    history = published_forms.history(database, form.slug)
    then = begins_at or moment
    before = current(history, then)
    is_known = before is not None and is_offered(before, then)
    if before and is_known and before.version == form.version and before.ends_at == ends_at:
        return None
    return PublicationPlan(
        form=form,
        kind=PublicationKind.SCHEDULED if begins_at else PublicationKind.PUBLISHED,
        begins_at=begins_at,
        ends_at=ends_at,
        changes=_changes(database, before, form),
        after=_last(history),
    )


def plan_retirement(
    database: Session, slug: str, *, at: datetime | None = None, ends_drafts: bool = False
) -> PublicationPlan | None:
    """Offer this form no more, from then on; None: it isn't. Raises `UnknownName`, `NotDecided`."""
    history, moment = _history(database, slug), published_forms.now(database)
    if at and at <= moment:
        raise NotDecided(f"{slug}: {at:%Y-%m-%d %H:%M} (UTC) has passed.")
    then = current(history, at or moment)
    if then is None:
        raise NotDecided(f"{slug} is scheduled and has not begun: call that off.")
    is_retired = then.kind is PublicationKind.RETIRED
    if is_retired and then.ends_drafts == ends_drafts and not _is_to_come(history, moment):
        return None
    return PublicationPlan(
        form=form_version_of(database, then.version),
        kind=PublicationKind.RETIRED,
        begins_at=at,
        ends_drafts=ends_drafts,
        changes=("nobody begins it any more", _words_of_drafts(ends_drafts=ends_drafts)),
        after=_last(history),
    )


def plan_rollback(database: Session, slug: str, version: str = "") -> PublicationPlan:
    """Let a version of before count again, at once: this one, or the one before this one.

    `version`: how its id begins. Raises `UnknownName`, `NotDecided`, `UnreadableVersion`.
    """
    history, moment = _history(database, slug), published_forms.now(database)
    counts = current(history, moment)
    versions = list(dict.fromkeys(each.version for each in history if each.begins_at <= moment))
    target = _named(slug, history, version) if version else _one_before(slug, counts, versions)
    if counts and counts.version == target and is_offered(counts, moment):
        raise NotDecided(f"{slug}: {target[:12]} is what is published now.")
    form = form_version_of(database, target)
    return PublicationPlan(
        form=form,
        kind=PublicationKind.ROLLED_BACK,
        changes=_changes(database, counts, form),
        after=_last(history),
    )


def plan_calling_off(database: Session, slug: str) -> PublicationPlan:
    """Let nothing happen that was to begin later. Raises `UnknownName`, `NotDecided`."""
    history, moment = _history(database, slug), published_forms.now(database)
    to_come = _is_to_come(history, moment)
    if not to_come:
        raise NotDecided(f"{slug}: nothing is to begin later.")
    return PublicationPlan(
        form=form_version_of(database, (current(history, moment) or to_come[-1]).version),
        kind=PublicationKind.CALLED_OFF,
        changes=tuple(
            f"not {each.kind} from {each.begins_at:%Y-%m-%d %H:%M} (UTC) on: {each.version[:12]}"
            for each in to_come
        ),
        after=_last(history),
    )


def carry_out(
    database: Session, plan: PublicationPlan, by: str, *, reason: str = ""
) -> Publication:
    """Decide this. Commits. Raises `NotDecided` where something else was decided meanwhile.

    `reason`: why the case system was not asked, where it wasn't.
    """
    moment = published_forms.lock(database)
    slug = plan.form.slug
    if _last(published_forms.history(database, slug)) != plan.after:
        database.rollback()
        raise NotDecided(f"{slug}: somebody decided about it just now. Look, and do it again.")
    drafts.store_version(database, plan.form.version, slug, plan.form.source)
    publication = Publication(
        number=0,
        slug=slug,
        version=plan.form.version,
        kind=plan.kind,
        begins_at=plan.begins_at or moment,
        ends_at=plan.ends_at,
        ends_drafts=plan.ends_drafts,
        decided_at=moment,
        decided_by=by,
        changes=plan.changes,
        reason=reason,
    )
    published_forms.add(database, publication)
    database.commit()
    return publication


def publish(database: Session, form: Form, by: str, *, reason: str = "") -> bool:
    """Publish this version at once, whatever was published; False: it was already. Commits."""
    plan = plan_publication(database, form)
    if plan is None:
        return False
    carry_out(database, plan, by, reason=reason)
    return True


def retire(database: Session, slug: str, by: str, *, ends_drafts: bool = False) -> bool:
    """Offer this form no more, at once; False: it was not offered. Commits.

    Raises `UnknownName`.
    """
    plan = plan_retirement(database, slug, ends_drafts=ends_drafts)
    if plan is None:
        return False
    carry_out(database, plan, by)
    return True


def publish_unknown(database: Session, candidates: Iterable[Form], by: str) -> list[Form]:
    """Publish the forms about which nobody ever decided anything; gives those. Commits.

    About all others somebody decided who knew more than these files: a release, or a process that
    starts late, changes nothing of that.
    """
    slugs = {each.slug for each in published_forms.history(database)}
    unknown = [form for form in candidates if form.slug not in slugs]
    for form in unknown:
        publish(database, form, by, reason="the first of this form")
    return unknown


def published(database: Session) -> list[Form]:
    """The forms that residents can begin now; raises `UnreadableVersion`."""
    moment = published_forms.now(database)
    rows = published_forms.current_publications(database).values()
    return [form_version_of(database, row.version) for row in rows if is_offered(row, moment)]


def differing(database: Session, candidates: Iterable[Form]) -> list[Form]:
    """Which of these forms are another version than the one that counts, or is to count."""
    history = published_forms.history(database)
    moment = published_forms.now(database)
    differ = []
    for form in candidates:
        of_form = [each for each in history if each.slug == form.slug]
        counts, to_come = current(of_form, moment), _is_to_come(of_form, moment)
        versions = {each.version for each in (*to_come, *([counts] if counts else ()))}
        if form.version not in versions:
            differ.append(form)
    return differ


def _history(database: Session, slug: str) -> Sequence[Publication]:
    history = published_forms.history(database, FormSlug(slug))
    if not history:
        raise UnknownName(slug, {each.slug for each in published_forms.history(database)})
    return history


def _last(history: Sequence[Publication]) -> int:
    return history[-1].number if history else 0


def _is_to_come(history: Sequence[Publication], moment: datetime) -> list[Publication]:
    """The decisions that will count, as it stands now."""
    later = {each.begins_at for each in history if each.begins_at > moment}
    counting = [current(history, begins_at) for begins_at in sorted(later)]
    return [each for each in counting if each and each.begins_at > moment]


def _changes(database: Session, before: Publication | None, form: Form) -> tuple[str, ...]:
    if before is None:
        return changes(None, form)
    try:
        return changes(form_version_of(database, before.version), form)
    except UnreadableVersion as error:
        return (f"what it changes is not known: {error}",)


def _one_before(
    slug: str, counts: Publication | None, versions: Sequence[FormVersionId]
) -> FormVersionId:
    """The version to go back to: of a retired form the last one, else the one before that."""
    if counts is None:
        raise NotDecided(f"{slug} has not begun: there is nothing to go back to.")
    if counts.kind is PublicationKind.RETIRED:
        return counts.version
    place = versions.index(counts.version)
    if not place:
        raise NotDecided(f"{slug}: no version was published before this one.")
    return versions[place - 1]


def _named(slug: str, history: Sequence[Publication], version: str) -> FormVersionId:
    """The one version of this form whose id begins so."""
    fitting = {each.version for each in history if each.version.startswith(version)}
    if len(version) < SHORTEST_VERSION or len(fitting) != 1:
        ids = dict.fromkeys(each.version[:12] for each in history)
        raise NotDecided(f"{slug}: there is no version '{version}'. Name one of: {', '.join(ids)}.")
    return fitting.pop()


def _words_of_drafts(*, ends_drafts: bool) -> str:
    return "who had begun can't finish" if ends_drafts else "who had begun finishes"
