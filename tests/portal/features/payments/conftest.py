"""Something that costs money, sent by a resident: as the tests about paying begin."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forms import form_from_values
from portal.domain.failures import SourceError
from portal.domain.payments import PaymentStatus
from portal.services.payments.settling import queue_unsettled
from portal.storage.payments import FeePayment, PaymentAttempt
from portal.storage.submissions import Submission
from tests.browser import Browser, heading_of
from tests.fakes import World
from tests.forms.factories import SOURCES, a_page, a_question, form_data
from tests.forms_filled import begin
from tests.parts import publish_only

SLUG, CENTS = "kopie-aanvragen", 1860
MORE_THAN_A_DAY = timedelta(hours=25)
_ATTEMPTS = select(PaymentAttempt)


def paid_form(amount="18.60", **changes):
    """A form of one page that costs so much, and is paid online."""
    fee = {"amount": amount, "law": "Legesverordening", "online": True}
    page = a_page(a_question("what"), id_="wat")
    return form_from_values(form_data(page, slug=SLUG, fee=fee, **changes), SOURCES)


def send(browser):
    """Fill it in and send it; the page after that."""
    return browser.submit(browser.submit(begin(browser, SLUG), {"what": "Iets"}), form="send")


@dataclass
class Debtor:
    """A resident who sent it, and what they and the worker do."""

    browser: Browser
    world: World
    sessions: Any
    do_jobs: Any

    @property
    def submission(self) -> Submission:
        """What they sent."""
        with self.sessions() as database:
            return database.query(Submission).one()

    @property
    def payment(self) -> FeePayment:
        """What it costs."""
        with self.sessions() as database:
            return database.query(FeePayment).one()

    @property
    def address(self) -> str:
        """Where they pay."""
        return f"/betalen/{self.submission.reference}/"

    def begin_to_pay(self) -> str:
        """Press "Betaal"; gives the id of the try at the provider that was begun last."""
        self.browser.submit(self.browser.visit(self.address), form="pay")
        return self.world.payments.last.id

    def pay(self) -> None:
        """Press "Betaal" and pay; nobody tells the portal."""
        self.begin_to_pay()
        self.world.payments.becomes(PaymentStatus.PAID)

    def look(self) -> str:
        """What the heading of the page says now."""
        return heading_of(self.browser.visit(self.address))

    def notice(self, times: int = 1) -> None:
        """The provider says that something changed, about the try that was begun last."""
        url = list(self.world.payments.started.values())[-1].notify_url
        for _time in range(times):
            self._post(url)

    def _post(self, url: str) -> None:
        assert self.browser.post(url.partition(".example")[2]).status_code == 200

    def reconcile(self) -> None:
        """What the worker does every few minutes, a day later."""
        with self.sessions() as database:
            for attempt in database.execute(_ATTEMPTS).scalars():
                attempt.heard_at = attempt.heard_at and attempt.heard_at - MORE_THAN_A_DAY
            queue_unsettled(database)
            database.commit()

    def hear_of_all(self) -> None:
        """The provider says that something changed, about each try that there was."""
        for new in self.world.payments.started.values():
            self._post(new.notify_url)

    def work(self) -> list[str]:
        """The worker does all that waits, again where it fails; gives the names of what it did."""
        for _try in range(3):
            with suppress(SourceError):
                return self.do_jobs()
        raise AssertionError("what failed goes on failing")


@pytest.fixture
def debtor(app, browser, world, sessions, do_jobs):
    """Who sent it, and has to pay; it is no case yet."""
    publish_only(app, [paid_form()])
    send(browser)
    return Debtor(browser, world, sessions, do_jobs)
