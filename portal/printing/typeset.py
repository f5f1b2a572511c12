"""Typeset one paper: its content as JSON on standard input, the PDF on standard output.

A process of its own, see `pdf`. It imports nothing of the portal, so that it starts at once.
The argument is the memory that it may use, in MB. Exit code 1: typst refuses; what it says stands
on standard error. A logo that it refuses is left out, and that is said there too.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
TEMPLATE = HERE / "pdf.typ"
TEXT, SCRIPTS = HERE / "vendor/text", HERE / "vendor/scripts"
MB = 1024 * 1024


def typeset(content: Any) -> bytes:
    """The PDF of this content, in our own fonts only; raises `typst.TypstError`."""
    pdf = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[TEXT, SCRIPTS] if content["scripts"] else [TEXT],
        ),
        sys_inputs={"data": json.dumps(content)},
    )
    assert isinstance(pdf, bytes)
    return pdf


def main() -> int:
    """Typeset what comes in; gives the exit code."""
    limit = int(sys.argv[1]) * MB
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    try:
        sys.stdout.buffer.write(_typeset_anyhow(json.load(sys.stdin.buffer)))
    except typst.TypstError as error:
        _tell(error)
        return 1
    return 0


def _typeset_anyhow(content: Any) -> bytes:
    """The PDF, without its logo if that is what typst refuses; raises `typst.TypstError`."""
    try:
        return typeset(content)
    except typst.TypstError as error:
        if not content["style"]["logo"]:
            raise
        pdf = typeset(content | {"style": content["style"] | {"logo": ""}})
        _tell(error)
        return pdf


def _tell(error: typst.TypstError) -> None:
    print(" ".join(error.message.split()), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
