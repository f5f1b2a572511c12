"""What external tasks ask, in both published shapes: a document, form, payment, website or call."""

import json
from pathlib import Path

import pytest

from portal.domain.task_aims import A_DOCUMENT, AmountDue, TaskAim, TaskKind
from portal.gateways import tasks
from tests.factories import BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import Routes, page

SPECS = Path(__file__).parents[2] / "specs"
SEARCH = "POST /objecten/api/v2/objects/search"
CASE = "5551a7c5-4e92-43e6-8d23-80359b7e22b7"
SITE = "https://betalen.example/opdracht/1?x=y"
OTHER = TaskAim(kind=TaskKind.OTHER)


def example(settings, **data):
    """The published example, for our resident and with these parts."""
    item = json.loads((SPECS / "nl-portal-taakv2-example.json").read_text())
    item["type"] = str(settings.task_objecttype_url)
    item["record"]["data"] |= {"identificatie": {"type": "bsn", "value": BSN}, **data}
    return item


def form(soort="id", value="parkeervergunning-aanvragen", **data):
    return {"portaalformulier": {"formulier": {"soort": soort, "value": value}, "data": data}}


def visit(uri):
    return {"soort": "url", "url": {"uri": uri}}


def payment(amount, reference="abcdef1234"):
    part = {"bedrag": amount, "betaalkenmerk": reference, "pspid": "MyID"}
    return {"soort": "ogonebetaling", "ogonebetaling": part}


@pytest.mark.parametrize("tie", ["uuid", "value"])
@pytest.mark.parametrize(
    ("data", "aim"),
    [
        (form(value="document-aanleveren"), A_DOCUMENT),
        (form(documenttype="Huurcontract"), A_DOCUMENT),
        (form("url", "https://x.example/1", documenttype="Huurcontract"), A_DOCUMENT),
        (form(), TaskAim(kind=TaskKind.FORM, form="parkeervergunning-aanvragen")),
        (form("url", "https://objecten.example/formulier"), OTHER),
        ({"portaalformulier": {"formulier": 5}}, OTHER),
        (visit(SITE), TaskAim(kind=TaskKind.LINK, link=SITE)),
        (visit("http://betalen.example/"), OTHER),
        (visit("javascript:alert(1)"), OTHER),
        (visit("https://mijn.example@kwaad.example/"), OTHER),
        (visit("https:///pad"), OTHER),
        (visit("https://kwaad.example\\@goed.example/"), OTHER),
        (visit("https://[kwaad"), OTHER),
        (visit(""), OTHER),
        ({"soort": "url", "url": "https://betalen.example/"}, OTHER),
        ({"soort": "url"}, OTHER),
        (
            payment(147.43),
            TaskAim(kind=TaskKind.PAYMENT, due=AmountDue(cents=14_743, reference="abcdef1234")),
        ),
        (
            payment(10, None),
            TaskAim(kind=TaskKind.PAYMENT, due=AmountDue(cents=1_000, reference="")),
        ),
        (payment(0), OTHER),
        (payment(-1), OTHER),
        (payment(1.234), OTHER),
        (payment("NaN"), OTHER),
        (payment(1e30), OTHER),
        (payment("veel"), OTHER),
        ({"soort": "ogonebetaling"}, OTHER),
        ({"soort": "formtaak"}, OTHER),
        ({"soort": 5}, OTHER),
    ],
)
def test_kind_and_its_part_say_what_is_asked(settings, server, recorded, data, aim, tie):
    koppeling = {"registratie": "zaak", tie: CASE}
    server.answer = Routes({SEARCH: page(example(settings, koppeling=koppeling, **data))})
    server.answer[f"GET /zaken/api/v1/zaken/{CASE}"] = Reply(json={"identificatie": "Z-1"})

    answer = tasks.connect(settings).tasks_of(recorded)
    assert answer.missing == ()
    [task] = answer.value
    assert task.aim == aim
    assert (str(task.case_key.id), task.case_number) == (CASE, "Z-1")
    assert task.takes_documents is (aim is A_DOCUMENT and bool(task.document_kind))
