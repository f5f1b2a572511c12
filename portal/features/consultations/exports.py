"""The lines to keep: as CSV for a spreadsheet, and as PDF/UA to read and print."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from flask import Response
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.domain.consultations import Consultation
from portal.domain.days import AMSTERDAM, utc_now
from portal.features.consultations.file_parts import cases_in, days_in
from portal.features.consultations.filters import Choice
from portal.features.consultations.pages import summary
from portal.features.consultations.printed_parts import (
    printed_case,
    printed_days,
    what_happened,
)
from portal.printing.pdf import Printed, PrintedSection, Sender, as_pdf
from portal.services.consultations.activities import activity_of
from portal.services.consultations.reading import HistoryPage
from portal.texts.dutch_names import unmarked
from portal.web.edge.request_context import activities, municipality
from portal.web.edge.responses import download
from portal.web.words import consultation_texts
from portal.web.words.formats import moment, text_of
from portal.web.words.log_status import log_state, never_shown

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is a formula to a spreadsheet; what others wrote must never be one."""
NAME = "wie-keek-naar-mijn-gegevens"


def as_csv(page: HistoryPage, choice: Choice) -> Response:
    """Every line that was chosen, one a row, part by part; what the file lacks stands last.

    It is whole before it is sent: a file that is cut off would look as if it had everything.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows(_rows(page, choice))
    return download(file.getvalue().encode("utf-8-sig"), "text/csv", f"{NAME}.csv")


def as_paper(page: HistoryPage, choice: Choice) -> Response:
    """The same on paper, as the page has it: by case, then by day what was only looked at."""
    sections = [
        *chain(*(printed_case(part.title, part.lines) for part in cases_in(page, choice))),
        *(printed_days(part.title, part.lines) for part in days_in(page, choice) if part.lines),
        PrintedSection(_("Wat u hier niet ziet"), (), never_shown()),
    ]
    printed = Printed(
        title=_("Wie keek naar mijn gegevens?"),
        sender=Sender.of(municipality(), _("Gemeente %(name)s", name=municipality().name)),
        language=str(get_locale()),
        intro=tuple(filter(None, _intro(page, choice))),
        boxes=_(
            "Ziet u een code zoals U+1F44D? Dat teken kunnen wij niet afdrukken. "
            "De tekst is wel bewaard zoals die is geschreven."
        ),
        footer=_("Vragen? Bel %(phone)s.", phone=municipality().phone),
        sections=tuple(sections),
    )
    return download(as_pdf(printed), "application/pdf", f"{NAME}.pdf")


def safe(text: str) -> str:
    """The text as a cell that is never a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _head() -> list[str]:
    return [
        _("Onderdeel"),
        _("Wanneer"),
        _("Wie"),
        _("Wat er gebeurde"),
        _("Welke gegevens"),
        _("Reden"),
        _("Waarvoor"),
        _("Wet"),
        _("Hoe gekozen"),
        _("Bron"),
        _("Zaak"),
        _("Bewaard tot en met"),
    ]


def _rows(page: HistoryPage, choice: Choice) -> Iterator[list[str]]:
    """The head, the lines, and what the file lacks in the last rows."""
    head = _head()
    yield head
    for part in chain(cases_in(page, choice), days_in(page, choice)):
        for line in part.lines:
            yield [safe(text) for text in (part.title, *_cells(line, page))]
    for remark in _remarks(page):
        yield ["", "", "", remark, *[""] * (len(head) - 4)]


def _cells(line: Consultation, page: HistoryPage) -> list[str]:
    activity, case = activity_of(activities(), line), page.finder(line)
    until = consultation_texts.kept_until(line)
    return [
        _local(line.at).strftime("%Y-%m-%d %H:%M:%S"),
        consultation_texts.who_of(line),
        what_happened(line),
        consultation_texts.what_of(line),
        line.reason,
        text_of(activity.name) if activity else "",
        text_of(activity.law) if activity else "",
        consultation_texts.how_of(line),
        consultation_texts.source_of(line),
        " ".join(filter(None, (case.number, case.title))),
        until.isoformat() if until else "",
    ]


def _intro(page: HistoryPage, choice: Choice) -> tuple[str, ...]:
    is_narrow = choice.narrow.is_narrow
    chosen = page.tallies.of(activities(), choice.narrow) if is_narrow else None
    return (
        _("Gemaakt op %(moment)s.", moment=moment(utc_now())),
        *map(unmarked, summary(page, chosen)),
        log_state(page.history.log, moment),
    )


def _remarks(page: HistoryPage) -> list[str]:
    """What this file lacks, and what no such file has."""
    title = _("Wat u hier niet ziet")
    never = " ".join((f"{title}:", *never_shown()))
    return list(filter(None, (log_state(page.history.log, moment), never)))


def _local(at: datetime) -> datetime:
    return at.astimezone(AMSTERDAM)
