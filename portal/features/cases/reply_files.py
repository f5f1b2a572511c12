"""The files of a reply on the page that sends them: of a task, or of a document for a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from forms.context import StoredFile
from portal.services.tasks.taking import ReplyRefused, kept_files
from portal.services.uploads import UploadLimits
from portal.storage.task_replies import TaskReply
from portal.web.edge.htmx import is_block_wanted
from portal.web.edge.login_session import acting
from portal.web.edge.request_context import session, settings
from portal.web.edge.staying import say_what_is_kept
from portal.web.words.formats import text_of

FIELD = "documents"


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadCard:
    """The upload of a page; see `cases/_reply_files.html`."""

    key: UUID
    """The page's own, so that sending twice is sending once."""
    refused: tuple[str, ...]
    """Why files were not taken."""
    kept: Sequence[StoredFile]
    """Those that were taken before."""
    limits: UploadLimits
    field: str = FIELD
    """Name of the file input."""

    @property
    def has_processing(self) -> bool:
        """Whether one of them is still looked into."""
        return any(file.is_processing for file in self.kept)


def upload_card(target_id: UUID, key: UUID, reasons: tuple[str, ...]) -> UploadCard:
    """The upload of what is sent for this; `reasons`: why files were not taken."""
    kept = kept_files(session(), acting(), target_id, key)
    limits = UploadLimits.of(settings().upload_quota)
    return UploadCard(key=key, refused=reasons, kept=kept, limits=limits)


def say_files_kept(target_id: UUID, key: UUID) -> None:
    """Not while a file is looked into: its row says so. Nor of a block, which says it itself."""
    files = kept_files(session(), acting(), target_id, key)
    if not is_block_wanted() and not any(file.is_processing for file in files):
        say_what_is_kept()


def reasons_of(refusal: ReplyRefused) -> tuple[str, ...]:
    """Why nothing was sent, in words; what isn't about files is said elsewhere."""
    reasons = list(refusal.reasons)
    if refusal.is_too_many:
        reasons.insert(
            0, _("Stuur niet meer dan %(most)s bestanden tegelijk.", most=settings().files_count)
        )
    if refusal.has_ended:
        reasons.append(_("Wat u koos, is niet verstuurd."))
    if refusal.lacks_files:
        reasons.append(_("Kies eerst een bestand. Bijvoorbeeld een foto of een PDF."))
    return tuple(reasons)


def thanks(reply: TaskReply, noted: tuple[StoredFile, ...]) -> ResponseReturnValue:
    """The page of the case, which says that it was received."""
    flash(_("Gelukt. Wij hebben uw document ontvangen. U krijgt hierover een bericht."))
    if reply.waits_for:
        flash(_("Uw zaak heeft nog geen nummer. Het document gaat daarna vanzelf mee."))
    for file in noted:
        flash(f"{file.name}: {text_of(file.note)}")
    return to_case(reply)


def to_case(reply: TaskReply) -> ResponseReturnValue:
    """To the page of its case; to the overview where there is none yet."""
    if reply.case_key is None:
        return redirect(url_for("overview.index"), 303)
    return redirect(url_for("cases.case", key=reply.case_key), 303)
