"""What this process did, in figures for Prometheus: pages, outside calls, logins and jobs.

A host has several web processes behind one port, so each writes its figures in a folder that they
share (prometheus-client's multiprocess mode, told by `PROMETHEUS_MULTIPROC_DIR`); `exposition`
adds them up. The library looks for that folder when it is imported; the process that starts them
imported it before, so `shared_figures` tells it.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from tempfile import TemporaryDirectory

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    Metric,
    generate_latest,
    multiprocess,
    start_http_server,
    values,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from portal.once import made_once

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS_S = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
PACKAGE = "mijngemeente"


@dataclass(frozen=True, slots=True)
class Measures:
    """What is counted; the names of labels stand in `_measures`."""

    requests: Histogram
    calls: Histogram
    logins: Counter
    jobs: Histogram
    events: Counter
    dropped: Counter
    polls: Counter


@contextmanager
def shared_figures() -> Iterator[None]:
    """A folder in which all processes that are started here keep their figures.

    The library looks for it when it is imported; this process imported it before.
    """
    with TemporaryDirectory(prefix="portal-figures-") as folder:
        usual, os.environ[FOLDER] = values.ValueClass, folder
        values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]
        try:
            yield
        finally:
            values.ValueClass = usual
            del os.environ[FOLDER]


def count_request(endpoint: str, method: str, status: int, seconds: float) -> None:
    """One answer to a browser or system."""
    _measures().requests.labels(endpoint, method, str(status)).observe(seconds)


def count_call(system: str, outcome: str, seconds: float) -> None:
    """One call to an outside system; `outcome`: "answered" or the kind of failure."""
    _measures().calls.labels(system, outcome).observe(seconds)


def count_login(outcome: str) -> None:
    """One login; `outcome`: "in", or why not."""
    _measures().logins.labels(outcome).inc()


def count_job(task: str, outcome: str, seconds: float) -> None:
    """One try of a job; `outcome`: done, failed, rescued (from a dead worker) or hung."""
    _measures().jobs.labels(task, outcome).observe(seconds)


def count_security_event(kind: str) -> None:
    """One event for the log of security events."""
    _measures().events.labels(kind).inc()


def count_dropped_notification() -> None:
    """One notification that says nothing we understand."""
    _measures().dropped.inc()


def count_poll(outcome: str) -> None:
    """One case that was asked whether it changed, as nothing was told of any for long."""
    _measures().polls.labels(outcome).inc()


def program_version() -> str:
    """The version of the program; "unknown" in a checkout that is not installed."""
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "unknown"


def exposition() -> tuple[bytes, str]:
    """The figures of all processes that share them, and their media type."""
    _measures()
    registry = REGISTRY
    if FOLDER in os.environ:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    build = exposition_of([("build_info", "The program", {"version": program_version()}, 1)])
    return build[0] + generate_latest(registry), CONTENT_TYPE_LATEST


def exposition_of(figures: Iterable[tuple[str, str, dict[str, str], float]]) -> tuple[bytes, str]:
    """These figures (name, explanation, labels, value), and their media type."""
    families = dict[str, GaugeMetricFamily]()
    for name, explanation, labels, value in figures:
        if name not in families:
            families[name] = GaugeMetricFamily(f"portal_{name}", explanation, labels=tuple(labels))
        families[name].add_metric(tuple(labels.values()), value)
    registry = CollectorRegistry()
    registry.register(_Read(tuple(families.values())))
    return generate_latest(registry), CONTENT_TYPE_LATEST


def serve_figures(port: int, host: str) -> None:
    """Answer Prometheus at this port, from a thread of its own: for processes without pages."""
    _measures()
    start_http_server(port, host)


@dataclass(frozen=True, slots=True, eq=False)
class _Read(Collector):
    """Figures that were read for one answer: no process keeps them."""

    families: tuple[GaugeMetricFamily, ...]

    def collect(self) -> Iterable[Metric]:
        return self.families


@made_once
def _measures() -> Measures:
    requests = Histogram(
        "portal_request_seconds",
        "Answers to browsers and systems",
        ("endpoint", "method", "status"),
        buckets=BUCKETS_S,
    )
    calls = Histogram(
        "portal_outside_call_seconds",
        "Calls to outside systems",
        ("system", "outcome"),
        buckets=BUCKETS_S,
    )
    jobs = Histogram("portal_job_seconds", "Tries of jobs", ("task", "outcome"), buckets=BUCKETS_S)
    logins = Counter("portal_logins", "Logins", ("outcome",))
    events = Counter("portal_security_events", "Security events", ("kind",))
    dropped = Counter(
        "portal_notifications_dropped", "Notifications of the case system that say nothing"
    )
    polls = Counter(
        "portal_cases_polled",
        "Cases asked whether they changed, unnotified",
        ("outcome",),
    )
    return Measures(requests, calls, logins, jobs, events, dropped, polls)
