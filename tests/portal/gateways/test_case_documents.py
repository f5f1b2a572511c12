"""Which documents of a case a resident may see, and who sent them, on answers of Open Zaak."""

from uuid import UUID, uuid4

import pytest

from portal.domain.cases import DocumentSender
from portal.domain.document_rules import DocumentRules
from portal.domain.failures import InvalidSourceAnswer, NotFound, SourceError
from portal.gateways.cases.zgw import reading
from portal.gateways.cases.zgw.uploads import AUTHOR
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.recordings import (
    DOCUMENT_LINKS,
    EIO,
    KEY,
    PHOTO,
    PHOTO_TYPE,
    TYPES,
    ZAAKTYPE,
    body,
    page,
)

SUBMISSION, REPLY = UUID("dcf8208d-3c97-4fa9-962a-fff194c136ab"), uuid4()
"""What the case was made of, as its mark says; and something that the resident sent later."""
OURS = {"identificatie": f"{SUBMISSION.hex}-1", "auteur": AUTHOR, "ontvangstdatum": "2026-08-21"}
OF_REPLY = OURS | {"identificatie": f"{REPLY.hex}-2"}
OF_SOMEBODY = OURS | {"identificatie": f"{uuid4().hex}-1"}
RECEIVED = {"ontvangstdatum": "2026-08-21"}
OTHER_VERSION = f"{TYPES}/informatieobjecttypen/{uuid4()}"
CASE_TYPE = "PARKVERG"
IN, OUT, INTERNAL = "inkomend", "uitgaand", "intern"
RESIDENT, MUNICIPALITY, OTHERS = DocumentSender
NOBODY = None


@pytest.fixture
def sender_of(recorded, zgw, settings):
    """Who sent the one document as the page says; None where page and download hide it."""

    def read(ways, change, rules=None, own=(REPLY,)):
        zgw.kinds_are(ways if isinstance(ways, dict) else {PHOTO_TYPE: ways})
        zgw[f"GET {EIO}/{PHOTO}"] = Reply(json={**body("drc-12", zgw.base), **change})
        zgw[f"GET {EIO}/{PHOTO}/download"] = Reply(body=b"photo")
        cases = reading.connect(settings, document_rules=rules or DocumentRules())
        file = cases.case_file(recorded, KEY, own)
        assert file.unread_parts == ()
        if not file.documents:
            assert "Foto woning" not in repr(file)
            with pytest.raises(NotFound):
                cases.download(recorded, KEY, PHOTO, own)
            return NOBODY
        assert b"".join(cases.download(recorded, KEY, PHOTO, own).chunks) == b"photo"
        [document] = file.documents
        return document.sender

    return read


@pytest.mark.parametrize(
    ("ways", "change", "sender"),
    [
        ([OUT], {}, MUNICIPALITY),
        ([OUT], {"ontvangstdatum": ""}, MUNICIPALITY),
        ([OUT], RECEIVED, OTHERS),
        ([IN], {}, NOBODY),
        ([IN], RECEIVED, NOBODY),
        ([IN], OURS, RESIDENT),
        ([IN, OUT], {}, MUNICIPALITY),
        ([IN, OUT], RECEIVED, NOBODY),
        ([IN, OUT], OURS, RESIDENT),
        ([INTERNAL], {}, NOBODY),
        ([INTERNAL], OURS, NOBODY),
        ([INTERNAL, OUT], {}, NOBODY),
        ([OUT, INTERNAL], OURS, NOBODY),
        (["elders", OUT], {}, NOBODY),
        ([None], {}, NOBODY),
        ([], {}, NOBODY),
        ([], OURS, RESIDENT),
        ([IN], OF_REPLY, RESIDENT),
        ([OUT], OF_REPLY, RESIDENT),
        ([INTERNAL], OF_REPLY, NOBODY),
        ([IN], OF_SOMEBODY, NOBODY),
        ([OUT], OF_SOMEBODY, NOBODY),
        ([IN, OUT], OF_SOMEBODY, NOBODY),
        ([], OF_SOMEBODY, NOBODY),
        ([OUT], OF_SOMEBODY | {"ontvangstdatum": None}, NOBODY),
        ([IN], OURS | {"auteur": "De buren"}, NOBODY),
        ([IN], OURS | {"identificatie": "DOCUMENT-2026-0000000009"}, NOBODY),
        ([IN], OURS | {"identificatie": f"{OURS['identificatie']}-kopie"}, NOBODY),
        ([IN], OURS | {"identificatie": None, "auteur": None}, NOBODY),
    ],
)
def test_a_document_is_shown_by_the_way_that_its_kind_goes(sender_of, ways, change, sender):
    assert sender_of(ways, change) is sender


@pytest.mark.parametrize(
    ("kinds", "way", "change", "sender"),
    [
        ({"Foto": set()}, [IN], RECEIVED, OTHERS),
        ({"Foto": set()}, [IN], {}, OTHERS),
        ({"Foto": set()}, [IN], OF_SOMEBODY | {"ontvangstdatum": None}, OTHERS),
        ({"Foto": set()}, [IN], OURS, RESIDENT),
        ({"Foto": set()}, [IN, OUT], RECEIVED, OTHERS),
        ({"Foto": set()}, [], {}, MUNICIPALITY),
        ({"Foto": {CASE_TYPE, "ANDERS"}}, [IN], RECEIVED, OTHERS),
        ({"Foto": {"ANDERS"}}, [IN], RECEIVED, NOBODY),
        ({"foto": set()}, [IN], RECEIVED, NOBODY),
        ({"Foto": set()}, [INTERNAL], {}, NOBODY),
        ({"Foto": set()}, [IN], RECEIVED | {"status": "in_bewerking"}, NOBODY),
        ({"Foto": set()}, [IN], RECEIVED | {"vertrouwelijkheidaanduiding": "geheim"}, NOBODY),
    ],
)
def test_a_municipality_shows_more_but_never_what_is_internal(
    sender_of, kinds, way, change, sender
):
    rules = DocumentRules(
        case_types_by_kind={name: frozenset(codes) for name, codes in kinds.items()}
    )

    assert sender_of(way, change, rules) is sender


@pytest.mark.parametrize(
    ("status", "shows", "sender"),
    [
        ("", False, NOBODY),
        (None, False, NOBODY),
        ("", True, MUNICIPALITY),
        (None, True, MUNICIPALITY),
        ("in_bewerking", True, NOBODY),
        ("ter_vaststelling", True, NOBODY),
        ("gearchiveerd", False, MUNICIPALITY),
    ],
)
def test_a_municipality_says_whether_a_document_without_status_is_final(
    sender_of, status, shows, sender
):
    rules = DocumentRules(shows_without_status=shows)

    assert sender_of([OUT], {"status": status}, rules) is sender


@pytest.mark.parametrize(
    ("ways", "sender"),
    [
        ({OTHER_VERSION: [OUT]}, MUNICIPALITY),
        ({OTHER_VERSION: [INTERNAL]}, NOBODY),
        ({PHOTO_TYPE: [OUT], OTHER_VERSION: [INTERNAL]}, NOBODY),
        ({PHOTO_TYPE: [OUT], OTHER_VERSION: [IN]}, MUNICIPALITY),
    ],
)
def test_another_version_of_a_kind_is_known_by_its_name(sender_of, zgw, ways, sender):
    zgw[f"GET {OTHER_VERSION}"] = Reply(json={"omschrijving": "Foto"})

    assert sender_of(ways, {}) is sender


@pytest.mark.parametrize("status", [403, 503])
def test_another_kind_that_can_not_be_read_may_be_the_internal_one(cases, recorded, zgw, status):
    zgw.kinds_are({PHOTO_TYPE: [OUT], OTHER_VERSION: [INTERNAL]})
    zgw[f"GET {OTHER_VERSION}"] = Reply(status, json={"code": "permission_denied"})

    file = cases.case_file(recorded, KEY)

    assert (file.documents, [part.name for part in file.unread_parts]) == ((), ["documents"])
    with pytest.raises(SourceError):
        cases.download(recorded, KEY, PHOTO)


def test_another_kind_that_is_gone_hides_no_document(sender_of):
    assert sender_of({PHOTO_TYPE: [OUT], OTHER_VERSION: [INTERNAL]}, {}) is MUNICIPALITY


@pytest.mark.parametrize(
    "reply",
    [
        Reply(503, json={}),
        Reply(403, json={"code": "jwt-expired"}),
        page({"richting": "uitgaand"}),
    ],
)
def test_where_the_way_is_unknown_nothing_is_shown(cases, recorded, zgw, reply):
    zgw[DOCUMENT_LINKS] = reply

    file = cases.case_file(recorded, KEY)

    assert (file.documents, [part.name for part in file.unread_parts]) == ((), ["documents"])
    with pytest.raises(SourceError):
        cases.download(recorded, KEY, PHOTO)


def test_the_kinds_of_another_case_type_say_nothing(cases, recorded, zgw):
    link = {"informatieobjecttype": f"{zgw.base}{PHOTO_TYPE}", "richting": OUT}
    zgw[DOCUMENT_LINKS] = page({**link, "zaaktype": f"{zgw.base}{ZAAKTYPE}x"})

    assert cases.case_file(recorded, KEY).documents == ()
    with pytest.raises(InvalidSourceAnswer, match="another case type"):
        cases.download(recorded, KEY, PHOTO)


ODD_MARKS = {
    "there are none": [],
    "they are no list": None,
    "it is of another system": [{"bron": "zaaksysteem", "kenmerk": str(SUBMISSION)}],
    "it is no id": [{"bron": "portaal", "kenmerk": "SUBMISSION"}],
    "one has no name": [{"bron": "portaal"}],
}


@pytest.mark.parametrize("how", ODD_MARKS)
def test_a_case_without_our_mark_is_told_by_what_the_resident_sent(sender_of, zgw, how):
    zgw.zaak["kenmerken"] = ODD_MARKS[how]

    assert sender_of([IN], OURS, own=()) is NOBODY
    assert sender_of([IN], OURS, own=(SUBMISSION,)) is RESIDENT


def test_an_odd_mark_hides_no_other(sender_of, zgw):
    zgw.zaak["kenmerken"] += [{"bron": "portaal"}, {}, {"bron": None, "kenmerk": 7}]

    assert sender_of([IN], OURS, own=()) is RESIDENT
