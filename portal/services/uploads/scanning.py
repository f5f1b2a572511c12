"""Files that were sent, scanned before they are delivered; what a scanner knows is destroyed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from tempfile import TemporaryFile

import structlog
from sqlalchemy.orm import Session

from portal.domain.contents import Content
from portal.domain.days import utc_now
from portal.domain.failures import SourceError
from portal.domain.malware import MalwareScanner
from portal.storage import uploads
from portal.storage.upload_contents import content_of
from portal.storage.uploads import Upload

log = structlog.get_logger()
PATIENCE = timedelta(hours=4)
"""Since it was sent: longer, and a file that was never scanned goes as it is, marked."""
LIMIT_S = 120.0
"""For one file; nobody looks at a page meanwhile. The settings may say less."""


def scan_before_delivery(
    database: Session, scanner: MalwareScanner | None, files: Sequence[Upload], sent_at: datetime
) -> list[Upload]:
    """Scan them, also those that were scanned before; gives those with malware, without content.

    Commits each. Raises `SourceError` while a file that was never scanned can still wait.
    """
    for file in files:
        if scanner is not None and file.infected_at is None:
            _scan(database, scanner, file, sent_at)
    return [file for file in files if file.infected_at]


def _scan(database: Session, scanner: MalwareScanner, file: Upload, sent_at: datetime) -> None:
    with TemporaryFile() as copy:  # so that what the store can't do isn't taken for the scanner's
        copy.writelines(content_of(database, file).pieces())
        try:
            malware = scanner.malware_in(Content.of_file(copy, copy.tell()), LIMIT_S)
        except SourceError as error:
            if not (file.scanned_at or file.left_unscanned_at):
                _leave_unscanned(database, file, sent_at, error)
            return
    if malware is None:
        file.scanned_at, file.left_unscanned_at = utc_now(), None
    else:
        log.warning("malware_after_sending", upload=str(file.id), malware=malware)
        uploads.destroy_content(database, file)
    database.commit()


def _leave_unscanned(
    database: Session, file: Upload, sent_at: datetime, error: SourceError
) -> None:
    """Wait no longer for the scanner; raises its error while that can still be done."""
    if utc_now() - sent_at < PATIENCE:
        raise error
    log.warning("delivered_unscanned", upload=str(file.id), reason=error.reason)
    file.left_unscanned_at = utc_now()
    database.commit()
