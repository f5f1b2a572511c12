"""Files that come with a page: kept one by one, refused with a reason while the others stay."""

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, MultiDict

from forms.definition import Page
from forms.kinds.file import FileQuestion
from portal.features.submissions.desk import Desk
from portal.storage import uploads
from portal.storage.uploads import Upload
from portal.web.edge.request_context import session
from portal.web.edge.uploads import MB, CheckedFile, Limits, Refused, check

FLOOD_MB = 500
FLOOD_MINUTES = 60


def receive(
    desk: Desk, page: Page, files: MultiDict[str, FileStorage]
) -> dict[str, tuple[str, ...]]:
    """Keep the right files of this page; gives the refusals by question. Doesn't commit."""
    refused = {}
    for question in page.questions:
        if not isinstance(question, FileQuestion):
            continue
        sent = [file for file in files.getlist(question.id) if file.filename]
        refused[question.id] = tuple(_keep_all(desk, question, sent))
    return refused


def _keep_all(desk: Desk, question: FileQuestion, sent: list[FileStorage]) -> list[str]:
    room = question.max_files - len(desk.context.uploads.get(question.id, ()))
    limits = Limits(question.accept, question.max_mb, question.max_files)
    reasons = []
    for file in sent:
        try:
            checked = check(file, limits)
            _keep(desk, question.id, checked, room)
            room -= 1
        except Refused as error:
            reasons.append(str(error))
    return reasons


def _keep(desk: Desk, question: str, file: CheckedFile, room: int) -> None:
    database, owner = session(), desk.owner_key
    if room <= 0:
        text = _("“%(name)s” past er niet meer bij. Haal eerst een bestand weg.", name=file.name)
        raise Refused(text)
    if uploads.bytes_kept_since(database, owner, FLOOD_MINUTES) > FLOOD_MB * MB:
        raise Refused(_("U heeft veel bestanden gestuurd. Probeer het over een uur weer."))
    upload = Upload(
        owner_key=owner, draft_id=desk.draft.id, question=question, media_type=file.media_type
    )
    uploads.add(database, upload, file.name, file.content)
