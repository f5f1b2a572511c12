"""How long outside systems take, and how it ends: for operators."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from portal.domain.failures import SourceError
from portal.measures import count_call


@contextmanager
def measured(system: str) -> Iterator[None]:
    """Count what is asked here as one call.

    Its outcome is "answered", or the kind of failure; "failed" for a fault of ours.
    """
    began, outcome = perf_counter(), "failed"
    try:
        yield
        outcome = "answered"
    except SourceError as error:
        outcome = type(error).__name__
        raise
    finally:
        count_call(system, outcome, perf_counter() - began)
