"""Files that come with a page: kept one by one, refused with a reason while the others stay."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from forms.context import StoredFile
from forms.drafts_mapping import path_before
from forms.file_limits import FileLimits
from forms.path import PathPage
from portal.domain.upload_quota import MB
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
"""Path of the answer → its files as they may be kept, their bytes put away; or why one may not."""


def judge_files(open_draft: OpenDraft, page: PathPage, sent: SentPage) -> JudgedFiles:
    """The files of this page, judged, and their bytes put where they will lie.

    Ends the transaction before it looks into any: that can take seconds. Nothing may be locked.
    """
    if not sent.has_files or sent.tab.draft != open_draft.draft.id:
        return {}
    open_draft.visit.database.commit()
    visit, judged = open_draft.visit, {}
    upload_check = UploadCheck(words=visit.words, scanner=visit.portal.gateways.scanner)
    quota, stored = visit.portal.settings.upload_quota, open_draft.context.uploads
    for path, most in _takes_files(page):
        limits = UploadLimits(**asdict(most.within(quota.file_mb, quota.files)))
        shelf = _shelf(open_draft, stored, path, limits)
        before = path_before(open_draft.form.drafts, path)
        files = sent.files.get(path) or sent.files.get(before, ())
        checked = check_all(files, limits, shelf.room, upload_check)
        judged[path] = shelve_all(shelf, checked, quota, visit.words.gettext)
    return judged


def take_files(
    open_draft: OpenDraft, page: PathPage, sent: SentPage, judged: JudgedFiles
) -> OpenDraft:
    """Keep the right files of this page; the draft then knows why others were refused.

    The draft must be locked. A tab of another draft brings none. Doesn't commit.
    """
    if not sent.has_files:
        return open_draft
    if sent.tab.draft != open_draft.draft.id:
        return replace(open_draft, are_files_left_out=True)
    stored, errors = dict(open_draft.context.uploads), {}
    for path, most in _takes_files(page):
        shelf = _shelf(open_draft, stored, path, UploadLimits(**asdict(most)))
        taken = list(keep_all(shelf, judged.get(path, ()), open_draft.visit.words.gettext))
        files = (each for each in taken if isinstance(each, StoredFile))
        stored[path] = (*stored.get(path, ()), *files)
        errors[path] = tuple(each for each in taken if isinstance(each, str))
    context = replace(open_draft.context, uploads=stored, upload_errors=errors)
    return replace(open_draft, context=context)


def _takes_files(page: PathPage) -> Iterator[tuple[str, FileLimits]]:
    """(path of the answer, limits) of each question on this page that files can go with."""
    for placed in page.placed:
        if placed.question.file_limits:
            yield str(placed.path), placed.question.file_limits


def _shelf(
    open_draft: OpenDraft,
    stored: Mapping[str, tuple[StoredFile, ...]],
    question: str,
    limits: UploadLimits,
) -> Shelf:
    """With as much room as this question and all of the form leave."""
    quota = open_draft.visit.portal.settings.upload_quota
    files = [file for files in stored.values() for file in files]
    of_question = limits.most - len(stored.get(question, ()))
    return Shelf(
        database=open_draft.visit.database,
        owner_id=open_draft.draft.owner_id,
        draft_id=open_draft.draft.id,
        question=question,
        names=[file.name for file in files],
        room=min(of_question, quota.files - len(files)),
        bytes_left=quota.form_mb * MB - sum(file.size for file in files),
    )
