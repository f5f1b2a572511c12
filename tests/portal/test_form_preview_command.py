"""`portal forms preview`: the program that it becomes, and what it needs."""

import importlib.util
import os
import sys

import pytest

from tests.portal.test_commands import run

__all__ = ["run"]


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "feest.yaml"
    file.write_text("slug: feest\n", "utf-8")
    return str(file)


@pytest.fixture
def becomes(monkeypatch):
    """What this process becomes."""
    programs = []

    def execv(program, words):
        programs.append((program, words))
        raise SystemExit(0)

    monkeypatch.setattr(os, "execv", execv)
    return programs


def test_it_becomes_the_program_that_starts_a_portal_around_the_form(run, file, becomes):
    assert run("forms", "preview", file)[0] == 0
    assert run("forms", "preview", file, "--port", "8123")[0] == 0

    words = [sys.executable, "-m", "portal.local.preview", file]
    assert becomes == [(words[0], words), (words[0], [*words, "--port", "8123"])]
    assert importlib.util.find_spec("portal.local.preview.__main__")


def test_without_what_only_development_has_it_says_what_to_install(run, file, becomes, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    code, _said, errors = run("forms", "preview", file)

    assert code == 1
    assert "pip install 'mijngemeente[local]'" in errors
    assert becomes == []


@pytest.mark.parametrize("words", [["nowhere.yaml"], [], ["--port", "0"]])
def test_what_can_not_be_shown_is_told_before_anything_starts(run, file, becomes, words):
    code, _said, errors = run("forms", "preview", *words, *([file] if "--port" in words else []))

    assert code == 2
    assert "Error: " in errors
    assert becomes == []
