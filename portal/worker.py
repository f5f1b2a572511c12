"""The worker: does the jobs that the web processes deferred, again and again until they succeed.

All state is in the database, so that any number of workers may run and each may be killed at any
moment. A job that was being done by a killed worker is taken up again by `rescue`.
"""

import asyncio
import signal
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import structlog
from procrastinate import App, BaseRetryStrategy, PsycopgConnector, RetryDecision
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job

from portal import contact_jobs, cosign_jobs, payment_jobs, task_jobs
from portal.case_rounds import register_case_rounds
from portal.domain.callers import Work
from portal.domain.case_changes import MadeParts
from portal.domain.deliveries import FIRST_WAIT_S, NOTICES, wait_after
from portal.domain.event_chain import UnknownChainKey
from portal.domain.failures import SourceError
from portal.draft_rounds import register_draft_rounds
from portal.handles import Portal
from portal.logs import place_of
from portal.measures import count_job, serve_figures
from portal.printing.pdf import fault_of_printing
from portal.services.audit import sealing
from portal.services.cases.following import follow
from portal.services.cases.notifications import changed_case, look_soon
from portal.services.cases.own_changes import is_no_news
from portal.services.deliveries.doing import doing
from portal.services.deliveries.tries import NextTry, Tries
from portal.services.messages.email_check import mail_link
from portal.services.messages.notify import notify
from portal.services.submissions.delivery import deliver
from portal.services.submissions.lost_links import mail_lost_link
from portal.services.uploads.processing import process
from portal.settings import Settings
from portal.storage import deliveries, housekeeping, jobs, owners, retention
from portal.storage.base import do_each
from portal.storage.consultations import end_left, remove_old
from portal.storage.deliveries import Errand
from portal.storage.file_sweep import sweep

log = structlog.get_logger()
HEARTBEAT_S, STALLED_S = 5, 15
CONCURRENCY = 4


class BackOff(BaseRetryStrategy):
    """Try again when it was noted to be due; where that failed, as the database was away, soon."""

    def __init__(self, tries: Tries) -> None:
        self._tries = tries

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again; None: an operator has to look."""
        facts = {"task": job.task_name, "job": job.id, "attempt": job.attempts, **job.task_kwargs}
        facts |= {"kind": type(exception).__name__, "where": place_of(exception)}
        if isinstance(exception, SourceError):
            facts |= {"system": exception.system, "reason": exception.reason}
        subjects = [str(value) for value in job.task_kwargs.values()]
        plan = self._tries.take_next(job.task_name, subjects) or NextTry(wait_after(job.attempts))
        if plan.after is None:
            log.error("job_gave_up", **facts)
            return None
        log.warning("job_failed", **facts)
        return RetryDecision(retry_at=datetime.now(UTC) + plan.after)


def run(portal: Portal) -> None:
    """Do jobs until the process is told to stop; a database that restarts is waited for."""
    report_printing(portal.municipality.theme)
    settings = portal.settings
    if settings.worker_metrics_port:
        _serve_figures(settings)
    asyncio.run(_until_stopped(portal))


def report_printing(theme: str) -> None:
    """Say at the start when no paper can be typeset: all are plain then, until it is mended."""
    fault = fault_of_printing(theme)
    if fault:
        log.error("printing_broken", reason=fault)


def _serve_figures(settings: Settings) -> None:
    """For Prometheus, where the port is free: figures stop no delivery."""
    try:
        serve_figures(settings.worker_metrics_port, settings.listen_host)
    except OSError as error:
        log.warning("figures_not_served", port=settings.worker_metrics_port, kind=error.strerror)


def register(app: App, portal: Portal) -> None:
    """The jobs of the portal; each may be done twice."""
    gateways, municipality, make_session = portal.gateways, portal.municipality, portal.sessions
    tries = Tries(make_session)
    again = BackOff(tries)

    @app.task(name=jobs.DELIVER, retry=again)
    def deliver_submission(submission: str, request: str = "") -> None:
        errand = Errand.submission(submission)
        with doing(errand, Work.DELIVERY, request), tries.of(errand):
            deliver(make_session, gateways, municipality, UUID(submission))

    @app.task(name=jobs.FOLLOW, retry=again)
    def follow_case(
        case: str = "", decision: str = "", case_url: str = "", made: str = "", request: str = ""
    ) -> None:
        errand = Errand.look(case=case, decision=decision, case_url=case_url)
        with doing(errand, Work.FOLLOWING, request), tries.of(errand, NOTICES) as look:
            key = changed_case(gateways.cases, case=case, decision=decision, case_url=case_url)
            if key and decision:
                look_soon(make_session, key)
            elif key and not (made and is_no_news(make_session, key, MadeParts.of(made))):
                follow(make_session, gateways, key, look.since, remedies=municipality.remedies)

    for module in (contact_jobs, cosign_jobs, payment_jobs, task_jobs):
        module.register(app, portal, again, tries)
    _register_mails(app, portal, again, tries)
    _register_files(app, portal, again)
    for register_rounds in (
        _register_rounds,
        _register_sealing,
        _register_cleaning,
        register_case_rounds,
        register_draft_rounds,
    ):
        register_rounds(app, portal)


def _register_mails(app: App, portal: Portal, again: BackOff, tries: Tries) -> None:
    gateways, municipality, make_session = portal.gateways, portal.municipality, portal.sessions
    public_url = str(portal.settings.public_url)

    @app.task(name=jobs.NOTIFY, retry=again)
    def send_notice(message: str, request: str = "") -> None:
        errand = Errand.notice(message)
        with doing(errand, Work.MAIL, request), tries.of(errand, NOTICES):
            notify(make_session, gateways, municipality, public_url, UUID(message))

    @app.task(name=jobs.CONFIRM, retry=again)
    def send_link(check: str, request: str = "") -> None:
        errand = Errand.email_check(check)
        with doing(errand, Work.MAIL, request), tries.of(errand, NOTICES):
            mail_link(make_session, gateways, municipality, public_url, UUID(check))

    @app.task(name=jobs.LOST_LINK, retry=again)
    def send_lost_link(report: str, request: str = "") -> None:
        errand = Errand(jobs.LOST_LINK, "report", report)
        with doing(errand, Work.MAIL, request), tries.of(errand, NOTICES):
            mail_lost_link(make_session, gateways, municipality, public_url, report)


async def _until_stopped(portal: Portal) -> None:
    # Procrastinate's worker ends when its connection breaks, just as when it is told to stop.
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    stopping = asyncio.create_task(stop.wait())
    while not stop.is_set():
        working = asyncio.create_task(_work(portal))
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        with suppress(asyncio.CancelledError, ConnectorException):
            await working
        if not stop.is_set():
            log.error("database_down")
            await asyncio.wait({stopping}, timeout=FIRST_WAIT_S)


async def _work(portal: Portal) -> None:
    url = portal.settings.database_url.get_secret_value().replace("+psycopg", "", 1)
    app = App(connector=PsycopgConnector(conninfo=url))
    register(app, portal)
    async with app.open_async():
        await app.run_worker_async(
            concurrency=CONCURRENCY,
            update_heartbeat_interval=HEARTBEAT_S,
            stalled_worker_timeout=STALLED_S,
            delete_jobs="successful",
            fetch_job_polling_interval=1.0,
            install_signal_handlers=False,
        )


def _register_rounds(app: App, portal: Portal) -> None:
    """What is done again and again, by whichever worker is there."""

    @app.periodic(cron="* * * * * */10")
    @app.task(name="worker.rescue", queueing_lock="rescue")
    async def rescue(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Take up what a killed worker was doing, and what one that is alive hangs in."""
        for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_S):
            log.warning("job_rescued", task=job.task_name, job=job.id)
            count_job(job.task_name, "rescued", 0)
            await app.job_manager.retry_job(job)
        for job_id, task in await asyncio.to_thread(_hung_jobs, portal):
            log.error("job_hangs", task=task, job=job_id)
            count_job(task, "hung", 0)
            await app.job_manager.retry_job_by_id_async(job_id, datetime.now(UTC))

    @app.periodic(cron="* * * * * */20")
    @app.task(name="worker.probe", queueing_lock="probe")
    def probe(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """See whether a system that failed is back, by one of those that wait for it."""
        with portal.sessions() as database:
            deliveries.bring_one_forward(database)
            database.commit()

    @app.periodic(cron="* * * * *")
    @app.task(name="worker.reconcile", queueing_lock="reconcile")
    def reconcile(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Queue anew what was sent, is no case yet, and has no job: nothing waits for ever."""
        with portal.sessions() as database:
            housekeeping.reconcile(database)


def _hung_jobs(portal: Portal) -> list[tuple[int, str]]:
    with portal.sessions() as database:
        return jobs.hung(database)


def _register_sealing(app: App, portal: Portal) -> None:
    """What keeps the log of security events whole, by whichever worker is there."""
    keys = sealing.keys_of(portal.settings)

    @app.periodic(cron="* * * * *")
    @app.task(name="worker.seal_events", queueing_lock="seal_events")
    def seal_events(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Seal what came in, and let go what was kept long enough."""
        with portal.sessions() as database:
            for step in (sealing.seal_events, sealing.let_events_go):
                try:
                    step(database, keys)
                except UnknownChainKey as error:
                    database.rollback()
                    log.warning("event_chain_key_missing", key=str(error))


def _register_cleaning(app: App, portal: Portal) -> None:
    """Letting go of what was kept long enough, by whichever worker is there."""

    @app.periodic(cron="*/5 * * * *")
    @app.task(name="worker.housekeeping", queueing_lock="housekeeping")
    def keep_house(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Let go what was kept long enough: what a session remembered, soon after its end."""
        with portal.sessions() as database:
            housekeeping.delete_expired(database, portal.settings)

    @app.periodic(cron="41 * * * *")
    @app.task(name="worker.retention", queueing_lock="retention")
    def let_go(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Let go what residents sent, when its term in this portal is over."""
        with portal.sessions() as database:
            counts = retention.let_go(database)
        log.info("let_go", **{part.name.lower(): count for part, count in counts.items() if count})

    @app.periodic(cron="17 3 * * *")
    @app.task(name="worker.old_lines", queueing_lock="old_lines")
    def remove_old_lines(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Let go the lines that were kept as long as the register promises, and who had them."""
        with portal.sessions() as database:
            remove_lines = partial(remove_old, months_of=portal.activities.line_months)
            do_each(database, end_left, remove_lines, owners.remove_unused)


def _register_files(app: App, portal: Portal, again: BackOff) -> None:
    """Looking into files that came, and removing bytes of those that went."""

    @app.task(name=jobs.LOOK_INTO, retry=again)
    def look_into_upload(upload: str, request: str = "") -> None:
        with doing(Errand.upload(upload), Work.DELIVERY, request):
            process(portal.sessions, portal.gateways.scanner, UUID(upload))

    @app.periodic(cron="47 * * * *")
    @app.task(name="worker.sweep_files", queueing_lock="sweep_files")
    def sweep_files(timestamp: int) -> None:  # noqa: ARG001 - Procrastinate passes it
        """Remove bytes of files that no record names any more."""
        with portal.sessions() as database:
            counts = sweep(database)
        log.info("swept", **{name: count for name, count in counts.items() if count})
