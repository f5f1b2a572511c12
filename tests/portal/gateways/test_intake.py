"""What else the worker asks of the case system, against the embedded one over real HTTP."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from forms.properties import PropertyShape
from portal.domain.case_intake import CatalogueNeeds, Initiator, NumberIgnored, PropertyNeed
from portal.domain.case_keys import CaseKey
from portal.domain.failures import (
    NotFound,
    SourceError,
    SourceRefused,
    SourceUnavailable,
)
from portal.domain.people import Ground, Level
from portal.embedded.zgw import quirks
from portal.embedded.zgw.quirks import Quirk
from portal.gateways.cases.zgw import reading
from portal.gateways.cases.zgw.delivered_cases import NO_FILTER
from tests.portal.gateways.deliveries import (
    ANSWERS,
    CONTRACT,
    a_document,
    a_submission,
    assert_complete,
    deliver_until_it_works,
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
    ("changes", "named"),
    [
        ({"case_type": "NIET-BEKEND"}, "NIET-BEKEND"),
        ({"properties": {"schoenmaat": ("41",)}}, "VERHUIZING has no property schoenmaat"),
        (
            {"documents": (a_document(UUID(int=1), "1", "Paspoort", ANSWERS),)},
            "VERHUIZING has no document type Paspoort",
        ),
    ],
)
def test_what_the_catalogue_lacks_is_stuck_at_once_and_named(case_intake, meddler, changes, named):
    with pytest.raises(SourceRefused) as caught:
        case_intake.deliver(a_submission(**changes))
    assert (caught.value.system, caught.value.is_final) == ("catalogue", True)
    assert named in caught.value.reason


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


@pytest.fixture
def quirks_on(meddler):
    """Turns ways of other case systems on, until the test is over."""
    world, on = meddler.app.extensions["world"], []

    def turn_on(*names):
        on.extend(names)
        for name in names:
            quirks.switch(world, name, on=True)

    yield turn_on
    for name in on:
        quirks.switch(world, name, on=False)


def by_itself(case_intake):
    """The same case system, of which the settings say that it numbers cases itself."""
    return replace(case_intake, zgw=replace(case_intake.zgw, numbers_itself=True))


def test_number_of_what_is_a_case_already_is_found_by_its_mark(case_intake, meddler):
    new = a_submission(documents=())
    assert case_intake.number_of(new.submission, "x-0") is None
    case_intake.deliver(new)

    assert case_intake.number_of(new.submission, "x-0") == new.number
    assert case_intake.number_of(uuid4(), "x-0") is None


def test_without_that_filter_it_is_found_by_its_answers(case_intake, meddler, quirks_on):
    quirks_on(Quirk.NO_MARK_FILTER)
    submission, other = uuid4(), uuid4()
    answers = a_document(submission, "0", "Aanvraag", ANSWERS)
    new = a_submission(submission=submission, documents=(answers,))
    case_intake.deliver(new)

    assert case_intake.number_of(submission, answers.reference) == new.number
    assert case_intake.number_of(submission, f"{submission.hex}-9") is None
    assert case_intake.number_of(other, answers.reference) is None


def test_a_case_system_that_numbers_cases_gets_one_case_too(case_intake, meddler, quirks_on):
    quirks_on(Quirk.OWN_NUMBERS)
    worker, new = by_itself(case_intake), a_submission()
    meddler.begin({5: Fault.LOST_AFTER})

    key = deliver_until_it_works(worker, new, meddler)

    number = worker.number_of(new.submission, "x-0")
    assert number.startswith("ZAAK-")
    assert_complete(case_intake, replace(new, number=number), key)
    assert worker.deliver(new) == key
    assert worker.numbers_itself(new.case_type)


def test_one_that_ignores_our_number_is_told_and_its_case_is_completed(
    case_intake, meddler, quirks_on
):
    quirks_on(Quirk.OWN_NUMBERS)
    new = a_submission()

    with pytest.raises(NumberIgnored) as caught:
        case_intake.deliver(new)

    assert caught.value.is_final
    key = case_intake.deliver(replace(new, key=caught.value.key))
    assert key == caught.value.key
    number = case_intake.number_of(new.submission, "x-0")
    assert_complete(case_intake, replace(new, number=number), key)


def test_without_a_filter_by_mark_nothing_is_delivered_and_the_check_says_so(
    case_intake, meddler, quirks_on
):
    quirks_on(Quirk.OWN_NUMBERS, Quirk.NO_MARK_FILTER)
    worker, new = by_itself(case_intake), a_submission()

    with pytest.raises(SourceRefused, match="nothing is delivered") as caught:
        worker.deliver(new)

    assert caught.value.is_final
    before = len(items(case_intake.zgw.cases, "zaken", {}))
    needs = CatalogueNeeds(case_type="VERHUIZING", properties=(), document_types=())
    assert worker.lacks(needs) == [NO_FILTER]
    assert case_intake.lacks(needs) == []
    assert len(items(case_intake.zgw.cases, "zaken", {})) == before


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
    assert lacking("NIETS") == ["Case type NIETS is not in the catalogue."]
