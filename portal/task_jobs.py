"""The jobs about what residents do for tasks: part of the worker."""

from uuid import UUID

from procrastinate import App, BaseRetryStrategy

from portal.domain.callers import Work
from portal.handles import Portal
from portal.services.deliveries.doing import doing
from portal.services.deliveries.tries import Tries
from portal.services.tasks.delivery import deliver_task_reply
from portal.services.tasks.ending import end_task
from portal.storage import jobs
from portal.storage.deliveries import Errand


def register(app: App, portal: Portal, again: BaseRetryStrategy, tries: Tries) -> None:
    """Bringing documents to their cases, and ending the tasks that forms were sent for."""
    gateways, make_session = portal.gateways, portal.sessions

    @app.task(name=jobs.SEND_DOCUMENT, retry=again)
    def send_document(sending: str, request: str = "") -> None:
        errand = Errand.task_reply(sending)
        with doing(errand, Work.DELIVERY, request), tries.of(errand):
            deliver_task_reply(make_session, gateways, UUID(sending))

    @app.task(name=jobs.END_TASK, retry=again)
    def end_task_of_form(form_task: str, request: str = "") -> None:
        errand = Errand.form_task(form_task)
        with doing(errand, Work.DELIVERY, request), tries.of(errand):
            end_task(make_session, gateways, UUID(form_task))
