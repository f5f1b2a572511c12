"""Reads that a page does itself and that nothing is kept of: without them there is no page."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from portal.domain.callers import ending_with_page
from portal.domain.consultations import ConsultationProof, NewConsultation
from portal.storage.consultations import consulting


@contextmanager
def consulting_for_page(
    database: Session, consultation: NewConsultation
) -> Iterator[ConsultationProof]:
    """Write the line, then let the data be read within the time of the page. Commits.

    See `consulting`. The first bytes of a download have to come in that time, all of it needn't.
    """
    with consulting(database, consultation) as proof, ending_with_page():
        yield proof
