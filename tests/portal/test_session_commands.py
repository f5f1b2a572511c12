"""Login sessions, as an operator counts and ends them."""

import io
import sys

import pytest

from portal.storage.logins import LoginSession
from portal.storage.pending_logins import PendingLoginRow
from tests.factories import BSN, OTHER_BSN
from tests.portal.test_commands import run

__all__ = ["run"]


@pytest.fixture(autouse=True)
def here(environment, database_url):
    """The commands work on this database."""
    environment.setenv("PORTAL_DATABASE_URL", database_url)


def test_all_are_logged_out_at_once_and_nothing_else_is_lost(run, app, rows):
    browsers = [app.test_client().log_in(bsn) for bsn in (BSN, OTHER_BSN)]
    assert run("sessions", "count")[1] == "2 live sessions\n"

    code, said, _errors = run("sessions", "end", "--yes")

    assert (code, said) == (0, "2 sessions ended\n")
    assert rows(LoginSession) == rows(PendingLoginRow) == []
    assert [browser.get("/zaken/").status_code for browser in browsers] == [303, 303]
    assert run("sessions", "count")[1] == "0 live sessions\n"


@pytest.mark.parametrize("typed", ["n\n", "\n", ""])
def test_nobody_is_logged_out_without_a_yes(run, app, rows, monkeypatch, typed):
    app.test_client().log_in(BSN)
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))

    code, _said, _errors = run("sessions", "end")

    assert code == 1
    assert len(rows(LoginSession)) == 1
