"""A draft that is being filled in: its form version, its content, and what the engine must know."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from forms import Form, engine
from forms.context import Context, StoredFile, of_nobody
from forms.fees import fee_of, pays_online
from forms.keys import FormSlug
from forms.maps import MapArea
from forms.order import reachable
from forms.path import Path, PathPage
from portal.domain.days import today
from portal.domain.people import Actor, Level, LevelTooLow, OwnerId
from portal.handles import Portal
from portal.live_state import CurrentState
from portal.services.consents.answering import offers
from portal.services.maps import area_of
from portal.services.uploads import stored_file
from portal.storage import drafts
from portal.storage.base import single_statements
from portal.storage.drafts import DraftContent, StoredDraft
from portal.storage.form_versions import form_version_of
from portal.storage.uploads import uploads_of_draft
from portal.texts.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class FormVisit:
    """Who fills in which form, and the parts of the portal that this takes."""

    database: Session
    portal: Portal
    state: CurrentState
    """What is published and what is off, as this request knows it."""
    newest: Form
    """The form as it is published now; a draft stays on the version on which it was begun."""
    owner_id: OwnerId
    actor: Actor | None
    """None where nobody is logged in, and on every form without login."""
    draft_before_login: StoredDraft | None
    """What a resident began in this browser before they logged in, and has yet to take over."""
    words: Words
    """In the language in which the visitor reads."""

    @property
    def slug(self) -> FormSlug:
        """Which form."""
        return self.newest.slug

    @property
    def before_login(self) -> "FormVisit | None":
        """The visit of this browser to what was begun before login, if there is something of it."""
        draft = self.draft_before_login
        return replace(self, owner_id=draft.owner_id, actor=None) if draft else None

    @property
    def is_before_login(self) -> bool:
        """Whether it is that visit, of who has logged in since."""
        return self.draft_before_login is not None and self.actor is None

    @property
    def can_log_in(self) -> bool:
        """Whether who fills it in without login may still choose to log in."""
        is_logged_in = self.actor is not None or self.is_before_login
        return self.newest.login == "optional" and not is_logged_in

    @property
    def map_area(self) -> MapArea | None:
        """What of the map can be pointed at; None where there is none now."""
        return area_of(self.portal, self.state)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """One draft that is worked on, within one visit."""

    visit: FormVisit
    form: Form
    draft: StoredDraft
    content: DraftContent
    context: Context
    are_files_left_out: bool = False
    """Whether files came from a tab of another draft: those are not added to this one."""
    _walked: list[Path] = field(default_factory=list, init=False, repr=False, compare=False)
    """The last path, if it was asked for."""

    @property
    def path(self) -> Path:
        """The pages that the answers call for now; walked anew where those were replaced."""
        answers = self.content.answers
        if not self._walked or self._walked[0].answers is not answers:
            self._walked[:] = [engine.path(self.form, answers, self.context)]
        return self._walked[0]

    @property
    def page_to_resume(self) -> PathPage | None:
        """The page to answer first; None: all is answered.

        A page with input that was not judged right since is open too.
        """
        path = self.path
        unanswered = engine.first_open(path)
        return next((p for p in path if p is unanswered or p.id in self.content.raw_input), None)

    @property
    def asks_nothing(self) -> bool:
        """Whether no page of the form is called for, so that there is nothing to send."""
        return not self.path.pages

    @property
    def reachable_pages(self) -> dict[str, PathPage]:
        """The pages that may be shown now, by id: `forms.order` says which.

        Unfinished input on a page closes none after it: what is sent from those is kept as well.
        """
        return {page.id: page for page in reachable(self.path)}

    @property
    def cents_to_pay(self) -> int:
        """What is paid online once it is sent; 0 for nothing."""
        return fee_of(self.path) or 0 if pays_online(self.path) else 0

    @property
    def kept_until(self) -> date | None:
        """The last day on which one can go on; None without login: nobody finds it again."""
        if self.visit.actor is None:
            return None
        return drafts.kept_until(self.draft, self.visit.portal.settings.draft_days)

    @property
    def has_upload_errors(self) -> bool:
        """Whether a file of this request was refused."""
        return any(self.context.upload_errors.values())


def load_open_draft(visit: FormVisit, *, for_update: bool = False) -> OpenDraft | None:
    """The visitor's draft of this form; None when there is none, or nobody can finish it any more.

    `for_update` locks it until the transaction ends: never while an outside system is waited for.
    Raises `LevelTooLow` where it was filled in at a higher level than this visit has.
    """
    if visit.slug in visit.state.forms_ended:
        return None
    reading = nullcontext() if for_update else single_statements(visit.database)
    with reading:
        draft = drafts.draft_of(visit.database, visit.owner_id, visit.slug, for_update=for_update)
        return _opened(visit, draft) if draft else None


def lock_open_draft(open_draft: OpenDraft) -> OpenDraft | None:
    """The same draft, read anew and locked until the transaction ends.

    None: it is gone, or went on with another version of its form.
    """
    visit, revision = open_draft.visit, open_draft.draft.revision
    draft = drafts.draft_of(visit.database, visit.owner_id, visit.slug, for_update=True)
    read = open_draft.draft
    if draft is None or (draft.id, draft.version) != (read.id, read.version):
        return None
    content = drafts.content_of(visit.database, draft)
    files = open_draft.context.uploads
    if files or draft.revision != revision:  # what adds a file makes a new revision
        files = _stored_files(visit.database, draft)
    context = replace(
        open_draft.context,
        facts=content.facts,
        uploads=files,
        is_own_bsn=_own_bsns(visit, content.facts),
        is_residents_bsn=_residents_bsn(visit),
    )
    return replace(open_draft, draft=draft, content=content, context=context)


def _opened(visit: FormVisit, draft: StoredDraft) -> OpenDraft:
    """The draft with all that comes with it."""
    form = form_version_of(visit.database, draft.version)
    if visit.actor and visit.actor.level < Level.named(form.level):
        raise LevelTooLow(Level.named(form.level))
    content = drafts.content_of(visit.database, draft)
    files = _stored_files(visit.database, draft) if draft.may_have_files else {}
    is_own_bsn = _own_bsns(visit, content.facts)
    context = Context(
        today=today(),
        facts=content.facts,
        translate=visit.words.text_of,
        locale=visit.words.language.babel,
        is_logged_in=visit.actor is not None,
        can_pay=visit.actor is not None and visit.portal.gateways.payments is not None,
        sources_off=visit.state.sources_off,
        is_own_bsn=is_own_bsn,
        is_residents_bsn=_residents_bsn(visit),
        uploads=files,
        most_mb=visit.portal.settings.files_mb,
        most_files=visit.portal.settings.files_count,
        map_area=visit.map_area,
        consents=offers(visit.database, visit.portal, draft, form, visit.words.language.code),
    )
    return OpenDraft(visit, form, draft, content, context)


def _residents_bsn(visit: FormVisit) -> Callable[[str], bool]:
    """Whether a BSN is that of the resident."""
    return of_nobody if visit.actor is None else visit.actor.for_party.number.__eq__


def _own_bsns(visit: FormVisit, facts: Mapping[str, Any]) -> Callable[[str], bool]:
    """Whether a BSN is the resident's, or that of a relative whose key is in these facts."""
    if visit.actor is None:
        return of_nobody
    party, persons = visit.actor.for_party, visit.portal.gateways.persons
    keys = {person.get("key") for person in facts.get("household") or ()}

    def is_own(bsn: str) -> bool:
        return bsn == party.number or (
            bool(keys) and persons.key_of_relative(party.bsn, bsn) in keys
        )

    return is_own


def _stored_files(database: Session, draft: StoredDraft) -> dict[str, tuple[StoredFile, ...]]:
    """The files of this draft, by question."""
    files: dict[str, tuple[StoredFile, ...]] = {}
    for upload in uploads_of_draft(database, draft.owner_id, draft.id):
        file = stored_file(database, upload)
        files[upload.question] = (*files.get(upload.question, ()), file)
    return files
