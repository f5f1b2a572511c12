"""Files that come with a page: kept one by one, refused with a reason while the others stay."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace

from werkzeug.datastructures import FileStorage

from forms.context import StoredFile
from forms.definition import Page
from forms.kinds import Question
from portal.services.submissions.open_draft import OpenDraft
from portal.services.submissions.sent_page import SentPage
from portal.services.uploads import MB, Refused, UploadLimits, check
from portal.storage import uploads
from portal.storage.uploads import Upload

FLOOD_MB = 500
FLOOD_MINUTES = 60


def take_files(open_draft: OpenDraft, page: Page, sent: SentPage) -> OpenDraft:
    """Keep the right files of this page; the draft then knows why others were refused.

    The draft must be locked: it can't go while its files are looked at. A tab of another draft
    brings none. Doesn't commit.
    """
    if not sent.has_files:
        return open_draft
    if sent.tab.draft != open_draft.draft.id:
        return replace(open_draft, are_files_left_out=True)
    stored, errors = dict(open_draft.context.uploads), {}
    for question in page.questions:
        if question.file_limits:
            taken = list(_take(open_draft, question, sent.files.get(question.id, ())))
            files = (each for each in taken if isinstance(each, StoredFile))
            stored[question.id] = (*stored.get(question.id, ()), *files)
            errors[question.id] = tuple(each for each in taken if isinstance(each, str))
    context = replace(open_draft.context, uploads=stored, upload_errors=errors)
    return replace(open_draft, context=context)


def _take(
    open_draft: OpenDraft, question: Question, sent_files: Sequence[FileStorage]
) -> Iterator[StoredFile | str]:
    """Keep the files of one question; gives each as it is stored, or why it is refused."""
    database, owner_id = open_draft.visit.database, open_draft.draft.owner_id
    gettext = open_draft.visit.words.gettext
    assert question.file_limits
    limits = UploadLimits(**asdict(question.file_limits))
    room = limits.most - len(open_draft.context.uploads.get(question.id, ()))
    for sent_file in sent_files:
        try:
            file = check(sent_file, limits, gettext)
        except Refused as error:
            yield str(error)
            continue
        if room <= 0:
            yield gettext(
                "“%(name)s” past er niet meer bij. Haal eerst een bestand weg.", name=file.name
            )
        elif uploads.bytes_kept_since(database, owner_id, FLOOD_MINUTES) > FLOOD_MB * MB:
            yield gettext("U heeft veel bestanden gestuurd. Probeer het over een uur weer.")
        else:
            upload = Upload(
                owner_id=owner_id,
                draft_id=open_draft.draft.id,
                question=question.id,
                media_type=file.media_type,
            )
            uploads.add(database, upload, file.name, file.content)
            room -= 1
            yield StoredFile(str(upload.id), file.name, upload.size, upload.media_type)
