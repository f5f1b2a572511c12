"""A paper as a tagged PDF (PDF/UA-1) in the look of the municipality, made by typst."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Self

import structlog

from portal.domain.municipality import Municipality
from portal.printing.fonts import families
from portal.printing.house_style import house_style_of
from portal.printing.plain import PlainLine, as_plain_pdf
from portal.printing.room import BOXED, CM, MOST_LINES, ROWS, Room, height
from portal.printing.signs import TextSetter

log = structlog.get_logger()
TYPESETTER = Path(__file__).with_name("typeset.py")
PRESSES = BoundedSemaphore(2)
"""How many papers a process prints at once; each takes some 45 MB meanwhile, of any script."""
LIMIT_S = 30
LIMIT_MB = 1024
"""Of memory that the typesetter may write to."""
QUOTED = re.compile(r"(\"|`).*\1")
"""What typst quotes in a message: what somebody typed, perhaps."""
MOST_OF_MESSAGE = 200


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A label and what it is of: a question and its answer, as shown at the check."""

    label: str
    lines: tuple[str, ...]
    facts: tuple["PrintedRow", ...] = ()
    """What else is told of it, small."""


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """What stands under one title: a list of sentences, what holds for all rows, and the rows."""

    title: str
    rows: tuple[PrintedRow, ...]
    sentences: tuple[str, ...] = ()
    facts: tuple[PrintedRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose paper it is, as the head of each page says; `theme`: how that looks."""

    organisation: str
    portal_name: str
    theme: str

    @classmethod
    def of(cls, municipality: Municipality, organisation: str) -> Self:
        """The municipality, by its name in the language of the paper."""
        return cls(organisation, municipality.portal_name, municipality.theme)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """All that stands on the paper, in its language, ready to print."""

    title: str
    sender: Sender
    language: str
    intro: tuple[str, ...]
    facts: tuple[PrintedRow, ...] = ()
    """What one looks for first: numbers and moments."""
    boxes: str
    """Said only where a sign can't be printed and its code stands there: who has the text."""
    footer: str
    sections: tuple[PrintedSection, ...]


class PrintingFailed(Exception):
    """The typesetter made no PDF; the message says why, and never what stands on the paper."""


NOBODY = Sender(organisation="", portal_name="", theme="")
TRIAL = Printed(
    title="Proef", sender=NOBODY, language="nl", intro=("王",), boxes="", footer="", sections=()
)
"""With a sign that takes all fonts."""


def fault_of_printing(theme: str) -> str | None:
    """Why no paper of this theme can be typeset on this machine; None: a trial came out well.

    A logo that can't be printed is no fault: it is logged.
    """
    try:
        typeset(replace(TRIAL, sender=replace(NOBODY, theme=theme)))
    except PrintingFailed as failure:
        return str(failure)
    return None


def as_pdf(printed: Printed) -> bytes:
    """The PDF; some 60 ms, no network.

    Whatever becomes of typesetting, there is a paper: else a plain one, and a line in the log.
    What somebody typed never stops what is done with it.
    """
    try:
        return typeset(printed)
    except PrintingFailed as failure:
        why = str(failure)
    log.error("paper_not_typeset", why=why)
    return as_plain_pdf(printed.title, printed.language, _plain_lines(printed))


def typeset(printed: Printed) -> bytes:
    """The PDF/UA. Raises `PrintingFailed`.

    A process of its own prints it: typst keeps fonts and layouts for each thread that ever printed,
    50 to 80 MB in a web process. The settings (and the secrets in them) are not passed on to it.
    """
    command = [sys.executable, "-I", str(TYPESETTER), str(LIMIT_MB)]
    content = json.dumps(_content(printed)).encode()
    with PRESSES:
        try:
            process = subprocess.run(
                command, input=content, capture_output=True, env={}, timeout=LIMIT_S, check=False
            )
        except subprocess.TimeoutExpired:
            raise PrintingFailed(f"no paper within {LIMIT_S} s") from None
        except OSError as error:
            raise PrintingFailed(f"at the start: {error}") from None
    if process.returncode:
        raise PrintingFailed(f"exit {process.returncode}: {_message(process.stderr)}")
    if process.stderr:
        log.warning("logo_not_printed", why=_message(process.stderr))
    return process.stdout


def _content(printed: Printed) -> dict[str, Any]:
    """What the typesetter gets: texts with their fonts, and which fonts those are."""
    setter = TextSetter()
    organisation = printed.sender.organisation
    content = {
        "name": setter.words(printed.title) or setter.words(organisation),
        "author": setter.words(organisation),
        "language": printed.language,
        "style": asdict(house_style_of(printed.sender.theme)),
        "title": setter.lines(printed.title) or setter.lines(organisation),
        "organisation": setter.lines(organisation),
        "portal": setter.lines(printed.sender.portal_name),
        "footer": setter.lines(printed.footer),
        "intro": [line for text in printed.intro for line in setter.lines(text)],
        "facts": _rows(printed.facts, setter, BOXED),
        "cm": CM,
        "most_lines": MOST_LINES,
        "sections": [_section(section, setter) for section in printed.sections],
        "boxes": setter.lines(printed.boxes),
    }
    used = {"boxed": setter.is_boxed, "scripts": setter.needs_scripts, "families": families()}
    return content | used


def _section(section: PrintedSection, setter: TextSetter) -> dict[str, Any]:
    return {
        "title": setter.lines(section.title),
        "sentences": [setter.lines(sentence) for sentence in section.sentences],
        "facts": _rows(section.facts, setter, ROWS),
        "rows": _rows(section.rows, setter, ROWS),
    }


def _rows(rows: tuple[PrintedRow, ...], setter: TextSetter, room: Room) -> list[dict[str, Any]]:
    return [_row(row, setter, room) for row in rows]


def _row(row: PrintedRow, setter: TextSetter, room: Room) -> dict[str, Any]:
    label = setter.lines(row.label)
    lines = [line for text in row.lines for line in setter.lines(text)]
    facts = _rows(row.facts, setter, room.inner)
    inner = sum(fact["height"] for fact in facts)
    return {
        "label": label,
        "lines": lines,
        "facts": facts,
        "height": height(label, lines, inner, room),
    }


def _message(output: bytes) -> str:
    """The last line that the typesetter wrote, without what it quotes."""
    *_before, last = output.decode("utf-8", "replace").strip().splitlines() or [""]
    return QUOTED.sub("…", last)[:MOST_OF_MESSAGE]


def _plain_lines(printed: Printed) -> Iterator[PlainLine]:
    yield PlainLine(printed.sender.organisation)
    yield PlainLine(printed.title, is_bold=True)
    yield from map(PlainLine, printed.intro)
    yield from _plain_facts(printed.facts)
    yield from map(PlainLine, (printed.boxes, printed.footer))
    for section in printed.sections:
        yield PlainLine("")
        yield PlainLine(section.title, is_bold=True)
        yield from map(PlainLine, section.sentences)
        yield from _plain_facts(section.facts)
        for row in section.rows:
            yield PlainLine("")
            yield PlainLine(row.label, is_bold=True)
            yield from map(PlainLine, row.lines)
            yield from _plain_facts(row.facts)


def _plain_facts(facts: tuple[PrintedRow, ...]) -> Iterator[PlainLine]:
    return (PlainLine(f"{fact.label}: {line}") for fact in facts for line in fact.lines)
