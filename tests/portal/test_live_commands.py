"""Switching, as an operator types it."""

import pytest

from portal.domain.switches import SwitchKind
from portal.live_state import LiveState
from portal.services.current_state import StateReader
from portal.settings import Settings
from portal.storage.switches import switches
from tests.forms_filled import MOVE
from tests.portal.test_commands import run

__all__ = ["run"]


@pytest.fixture(autouse=True)
def here(environment, database_url):
    """The commands work on this database."""
    environment.setenv("PORTAL_DATABASE_URL", database_url)


@pytest.fixture
def state(sessions):
    """What a process that starts now offers."""
    return lambda: LiveState(StateReader(Settings(), sessions)).current()


def test_what_is_switched_off_is_listed_with_who_and_why_and_counts(run, database, state):
    run("migrate")

    code, said, _errors = run("switch", "off", "source", "rdw", "--reason", "outage", "--by", "Jo")
    run("switch", "off", "form", MOVE, "--reason", "decision", "--by", "Sam")

    assert (code, said) == (0, "source rdw: off\n")
    [form, source] = run("switch", "list")[1].splitlines()
    assert form.startswith(f"form {MOVE} 20")
    assert form.endswith(" decision Sam")
    assert source.endswith(" outage Jo")
    assert (state().sources_off, state().forms_off) == ({"rdw"}, {MOVE})
    assert run("switch", "on", "source", "rdw")[1] == "source rdw: on\n"
    assert run("switch", "on", "source", "rdw")[1] == "source rdw: was not off\n"
    assert state().sources_off == frozenset()
    assert [row.kind for row in switches(database)] == [SwitchKind.FORM]


def test_switched_off_once_more_only_the_reason_changes(run, database):
    run("switch", "off", "source", "brp", "--reason", "outage", "--by", "Jo")
    [before] = switches(database)
    database.expunge_all()

    run("switch", "off", "source", "brp", "--reason", "security", "--by", "Sam")

    [after] = switches(database)
    assert (after.off_since, after.reason) == (before.off_since, "security")


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("source", "RDW"), "bag, belastingdienst, brp, maps, rdw, uwv, vehicles"),
        (("form", "verhuizen"), MOVE),
    ],
)
def test_there_is_nothing_of_that_name_to_switch(run, database, words, names):
    run("migrate")

    code, _said, errors = run("switch", "off", *words, "--reason", "outage")

    assert code == 2
    assert f"there is no '{words[1]}'. Name one of: " in errors
    assert names in errors
    assert switches(database) == []


def test_nothing_of_a_name_with_a_slip_is_put_on(run):
    code, said, errors = run("switch", "on", "source", "rdww")

    assert code == 2
    assert "there is no 'rdww'" in errors
    assert said == ""


@pytest.mark.parametrize("words", [("gateway", "rdw"), ("source", "rdw", "--reason", "because")])
def test_switch_takes_no_other_kinds_and_reasons(run, words):
    assert run("switch", "off", *words)[0] == 2


def test_switch_asks_for_a_reason(run):
    code, _said, errors = run("switch", "off", "source", "rdw")

    assert code == 2
    assert "--reason" in errors


def test_what_the_settings_put_off_is_listed_too(run, environment):
    environment.setenv("PORTAL_SOURCES_OFF", "rdw")

    assert run("switch", "list")[1] == "source rdw by the settings\n"
