"""A submission as a tagged PDF (PDF/UA-1), made by typst from the checked answers."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import BoundedSemaphore

TYPESETTER = Path(__file__).with_name("typeset.py")
PRESSES = BoundedSemaphore(2)
"""How many papers a process prints at once; each takes some 40 MB meanwhile."""
LIMIT_S = 30


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
    footer: str
    sections: tuple[PrintedSection, ...]


class PrintingFailed(Exception):
    """There is no PDF; the message says why and can hold what stands on the paper."""


TRIAL = Printed(title="Proef", organisation="", language="nl", intro=(), footer="", sections=())


def fault_of_printing() -> str | None:
    """Why nothing can be printed on this machine; None: a trial came out well."""
    try:
        as_pdf(TRIAL)
    except (PrintingFailed, OSError) as error:
        return str(error) or "no reason was given"
    return None


def as_pdf(printed: Printed) -> bytes:
    """The PDF; some 60 ms, no network. Raises `PrintingFailed`.

    A process of its own prints it: typst keeps fonts and layouts for each thread that ever printed,
    50 to 80 MB in a web process. The settings (and the secrets in them) are not passed on to it.
    """
    command = [sys.executable, "-I", str(TYPESETTER)]
    content = json.dumps(asdict(printed)).encode()
    with PRESSES:
        try:
            process = subprocess.run(
                command, input=content, capture_output=True, env={}, timeout=LIMIT_S, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise PrintingFailed(f"no paper within {LIMIT_S} s") from error
    if process.returncode:
        raise PrintingFailed(process.stderr.decode("utf-8", "replace"))
    return process.stdout
