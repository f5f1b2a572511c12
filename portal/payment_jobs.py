"""The jobs about payments: part of the worker."""

from uuid import UUID

import structlog
from procrastinate import App, BaseRetryStrategy

from portal.domain.callers import Work
from portal.handles import Portal
from portal.services.deliveries.doing import doing
from portal.services.deliveries.tries import Tries
from portal.services.payments.reminding import remind_to_pay
from portal.services.payments.settling import queue_unsettled, settle
from portal.storage import jobs
from portal.storage.deliveries import Errand

log = structlog.get_logger()


def register(app: App, portal: Portal, again: BaseRetryStrategy, tries: Tries) -> None:
    """Hearing how payments stand, and telling cases and residents."""
    gateways, make_session = portal.gateways, portal.sessions

    @app.task(name=jobs.SETTLE, retry=again)
    def settle_payment(payment: str, request: str = "") -> None:
        errand = Errand.payment(payment)
        with doing(errand, Work.DELIVERY, request), tries.of(errand):
            settle(make_session, gateways, UUID(payment))

    @app.periodic(cron="*/5 * * * *")
    @app.task(name="worker.reconcile_payments", queueing_lock="reconcile_payments")
    def reconcile_payments(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Ask after payments of which nothing was heard, and tell cases that say otherwise."""
        with make_session() as database:
            count = queue_unsettled(database)
            database.commit()
        if count:
            log.info("payments_reconciled", count=count)

    @app.periodic(cron="37 * * * *")
    @app.task(name="worker.remind_to_pay", queueing_lock="remind_to_pay")
    def remind(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Tell residents, once, of what they have not paid for a week."""
        log.info("payments_reminded", count=remind_to_pay(make_session))
