"""Files that come with a page: kept one by one, refused with a reason while the others stay."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace

from forms.context import StoredFile
from forms.definition import Page
from portal.services.submissions.open_draft import OpenDraft
from portal.services.submissions.sent_page import SentPage
from portal.services.uploads import (
    Shelf,
    ShelvedFile,
    UploadCheck,
    UploadLimits,
    check_all,
    keep_all,
    shelve_all,
)

JudgedFiles = Mapping[str, Sequence[ShelvedFile | str]]
"""Question id → its files as they may be kept, their bytes put away; or why one may not."""


def judge_files(open_draft: OpenDraft, page: Page, sent: SentPage) -> JudgedFiles:
    """The files of this page, judged, and their bytes put where they will lie.

    Ends the transaction before it looks into any: that can take seconds. Nothing may be locked.
    """
    if not sent.has_files or sent.tab.draft != open_draft.draft.id:
        return {}
    open_draft.visit.database.commit()
    visit, judged = open_draft.visit, {}
    upload_check = UploadCheck(gettext=visit.words.gettext, scanner=visit.portal.gateways.scanner)
    for question in page.questions:
        if question.file_limits:
            limits = UploadLimits(**asdict(question.file_limits))
            room = limits.most - len(open_draft.context.uploads.get(question.id, ()))
            files = sent.files.get(question.id, ())
            checked = check_all(files, limits, room, upload_check)
            judged[question.id] = shelve_all(
                visit.database, open_draft.draft.owner_id, checked, visit.words.gettext
            )
    return judged


def take_files(open_draft: OpenDraft, page: Page, sent: SentPage, judged: JudgedFiles) -> OpenDraft:
    """Keep the right files of this page; the draft then knows why others were refused.

    The draft must be locked. A tab of another draft brings none. Doesn't commit.
    """
    if not sent.has_files:
        return open_draft
    if sent.tab.draft != open_draft.draft.id:
        return replace(open_draft, are_files_left_out=True)
    stored, errors = dict(open_draft.context.uploads), {}
    for question in page.questions:
        if question.file_limits:
            room = question.file_limits.most - len(stored.get(question.id, ()))
            shelf = _shelf(open_draft, stored, question.id, room)
            taken = list(
                keep_all(shelf, judged.get(question.id, ()), open_draft.visit.words.gettext)
            )
            files = (each for each in taken if isinstance(each, StoredFile))
            stored[question.id] = (*stored.get(question.id, ()), *files)
            errors[question.id] = tuple(each for each in taken if isinstance(each, str))
    context = replace(open_draft.context, uploads=stored, upload_errors=errors)
    return replace(open_draft, context=context)


def _shelf(
    open_draft: OpenDraft, stored: Mapping[str, tuple[StoredFile, ...]], question: str, room: int
) -> Shelf:
    return Shelf(
        database=open_draft.visit.database,
        owner_id=open_draft.draft.owner_id,
        draft_id=open_draft.draft.id,
        question=question,
        names=[file.name for files in stored.values() for file in files],
        room=room,
    )
