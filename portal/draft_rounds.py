"""What the worker does again and again about concepts, without being told to."""

import structlog
from procrastinate import App

from portal.handles import Portal
from portal.services.submissions.reminders import remind

log = structlog.get_logger()


def register_draft_rounds(app: App, portal: Portal) -> None:
    """Looking after concepts that nobody goes on with."""

    @app.periodic(cron="31 * * * *")
    @app.task(name="worker.remind_of_drafts", queueing_lock="remind_of_drafts")
    def remind_of_drafts(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Tell residents, once, of a concept that is soon thrown away."""
        forms_ended = portal.live.current().forms_ended
        count = remind(portal.sessions, portal.settings.draft_days, forms_ended)
        log.info("drafts_reminded", count=count)
