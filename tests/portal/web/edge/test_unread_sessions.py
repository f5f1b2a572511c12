"""A session that no key opens any more is over: who has it can go anywhere, and log in again."""

import pytest
from sqlalchemy import text

from tests.browser import main_of
from tests.forms_filled import ADDRESS, fill

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


@pytest.mark.parametrize("change", [UNKNOWN, DAMAGED])
def test_a_name_that_can_not_be_opened_is_not_shown(browser, sessions, change):
    browser.get("/overzicht/")
    with sessions() as session:
        changed = change.replace("sealed_bsn", "sealed")
        session.execute(text(f"UPDATE remembered SET sealed = {changed} WHERE name = 'name'"))
        session.commit()

    assert browser.get("/berichten/").status_code == 200
    assert browser.log_out().status_code in {200, 303}


def test_what_was_typed_is_kept_where_no_key_opens_the_session(browser, sessions):
    page = fill(browser, until="adres")
    with sessions() as session:
        session.execute(text(f"UPDATE login_session SET sealed_bsn = {UNKNOWN}"))
        session.commit()

    answer = browser.submit(page, {**ADDRESS, "new_address-number": "987"})

    assert "DigiD" in main_of(answer)
    assert 'value="987"' in browser.log_in().visit(page.request.path).text
