"""Publishing and switching, as an operator types it."""

import pytest

from portal.commands import live
from portal.domain.switches import SwitchKind
from portal.live_state import LiveState
from portal.services.current_state import StateReader
from portal.settings import Settings
from portal.storage.catalogue_checks import last_checks
from portal.storage.published_forms import published_forms
from portal.storage.switches import switches
from tests.forms_filled import MOVE, REPORT
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
    run("forms", "publish", "--by", "Jo")

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
        (("source", "RDW"), "bag, belastingdienst, brp, rdw, uwv"),
        (("form", "verhuizen"), MOVE),
    ],
)
def test_there_is_nothing_of_that_name_to_switch(run, database, words, names):
    run("forms", "publish")

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


def test_forms_are_published_withdrawn_and_listed(run, database, state):
    published = run("forms", "publish", MOVE, REPORT, "--by", "Jo")[1]
    again = run("forms", "publish", MOVE)[1]
    withdrawn = run("forms", "withdraw", REPORT, "--by", "Sam")[1]
    withdrawn_again = run("forms", "withdraw", REPORT)[1]

    assert published.splitlines() == [f"{MOVE}: published", f"{REPORT}: published"]
    assert again == f"{MOVE}: was published already\n"
    assert withdrawn == f"{REPORT}: withdrawn\n"
    assert withdrawn_again == f"{REPORT}: was withdrawn already\n"
    assert [form.slug for form in state().catalogue] == [MOVE]
    [report, move] = run("forms", "list")[1].splitlines()
    version = published_forms(database)[MOVE].version
    assert move.startswith(f"{MOVE} {version[:12]} published 20")
    assert move.endswith(" Jo")
    assert " withdrawn 20" in report
    assert report.endswith(" Sam")


@pytest.mark.parametrize("act", ["publish", "withdraw"])
def test_there_is_no_such_form(run, act):
    code, _said, errors = run("forms", act, "verhuizen")

    assert code == 2
    assert "there is no 'verhuizen'" in errors


def test_publishing_says_what_the_case_system_lacks_and_publishes(
    run, world, monkeypatch, sessions
):
    world.intake.lacking = ["has no property x."]
    monkeypatch.setattr(live, "connect", lambda _settings: world)

    code, said, errors = run("forms", "publish", MOVE, "--by", "Jo")

    assert (code, said.startswith(f"{MOVE}: ")) == (0, True)
    assert errors == f"{MOVE}: VERHUIZING: has no property x.\n"
    with sessions() as session:
        assert list(last_checks(session)[MOVE].findings) == ["VERHUIZING: has no property x."]


def test_publishing_goes_on_where_the_case_system_can_not_be_asked(run, world, monkeypatch):
    world.intake.is_down = True
    monkeypatch.setattr(live, "connect", lambda _settings: world)

    code, _said, errors = run("forms", "publish", MOVE)

    assert code == 0
    assert errors.startswith(f"{MOVE}: could not be checked: ")
