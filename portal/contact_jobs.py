"""The jobs about what residents ask: part of the worker."""

from uuid import UUID

from procrastinate import App, BaseRetryStrategy

from portal.domain.callers import Work
from portal.domain.deliveries import NOTICES
from portal.handles import Portal
from portal.services.contacts.delivery import deliver_request
from portal.services.contacts.looking import (
    look_at_answer,
    look_at_call,
    look_at_task,
    queue_looks,
)
from portal.services.deliveries.doing import doing
from portal.services.deliveries.tries import Tries
from portal.storage import jobs
from portal.storage.deliveries import Errand


def register(app: App, portal: Portal, again: BaseRetryStrategy, tries: Tries) -> None:
    """Bringing questions to the contact register, and looking for answers."""
    gateways, make_session = portal.gateways, portal.sessions

    @app.task(name=jobs.REGISTER_CONTACT, retry=again)
    def register_contact(asked: str, request: str = "") -> None:
        errand = Errand.contact_request(asked)
        with doing(errand, Work.DELIVERY, request), tries.of(errand):
            deliver_request(make_session, gateways, UUID(asked))

    @app.task(name=jobs.LOOK_AT_ANSWER, retry=again)
    def look_for_answer(
        asked: str = "", task_url: str = "", call_url: str = "", request: str = ""
    ) -> None:
        errand = Errand.look_for_answer(asked=asked, task_url=task_url, call_url=call_url)
        with doing(errand, Work.FOLLOWING, request), tries.of(errand, NOTICES) as look:
            if asked:
                look_at_answer(make_session, gateways, UUID(asked), look.since)
            elif task_url:
                look_at_task(make_session, gateways, task_url)
            else:
                look_at_call(make_session, gateways, call_url)

    @app.periodic(cron="33 * * * *")
    @app.task(name="worker.look_for_answers", queueing_lock="look_for_answers")
    def look_for_answers(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """See what was answered that nothing was heard of for long."""
        with portal.sessions() as database:
            queue_looks(database)
            database.commit()
