"""Answers of the Objects API 2 with external tasks (Externe klanttaak V1.1.0), as far as read."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field, TypeAdapter

from portal.gateways.answers import MomentOrNone, Name, Resource, Whole
from portal.gateways.pages import ResultPage

OPEN, DONE = "open", "afgerond"
"""Still to be done by the resident; done by them, and not handled yet."""


def _not_open(status: str) -> str:
    if status == OPEN:
        raise ValueError("open")
    return status


class TaskParty(Resource):
    """Whom a task is for (identificatie)."""

    type: str
    value: str


class TaskLink(Resource):
    """What a task belongs to. The standard names its id `value`, its own example `uuid`."""

    registratie: str | None = None
    uuid: str | None = None
    value: str | None = None


class TaskAnswers(Resource):
    """The data of the form; open in the standard, this is ours."""

    documenttype: str | None = None
    toelichting: str | None = None
    zaaknummer: str | None = None
    zaaksysteem: str | None = None
    """Name of the case system, where the portal asked and there are several."""


class FormName(Resource):
    """Which form it is: `soort` is `id` for one of the portal, `url` for one elsewhere."""

    soort: str
    value: str


class PortalForm(Resource):
    """The form of a task (portaalformulier)."""

    formulier: Annotated[FormName | object, Field(union_mode="left_to_right")] = None
    data: Annotated[TaskAnswers | object, Field(union_mode="left_to_right")] = None


class UrlData(Resource):
    """The website that a task sends to (url)."""

    uri: str


class PaymentData(Resource):
    """What a task asks to pay (ogonebetaling), in euros."""

    bedrag: Annotated[Decimal, Field(allow_inf_nan=False)]
    betaalkenmerk: str | None = None


class TaskData(Resource):
    """A task; a part that can't be read takes no task away."""

    identificatie: TaskParty
    status: str
    titel: Name = ""
    verloopdatum: MomentOrNone = None
    koppeling: TaskLink | None = None
    soort: Annotated[str | object, Field(union_mode="left_to_right")] = None
    """Its kind; the part of this name says more."""
    portaalformulier: PortalForm | None = None
    url: Annotated[UrlData | object, Field(union_mode="left_to_right")] = None
    ogonebetaling: Annotated[PaymentData | object, Field(union_mode="left_to_right")] = None


class TaskRecord(Resource):
    """The present version of a task."""

    type_version: Whole
    data: TaskData


class TaskObject(Resource):
    """The object that a task is kept in."""

    uuid: UUID
    type: str
    record: TaskRecord


class ClosedTaskData(Resource):
    """A task that nobody has to do any more: nothing else of it is read."""

    identificatie: TaskParty
    status: Annotated[str, AfterValidator(_not_open)]


class ClosedTaskRecord(Resource):
    """The present version of such a task."""

    data: ClosedTaskData


class ClosedTaskObject(Resource):
    """The object that such a task is kept in."""

    record: ClosedTaskRecord


class NumberedCase(Resource):
    """A case of the Zaken API, by its number."""

    identificatie: str


class AskedTask(Resource):
    """The object of a task that we asked for: nothing else of it is read."""

    uuid: UUID


AnyTask = TaskObject | ClosedTaskObject
TASK: TypeAdapter[AnyTask] = TypeAdapter(AnyTask)
TASKS: TypeAdapter[ResultPage[AnyTask]] = TypeAdapter(ResultPage[AnyTask])
ASKED_TASK = TypeAdapter(AskedTask)
ASKED_TASKS = TypeAdapter(ResultPage[AskedTask])
NUMBERED_CASE = TypeAdapter(NumberedCase)
CHANGED = TypeAdapter(object)
"""The answer to a change: JSON, of which nothing is read."""
