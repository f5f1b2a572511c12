"""Answers of the case system and of tasks, within their published schemas and slightly outside.

Whatever they say, reading them ends in an answer or in a failure of that system, nothing that can
be read is hidden, and no name on a page is empty.
"""

import json
from copy import deepcopy
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.domain.consultations import ConsultationProof
from portal.domain.failures import NotFound, SourceError
from portal.domain.people import Party
from portal.gateways import tasks
from portal.gateways.breaker import breaker_of
from portal.gateways.cases.zgw import reading
from portal.texts import names
from portal.texts.words import words_in
from tests.examples import of_outside_systems
from tests.factories import BSN
from tests.portal.gateways.fake_server import FakeServer, Reply
from tests.portal.gateways.givens import ENOUGH_S, settings_for
from tests.portal.gateways.recordings import (
    CASE,
    EIO,
    KEY,
    PHOTO,
    STATUSES,
    TYPES,
    ZAAKTYPE,
    ZOEK,
    OpenZaak,
    Routes,
    body,
    page,
)
from tests.portal.gateways.test_tasks import EXAMPLE, SEARCH, TASK

OTHER = "11111111-2222-4333-8444-555555555555"
RESIDENT = ConsultationProof(uuid4(), Party.resident(BSN, uuid4()))
DUTCH = words_in("nl")
OFTEN = of_outside_systems()
TEXTS = st.sampled_from(
    ["", " ", "\u200b", "x" * 300, "<b>vet</b>", "Aanvulling ontvangen", "\u202e"]
)
ODD = st.sampled_from([None, 5, [], {}, True, "misschien"])
DAYS = st.dates().map(str) | st.sampled_from([None, "", "2026-02-30", "0000-00-00", 20261101])
MOMENTS = st.datetimes().map(lambda moment: f"{moment.isoformat()}Z") | st.sampled_from(
    ["2026-11-20T09:00:00", "2026-11-20", "ooit", None, 5]
)
PERIODS = st.sampled_from(["P28D", "P6W", "P1Y2M", "P", "PT5H", "", None, "P99999D", "P999Y"])


def part(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of these fields, each with a value of its own, or an odd one."""
    return st.fixed_dictionaries(
        {}, optional={name: values | ODD for name, values in fields.items()}
    )


SUSPENSIONS = part(indicatie=st.booleans(), eerdereOpschorting=st.booleans(), reden=TEXTS)
CASES = part(
    omschrijving=TEXTS,
    toelichting=TEXTS,
    einddatum=DAYS,
    startdatum=DAYS,
    einddatumGepland=DAYS,
    uiterlijkeEinddatumAfdoening=DAYS,
    opschorting=SUSPENSIONS,
    verlenging=part(reden=TEXTS, duur=PERIODS),
    betalingsindicatie=st.sampled_from(["", "nvt", "nog_niet", "gedeeltelijk", "geheel"]),
)
STATUS_FIELDS = part(datumStatusGezet=MOMENTS, statustoelichting=TEXTS)
STATUS_TYPES = part(
    omschrijving=TEXTS,
    statustekst=TEXTS,
    volgnummer=st.integers(-1, 9999),
    isEindstatus=st.booleans(),
    informeren=st.booleans(),
)
CASE_TYPES = part(omschrijving=TEXTS, doorlooptijd=PERIODS, servicenorm=PERIODS)
DOCUMENTS = part(
    titel=TEXTS,
    bestandsnaam=TEXTS,
    formaat=TEXTS | st.just("application/pdf"),
    bestandsomvang=st.integers(0, 2**40),
    beginRegistratie=MOMENTS,
    ontvangstdatum=DAYS,
    status=st.sampled_from(["definitief", "gearchiveerd", "in_bewerking", ""]),
)
TASK_DATA = part(
    titel=TEXTS,
    status=st.sampled_from(["open", "afgerond", "verwerkt", "gesloten"]),
    verloopdatum=MOMENTS,
    koppeling=part(registratie=st.just("zaak"), uuid=TEXTS, value=TEXTS),
    portaalformulier=part(data=part(documenttype=TEXTS, toelichting=TEXTS)),
)


@pytest.fixture
def limited(server: FakeServer):
    return settings_for(server.url, register_seconds=ENOUGH_S)


@given(
    case=CASES,
    present=STATUS_FIELDS,
    history=st.lists(STATUS_FIELDS, max_size=3),
    types=st.lists(STATUS_TYPES, min_size=3, max_size=3),
    case_type=CASE_TYPES,
    document=DOCUMENTS,
)
@OFTEN
def test_whatever_a_case_says_it_is_shown_or_told_as_missing(
    server, limited, case, present, history, types, case_type, document
):
    breaker_of.cache_clear()
    zgw = OpenZaak.at(server, BSN)
    usual = deepcopy(zgw.zaak)
    usual["url"] = f"{zgw.base}/zaken/api/v1/zaken/{OTHER}"
    usual["zaaktype"] = f"{zgw.base}{ZAAKTYPE[:-36]}{OTHER}"
    usual["_expand"]["status"]["statustype"] = "usual"
    zgw[f"GET {ZAAKTYPE[:-36]}{OTHER}"] = Reply(json=zgw[f"GET {ZAAKTYPE}"].json)
    zgw.zaak.update(case)
    zgw.zaak["_expand"]["status"].update(present)
    zgw[ZOEK] = page(zgw.zaak, usual)
    statuses = body("zrc-22", zgw.base)["results"]
    zgw[STATUSES] = page(*statuses, *({**statuses[0], **each} for each in history))
    status_types = body("ztc-20", zgw.base)["results"]
    changed = [{**each, **change} for each, change in zip(status_types, types, strict=True)]
    zgw[f"GET {TYPES}/statustypen"] = page(*changed, {**status_types[0], "url": "usual"})
    zgw[f"GET {ZAAKTYPE}"] = Reply(json={**zgw[f"GET {ZAAKTYPE}"].json, **case_type})
    zgw[f"GET {EIO}/{PHOTO}"] = Reply(json={**body("drc-12", zgw.base), **document})
    cases = reading.connect(limited)

    answer = cases.cases_of(RESIDENT)
    listed = answer.value.cases

    assert len(listed) + len(answer.missing) == 2, "nothing is hidden"
    assert any(each.key.id == UUID(OTHER) for each in listed)
    for each in listed:
        assert names.case_name(DUTCH, each.title, each.number).text.strip()
        assert each.is_closed is (each.closed is not None)
    in_list = [each for each in listed if each.key == KEY]
    try:
        file = cases.case_file(RESIDENT, KEY)
    except (SourceError, NotFound):
        assert not in_list, "what is in the list has a page"
        return
    assert file.case.progress is in_list[0].progress, "list and page agree"
    assert all(names.step_name(DUTCH, step).text.strip() for step in file.steps)
    assert len(file.documents) + len(file.unread_parts) >= (
        document.get("status", "definitief") in ("definitief", "gearchiveerd")
    )
    for each in file.documents:
        assert names.document_name(DUTCH, each.title, each.added).text.strip()
        assert each.file_name.strip()


@given(changes=st.lists(TASK_DATA, max_size=3))
@OFTEN
def test_whatever_a_task_says_it_is_shown_or_told_as_missing(server, limited, changes):
    breaker_of.cache_clear()
    usual = json.loads(EXAMPLE.read_text())
    usual["type"] = str(limited.task_objecttype_url)
    usual["record"]["data"]["identificatie"]["value"] = BSN
    usual["record"]["data"]["status"] = "open"
    odd = [
        {
            **usual,
            "uuid": str(uuid4()),
            "record": {**usual["record"], "data": {**usual["record"]["data"], **change}},
        }
        for change in changes
    ]
    routes = Routes()
    routes[SEARCH] = page(*odd, usual)
    routes.replies[CASE] = Reply(404, json={})
    server.answer = routes

    answer = tasks.connect(limited).tasks_of(RESIDENT)

    is_open = [change for change in changes if change.get("status", "open") == "open"]
    assert len(answer.value) + len(answer.missing) >= len(is_open) + 1, "nothing is hidden"
    assert TASK in {task.id for task in answer.value}
    assert all(names.task_name(DUTCH, task.title, task.case_number).text for task in answer.value)
