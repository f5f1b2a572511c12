"""Refusals that name what a person has to mend: at the case system, or in its catalogue."""

from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus

from portal.domain.failures import SourceRefused

NOT_THERE = "not-in-catalogue"


@contextmanager
def naming(subject: str) -> Iterator[None]:
    """Whatever is refused here is about this: a property, a kind of document, a case type."""
    try:
        yield
    except SourceRefused as error:
        if error.code == NOT_THERE:  # it names what it is about itself
            raise
        raise error.naming(subject) from None


def not_in_catalogue(what: str) -> SourceRefused:
    """That the catalogue hasn't what is needed ("case type X has no property y"): it has to come.

    Final: a person adds it there, and until then each try would end the same way.
    """
    reason = f"the catalogue lacks it: {what}"
    return SourceRefused(
        "catalogue", reason, status=HTTPStatus.NOT_FOUND, code=NOT_THERE, is_final=True
    )
