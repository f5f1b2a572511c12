"""What else the worker asks of the case system, against the embedded one over real HTTP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from forms.properties import PropertyShape
from portal.domain.case_intake import CatalogueNeeds, Initiator, PropertyNeed
from portal.domain.case_keys import CaseKey
from portal.domain.failures import (
    InvalidSourceAnswer,
    NotFound,
    SourceError,
    SourceRefused,
    SourceUnavailable,
)
from portal.domain.people import Ground, Level
from portal.gateways.cases.zgw import reading
from tests.portal.gateways.deliveries import (
    ANSWERS,
    CONTRACT,
    a_document,
    a_submission,
    assert_complete,
)
from tests.portal.gateways.givens import items
from tests.portal.gateways.meddler import Fault


def test_a_number_that_is_another_case_is_not_used(case_intake, meddler):
    new = a_submission()
    case_intake.deliver(new)
    other = replace(new, submission=uuid4())

    with pytest.raises(SourceRefused) as caught:
        case_intake.deliver(other)

    assert caught.value.code == "identificatie-niet-uniek"
    with pytest.raises(SourceRefused):
        case_intake.deliver(replace(new, case_type="MELDING-OR"))


def test_an_anonymous_report(case_intake, meddler):
    nobody = Initiator(
        bsn=None, name="", email="", phone="", ground=Ground.ANONYMOUS, level=Level.NONE
    )
    properties = {"categorie": ("wegdek",), "plaats": ("Lindelaan 12",)}
    new = a_submission(
        case_type="MELDING-OR", initiator=nobody, properties=properties, documents=()
    )

    key = case_intake.deliver(new)

    assert items(case_intake.zgw.cases, "rollen", {"zaak": case_intake.zgw.url_of(key)}) == ()
    assert case_intake.deliver(new) == key


@pytest.mark.parametrize(("name", "email"), [("N. de Wit", ""), ("", "n@example.nl")])
def test_a_report_of_somebody_without_a_bsn(case_intake, portal_settings, meddler, name, email):
    known = Initiator(
        bsn=None, name=name, email=email, phone="", ground=Ground.ANONYMOUS, level=Level.NONE
    )
    new = a_submission(case_type="MELDING-OR", initiator=known, properties={}, documents=())

    key = case_intake.deliver(new)

    [role] = items(case_intake.zgw.cases, "rollen", {"zaak": case_intake.zgw.url_of(key)})
    assert role["contactpersoonRol"]["emailadres"] == email
    assert "niet gecontroleerd" in role["roltoelichting"]
    assert not role.get("authenticatieContext")
    assert reading.connect(portal_settings).subject_of(key) is None


@pytest.mark.parametrize(
    ("ground", "level", "words"),
    [
        (Ground.SELF, Level.SUBSTANTIEEL, "Zelf ingelogd"),
        (Ground.HELPER_PRESENT, Level.MIDDEN, "helper"),
        (Ground.COUNTER_EMPLOYEE, Level.NONE, "medewerker aan de balie"),
    ],
)
def test_rule_9_who_acted_is_told_truthfully(case_intake, meddler, ground, level, words):
    base = a_submission(documents=())
    new = replace(base, initiator=replace(base.initiator, ground=ground, level=level))

    key = case_intake.deliver(new)

    [role] = items(case_intake.zgw.cases, "rollen", {"zaak": case_intake.zgw.url_of(key)})
    assert words in role["roltoelichting"]
    assert bool(role.get("authenticatieContext")) == (level is not Level.NONE)


def test_a_document_is_added_once(case_intake, meddler):
    new = a_submission(documents=())
    key = case_intake.deliver(new)
    extra = a_document(new.submission, "9", "Huurcontract", CONTRACT)
    meddler.begin({8: Fault.LOST_AFTER})

    for _ in range(2):
        try:
            case_intake.add_document(key, extra)
        except SourceError:
            meddler.begin({})
    case_intake.add_document(key, extra)

    assert_complete(case_intake, replace(new, documents=(extra,)), key)


def test_a_document_for_a_case_elsewhere(case_intake, meddler):
    extra = a_document(uuid4(), "9", "Huurcontract", CONTRACT)

    with pytest.raises(NotFound):
        case_intake.add_document(CaseKey("other", uuid4()), extra)
    assert meddler.calls == []


@pytest.mark.parametrize(
    "changes",
    [
        {"case_type": "NIET-BEKEND"},
        {"properties": {"schoenmaat": ("41",)}},
        {"documents": (a_document(UUID(int=1), "1", "Paspoort", ANSWERS),)},
    ],
)
def test_what_the_catalogue_lacks_stops_the_delivery_loudly(case_intake, meddler, changes):
    with pytest.raises(InvalidSourceAnswer) as caught:
        case_intake.deliver(a_submission(**changes))
    assert caught.value.system == "catalogue"


def test_empty_keys_are_refused(case_intake, meddler):
    with pytest.raises(ValueError, match="no filter"):
        case_intake.deliver(a_submission(number=""))
    with pytest.raises(ValueError, match="no filter"):
        case_intake.deliver(a_submission(case_type=""))
    document = replace(a_document(uuid4(), "1", "Aanvraag", ANSWERS), reference="")
    with pytest.raises(ValueError, match="no filter"):
        case_intake.deliver(a_submission(documents=(document,)))


def test_a_clock_that_is_behind_is_tried_again_later(case_intake, meddler):
    soon = datetime.now(UTC) + timedelta(minutes=5)

    with pytest.raises(SourceUnavailable, match="clock"):
        case_intake.deliver(a_submission(sent_at=soon, documents=()))


def test_a_reserved_number(case_intake, meddler):
    first, second = case_intake.reserve_number(), case_intake.reserve_number()

    assert first
    assert first != second
    new = a_submission(number=first)
    assert_complete(case_intake, new, case_intake.deliver(new))


def test_number_of_what_is_a_case_already_is_found_by_its_answers(case_intake, meddler):
    submission, other = uuid4(), uuid4()
    answers = a_document(submission, "0", "Aanvraag", ANSWERS)
    new = a_submission(submission=submission, documents=(answers,))
    case_intake.deliver(new)

    assert case_intake.number_of(submission, answers.reference) == new.number
    assert case_intake.number_of(submission, f"{submission.hex}-9") is None
    assert case_intake.number_of(other, answers.reference) is None


def test_what_the_catalogue_lacks(case_intake, meddler):
    def lacking(case_type, properties=(), document_types=()):
        return case_intake.lacks(
            CatalogueNeeds(
                case_type=case_type,
                properties=tuple(
                    PropertyNeed(name=name, shape=PropertyShape(longest=8)) for name in properties
                ),
                document_types=document_types,
            )
        )

    assert lacking("VERHUIZING", ("nieuwAdres",), ("Aanvraag", "Huurcontract")) == []
    assert lacking("MELDING-OR", ("plaats",), ("Foto",)) == []
    assert lacking("VERHUIZING", ("schoenmaat",), ("Paspoort",)) == [
        "Case type VERHUIZING has no property schoenmaat.",
        "Case type VERHUIZING has no document type Paspoort.",
    ]
    assert lacking("NIETS") == [
        "Case type NIETS is not in the catalogue, or not published and valid today."
    ]
