"""The parts of the paper with lines: what is the same for all lines of a part stands there once."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.domain.consultations import Consultation, HowChosen
from portal.printing.pdf import PrintedRow, PrintedSection
from portal.services.consultations.bundles import by_day
from portal.texts.dutch_names import unmarked
from portal.web.words import consultation_texts
from portal.web.words.formats import day, moment

Facts = dict[str, str]
"""What is known of a line: name and words."""


def printed_case(title: str, lines: list[Consultation]) -> Iterator[PrintedSection]:
    """What happened for one case, a section for each purpose; what was the same stands above it."""
    by_use: dict[tuple[str | None, ...], list[tuple[Consultation, Facts]]] = {}
    for line in lines:
        facts = _facts(line)
        use = tuple(facts.get(name) for name in (_("Wie"), _("Waarvoor")))
        by_use.setdefault(use, []).append((line, facts))
    return (_section(title, described) for described in by_use.values())


def printed_days(title: str, lines: list[Consultation]) -> PrintedSection:
    """What was looked at, a row for each day; what was the same is counted."""
    rows = [
        PrintedRow(day(of_day.day), tuple(_counted(look) for look in of_day.looks))
        for of_day in by_day(lines)
    ]
    return PrintedSection(title, tuple(rows))


def what_happened(line: Consultation) -> str:
    """The sentence of a line, and whether it failed."""
    failed = _("Dat lukte toen niet.") if line.has_failed else ""
    return " ".join(filter(None, (consultation_texts.sentence(line), failed)))


def _section(title: str, described: list[tuple[Consultation, Facts]]) -> PrintedSection:
    _line, first = described[0]
    common = {
        name: words
        for name, words in first.items()
        if all(facts.get(name) == words for _other, facts in described)
    }
    rows = tuple(
        PrintedRow(moment(line.at), (what_happened(line),), _printed(facts, common))
        for line, facts in described
    )
    return PrintedSection(title, rows, facts=_printed(common, {}))


def _counted(look: list[Consultation]) -> str:
    if len(look) == 1:
        return what_happened(look[0])
    count = ngettext("%(num)d keer", "%(num)d keer", len(look))
    return f"{what_happened(look[0])} ({count})"


def _facts(line: Consultation) -> Facts:
    """What the line's own page says; what stands beside it already is left out."""
    said = {_("Wanneer"), _("Vragen bij"), _("Voor welke zaak")}
    rows = consultation_texts.rows(line, ("", ""))
    facts = {name: _as_one(tuple(map(unmarked, texts))) for name, texts in rows if name not in said}
    if line.how_chosen is HowChosen.LAW:
        return facts  # there was nothing to choose
    return facts | {_("Hoe gekozen"): consultation_texts.how_of(line)}


def _printed(facts: Facts, without: Facts) -> tuple[PrintedRow, ...]:
    return tuple(
        PrintedRow(name, (words,)) for name, words in facts.items() if words and name not in without
    )


def _as_one(texts: tuple[str, ...]) -> str:
    *before, last = texts
    return " ".join((*(text if text.endswith((".", ":")) else f"{text}." for text in before), last))
