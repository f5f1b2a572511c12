"""What operators can be warned by: pages, outside calls, logins, jobs and workers."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from portal import measures, worker
from portal.domain.days import utc_now
from portal.domain.failures import SourceUnavailable
from portal.gateways.measured import measured
from portal.setting_values import Connection
from portal.storage import jobs
from portal.storage.deliveries import Errand, locked
from portal.web.edge.request_context import portal_of
from tests.forms_filled import send
from tests.parts import change_parts, put_back
from tests.portal.gateways.certificates import TestCa


def figure(visitor, name, path="/metrics", **labels):
    """The value of one figure now; 0 where it was never counted."""
    for family in text_string_to_metric_families(visitor.get(path).text):
        for sample in family.samples:
            if sample.name == name and labels.items() <= sample.labels.items():
                return sample.value
    return 0


def test_pages_are_counted_by_endpoint_and_status(browser, visitor):
    labels = {"endpoint": "overview.index", "method": "GET", "status": "200"}
    before = figure(visitor, "portal_request_seconds_count", **labels)

    browser.get("/overzicht/")

    assert figure(visitor, "portal_request_seconds_count", **labels) == before + 1


def test_days_that_a_certificate_is_good_for_are_told(visitor, app, tmp_path):
    ours = TestCa(tmp_path).sign("portal", term=timedelta(days=12.5))
    connections = {"brp": Connection(certificate=ours.certificate, key=ours.key)}
    settings = portal_of(app).settings.model_copy(update={"connections": connections})
    before = change_parts(app, settings=settings)
    try:
        days = figure(visitor, "portal_certificate_days_left", system="brp", kind="certificate")
    finally:
        put_back(app, before)

    assert 12 < days < 12.5


def test_addresses_and_methods_that_anybody_makes_up_are_no_labels(visitor):
    visitor.get("/bestaat-niet-geheim/")
    visitor.open("/bestaat-niet/", method="VERZONNEN")

    metrics = visitor.get("/metrics").text
    assert "geheim" not in metrics
    assert "VERZONNEN" not in metrics
    assert 'endpoint="(no such page)",method="other"' in metrics


@pytest.mark.parametrize(
    ("error", "outcome"),
    [(None, "answered"), (SourceUnavailable("cases", "HTTP 503"), "SourceUnavailable")],
)
def test_outside_calls_are_counted_by_outcome(visitor, error, outcome):
    labels = {"system": "measured", "outcome": outcome}
    before = figure(visitor, "portal_outside_call_seconds_count", **labels)

    try:
        with measured("measured"):
            if error:
                raise error
    except SourceUnavailable:
        assert error

    assert figure(visitor, "portal_outside_call_seconds_count", **labels) == before + 1


def test_logins_that_fail_are_counted_by_problem(visitor):
    before = figure(visitor, "portal_logins_total", outcome="stale")

    visitor.get("/inloggen/terug?state=x&code=y")

    assert figure(visitor, "portal_logins_total", outcome="stale") == before + 1


def test_tries_of_jobs_are_counted(visitor, tasks, monkeypatch):
    labels = {"task": jobs.DELIVER, "outcome": "failed"}
    before = figure(visitor, "portal_job_seconds_count", **labels)
    monkeypatch.setattr(worker, "deliver", lambda *_: 1 // 0)

    with pytest.raises(ZeroDivisionError):
        tasks.tasks[jobs.DELIVER].func(submission="00000000-0000-0000-0000-000000000001")

    assert figure(visitor, "portal_job_seconds_count", **labels) == before + 1


def test_waiting_jobs_have_an_age_and_workers_a_heartbeat(browser, visitor, database):
    send(browser)
    database.execute(text("UPDATE procrastinate_events SET at = at - interval '1 hour'"))
    database.execute(
        text(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES"
            " (now()), (now() - interval '1 hour')"
        )
    )
    database.commit()
    path = "/metrics/database"

    labels = {"task": jobs.DELIVER, "status": "todo"}
    assert figure(visitor, "portal_jobs_oldest_seconds", path, **labels) >= 3600
    assert figure(visitor, "portal_workers_alive", path) == 1


def test_what_is_stuck_is_counted_by_task_also_where_it_is_nothing(visitor, database):
    errand, path = Errand.submission(uuid4()), "/metrics/database"
    delivery = locked(database, errand, utc_now() - timedelta(hours=5))
    database.commit()
    assert figure(visitor, "portal_deliveries_stuck", path, task=jobs.DELIVER) == 0
    delivery.stuck_at = delivery.tried_at
    database.commit()

    labels = {"task": jobs.DELIVER}
    assert figure(visitor, "portal_deliveries_stuck", path, **labels) == 1
    assert figure(visitor, "portal_deliveries_stuck_oldest_seconds", path, **labels) >= 5 * 3600
    metrics = visitor.get(path).text
    assert all(f'portal_deliveries_stuck{{task="{task}"}}' in metrics for task in jobs.TASKS)


def test_figures_of_the_host_and_of_the_database_are_apart(visitor):
    """The first may be added up over hosts, the second are the same on each."""
    names = [
        set(re.findall(r"^# HELP (\w+)", visitor.get(path).text, re.MULTILINE))
        for path in ("/metrics", "/metrics/database")
    ]

    assert names[0]
    assert names[1]
    assert not names[0] & names[1]


def test_version_of_the_program_is_told(visitor):
    assert figure(visitor, "portal_build_info", version=measures.program_version()) == 1


@pytest.mark.parametrize("path", ["/metrics", "/metrics/database"])
def test_token_is_asked_where_there_is_one(app, visitor, path):
    from pydantic import SecretStr

    token = portal_of(app).settings.model_copy(update={"metrics_token": SecretStr("t" * 32)})
    usual = change_parts(app, settings=token)
    try:
        statuses = [
            visitor.get(path, headers=headers).status_code
            for headers in (
                {},
                {"Authorization": "Bearer x"},
                {"Authorization": f"Bearer {'t' * 32}"},
            )
        ]
    finally:
        put_back(app, usual)

    assert statuses == [401, 401, 200]


def test_figures_of_all_processes_of_a_host_are_added_up(tmp_path):
    """As in production: each process writes its own, whichever is asked adds them up."""
    import os
    import subprocess
    import sys

    count = (
        "from portal import measures; measures.count_login('in');"
        "print(measures.exposition()[0].decode())"
    )
    environment = {**os.environ, measures.FOLDER: str(tmp_path)}

    for expected in (1.0, 2.0):
        printed = subprocess.run(
            [sys.executable, "-c", count],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        assert f'portal_logins_total{{outcome="in"}} {expected}' in printed
        assert printed.count("portal_build_info{") == 1
