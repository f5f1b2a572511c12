"""A submission on paper: the PDF for the resident and for the case."""

from datetime import datetime

from babel.dates import format_datetime

from forms import Form
from portal.domain.days import AMSTERDAM
from portal.domain.municipality import Municipality
from portal.printing.pdf import Printed, PrintedRow, PrintedSection, as_pdf
from portal.storage.submissions import Submission, SubmissionContent

BOXES = "Ziet u een code zoals U+1F44D? Dat teken kunnen wij niet afdrukken. "
IN_CASE = "In de zaak staat de tekst wel zoals die is ingevuld."
IN_DATA = "In de gegevens hierbij staat de tekst wel zoals die is ingevuld."


def print_answers(
    form: Form, submission: Submission, content: SubmissionContent, municipality: Municipality
) -> bytes:
    """The submission as PDF/UA, in Dutch: the language of the municipality's file.

    What was handed over by hand says so, and promises no case.
    """
    is_case = submission.handed_over_at is None
    kept = "De gemeente bewaart dit in uw zaak." if is_case else "De gemeente bewaart dit."
    return as_pdf(
        Printed(
            title=form.title,
            organisation=f"Gemeente {municipality.name}",
            language="nl",
            intro=_intro(submission),
            boxes=BOXES + (IN_CASE if is_case else IN_DATA),
            footer=f"{kept} Vragen? Bel {municipality.phone}.",
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
    lines = [
        f"Verstuurd op {_moment(submission.made_at)}.",
        f"Ontvangstnummer: {submission.reference}.",
    ]
    if submission.handed_over_at:
        lines.append(
            f"Op papier aan een medewerker gegeven op {_moment(submission.handed_over_at)}."
        )
        lines += [f"Gereserveerd zaaknummer: {submission.number}."] if submission.number else []
    elif submission.number:
        lines.append(f"Zaaknummer: {submission.number}.")
    return tuple(lines)


def _moment(moment: datetime) -> str:
    local = moment.astimezone(AMSTERDAM)
    return format_datetime(local, "d MMMM y 'om' HH.mm 'uur'", locale="nl")
