"""Two people, each with a browser: one sends something that the other has to sign."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from forms import form_from_values
from portal.domain.case_intake import NewCase
from portal.domain.failures import SourceError
from portal.services.cosigning.following import follow_requests
from portal.storage.cosign_requests import DAYS, CosignRequest
from portal.storage.messages import Message
from portal.storage.submissions import Submission
from portal.web.edge.request_context import portal_of
from tests.browser import Browser, heading_of
from tests.factories import OTHER_BSN
from tests.fakes import World
from tests.forms.factories import SOURCES, a_page, a_question, form_data
from tests.forms_filled import begin
from tests.parts import publish_only

SLUG, ADDRESS = "samen-aanvragen", "sam@voorbeeld.example"
PROPERTY = "ondertekening"
COSIGN = {
    "who": "uw partner",
    "email": "partner_email",
    "summary": "Iemand vraagt geld voor kosten.",
    "statement": "Ik vind deze aanvraag goed.",
    "show": ["what"],
    "property": PROPERTY,
}
ANSWERS = {"what": "Een bril", "secret": "Dit ziet niemand", "partner_email": ADDRESS}
LINK = re.compile(r"https?://[^/]+(/ondertekenen/[0-9a-f]+/)")


def cosigned_form(*more, **changes):
    """A form of one page that somebody else signs too."""
    questions = (
        a_question("what"),
        a_question("secret"),
        a_question("partner_email", "email", required=False),
        *more,
    )
    page = a_page(*questions, id_="alles")
    return form_from_values(form_data(page, slug=SLUG, cosign=COSIGN | changes), SOURCES)


def send(browser, **changes):
    """Fill it in and send it; the receipt."""
    page = browser.submit(begin(browser, SLUG), ANSWERS | changes)
    return browser.submit(page, form="send")


@dataclass
class Couple:
    """Who sent it and who has to sign, what they do, and what the worker does."""

    sender: Browser
    partner: Browser
    world: World
    sessions: Any
    do_jobs: Any

    @property
    def submission(self) -> Submission:
        """What was sent."""
        with self.sessions() as database:
            return database.query(Submission).one()

    @property
    def request(self) -> CosignRequest:
        """What is asked."""
        with self.sessions() as database:
            return database.query(CosignRequest).one()

    @property
    def own_address(self) -> str:
        """Where the sender sees how it stands."""
        return f"/ondertekenen/aanvraag/{self.submission.reference}/"

    @property
    def invitations(self) -> list[Any]:
        """The mails with a link, oldest first."""
        mails = self.world.mailer.sent.values()
        return [mail for mail in mails if LINK.search(mail.text)]

    @property
    def link(self) -> str:
        """Where the last of them leads."""
        found_link = LINK.search(self.invitations[-1].text)
        assert found_link
        return found_link[1]

    @property
    def cases(self) -> list[NewCase]:
        """The cases that came of it."""
        return [made.new for made in self.world.intake.made.values()]

    @property
    def mark(self) -> str:
        """What the one case says of the signature."""
        [case] = self.cases
        [said] = case.properties[PROPERTY]
        return str(said)

    def told(self, browser: Browser) -> list[str]:
        """The kinds of the messages to who is logged in there, oldest first, but the first."""
        with self.sessions() as database:
            query = database.query(Message).order_by(Message.made_at)
            kinds = [each.kind for each in query if each.owner_id == browser.owner_id]
        return [kind for kind in kinds if kind != "received"]

    def read(self, browser: Browser | None = None) -> TestResponse:
        """The page behind the link, for who is logged in there."""
        return (browser or self.partner).visit(f"{self.link}lezen/")

    def say(self, answer: str, browser: Browser | None = None) -> TestResponse:
        """Press the button, whatever page is open now; the page after that."""
        who = browser or self.partner
        data = {"csrf_token": who.csrf_token(), "answer": answer}
        return who.post(f"{self.link}lezen/", data=data, follow_redirects=True)

    def heading(self) -> str:
        """What the sender's page says now."""
        return heading_of(self.sender.visit(self.own_address))

    def days_pass(self, days: int) -> None:
        """All of it happened so many days earlier."""
        back = timedelta(days=days)
        with self.sessions() as database:
            request = database.query(CosignRequest).one()
            for name in (*DAYS, "answered_at", "mail_asked_at"):
                if moment := getattr(request, name):
                    setattr(request, name, moment - back)
            sent = database.query(Submission).one()
            sent.made_at -= back
            database.commit()

    def follow(self) -> int:
        """The worker looks at the calendar."""
        return follow_requests(self.sessions)

    def work(self) -> None:
        """The worker does all that waits, again where it fails."""
        for _try in range(4):
            with suppress(SourceError):
                self.do_jobs()
                return
        raise AssertionError("what failed goes on failing")

    def day_by_day(self, days: int) -> None:
        """So many days pass, and the worker is there on each of them."""
        for _day in range(days):
            self.days_pass(1)
            self.follow()
            self.work()


@pytest.fixture
def publish(app):
    """Publish the form, with these changes to how it is signed."""
    return lambda *more, **changes: publish_only(app, [cosigned_form(*more, **changes)])


@pytest.fixture
def make_couple(app, browser, world, sessions, do_jobs):
    """Send it, and mail the invitation; gives the two."""

    def make(**answers):
        send(browser, **answers)
        partner = app.test_client().log_in(OTHER_BSN)
        couple = Couple(browser, partner, world, sessions, do_jobs)
        couple.work()
        return couple

    return make


@pytest.fixture
def couple(publish, make_couple):
    """Two people: it is sent, and the invitation is mailed."""
    publish()
    return make_couple()


@pytest.fixture
def portal(app):
    """The parts of the portal."""
    return portal_of(app)
