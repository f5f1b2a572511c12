"""Deciding about forms, as an operator types it."""

import re
import shutil

import pytest

from forms.loading import CATALOGUE
from portal.commands import forms
from portal.live_state import LiveState
from portal.services import candidates as candidates_module
from portal.services.current_state import StateReader
from portal.settings import Settings
from tests.forms_filled import MOVE, REPORT
from tests.portal.test_commands import run

__all__ = ["run"]
TOMORROW, LATER = "2099-01-01", "2099-03-01 12:00"


@pytest.fixture(autouse=True)
def here(environment, database_url, world, monkeypatch):
    """The commands work on this database, and ask this case system."""
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    monkeypatch.setattr(forms, "connect", lambda _settings: world)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The files of the forms, to change; the portal reads these."""
    shutil.copytree(CATALOGUE, tmp_path, dirs_exist_ok=True)
    monkeypatch.setattr(candidates_module.CandidateCheck.candidates, "__defaults__", (tmp_path,))
    return tmp_path


@pytest.fixture
def change(folder):
    """Give the moving form another title in its file."""

    def change_(title="Ik ga verhuizen"):
        file = folder / f"{MOVE}.yaml"
        text = re.sub(r"(?m)^title: .*$", f"title: {title}", file.read_text("utf-8"), count=1)
        file.write_text(text, "utf-8")
        return file

    return change_


@pytest.fixture
def answer(monkeypatch):
    """Let the operator answer this when asked whether it is right."""
    asked = []

    def answer_(is_sure):
        def confirm(text, *, abort):
            asked.append(text)
            if not is_sure:
                raise forms.click.Abort

        monkeypatch.setattr(forms.click, "confirm", confirm)
        return asked

    return answer_


@pytest.fixture
def state(sessions):
    """What a process that starts now offers."""
    return lambda: LiveState(StateReader(Settings(), sessions)).current()


def lines(said):
    return said.splitlines()


def test_what_changes_is_shown_before_it_is_done_and_kept(run, change, answer, state):
    run("migrate")
    change()
    asked = answer(is_sure=True)

    code, said, _errors = run("forms", "publish", MOVE, "--by", "Jo")

    assert code == 0
    assert lines(said)[1:] == [
        "  title: 'Verhuizing doorgeven' -> 'Ik ga verhuizen'",
        f"{MOVE}: published",
    ]
    assert asked == ["Do this?"]
    assert state().catalogue.form(MOVE).title == "Ik ga verhuizen"
    last = lines(run("forms", "history", MOVE)[1])[-2:]
    assert " Jo: published " in last[0]
    assert last[1] == "  title: 'Verhuizing doorgeven' -> 'Ik ga verhuizen'"
    assert run("forms", "publish", MOVE, "--yes")[1] == f"{MOVE}: was published already\n"


def test_who_is_not_sure_does_nothing(run, change, answer, state):
    run("migrate")
    change()
    answer(is_sure=False)

    code, _said, errors = run("forms", "publish", MOVE)

    assert (code, errors) == (1, "Aborted!\n")
    assert state().catalogue.form(MOVE).title == "Verhuizing doorgeven"


def test_without_a_name_all_that_differ_are_published(run, change):
    run("migrate")
    change()

    said = run("forms", "publish", "--yes")[1]

    assert [line for line in lines(said) if line.endswith(": published")] == [f"{MOVE}: published"]
    assert run("forms", "publish", "--yes")[:2] == (0, "")


def test_a_file_elsewhere_is_published(run, change, tmp_path_factory, state):
    run("migrate")
    file = shutil.move(change("Van elders"), tmp_path_factory.mktemp("elders"))

    code, _said, _errors = run("forms", "publish", file, "--yes")

    assert code == 0
    assert state().catalogue.form(MOVE).title == "Van elders"


def test_a_release_publishes_no_new_version_and_names_the_file(run, change, state):
    run("migrate")
    change()

    code, said, errors = run("migrate")

    assert (code, said) == (0, "")
    assert errors.startswith(f"{MOVE}: its file is another version (")
    assert state().catalogue.form(MOVE).title == "Verhuizing doorgeven"
    assert any(line.startswith(f"{MOVE}: its file") for line in lines(run("forms", "list")[1]))


def test_one_bad_file_stops_nothing_and_is_named(run, folder, state):
    run("migrate")
    (folder / f"{MOVE}.yaml").write_text("slug: [", "utf-8")

    code, _said, errors = run("migrate")

    assert code == 0
    assert errors.startswith(f"{MOVE}: its file can't be published: {MOVE}.yaml:1: YAML can't")
    assert state().catalogue.form(MOVE).title == "Verhuizing doorgeven"
    assert f"{MOVE}: its file can't be published: " in run("forms", "list")[1]
    code, _said, errors = run("forms", "publish", MOVE, "--yes")
    assert code == 2
    assert errors.startswith(f"{MOVE}.yaml:1: ")
    assert run("forms", "publish", REPORT, "--yes")[0] == 0


def test_a_form_that_needs_what_is_not_there_is_not_published_and_named(run, folder, state):
    file = folder / f"{MOVE}.yaml"
    file.write_text(file.read_text("utf-8").replace("remedy: bezwaar", "remedy: iets"), "utf-8")

    code, _said, errors = run("migrate")

    assert code == 0
    assert "there is no remedy iets" in errors
    assert MOVE not in [form.slug for form in state().catalogue]
    assert REPORT in [form.slug for form in state().catalogue]


def test_a_mapping_of_drafts_to_nothing_is_refused(run, folder):
    file = folder / f"{MOVE}.yaml"
    mapping = "drafts: {from: older, rename: {living: housing}}\n"
    file.write_text(mapping + file.read_text("utf-8"), "utf-8")

    code, _said, errors = run("migrate")

    assert code == 0
    assert "drafts: rename: there is no question 'housing' in this version" in errors


def test_a_form_is_scheduled_listed_and_called_off(run, change, state):
    run("migrate")
    change()

    code, said, _errors = run(
        "forms", "schedule", MOVE, "--from", TOMORROW, "--until", LATER, "--yes", "--by", "Jo"
    )
    listed = lines(run("forms", "list")[1])
    place = next(n for n, line in enumerate(listed) if line.startswith(MOVE))
    off = run("forms", "call-off", MOVE, "--yes")[1]

    assert code == 0
    assert "scheduled 2099-01-01 00:00 until 2099-03-01 12:00" in said
    assert listed[place + 1].startswith(f"  from 2099-01-01 00:00: {MOVE} ")
    assert listed[place + 1].endswith(" published 2099-01-01 00:00 Jo")
    assert listed[place + 2].startswith(f"  from 2099-03-01 12:00: {MOVE} ")
    assert f"{MOVE}: called off" in off
    assert not [line for line in lines(run("forms", "list")[1]) if line.startswith("  from")]


def test_what_is_scheduled_already_is_said(run, change):
    run("migrate")
    change()
    words = ("forms", "schedule", MOVE, "--from", TOMORROW, "--yes")
    run(*words)

    assert run(*words)[1] == f"{MOVE}: will be published then already\n"


def test_a_day_that_has_passed_is_refused(run, change):
    run("migrate")
    change()

    code, _said, errors = run("forms", "schedule", MOVE, "--from", "2020-01-01", "--yes")

    assert code == 2
    assert "has passed" in errors


def test_a_form_is_retired_and_brought_back(run, state):
    run("migrate")

    said = run("forms", "retire", REPORT, "--drafts", "end", "--by", "Sam", "--yes")[1]
    again = run("forms", "retire", REPORT, "--drafts", "end", "--yes")[1]
    [listed] = [line for line in lines(run("forms", "list")[1]) if line.startswith(REPORT)]

    assert lines(said)[1:] == [
        "  nobody begins it any more",
        "  who had begun can't finish",
        f"{REPORT}: retired",
    ]
    assert again == f"{REPORT}: was retired already\n"
    assert listed.endswith(" Sam, who had begun can't finish")
    assert REPORT not in [form.slug for form in state().catalogue]
    assert run("forms", "rollback", REPORT, "--yes")[0] == 0
    assert REPORT in [form.slug for form in state().catalogue]


def test_a_form_is_rolled_back_to_the_version_before(run, change, state):
    run("migrate")
    change()
    run("forms", "publish", MOVE, "--yes")

    code, said, _errors = run("forms", "rollback", MOVE, "--yes")

    assert code == 0
    assert said.endswith(f"{MOVE}: rolled back\n")
    assert state().catalogue.form(MOVE).title == "Verhuizing doorgeven"


@pytest.mark.parametrize(
    "words",
    [
        ("publish", "verhuizen"),
        ("publish", "elders.yaml"),
        ("retire", "verhuizen"),
        ("rollback", "verhuizen"),
        ("call-off", "verhuizen"),
        ("history", "verhuizen"),
    ],
)
def test_there_is_no_such_form(run, words):
    run("migrate")

    code, _said, errors = run("forms", *words)

    assert code == 2
    assert f"there is no '{words[1]}'" in errors
