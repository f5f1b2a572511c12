"""Whether a case changed: one call, of which a digest is kept and nothing else."""

import hashlib
import json
from typing import Any

from pydantic import TypeAdapter

from portal.domain.case_keys import CaseKey
from portal.domain.case_marks import CaseMark
from portal.domain.failures import InvalidSourceAnswer, NotFound, SourceRefused
from portal.gateways.answers import DayOrNone, Resource
from portal.gateways.cases.zgw.api import Zgw
from portal.gateways.problems import is_absent


class MarkedCase(Resource):
    """The fields of a case of which a change is told to residents."""

    url: str
    einddatum: DayOrNone = None
    status: Any = None
    resultaat: Any = None
    einddatum_gepland: Any = None
    uiterlijke_einddatum_afdoening: Any = None
    opschorting: Any = None
    verlenging: Any = None


MARKED_CASE = TypeAdapter(MarkedCase)


def mark_of(zgw: Zgw, key: CaseKey) -> CaseMark:
    """How this case stands; raises `NotFound` where there is none (any more)."""
    try:
        zaak = zgw.cases.read(MARKED_CASE, zgw.path_of(key))
    except SourceRefused as error:
        if is_absent(error):
            raise NotFound from None
        raise
    if zgw.case_at(zaak.url) != key:
        raise InvalidSourceAnswer("cases", "another case")
    facts = zaak.model_dump(mode="json", exclude={"url"})
    text = json.dumps(facts, sort_keys=True, separators=(",", ":"))
    return CaseMark(hashlib.sha256(text.encode()).hexdigest(), zaak.einddatum)
