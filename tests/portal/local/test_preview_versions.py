"""A form that is saved again and again: what is published, and what its author is told."""

import os
import shlex
import subprocess
from datetime import datetime
from pathlib import Path

import pytest

import portal
from forms.drafts_mapping import DraftMapping
from portal.domain.days import AMSTERDAM
from portal.embedded.zgw.case_type_files import FOLDER, read_case_types
from portal.local.preview.state import PreviewBoard
from portal.local.preview.versions import WrittenForm
from portal.local.preview.watching import FormWatch
from portal.storage import published_forms
from portal.storage.form_versions import form_version_of
from tests.factories import settings_for
from tests.forms.test_forms_document import EXAMPLE
from tests.portal.test_commands import run

__all__ = ["run"]
SLUG = "feest-in-de-straat"


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / f"{SLUG}.yaml"
    file.write_text(EXAMPLE, "utf-8")
    return file


@pytest.fixture
def board():
    return PreviewBoard()


@pytest.fixture
def form(file, database_url, board, world):
    return WrittenForm(file, settings_for(database_url), board, world.intake)


@pytest.fixture
def save(file, form):
    """Save the form with something else in it; gives what its author is told."""

    def save_(old="", new=""):
        assert old in EXAMPLE
        file.write_text(EXAMPLE.replace(old, new, 1) if old else EXAMPLE, "utf-8")
        return list(form.take_over())

    return save_


@pytest.fixture
def newest(database):
    """The version that residents get now."""

    def newest_():
        database.rollback()
        row = published_forms.current_publications(database)[SLUG]
        return form_version_of(database, row.version)

    return newest_


def test_form_that_is_right_is_published_and_told_with_the_time_of_saving(
    save, board, newest, file
):
    [line] = save("title: Feest in de straat", "title: Feest op straat")

    assert newest().title == "Feest op straat"
    assert board.state.mistakes == ()
    saved = datetime.fromtimestamp(file.stat().st_mtime, AMSTERDAM)
    assert board.state.saved_at == f"{saved:%H:%M:%S}"
    assert line.startswith(f"{SLUG}.yaml: shown as it was saved at {saved:%H:%M:%S} with ")
    assert str(board.state.number) not in line.partition(" with ")[0].partition(" at ")[0]
    assert line.endswith(f"portal forms check {SLUG}.yaml).")


def test_mistakes_are_told_all_at_once_and_the_last_right_version_stays(save, board, newest):
    save()
    number, saved = board.state.number, board.state.saved_at

    lines = save("event: verhuizen", "event: verhuisen\nsumary: x")

    assert newest().event == "verhuizen"
    assert (board.state.number, len(board.state.mistakes)) == (number, 2)
    assert lines[0].startswith(f"{SLUG}.yaml:4: error: There is no life event 'verhuisen'.")
    assert lines[-1] == f"2 errors: it is shown as it was saved at {saved}."
    assert board.state.saved_at == saved
    assert board.state.mistakes[0].line == 4


def test_mended_form_is_shown_as_the_version_that_it_was(save, board):
    save()
    number = board.state.number
    save("event: verhuizen", "event: verhuisen")

    save()

    assert (board.state.number, board.state.mistakes) == (number, ())


def test_every_version_takes_over_the_drafts_of_all_before_it(save, newest):
    save()
    first = newest()

    save("title: Feest in de straat", "title: Feest op straat")

    assert newest().drafts.covers(first.version)
    assert newest().drafts.rename == {}


def test_going_back_to_what_was_written_before_is_a_newer_version(save, newest, board):
    save()
    first, number = newest(), board.state.number
    save("title: Feest in de straat", "title: Feest op straat")
    second = newest()

    save()

    assert newest().title == first.title
    assert newest().version not in {first.version, second.version}
    assert newest().drafts.covers(second.version)
    assert board.state.number > number + 1


def test_what_the_file_says_of_drafts_holds_for_the_versions_of_the_preview(save, newest):
    save()
    first = newest()

    save("send: Versturen", "send: Versturen\ndrafts: {from: abcdef, rename: {guests: visitors}}")

    assert newest().drafts == DraftMapping(
        versions=("older", first.version), rename={"guests": "visitors"}
    )


def test_draft_that_can_not_come_along_is_a_mistake_where_that_is_written(save, board):
    save("send: Versturen", "send: Versturen\ndrafts: {from: older, rename: {guests: nothing}}")

    [mistake] = board.state.mistakes
    assert "there is no question 'nothing'" in mistake.problem
    assert EXAMPLE.split("\n")[mistake.line - 2] == "send: Versturen"


def test_file_that_is_gone_is_told_until_it_is_back(form, file, board):
    file.unlink()

    lines = list(form.take_over())

    assert board.state.number == 0
    assert "The file can't be read" in lines[0]
    assert lines[-1] == "1 error: none was right yet."
    file.write_text(EXAMPLE, "utf-8")
    list(form.take_over())
    assert board.state.number > 0


def test_what_the_case_system_lacks_is_told_once_with_what_to_do(save, world):
    world.intake.lacking = ["No case type FEEST."]

    first = save()
    second = save("title: Feest in de straat", "title: Feest op straat")

    assert all(line.endswith("No case type FEEST.") for line in first[1:-2])
    assert len(first) > 3
    assert "is not delivered here" in first[-2]
    assert len(second) == 1


@pytest.fixture
def own_types(tmp_path, monkeypatch):
    """A folder that the embedded case system reads besides, with a space in its name."""
    folder = tmp_path / "zaak typen"
    folder.mkdir()
    monkeypatch.setenv("EMBEDDED_CASE_TYPES_FOLDER", str(folder))
    return folder


def test_the_command_that_is_told_writes_what_is_lacking(save, world, run, own_types):
    world.intake.lacking = ["No case type FEEST."]
    command = shlex.split(save()[-1])

    assert run(*command[command.index("forms") :])[::2] == (0, "")

    read = {each.code: each for each in read_case_types([own_types])}
    assert read.keys() == {"FEEST", "FEEST-MELDING"}
    for path in own_types.glob("*.yaml"):  # what is there already is no reason to refuse
        path.write_text(path.read_text("utf-8").partition("properties:")[0], "utf-8")
    assert run(*command[command.index("forms") :])[::2] == (0, "")
    assert {len(each.properties) for each in read_case_types([own_types])} == {2}


def test_the_program_in_a_command_is_one_that_can_be_typed(save, world, own_types, file):
    world.intake.lacking = ["No case type FEEST."]
    program, _, _words = save()[-1].partition(" forms ")

    said = subprocess.run(
        f"{program} forms case-type --help",
        shell=True,
        cwd=file.parent,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(portal.__file__).parents[1])},
    )

    assert "Write the file of the case type" in said.stdout


def test_without_a_folder_of_ones_own_it_is_the_one_that_comes_along(save, world, monkeypatch):
    monkeypatch.delenv("EMBEDDED_CASE_TYPES_FOLDER", raising=False)
    world.intake.lacking = ["No case type FEEST."]

    command = shlex.split(save()[-1])

    assert Path(command[command.index("--into") + 1]) == FOLDER


def test_a_case_system_that_can_not_be_asked_is_told_without_a_command(save, world):
    world.intake.is_down = True

    [_shown, fault] = save()

    assert "case-type" not in fault


@pytest.fixture
def watch(file):
    watch = FormWatch(file)
    assert watch.has_changed()
    assert not watch.has_changed()
    return watch


def test_saving_the_file_is_seen(watch, file):
    file.write_text(EXAMPLE + " ", "utf-8")

    assert watch.has_changed()
    assert not watch.has_changed()


def test_editor_that_puts_another_file_in_its_place_is_seen(watch, file, tmp_path):
    other = tmp_path / "other"
    other.write_text(EXAMPLE.replace("Feest in", "Feest op", 1), "utf-8")
    other.replace(file)

    assert watch.has_changed()


def test_file_that_goes_and_comes_is_seen(watch, file):
    file.unlink()
    assert watch.has_changed()

    file.write_text(EXAMPLE, "utf-8")
    assert watch.has_changed()


def test_fragments_beside_it_are_seen_when_they_come_change_and_go(watch, file):
    folder = file.parent / "fragments"
    folder.mkdir()
    (folder / "contact.yaml").write_text("fragment: contact\n", "utf-8")
    assert watch.has_changed()

    (folder / "contact.yaml").write_text("fragment: contact\npages: []\n", "utf-8")
    assert watch.has_changed()

    (folder / "contact.yaml").unlink()
    assert watch.has_changed()
    assert not watch.has_changed()
