"""A form that can't become a case is not published, unless somebody says why it may be."""

import pytest

from portal.storage import published_forms
from portal.storage.catalogue_checks import last_checks
from tests.forms_filled import MOVE, REPORT
from tests.portal.test_form_commands import TOMORROW, change, folder, here, lines, run, state

__all__ = ["change", "folder", "here", "run", "state"]


@pytest.mark.parametrize(
    ("is_down", "says"),
    [(False, "VERHUIZING: has no property x."), (True, "could not be checked: ")],
)
def test_a_form_that_can_not_become_a_case_is_not_published(
    run, change, world, sessions, state, is_down, says
):
    run("migrate")
    change()
    world.intake.lacking = [] if is_down else ["has no property x."]
    world.intake.is_down = is_down

    code, _said, errors = run("forms", "publish", MOVE, "--yes")
    later = run("forms", "schedule", MOVE, "--from", TOMORROW, "--yes")

    assert code == later[0] == 2
    assert errors.startswith(f"{MOVE}: {says}")
    assert "say --without-case-check WHY" in errors
    assert state().catalogue.form(MOVE).title == "Verhuizing doorgeven"


def test_the_case_check_is_left_out_with_a_reason_that_is_kept(run, change, world, database):
    run("migrate")
    change()
    world.intake.is_down = True

    code, _said, _errors = run(
        "forms", "publish", MOVE, "--yes", "--without-case-check", "Open Zaak ligt eruit"
    )

    assert code == 0
    assert published_forms.current_publications(database)[MOVE].reason == "Open Zaak ligt eruit"
    assert "  without asking the case system: Open Zaak ligt eruit" in lines(
        run("forms", "history", MOVE)[1]
    )


def test_what_the_case_check_said_is_kept(run, change, database):
    run("migrate")
    change()

    run("forms", "publish", MOVE, "--yes")

    assert list(last_checks(database)[MOVE].findings) == []


def test_a_form_that_the_settings_put_off_needs_no_case(run, change, environment, world):
    run("migrate")
    change()
    environment.setenv("PORTAL_FORMS_OFF", MOVE)
    world.intake.is_down = True

    assert run("forms", "publish", MOVE, "--yes")[0] == 0
    listed = lines(run("forms", "list")[1])
    assert any(line.startswith(MOVE) and line.endswith(" OFF by the settings") for line in listed)


def test_one_that_can_not_be_published_hides_no_other(run, folder, world):
    run("migrate")
    for slug in (MOVE, REPORT):
        file = folder / f"{slug}.yaml"
        file.write_text(file.read_text("utf-8").replace("minutes: ", "minutes: 1"), "utf-8")
    usual = world.intake.lacks
    world.intake.lacks = lambda needs: (
        ["VERHUIZING: has no property x."] if needs.case_type == "VERHUIZING" else usual(needs)
    )

    code, said, errors = run("forms", "publish", "--yes")

    assert code == 2
    assert f"{REPORT}: published" in said
    assert errors.startswith(f"{MOVE}: VERHUIZING: has no property x.")
