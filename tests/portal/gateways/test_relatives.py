"""Sub-cases and related cases: what of them is shown with a case, and to whom."""

from copy import deepcopy
from datetime import date
from uuid import UUID, uuid4

import pytest

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey
from portal.domain.cases import CaseRelation, StepState
from portal.domain.failures import NotFound
from tests.factories import BSN, OTHER_BSN
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import (
    CASE,
    EIO,
    FIND_DOCUMENTS,
    KEY,
    PHOTO,
    STATUSES,
    ZAAKTYPE,
    ZOEK,
    body,
    page,
)

ZAKEN = "/zaken/api/v1/zaken"
INITIATOR = "initiator"
LETTER = UUID("aaaaaaaa-f366-41e8-a34b-0465ed194b9c")
BY_BSN = "rol__betrokkeneIdentificatie__natuurlijkPersoon__inpBsn"


class Relatives:
    """The case of the recordings with others around it, as a case system would find them."""

    def __init__(self, zgw):
        self.zgw, self.cases = zgw, []
        zgw.server.answer = self

    def __call__(self, request):
        """Find by id; where a BSN is asked for, only what its person started."""
        if f"{request.method} {request.path}" != ZOEK or "uuid__in" not in request.json:
            return self.zgw(request)
        asked, bsn = request.json["uuid__in"], request.json.get(BY_BSN)
        hits = [each for each in self.cases if each["uuid"] in asked]
        own = [each for each in hits if bsn is None or bsn in initiators(each)]
        return page(*own)

    def add(self, number, *, initiator=None, **changes):
        """A case like that of the recordings, that this person started."""
        zaak, key = deepcopy(self.zgw.zaak), str(uuid4())
        roles = [role for role in zaak["_expand"]["rollen"] if not is_initiator(role)]
        if initiator:
            own = deepcopy(self.zgw.zaak["_expand"]["rollen"][0])
            own["betrokkeneIdentificatie"]["inpBsn"] = initiator
            roles.append(own)
        zaak["_expand"] |= {"rollen": roles, "zaakinformatieobjecten": []}
        zaak |= {
            "url": f"{self.zgw.base}{ZAKEN}/{key}",
            "uuid": key,
            "identificatie": number,
            "rollen": [f"{self.zgw.base}/zaken/api/v1/rollen/{uuid4()}" for _ in roles],
            "zaakinformatieobjecten": [],
            **changes,
        }
        self.cases.append(zaak)
        return zaak

    def add_part(self, number, **changes):
        """A sub-case of that of the recordings."""
        part = self.add(number, hoofdzaak=self.zgw.zaak["url"], **changes)
        self.zgw.zaak["deelzaken"].append(part["url"])
        return part

    def give_letter(self, part):
        """A document that goes out lies in this case."""
        zgw, url = self.zgw, f"{self.zgw.base}{EIO}/{LETTER}"
        letter = {**body("drc-12", zgw.base), "url": url, "titel": "Advies"}
        letter["inhoud"] = f"{url}/download"
        zgw[f"GET {EIO}/{LETTER}"] = Reply(json=letter)
        zgw[f"GET {EIO}/{LETTER}/download"] = Reply(body=b"%PDF")
        link = {**deepcopy(zgw.zaak["_expand"]["zaakinformatieobjecten"][0])}
        link |= {"informatieobject": url, "zaak": part["url"]}
        part["zaakinformatieobjecten"] = [link["url"]]
        part["_expand"]["zaakinformatieobjecten"] = [link]


def is_initiator(role):
    return role["omschrijvingGeneriek"] == INITIATOR


def initiators(zaak):
    roles = zaak["_expand"]["rollen"]
    return [role["betrokkeneIdentificatie"]["inpBsn"] for role in roles if is_initiator(role)]


@pytest.fixture
def around(zgw):
    return Relatives(zgw)


def calls(server):
    return [f"{each.method} {each.path}" for each in server.requests]


def test_a_sub_case_without_initiator_belongs_to_its_main_case(cases, recorded, around):
    part = around.add_part("ZAAK-2026-0000000900", omschrijving="Advies", startdatum="2026-11-01")
    around.give_letter(part)

    file = cases.case_file(recorded, KEY)

    [sub_case] = file.sub_cases
    assert (sub_case.description, sub_case.key) == ("Advies", None)
    begin, now = sub_case.steps
    assert (begin.state, begin.at.date()) == (StepState.DONE, date(2026, 11, 1))
    assert now.state is StepState.NOW
    assert [document.title for document in sub_case.documents] == ["Advies"]
    assert [document.id for document in file.documents] == [PHOTO]
    assert file.unread_parts == ()
    assert "ZAAK-2026-0000000900" not in repr(file), "there is no page by that number"


def test_a_sub_case_that_the_resident_started_has_a_page(cases, recorded, around):
    part = around.add_part("ZAAK-2026-0000000900", initiator=BSN)

    [sub_case] = cases.case_file(recorded, KEY).sub_cases

    assert sub_case.key == CaseKey(ONLY_SYSTEM, UUID(part["uuid"]))


@pytest.mark.parametrize(
    "change",
    [
        {"initiator": OTHER_BSN},
        {"vertrouwelijkheidaanduiding": "vertrouwelijk"},
        {"status": None},
    ],
)
def test_a_sub_case_that_is_not_for_the_resident_leaves_no_trace(cases, recorded, around, change):
    part = around.add_part("ZAAK-2026-0000000900", **change)
    around.give_letter(part)

    file = cases.case_file(recorded, KEY)

    assert file.sub_cases == ()
    assert file.unread_parts == ()
    with pytest.raises(NotFound):
        cases.download(recorded, KEY, LETTER)


def test_a_sub_case_that_is_the_municipality_s_own_work_is_not_shown(cases, recorded, around):
    internal = {**around.zgw.zaak["_expand"]["zaaktype"], "indicatieInternOfExtern": "intern"}
    around.zgw[f"GET {ZAAKTYPE}"] = Reply(json=internal)
    around.add_part("ZAAK-2026-0000000900")
    own = around.add_part("ZAAK-2026-0000000901", initiator=BSN)

    [sub_case] = cases.case_file(recorded, KEY).sub_cases

    assert str(sub_case.key.id) == own["uuid"], "what they started themselves they see"


def test_a_case_that_is_no_part_of_this_one_is_passed_over_and_the_page_says_so(
    cases, recorded, around
):
    around.add_part("ZAAK-2026-0000000900")["hoofdzaak"] = f"{around.zgw.base}{ZAKEN}/{uuid4()}"

    file = cases.case_file(recorded, KEY)

    assert file.sub_cases == ()
    assert [part.name for part in file.unread_parts] == ["sub_cases"]


def test_a_document_of_a_sub_case_is_downloaded_with_the_main_case(cases, recorded, around):
    around.give_letter(around.add_part("ZAAK-2026-0000000900"))

    assert b"".join(cases.download(recorded, KEY, LETTER).chunks) == b"%PDF"
    with pytest.raises(NotFound):
        cases.download(recorded, KEY, uuid4())


@pytest.mark.parametrize("count", [1, 5, 20])
def test_however_many_sub_cases_cost_two_calls(cases, recorded, around, server, count):
    for number in range(count):
        part = around.add_part(f"ZAAK-2026-00000009{number:02}")
        around.give_letter(part)
    cases.case_file(recorded, KEY)
    server.requests.clear()

    file = cases.case_file(recorded, KEY)

    assert len(file.sub_cases) == count
    assert calls(server).count(ZOEK) == 1
    assert calls(server).count(FIND_DOCUMENTS) == 2
    assert calls(server).count(STATUSES) == 1
    assert len(server.requests) == 6


def test_a_case_that_names_no_other_costs_no_call_for_it(cases, recorded, around, server):
    cases.case_file(recorded, KEY)
    server.requests.clear()

    cases.case_file(recorded, KEY)

    assert sorted({*calls(server)} - {STATUSES, CASE, FIND_DOCUMENTS}) == [
        "GET /besluiten/api/v1/besluiten"
    ]
    assert len(server.requests) == 4


def test_related_cases_are_those_that_the_resident_started(cases, recorded, around, server):
    own = around.add("ZAAK-2026-0000000800", initiator=BSN)
    other = around.add("ZAAK-2026-0000000801", initiator=OTHER_BSN)
    nobodys = around.add("ZAAK-2026-0000000802")
    around.zgw.zaak["relevanteAndereZaken"] = [
        {"url": own["url"], "aardRelatie": "vervolg"},
        {"url": other["url"], "aardRelatie": "onderwerp"},
        {"url": nobodys["url"], "aardRelatie": "bijdrage"},
        {"url": "https://elsewhere.example/zaken/1", "aardRelatie": "overig"},
        "odd",
    ]

    file = cases.case_file(recorded, KEY)

    assert [(each.case.number, each.relation) for each in file.related] == [
        ("ZAAK-2026-0000000800", CaseRelation.FOLLOWS)
    ]
    assert "0000000801" not in repr(file)
    assert "0000000802" not in repr(file)
    assert file.unread_parts == ()
    [search] = [each for each in server.requests if f"{each.method} {each.path}" == ZOEK]
    assert search.json[BY_BSN] == BSN
    assert search.json["rol__omschrijvingGeneriek"] == INITIATOR


def test_the_main_case_of_a_sub_case_is_a_related_one(cases, recorded, around):
    main = around.add("ZAAK-2026-0000000700", initiator=BSN)
    around.zgw.zaak["hoofdzaak"] = main["url"]

    [related] = cases.case_file(recorded, KEY).related

    assert (related.case.number, related.relation) == ("ZAAK-2026-0000000700", CaseRelation.MAIN)


def test_what_hangs_together_and_can_not_be_read_hides_no_case(cases, recorded, around):
    around.add_part("ZAAK-2026-0000000900")
    around.zgw.zaak["hoofdzaak"] = f"{around.zgw.base}{ZAKEN}/{uuid4()}"
    around.zgw.server.answer = around.zgw
    around.zgw[ZOEK] = Reply(500)

    file = cases.case_file(recorded, KEY)

    assert file.case.number
    assert {part.name for part in file.unread_parts} == {"sub_cases", "related"}


def test_a_look_after_a_notification_asks_for_no_other_case(cases, recorded, around, server):
    around.add_part("ZAAK-2026-0000000900")

    file = cases.case_without_documents(recorded, KEY)

    assert file.sub_cases == ()
    assert ZOEK not in calls(server)


@pytest.mark.parametrize(
    ("own", "other", "is_by_resident"),
    [("gemachtigde", "machtiginggever", True), ("", "gemachtigde", False)],
)
def test_who_acts_for_whom(cases, recorded, zgw, own, other, is_by_resident):
    mine, theirs = zgw.zaak["_expand"]["rollen"][:2]
    mine["indicatieMachtiging"] = own
    theirs |= {"indicatieMachtiging": other, "afwijkendeNaamBetrokkene": "Bakkerij Jansen"}

    representation = cases.case_file(recorded, KEY).representation

    assert representation.is_by_resident is is_by_resident
    assert representation.name == "Bakkerij Jansen"


def test_who_acts_for_themselves_represents_nobody(cases, recorded, zgw):
    assert cases.case_file(recorded, KEY).representation is None


@pytest.mark.parametrize(
    ("told", "day"),
    [("2026-11-20T23:30:00Z", date(2026, 11, 21)), (None, None), ("odd", None), (7, None)],
)
def test_the_day_of_the_last_payment(cases, recorded, zgw, told, day):
    zgw.zaak |= {"betalingsindicatie": "gedeeltelijk", "laatsteBetaaldatum": told}

    assert cases.case_file(recorded, KEY).case.last_paid == day
