"""A submission on paper: the PDF for the resident and for the case."""

from datetime import datetime

from babel.dates import format_datetime

from forms import Form
from portal.domain.days import AMSTERDAM
from portal.domain.municipality import Municipality
from portal.printing.pdf import Printed, PrintedRow, PrintedSection, as_pdf
from portal.storage.submissions import Submission, SubmissionContent

BOXES = (
    "Ziet u een code zoals U+1F44D? Dat teken kunnen wij niet afdrukken. "
    "In de zaak staat de tekst wel zoals die is ingevuld."
)


def print_answers(
    form: Form, submission: Submission, content: SubmissionContent, municipality: Municipality
) -> bytes:
    """The submission as PDF/UA, in Dutch: the language of the municipality's file."""
    return as_pdf(
        Printed(
            title=form.title,
            organisation=f"Gemeente {municipality.name}",
            language="nl",
            intro=_intro(submission),
            boxes=BOXES,
            footer=f"De gemeente bewaart dit in uw zaak. Vragen? Bel {municipality.phone}.",
            sections=tuple(
                PrintedSection(
                    section["title"],
                    tuple(PrintedRow(row["label"], tuple(row["lines"])) for row in section["rows"]),
                )
                for section in content.summary
            ),
        )
    )


def file_name(submission: Submission) -> str:
    """A name that says what it is, without who it is about."""
    return f"{submission.slug}-{submission.reference}.pdf"


def _intro(submission: Submission) -> tuple[str, ...]:
    sent = format_datetime(_local(submission.made_at), "d MMMM y 'om' HH.mm 'uur'", locale="nl")
    lines = (f"Verstuurd op {sent}.", f"Ontvangstnummer: {submission.reference}.")
    return (*lines, f"Zaaknummer: {submission.number}.") if submission.number else lines


def _local(moment: datetime) -> datetime:
    return moment.astimezone(AMSTERDAM)
