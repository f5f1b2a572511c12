"""A session that no key opens any more is over: who has it can go anywhere, and log in again."""

import pytest
from sqlalchemy import text

from tests.browser import main_of

UNKNOWN, DAMAGED = (
    "set_byte(sealed_bsn, 1, 57)",
    "set_byte(sealed_bsn, 39, (get_byte(sealed_bsn, 39) + 1) % 256)",
)


@pytest.mark.parametrize("change", [UNKNOWN, DAMAGED])
def test_a_session_that_can_not_be_opened_locks_nobody_out(app, browser, sessions, change):
    with sessions() as session:
        session.execute(text(f"UPDATE login_session SET sealed_bsn = {change}"))
        session.execute(text("UPDATE login_session SET sealed_id_token = sealed_bsn"))
        session.commit()

    assert browser.get("/").status_code == 200
    assert browser.get("/zaken/").status_code == 303
    assert "DigiD" in main_of(browser.visit("/zaken/"))
    assert browser.log_out().status_code in {200, 303}
    assert browser.log_in().get("/overzicht/").status_code == 200
