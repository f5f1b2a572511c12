"""The same form twice: a warning before, with what was sent, and whom to call to change it."""

from sqlalchemy import text

from portal.storage.submissions import Submission
from tests.browser import links_of, main_of
from tests.forms_filled import MOVE, fill, send

START = f"/formulieren/{MOVE}/"
WARNING = "U heeft dit al een keer gestuurd"


def test_first_time_nothing_is_warned_of(browser):
    assert WARNING not in main_of(browser.get(START))
    assert WARNING not in main_of(fill(browser))


def test_second_time_start_and_check_warn_and_lead_to_what_was_sent(browser):
    receipt = send(browser)

    for page in (browser.get(START), fill(browser)):
        words = main_of(page)
        assert WARNING in words, page.request.path
        assert "Wilt u daarin iets veranderen? Bel ons:" in words
        assert links_of(page)["Bekijk wat u stuurde"] == receipt.request.path


def test_what_was_sent_long_ago_or_by_somebody_else_warns_of_nothing(
    browser, other_browser, visitor, sessions, rows
):
    send(browser)
    for stranger in (other_browser, visitor):
        assert WARNING not in main_of(stranger.get(START))
    with sessions() as database:
        database.execute(text("UPDATE submission SET made_at = now() - interval '91 days'"))
        database.commit()

    assert WARNING not in main_of(browser.get(START))
    assert len(rows(Submission)) == 1


def test_receipt_says_whom_to_call_to_change_it(browser):
    words = main_of(send(browser))

    assert "Wilt u iets veranderen of stoppen?" in words
    assert "0800 0999" in words
