"""A submission on paper: the PDF for the resident and for the case."""

from collections.abc import Iterator
from datetime import datetime

from babel.dates import format_datetime

from forms import Form
from portal.domain.days import AMSTERDAM, day_of
from portal.domain.municipality import Municipality
from portal.domain.people import Ground
from portal.domain.terms import promise
from portal.printing.pdf import Printed, PrintedRow, PrintedSection, Sender, as_pdf
from portal.services.submissions.terms import terms_of_submission
from portal.storage.submissions import Submission, SubmissionContent
from portal.texts.after_sending import steps_after_sending
from portal.texts.promises import promise_to_come
from portal.texts.words import words_in

DUTCH = "nl"
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
    where = "De gemeente bewaart dit in uw zaak." if is_case else "De gemeente bewaart dit."
    return as_pdf(
        Printed(
            title=form.title,
            sender=Sender.of(municipality, f"Gemeente {municipality.name}"),
            language=DUTCH,
            intro=(),
            facts=tuple(_facts(form, submission)),
            boxes=BOXES + (IN_CASE if is_case else IN_DATA),
            footer=f"{where} Vragen? Bel {municipality.phone}.",
            sections=(
                PrintedSection(
                    "Wat gebeurt er nu?", (), tuple(_next(form, submission, municipality))
                ),
                *(
                    PrintedSection(
                        section["title"],
                        tuple(
                            PrintedRow(row["label"], tuple(row["lines"])) for row in section["rows"]
                        ),
                    )
                    for section in content.summary
                ),
            ),
        )
    )


def file_name(submission: Submission) -> str:
    """A name that says what it is, without who it is about."""
    return f"{submission.slug}-{submission.reference}.pdf"


def _facts(form: Form, submission: Submission) -> Iterator[PrintedRow]:
    """When it was sent, and by which numbers it is known; by whom, where one may choose."""
    yield PrintedRow("Verstuurd op", (_moment(submission.made_at),))
    if form.login == "optional":
        is_nobodys = submission.ground == Ground.ANONYMOUS
        yield PrintedRow(
            "Ingelogd", ("Nee, verstuurd zonder DigiD" if is_nobodys else "Met DigiD",)
        )
    yield PrintedRow("Ontvangstnummer", (submission.reference,))
    if submission.handed_over_at:
        handed_over = _moment(submission.handed_over_at)
        yield PrintedRow("Op papier aan een medewerker gegeven op", (handed_over,))
    if submission.number and submission.has_other_number:
        label = "Gereserveerd zaaknummer" if submission.handed_over_at else "Zaaknummer"
        yield PrintedRow(label, (submission.number,))


def _next(form: Form, submission: Submission, municipality: Municipality) -> Iterator[str]:
    """What the municipality does, by when, and what the sender can do."""
    words = words_in(DUTCH)
    terms = terms_of_submission(form, submission)
    promised = promise(terms, day_of(submission.made_at))
    if promised:
        yield promise_to_come(words, promised)
    yield from steps_after_sending(words, terms, municipality.remedies)
    phone, number = municipality.phone, submission.number or submission.reference
    yield f"Wilt u iets veranderen of stoppen? Bel {phone} en noem het nummer {number}."


def _moment(moment: datetime) -> str:
    local = moment.astimezone(AMSTERDAM)
    return format_datetime(local, "d MMMM y 'om' HH.mm 'uur'", locale="nl")
