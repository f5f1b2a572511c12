"""Answers as people read them: on the page with all answers, on paper, in texts of pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from forms.computed import value_text
from forms.definition import Section
from forms.engine import previous_page, value_of
from forms.fees import fee_of, pays_online
from forms.money import as_shown
from forms.path import Path, PathPage
from forms.paths import AnswerPath
from forms.placeholders import fill, names
from forms.placing import PlacedQuestion
from forms.values import ValueType, inside

_SENTENCES = re.compile(r"(?<=[.!?؟])\s+")
"""Between two sentences of a text."""
_SUMS = frozenset({ValueType.MONEY, ValueType.NUMBER})


@dataclass(frozen=True, slots=True)
class Row:
    """One answer on the page with all answers; texts are translated."""

    page_id: str
    question_id: str
    """The path of its answer; of what is no answer a name that none has, or ''."""
    label: str
    lines: tuple[str, ...]
    """What was answered; none where nothing was, and the reader is told so in other words."""
    by_resident: bool = True
    """Whether the resident said it, and so can say something else."""


@dataclass(frozen=True, slots=True)
class SummarySection:
    """The answers of one section."""

    title: str
    rows: tuple[Row, ...]


def summary(path: Path) -> tuple[SummarySection, ...]:
    """All answers as people read them, in the reader's language, section by section."""
    sections = (
        SummarySection(path.context.translate(section.title), tuple(_rows_of(path, section)))
        for section in path.form.sections
    )
    return tuple(section for section in (*sections, _fee(path)) if section.rows)


def _fee(path: Path) -> SummarySection:
    """What it costs, as far as the answers say, and how it is paid."""
    context, fee, cents = path.context, path.form.fee, fee_of(path)
    title = context.gettext("Wat het kost")
    if fee is None or cents is None:
        return SummarySection(title, ())
    later = (_way_to_pay(path),) if cents else ()
    lines = (as_shown(cents, context.locale), *later, context.translate(fee.law))
    return SummarySection(
        title, (Row("", "", context.gettext("Kosten"), lines, by_resident=False),)
    )


def _way_to_pay(path: Path) -> str:
    """How it is paid, in a sentence."""
    if pays_online(path):
        return path.context.gettext("U betaalt online, nadat u het heeft verstuurd.")
    return path.context.gettext("U krijgt hiervoor een rekening.")


def _rows_of(path: Path, section: Section) -> Iterator[Row]:
    pages = {id(page) for page in section.pages}
    for page in path:
        if id(page.page) in pages:
            if page.row:
                yield row_of_group(path, page)
            else:
                yield from rows_on_page(path, page.id)
                yield from _sums_on(path, page)


def _sums_on(path: Path, page: PathPage) -> Iterator[Row]:
    """What we worked out and said in the text of this page: nothing that one can change.

    What it costs stands under its own title.
    """
    fee = path.form.fee.amount.text if path.form.fee else ""
    sums = {name for name, of in path.form.computed.items() if of in _SUMS and name != fee}
    lines = []
    for sentence in _SENTENCES.split(path.context.translate(page.page.intro or "")):
        of_sentence = {name: _text_of(path, page, name) for name in names(sentence)}
        if sums & of_sentence.keys() and all(of_sentence.values()):
            lines.append(fill(sentence, of_sentence))
    if lines:
        title = path.context.translate(page.page.title)
        yield Row(page.id, f"{page.id}.sums", title, tuple(lines), by_resident=False)


def rows_on_page(path: Path, page_id: str) -> tuple[Row, ...]:
    """The answers on one page; none where it is off the path."""
    page = path.by_id.get(page_id)
    every = page.placed if page else ()
    return tuple(_row(path, page, p) for p in every if page and p.kind.value_type is not None)


def rows_listed(path: Path, page: PathPage) -> tuple[Row, ...]:
    """The rows of the group that this page lists; none where it lists none."""
    rows = (each for each in path if each.row and each.page is page.page)
    return tuple(row_of_group(path, each) for each in rows) if page.is_list else ()


def row_of_group(path: Path, page: PathPage) -> Row:
    """One row of a group that repeats, on one line, and its answers under that."""
    assert page.group is not None
    rows = rows_on_page(path, page.id)
    texts = {AnswerPath.of(row.question_id).question: ", ".join(row.lines) for row in rows}
    title = fill(
        path.context.translate(page.group.row), dict.fromkeys(names(page.group.row), "…") | texts
    )
    lines = tuple(f"{row.label}: {', '.join(row.lines)}" for row in rows if row.lines)
    return Row(page.id, f"{page.group.id}.{page.row}", title, lines)


def intro_of(path: Path, page: PathPage) -> str:
    """What stands under the title, in the reader's language, with what was worked out in it."""
    text = path.context.translate(page.page.intro) if page.page.intro else ""
    return fill(text, {name: _text_of(path, page, name) for name in names(text)})


def _text_of(path: Path, page: PathPage, name: str) -> str:
    """What a name stands for in a sentence: an answer, or what was worked out."""
    if name in path.form.computed:
        top, _, key = name.partition(".")
        value = page.values.get(top)
        return value_text(
            inside(value, key) if key else value, path.form.computed[name], path.context
        )
    placed_by_page = ((each, p) for each in path for p in each.placed if str(p.path) == name)
    rows = (_row(path, each, placed) for each, placed in placed_by_page)
    return ", ".join(line for row in rows for line in row.lines)


def looked_up_before(path: Path, page_id: str) -> tuple[Row, ...]:
    """What we added to the answers of the page before this one, for who typed them to see."""
    previous = previous_page(path, page_id)
    if previous is None:
        return ()
    rows = (_row(path, previous, p) for p in previous.placed if p.question.is_looked_up)
    return tuple(row for row in rows if row.lines)


def _row(path: Path, page: PathPage, placed: PlacedQuestion) -> Row:
    question, kind, context = placed.question, placed.kind, page.context
    value = value_of(path, page, placed)
    is_shown = value is not None or kind.is_worked_out
    lines = kind.display(question, value, context) if is_shown else ()
    label = context.translate(question.short or question.label)
    return Row(page.id, str(placed.path), label, lines, kind.by_resident)
