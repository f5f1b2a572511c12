"""One try of a job, as what it asks, logs and counts is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

import structlog

from portal.domain.callers import Caller, CallTerm, Work, calling
from portal.domain.deliveries import TRY_S
from portal.measures import count_job
from portal.storage.deliveries import Errand


@contextmanager
def doing(errand: Errand, work: Work, request: str) -> Iterator[None]:
    """What is asked and logged here belongs to this job, and to the request that it came from."""
    began, outcome, task = perf_counter(), "failed", errand.task
    job = Caller(work, errand.subject, term=CallTerm(TRY_S), request=request)
    with calling(job), structlog.contextvars.bound_contextvars(request=request, task=task):
        try:
            yield
            outcome = "done"
        finally:
            count_job(task, outcome, perf_counter() - began)
