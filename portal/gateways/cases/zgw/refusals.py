"""Refusals that name what a person has to mend."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.domain.failures import SourceRefused


@contextmanager
def naming(subject: str) -> Iterator[None]:
    """Whatever is refused here is about this: a property, a kind of document, a case type."""
    try:
        yield
    except SourceRefused as error:
        raise error.naming(subject) from None
