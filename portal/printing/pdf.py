"""A submission as a tagged PDF (PDF/UA-1), made by typst from the checked answers."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import structlog

from portal.printing.fonts import families
from portal.printing.plain import PlainLine, as_plain_pdf
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
SIGNS_OF_LINE = 90
"""What a line has at most, and so what an unfinished one takes."""


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One question with its answer, as shown at the check."""

    label: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """The answers of one section, or a list of sentences under its title."""

    title: str
    rows: tuple[PrintedRow, ...]
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """All that stands on the paper, in its language, ready to print."""

    title: str
    organisation: str
    language: str
    intro: tuple[str, ...]
    boxes: str
    """Said only where a sign can't be printed and its code stands there: who has the text."""
    footer: str
    sections: tuple[PrintedSection, ...]


class PrintingFailed(Exception):
    """The typesetter made no PDF; the message says why, and never what stands on the paper."""


TRIAL = Printed(
    title="Proef", organisation="", language="nl", intro=("王",), boxes="", footer="", sections=()
)
"""With a sign that takes all fonts."""


def fault_of_printing() -> str | None:
    """Why no paper can be typeset on this machine; None: a trial came out well."""
    try:
        typeset(TRIAL)
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
    return process.stdout


def _content(printed: Printed) -> dict[str, Any]:
    """What the typesetter gets: texts with their fonts, and which fonts those are."""
    setter = TextSetter()
    content = {
        "name": setter.words(printed.title) or setter.words(printed.organisation),
        "author": setter.words(printed.organisation),
        "language": printed.language,
        "title": setter.lines(printed.title) or setter.lines(printed.organisation),
        "organisation": setter.lines(printed.organisation),
        "footer": setter.lines(printed.footer),
        "intro": [line for text in printed.intro for line in setter.lines(text)],
        "sections": [_section(section, setter) for section in printed.sections],
        "boxes": setter.lines(printed.boxes),
    }
    used = {"boxed": setter.is_boxed, "scripts": setter.needs_scripts, "families": families()}
    return content | used


def _section(section: PrintedSection, setter: TextSetter) -> dict[str, Any]:
    return {
        "title": setter.lines(section.title),
        "sentences": [setter.lines(sentence) for sentence in section.sentences],
        "rows": [
            {
                "label": setter.lines(row.label),
                "lines": [line for text in row.lines for line in setter.lines(text)],
                "signs": sum(len(text) + SIGNS_OF_LINE for text in row.lines),
            }
            for row in section.rows
        ],
    }


def _message(output: bytes) -> str:
    """The last line that the typesetter wrote, without what it quotes."""
    *_before, last = output.decode("utf-8", "replace").strip().splitlines() or [""]
    return QUOTED.sub("…", last)[:MOST_OF_MESSAGE]


def _plain_lines(printed: Printed) -> Iterator[PlainLine]:
    yield PlainLine(printed.organisation)
    yield PlainLine(printed.title, is_bold=True)
    yield from map(PlainLine, (*printed.intro, printed.boxes, printed.footer))
    for section in printed.sections:
        yield PlainLine("")
        yield PlainLine(section.title, is_bold=True)
        yield from map(PlainLine, section.sentences)
        for row in section.rows:
            yield PlainLine("")
            yield PlainLine(row.label, is_bold=True)
            yield from map(PlainLine, row.lines)
