"""A task that the portal itself asks of a resident: made once, however often it is tried."""

from uuid import UUID

from portal.domain.case_keys import ONLY_SYSTEM
from portal.domain.days import today
from portal.domain.failures import SourceError
from portal.domain.tasks import NewTask
from portal.gateways.http import Api
from portal.gateways.tasks.resources import ASKED_TASK, ASKED_TASKS, OPEN

TITLE_MOST = 200
OWNER = "mijngemeente"
FORM = "document-aanleveren"
"""Our own form, on which a document is sent in."""


def ask_once(api: Api, kind: str, version: int, new: NewTask) -> UUID:
    """Make the task in this version of that type, unless it is there; gives its id."""
    there = _task_of(api, kind, new.reference)
    if there:
        return there
    record = {"typeVersion": version, "startAt": today().isoformat(), "data": _data_of(new)}
    try:
        return api.make(ASKED_TASK, "objects", {"type": kind, "record": record}).uuid
    except SourceError:
        there = _task_of(api, kind, new.reference)
        if there is None:
            raise
        return there


def _task_of(api: Api, kind: str, reference: UUID) -> UUID | None:
    """The task of this reference; None: there is none."""
    query = {"type": kind, "data_attr": f"verwerker_taak_id__exact__{reference}"}
    page = api.read_by_post(ASKED_TASKS, "objects/search", query, {"page": 1})
    return next((task.uuid for task in page.results.whole(api.system)), None)


def _data_of(new: NewTask) -> dict[str, object]:
    """The task as its standard writes it; that names a case in `value`, its example in `uuid`."""
    case_id, system = str(new.case_key.id), new.case_key.system
    of_system = {} if system == ONLY_SYSTEM else {"zaaksysteem": system}
    return {
        "titel": new.title[:TITLE_MOST],
        "status": OPEN,
        "soort": "portaalformulier",
        "eigenaar": OWNER,
        "identificatie": {"type": "bsn", "value": new.bsn},
        "koppeling": {"registratie": "zaak", "value": case_id, "uuid": case_id},
        "portaalformulier": {
            "formulier": {"soort": "id", "value": FORM},
            "data": {
                "documenttype": new.document_kind,
                "toelichting": new.explanation,
                "zaaknummer": new.case_number,
                **of_system,
            },
        },
        "verwerker_taak_id": str(new.reference),
    }
