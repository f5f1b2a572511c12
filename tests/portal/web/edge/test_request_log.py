"""One id a request: on the page, in the log, in jobs and in what outside systems are asked."""

import io
import json
import logging
import sys
from uuid import UUID

import pytest
import structlog
from sqlalchemy import text

from portal import logs, worker
from portal.domain.callers import caller
from portal.gateways.http import Api
from portal.storage import jobs
from tests.browser import main_of
from tests.forms_filled import fill


@pytest.fixture
def logged(monkeypatch, capsys, logs_restored):
    """Log lines come out as in production; gives those so far, of libraries first."""
    of_libraries = io.StringIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", of_libraries)  # pytest's own is another in the test
        logs.configure("info")

    def lines():
        written = of_libraries.getvalue() + capsys.readouterr().err
        return [json.loads(line) for line in written.splitlines()]

    return lines


def test_reference_on_the_page_is_the_id_in_the_log_and_in_the_answer(browser, logged):
    answer = browser.get("/bestaat-niet/")

    lines = logged()
    reference = answer.headers["X-Request-ID"]
    assert reference in main_of(answer)
    assert {line["request"] for line in lines} == {reference}


def test_libraries_tell_no_address_that_they_ask_also_at_debug(capsys, logs_restored):
    logs.configure("debug")

    assert not logging.getLogger("urllib3.connectionpool").isEnabledFor(logging.DEBUG)
    assert logging.getLogger("urllib3.connectionpool").isEnabledFor(logging.INFO)
    structlog.get_logger().debug("ours")
    assert '"event": "ours"' in capsys.readouterr().err


def test_each_request_is_one_line_with_what_an_operator_needs(browser, logged):
    browser.get("/overzicht/")

    [line] = [line for line in logged() if line["event"] == "answered"]
    assert line["endpoint"] == "overview.index"
    assert (line["method"], line["status"]) == ("GET", 200)
    assert line["ms"] >= 0
    assert line["host"]
    assert line["process"]
    assert "path" not in line


def test_secret_in_an_address_stands_in_no_line(visitor, logged):
    visitor.post("/volgen/geheim-token-van-een-melder/ontvangen/")
    visitor.get("/volgen/geheim-token-van-een-melder/ontvangen/")

    assert "geheim-token" not in json.dumps(logged())


def test_monitors_make_no_lines(visitor, logged):
    for path in ("/healthz", "/readyz", "/metrics"):
        visitor.get(path)

    assert logged() == []


def test_bug_names_the_page_on_which_it_came(app, browser, monkeypatch, logged):
    monkeypatch.setitem(app.view_functions, "overview.index", lambda: 1 // 0)

    answer = browser.get("/overzicht/")

    [bug] = [line for line in logged() if line["event"] == "bug"]
    assert answer.status_code == 500
    assert bug["endpoint"] == "overview.index"
    assert bug["request"] in main_of(answer)


def test_place_of_an_error_is_our_own_line_and_not_the_library_that_raised_it():
    with pytest.raises((AttributeError, TypeError)) as raised:
        Api(system="cases", base_url="http://x", limit_s=1).has(5)

    assert raised.traceback[-1].path.name == "parse.py"
    assert logs.place_of(raised.value).startswith("portal/gateways/http.py:")


def test_lines_of_libraries_have_it_too(app, logged):
    with app.test_request_context("/"):
        app.preprocess_request()
        logging.getLogger("library").warning("something")

    [line] = logged()
    assert line["logger"] == "library"
    assert line["request"]


def test_job_works_under_the_id_of_the_request_that_it_came_from(
    browser, tasks, database, monkeypatch
):
    receipt = browser.submit(fill(browser), form="send")
    seen = []
    monkeypatch.setattr(
        worker,
        "deliver",
        lambda *_: seen.append((caller().request, structlog.contextvars.get_contextvars())),
    )
    query = text("SELECT args FROM procrastinate_jobs WHERE task_name = :task")
    args = database.execute(query, {"task": jobs.DELIVER}).scalar_one()

    tasks.tasks[jobs.DELIVER].func(**args)

    request = receipt.history[0].headers["X-Request-ID"]
    assert args["request"] == request
    assert seen[0][0] == request
    assert seen[0][1]["request"] == request
    assert structlog.contextvars.get_contextvars().get("request") != request


def test_job_of_an_older_release_has_no_id_and_is_done(tasks, monkeypatch):
    done = []
    monkeypatch.setattr(worker, "deliver", lambda *rest: done.append(rest[-1]))

    tasks.tasks[jobs.DELIVER].func(submission=str(UUID(int=1)))

    assert done == [UUID(int=1)]
