"""The lines to keep: as CSV for a spreadsheet, and as PDF/UA to read and print."""

import csv
import io
from datetime import datetime
from itertools import groupby

from flask import Response
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.documents.submission import Printed, PrintedRow, PrintedSection, as_pdf
from portal.domain.lines import Line
from portal.features.consultations.choosing import Choice
from portal.features.consultations.pages import Known, summary
from portal.web import line_words
from portal.web.answers import download
from portal.web.chrome import municipality
from portal.web.formats import AMSTERDAM, moment, utc_now
from portal.web.looked import own
from portal.web.register import activity_of

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is a formula to a spreadsheet; what others wrote must never be one."""
NAME = "wie-keek-naar-mijn-gegevens"


def as_csv(known: Known, choice: Choice) -> Response:
    """Every line that was chosen, one a row."""
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(_head())
    for line in known.looked.lines:
        if choice.fits(line):
            writer.writerow([safe(text) for text in _cells(line, known)])
    content = file.getvalue().encode("utf-8-sig")
    return download(content, "text/csv", f"{NAME}.csv")


def as_paper(known: Known, choice: Choice) -> Response:
    """The same on paper, by case; own looks at the end."""
    lines = [line for line in known.looked.lines if choice.fits(line)]
    mine = {line.id for line in own(lines)}
    sections = [
        PrintedSection(title, tuple(_printed(line) for line in found))
        for title, found in _sections([line for line in lines if line.id not in mine], known)
    ]
    if mine:
        looks = tuple(_printed(line) for line in lines if line.id in mine)
        sections.append(PrintedSection(_("Wat u zelf deed"), looks))
    printed = Printed(
        title=_("Wie keek naar mijn gegevens?"),
        organisation=_("Gemeente %(name)s", name=municipality().name),
        language=str(get_locale()),
        intro=(_("Gemaakt op %(moment)s.", moment=moment(utc_now())), *summary(known)),
        footer=_("Vragen? Bel %(phone)s.", phone=municipality().phone),
        sections=tuple(sections),
    )
    return download(as_pdf(printed), "application/pdf", f"{NAME}.pdf")


def safe(text: str) -> str:
    """The text as a cell that is never a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _head() -> list[str]:
    return [
        _("Wanneer"),
        _("Wie"),
        _("Wat er gebeurde"),
        _("Reden"),
        _("Waarvoor"),
        _("Wet"),
        _("Hoe gekozen"),
        _("Bron"),
        _("Zaak"),
        _("Bewaard tot en met"),
    ]


def _cells(line: Line, known: Known) -> list[str]:
    activity = activity_of(line)
    until = line_words.kept_until(line)
    return [
        _local(line.at).strftime("%Y-%m-%d %H:%M:%S"),
        line_words.who_of(line),
        line_words.sentence(line),
        line.reason,
        _(activity.name) if activity else "",
        _(activity.law) if activity else "",
        line_words.how_of(line),
        line_words.source_of(line),
        " ".join(filter(None, known.finder(line))),
        until.isoformat() if until else "",
    ]


def _sections(lines: list[Line], known: Known) -> list[tuple[str, list[Line]]]:
    def case(line: Line) -> str:
        number, title = known.finder(line)
        return " ".join(filter(None, (title, number if number != title else "")))

    ordered = sorted(lines, key=lambda line: (not case(line), case(line)))
    return [(title or _("Niet voor een zaak"), list(f)) for title, f in groupby(ordered, key=case)]


def _printed(line: Line) -> PrintedRow:
    told = (line_words.sentence(line), line_words.who_of(line), line.reason)
    return PrintedRow(moment(line.at), tuple(filter(None, told)))


def _local(at: datetime) -> datetime:
    return at.astimezone(AMSTERDAM)
