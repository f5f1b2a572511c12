"""A resident who gives a mail address, and what comes of it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from portal.storage.email_checks import EmailCheck
from portal.storage.messages import contact_of
from portal.storage.rate_limits import RateLimit

CONTACT = "/mijn-gegevens/contact/"
HOUR = timedelta(hours=1)


@pytest.fixture
def give(browser):
    """Gives this address on the page."""
    return lambda address: browser.submit(browser.get(CONTACT), {"email": address})


@pytest.fixture
def mails(do_jobs, world):
    """The mails that went out, oldest first."""

    def all_mails():
        do_jobs()
        return list(world.mailer.sent.values())

    return all_mails


@pytest.fixture
def used(browser, sessions):
    """The address that mail goes to; None: none."""

    def address():
        with sessions() as session:
            return contact_of(session, browser.owner_id).get("email")

    return address


@pytest.fixture
def hours_pass(sessions):
    """Lets it be so much later for the links and the limits."""

    def later(hours):
        with sessions.begin() as session:
            session.execute(update(EmailCheck).values(asked_at=EmailCheck.asked_at - hours * HOUR))
            session.execute(update(RateLimit).values(ends_at=RateLimit.ends_at - hours * HOUR))

    return later
