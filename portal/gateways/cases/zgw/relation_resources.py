"""Fields of a case without which it is a case as well: which others it has to do with, and pay.

One that is odd is none: it hides no case.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any

from pydantic import PlainValidator, TypeAdapter, ValidationError

from portal.gateways.answers import Moment, Name, Resource


class CaseReference(Resource):
    """That a case has to do with another one (relevanteAndereZaak)."""

    url: str
    aard_relatie: Name = ""


def _moment(value: Any) -> datetime | None:
    with suppress(ValidationError):
        return _MOMENT.validate_python(value)
    return None


def _urls(value: Any) -> tuple[str, ...]:
    return tuple(each for each in _items(value) if isinstance(each, str))


def _relations(value: Any) -> tuple[CaseReference, ...]:
    return tuple(_readable(value))


def _readable(value: Any) -> Iterator[CaseReference]:
    for each in _items(value):
        with suppress(ValidationError):
            yield CaseReference.model_validate(each)


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


_MOMENT: TypeAdapter[datetime] = TypeAdapter(Moment)
MomentIfReadable = Annotated[datetime | None, PlainValidator(_moment)]
"""A moment in UTC; None where none is told, or none that can be read."""
Urls = Annotated[tuple[str, ...], PlainValidator(_urls)]
Relations = Annotated[tuple[CaseReference, ...], PlainValidator(_relations)]
