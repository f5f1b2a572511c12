"""What the documents for developers name is there."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "portal/decisions.md",
    "docs/case-system.md",
    "docs/conditions.md",
    "docs/forms.md",
    "docs/contacts.md",
    "docs/one-request-one-submission.md",
    "docs/security.md",
)
STRUCK = re.compile(r"~~.*?~~", re.DOTALL)
MADE = {"static/css/portal.css"}
"""Files that are made from others, so that no commit holds them."""
ENDINGS = (".py", ".md", ".toml", ".yaml", ".css", ".html", ".json", ".jinja")


def tracked() -> set[str]:
    """Every file of this repository; what stands in the working folder where there is no git."""
    git = ["git", "-C", str(ROOT), "ls-files"]
    listed = subprocess.run(git, capture_output=True, text=True, check=False).stdout.split()
    return set(listed) or {p.relative_to(ROOT).as_posix() for p in ROOT.rglob("*") if p.is_file()}


def missing_in(text: str, files: set[str]) -> list[str]:
    """Names of files in this text, struck sentences left out, that no file has."""
    names = re.findall(r"`([\w.-]+(?:/[\w.-]+)+)`", STRUCK.sub("", text))
    paths = [name for name in names if name.endswith(ENDINGS) and name not in MADE]
    return [name for name in paths if not any(f"/{file}".endswith(f"/{name}") for file in files)]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_that_a_document_names_is_there(document):
    assert missing_in((ROOT / document).read_text("utf-8"), tracked()) == []


def test_the_rule_for_documents_bites():
    text = "See `gone/for_ever.py` and `portal/wiring.py`, ~~not `struck/out.py`~~."

    assert missing_in(text, {"portal/wiring.py"}) == ["gone/for_ever.py"]


def test_decisions_are_numbered_from_the_newest_to_the_first():
    text = (ROOT / "portal/decisions.md").read_text("utf-8")
    numbers = [int(number) for number in re.findall(r"^(?:~~)?\*\*D-(\d+), ", text, re.MULTILINE)]

    assert numbers == list(range(len(numbers), 0, -1))
