"""`portal forms check`, as an author types it: without settings, without a database."""

import os

import pytest

from forms import CATALOGUE
from portal.commands import form_check
from portal.domain.failures import SourceUnavailable
from portal.storage.catalogue_checks import CheckedForm
from tests.portal.test_commands import run

__all__ = ["run"]
NAME = "verhuizing-doorgeven.yaml"
MOVE = (CATALOGUE / NAME).read_text("utf-8")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch):
    """Not one setting."""
    for name in os.environ:
        if name.startswith("PORTAL_"):
            monkeypatch.delenv(name)


@pytest.fixture
def write(tmp_path, monkeypatch):
    """Write a changed form where the author stands; gives its name."""
    monkeypatch.chdir(tmp_path)

    def write_(*changes, name=NAME):
        text = MOVE
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        (tmp_path / name).write_text(text, "utf-8")
        return name

    return write_


def line_of(part):
    return next(n for n, line in enumerate(MOVE.split("\n"), start=1) if part in line)


def test_all_forms_that_we_offer_are_right(run):
    count = len(list(CATALOGUE.glob("*.yaml")))

    assert run("forms", "check")[:2] == (0, f"{count} files, 0 errors, 0 warnings.\n")
    assert run("forms", "check", "--strict")[0] == 0


def test_errors_of_all_files_are_told_with_warnings_of_the_others(run, write):
    good = write(("title: Klopt dit?\n        why: Deze", "title: Klopt dit?\n        intro: Deze"))
    bad = write(
        ("event: verhuizen", "event: verhuisen"),
        ("minutes: 10", "minuts: 10"),
        name="anders.yaml",
    )

    code, said, _errors = run("forms", "check", bad, good)

    assert code == 1
    assert said.splitlines() == [
        (
            "anders.yaml:2: error: The slug 'verhuizing-doorgeven' is not the name of the file."
            " Write `slug: anders`, or rename the file."
        ),
        (
            f"anders.yaml:{line_of('event:')}: error: There is no life event 'verhuisen'."
            " Did you mean 'verhuizen'?"
        ),
        (
            f"anders.yaml:{line_of('minutes:')}: error: There is no key `minuts` here."
            " Did you mean 'minutes'?"
        ),
        (
            f"{NAME}:{line_of('- id: gegevens')}: warning: "
            "Page 'gegevens' does not say why it asks. "
            "Add `why: …`: what the answers are needed for."
        ),
        "2 files, 3 errors, 1 warnings.",
    ]


def test_warnings_fail_only_where_one_is_strict(run, write):
    name = write(("Het kost niets.", "Dit is een text zonder Engels."))

    assert run("forms", "check", name)[0] == 0
    code, said, _errors = run("forms", "check", name, "--strict")
    assert code == 1
    assert f"{NAME}:{line_of('cost:')}: warning: 1 texts have no English, the first" in said


def test_a_remedy_is_looked_up_in_the_file_of_the_municipality(run, write, tmp_path, monkeypatch):
    (tmp_path / "own.toml").write_text("", "utf-8")
    name = write()

    assert run("forms", "check", name)[0] == 0
    code, said, _errors = run("forms", "check", name, "--remedies", "own.toml")
    assert code == 1
    assert f"{NAME}:{line_of('remedy:')}: error: There is no remedy 'bezwaar'." in said
    monkeypatch.setenv("PORTAL_REMEDIES_FILE", "own.toml")
    assert run("forms", "check", name)[0] == 1


def test_a_remedy_of_one_case_type_is_looked_up_as_well(run, tmp_path):
    text = (CATALOGUE / "evenement-aanvragen.yaml").read_text("utf-8")
    changed = text.replace("service_days: 10\n", "service_days: 10\n      remedy: bezwar\n")
    (tmp_path / "evenement-aanvragen.yaml").write_text(changed, "utf-8")

    path = str(tmp_path / "evenement-aanvragen.yaml")
    code, said, _errors = run("forms", "check", path)

    assert code == 1
    line = changed[: changed.index("remedy: bezwar\n")].count("\n") + 1
    assert f":{line}: error: There is no remedy 'bezwar'. Did you mean 'bezwaar'?" in said


def test_what_sources_are_asked_for_stands_in_the_register(run, write, tmp_path):
    register = (CATALOGUE.parents[1] / "activities.toml").read_text("utf-8")
    changed = register.replace("gegevens-ophalen-kwijtschelding", "iets-anders")
    (tmp_path / "own.toml").write_text(changed, "utf-8")

    code, said, _errors = run("forms", "check", write(), "--activities", "own.toml")

    assert code == 1
    assert "forms/sources.yaml:1: error: " in said
    assert "'gegevens-ophalen-kwijtschelding'" in said


def test_the_case_system_is_asked_only_when_one_says_so(run, write, environment, monkeypatch):
    name = write()
    asked = []

    def answer(_intake, form):
        asked.append(form.slug)
        return CheckedForm(form.slug, form.version, ["no property verhuisdatum"], fault="")

    monkeypatch.setattr(form_check, "checked", answer)

    assert run("forms", "check", name)[0] == 0
    assert asked == []
    code, said, _errors = run("forms", "check", name, "--case-system")
    assert code == 1
    assert said.startswith(f"{NAME}:{line_of('type: VERHUIZING')}: error: no property verhuisdatum")


def test_a_case_system_that_is_down_is_said(run, write, environment, monkeypatch):
    name = write()
    fault = str(SourceUnavailable("cases", "no answer"))
    monkeypatch.setattr(
        form_check, "checked", lambda _intake, form: CheckedForm(form.slug, "v", [], fault=fault)
    )

    code, said, _errors = run("forms", "check", name, "--case-system")

    assert code == 1
    assert f"error: The case system could not be asked: {fault}" in said


def test_a_file_that_is_not_there_is_said(run):
    code, _said, errors = run("forms", "check", "nergens.yaml")

    assert code == 2
    assert "'nergens.yaml' does not exist" in errors
