"""Commands as they are printed for somebody who types them: they work as they stand."""

import shlex
import shutil
import sys
from pathlib import Path

PROGRAM = "portal"


def printed(*words: str | Path) -> str:
    """A command of the portal, for the shell from which this program was started.

    By its name where the shell finds this program, else by the Python that runs it.
    """
    return shlex.join([*_program(), *map(_shown, words)])


def _program() -> list[str]:
    by_name, own = shutil.which(PROGRAM), Path(sys.executable).parent
    if by_name and Path(by_name).parent == own:
        return [PROGRAM]
    return [_shown(Path(sys.executable)), "-m", PROGRAM]


def _shown(word: str | Path) -> str:
    """A path from where one stands, as far as it lies there."""
    here = Path.cwd()
    if isinstance(word, Path) and word.is_relative_to(here):
        return str(word.relative_to(here))
    return str(word)
