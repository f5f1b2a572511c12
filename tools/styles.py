"""Join all styles into static/css/portal.css, so that a page needs one request for them.

`python -m tools.styles`        write it
`python -m tools.styles check`  exit 1 when it is not what the parts make

Themes stay apart: a page loads the one of its municipality. Order between files doesn't matter
much: the cascade layers named in the first line decide.
"""

import re
import sys
from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"
BUNDLE = STATIC / "css/portal.css"
FIRST = ("vendor/nlds.css", "css/tokens.css", "css/base.css", "css/layout.css")
LAST = ("css/pages.css", "css/print.css")
HEAD = (
    "/* Written by tools/styles.py from static/css and static/vendor/nlds.css; "
    "licences in static/vendor/licences. */\n"
    "@layer reset, vendor, tokens, portal, theme;\n"
)


def bundle() -> str:
    """All styles in one text, without comments and indentation."""
    parts = sorted((STATIC / "css/components").glob("*.css"))
    files = [*(STATIC / name for name in FIRST), *parts, *(STATIC / name for name in LAST)]
    return HEAD + "\n".join(_small(file.read_text("utf-8")) for file in files) + "\n"


def main(arguments: list[str]) -> int:
    """Write the bundle, or with `check` say whether it is up to date."""
    if arguments == ["check"]:
        is_same = BUNDLE.is_file() and BUNDLE.read_text("utf-8") == bundle()
        if not is_same:
            sys.stdout.write("static/css/portal.css is old; run python -m tools.styles\n")
        return 0 if is_same else 1
    BUNDLE.write_text(bundle(), "utf-8")
    return 0


def _small(text: str) -> str:
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
