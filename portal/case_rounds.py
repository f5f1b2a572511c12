"""What the worker does again and again about the case system, without being told to."""

from procrastinate import App

from portal.handles import Portal
from portal.services.cases.polling import poll
from portal.services.catalogue_checks import check_due
from portal.storage import case_ends


def register_case_rounds(app: App, portal: Portal) -> None:
    """Looking after cases that nothing is heard of, and after what the forms need."""

    @app.periodic(cron="23 * * * *")
    @app.task(name="worker.ask_after_cases", queueing_lock="ask_after_cases")
    def ask_after_cases(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """See how cases stand that nothing was heard of for long: a lost notification ends none."""
        with portal.sessions() as database:
            case_ends.ask_after_silent(database)
            database.commit()

    @app.periodic(cron="*/10 * * * *")
    @app.task(name="worker.poll_cases", queueing_lock="poll_cases")
    def poll_cases(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Ask open cases whether they changed, where nothing was told of any for long."""
        poll(portal.sessions, portal.gateways.cases)

    @app.periodic(cron="7 * * * *")
    @app.task(name="worker.check_catalogue", queueing_lock="check_catalogue")
    def check_catalogue(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """See once a day, and after a publication, whether what is published can become cases."""
        gateways, settings = portal.gateways, portal.settings
        check_due(portal.sessions, gateways.intake, settings.forms_off)
