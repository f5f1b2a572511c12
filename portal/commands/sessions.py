"""`portal sessions`: how many residents are logged in, and ending all of that at once."""

import click
import structlog

from portal.logs import configure as configure_logs
from portal.settings import Settings
from portal.storage.all_sessions import count_live, end_all
from portal.storage.base import single_session
from portal.storage.logins import SessionLimits

log = structlog.get_logger()


@click.group()
def sessions() -> None:
    """Login sessions of residents."""


@sessions.command()
def count() -> None:
    """Say how many are live now."""
    settings = Settings()
    with single_session(settings) as session:
        print(f"{count_live(session, SessionLimits.of(settings))} live sessions")


@sessions.command()
@click.confirmation_option(prompt="Log every resident out now?")
def end() -> None:
    """Log every resident out, after a leak or a stolen key. What they had saved stays."""
    settings = Settings()
    configure_logs(settings.log_level)
    with single_session(settings) as session:
        ended = end_all(session)
        session.commit()
    log.warning("sessions_ended", count=ended)
    print(f"{ended} sessions ended")
