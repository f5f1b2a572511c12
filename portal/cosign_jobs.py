"""The jobs about co-signing: part of the worker."""

import structlog
from procrastinate import App, BaseRetryStrategy

from portal.domain.callers import Work
from portal.domain.deliveries import NOTICES
from portal.handles import Portal
from portal.services.cosigning.asking import mail_invitation
from portal.services.cosigning.following import follow_requests
from portal.services.deliveries.doing import doing
from portal.services.deliveries.tries import Tries
from portal.storage import jobs
from portal.storage.deliveries import Errand

log = structlog.get_logger()


def register(app: App, portal: Portal, again: BaseRetryStrategy, tries: Tries) -> None:
    """Mailing the links, and what the calendar asks."""
    gateways, municipality, make_session = portal.gateways, portal.municipality, portal.sessions
    public_url = str(portal.settings.public_url)

    @app.task(name=jobs.INVITE, retry=again)
    def invite(invitation: str, request: str = "") -> None:
        errand = Errand(jobs.INVITE, "invitation", invitation)
        with doing(errand, Work.MAIL, request), tries.of(errand, NOTICES):
            mail_invitation(make_session, gateways, municipality, public_url, invitation)

    @app.periodic(cron="*/10 * * * *")
    @app.task(name="worker.follow_cosigning", queueing_lock="follow_cosigning")
    def follow_cosigning(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Remind co-signers, tell senders that the time is over, and let cases be made."""
        if count := follow_requests(make_session):
            log.info("cosigning_followed", count=count)
