"""The lines to keep: as CSV for a spreadsheet, and as PDF/UA to read and print."""

import csv
import io
from datetime import datetime
from itertools import groupby

from flask import Response
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.domain.consultations import Consultation
from portal.domain.days import AMSTERDAM, utc_now
from portal.features.consultations.choosing import Choice
from portal.features.consultations.pages import Known, summary
from portal.printing.pdf import Printed, PrintedRow, PrintedSection, as_pdf
from portal.services.consultations.register import activity_of
from portal.web.edge.request_context import activities, municipality
from portal.web.edge.responses import download
from portal.web.page.consultation_cards import others, own
from portal.web.words import consultation_texts
from portal.web.words.formats import moment
from portal.web.words.log_status import log_state, never_shown

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A cell that begins so is a formula to a spreadsheet; what others wrote must never be one."""
NAME = "wie-keek-naar-mijn-gegevens"


def as_csv(known: Known, choice: Choice) -> Response:
    """Every line that was chosen, one a row; what the file lacks stands in the last rows."""
    file, head = io.StringIO(), _head()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(head)
    for line in known.looked.lines:
        if choice.fits(line):
            writer.writerow([safe(text) for text in _cells(line, known)])
    for remark in _remarks(known):
        writer.writerow(["", "", remark, *[""] * (len(head) - 3)])
    content = file.getvalue().encode("utf-8-sig")
    return download(content, "text/csv", f"{NAME}.csv")


def as_paper(known: Known, choice: Choice) -> Response:
    """The same on paper, by case; then own looks, in short, and what it does not cover."""
    lines = [line for line in known.looked.lines if choice.fits(line)]
    sections = [
        PrintedSection(title, tuple(_printed(line) for line in found))
        for title, found in _sections(others(lines), known)
    ]
    if mine := own(lines):
        looks = tuple(PrintedRow(moment(line.at), (_what(line),)) for line in mine)
        sections.append(PrintedSection(_("Wat u zelf deed"), looks))
    sections.append(PrintedSection(_("Wat u hier niet ziet"), (), never_shown()))
    printed = Printed(
        title=_("Wie keek naar mijn gegevens?"),
        organisation=_("Gemeente %(name)s", name=municipality().name),
        language=str(get_locale()),
        intro=tuple(filter(None, _intro(known, choice))),
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


def _cells(line: Consultation, known: Known) -> list[str]:
    activity = activity_of(activities(), line)
    until = consultation_texts.kept_until(line)
    return [
        _local(line.at).strftime("%Y-%m-%d %H:%M:%S"),
        consultation_texts.who_of(line),
        _what(line),
        line.reason,
        _(activity.name) if activity else "",
        _(activity.law) if activity else "",
        consultation_texts.how_of(line),
        consultation_texts.source_of(line),
        " ".join(filter(None, known.finder(line))),
        until.isoformat() if until else "",
    ]


def _sections(lines: list[Consultation], known: Known) -> list[tuple[str, list[Consultation]]]:
    def case(line: Consultation) -> str:
        number, title = known.finder(line)
        return " ".join(filter(None, (title, number if number != title else "")))

    ordered = sorted(lines, key=lambda line: (not case(line), case(line)))
    return [(title or _("Niet voor een zaak"), list(f)) for title, f in groupby(ordered, key=case)]


def _intro(known: Known, choice: Choice) -> tuple[str, ...]:
    chosen = others(filter(choice.fits, known.looked.lines)) if choice.is_narrow else None
    return (
        _("Gemaakt op %(moment)s.", moment=moment(utc_now())),
        *summary(known, chosen),
        log_state(known.looked.log, moment),
    )


def _remarks(known: Known) -> list[str]:
    """What this file lacks, and what no such file has."""
    never = " ".join((f"{_('Wat u hier niet ziet')}:", *never_shown()))
    return list(filter(None, (log_state(known.looked.log, moment), never)))


def _what(line: Consultation) -> str:
    failed = _("Dat lukte toen niet.") if line.has_failed else ""
    return " ".join(filter(None, (consultation_texts.sentence(line), failed)))


def _printed(line: Consultation) -> PrintedRow:
    """When and what, and then what the line's own page says; the case stands above it."""
    told = {_("Wanneer"), _("Wat"), _("Vragen bij")}
    facts = [(n, texts) for n, texts in consultation_texts.rows(line, ("", "")) if n not in told]
    facts.append((_("Hoe gekozen"), (consultation_texts.how_of(line),)))
    words = (f"{name}: {_as_one(texts)}" for name, texts in facts)
    return PrintedRow(moment(line.at), (_what(line), *words))


def _as_one(texts: tuple[str, ...]) -> str:
    *before, last = texts
    return " ".join((*(f"{text.removesuffix('.')}." for text in before), last))


def _local(at: datetime) -> datetime:
    return at.astimezone(AMSTERDAM)
