"""Which cases a municipality shows to whom, on answers of Open Zaak: one rule for every way in."""

from copy import deepcopy

import pytest

from portal.domain.case_rules import CasePart, CaseRole, CaseRule, CaseRules, CaseSecrecy
from portal.domain.cases import Progress
from portal.domain.failures import NotFound, SourceError, SourceRefused
from portal.gateways.cases.zgw import reading
from tests.factories import BSN
from tests.portal.gateways.recordings import KEY, NUMBER, PHOTO, PHOTO_TYPE, ZOEK, page

NOTHING, ALL = frozenset(), frozenset(CasePart)
CODE = "PARKVERG"
OTHER_PERSON = {"inpBsn": "111222333"}


@pytest.fixture
def seen_by(settings):
    """The case system under these rules, as it is for pages."""

    def connect(usual=CaseRule(), **by_case_type):  # noqa: B008 - a value that never changes
        return reading.connect(settings, case_rules=CaseRules(usual, by_case_type))

    return connect


@pytest.fixture
def roles(zgw):
    """The roles of the one case: that of our resident is the first."""
    return zgw.zaak["_expand"]["rollen"]


@pytest.fixture
def is_party(zgw, roles):
    """Make our resident an interested party in a case that somebody else started."""

    def make(started_by="natuurlijk_persoon"):
        own = roles[0]
        starter = deepcopy(own)
        starter["betrokkeneType"] = started_by
        starter["betrokkeneIdentificatie"] = OTHER_PERSON
        own["omschrijvingGeneriek"] = "belanghebbende"
        zgw.zaak["rollen"] = [*zgw.zaak["rollen"], "https://zgw.example/another"]
        roles.append(starter)

    return make


def ways_in(cases, proof):
    """What each way to a case gives: whether it shows it."""
    return {
        "list": bool(_or_none(lambda: cases.cases_of(proof).value.cases)),
        "by key": bool(_or_none(lambda: cases.cases_with_keys(proof, [KEY]).value)),
        "by number": bool(_or_none(lambda: cases.cases_with_number(proof, NUMBER).value)),
        "page": _or_none(lambda: cases.case_file(proof, KEY)) is not None,
        "look": _or_none(lambda: cases.case_without_documents(proof, KEY)) is not None,
        "inbox": _or_none(lambda: _inbox(cases, proof)) is not None,
    }


def _inbox(cases, proof):
    try:
        return cases.inbox(proof, KEY)
    except (
        SourceRefused
    ):  # it is shown: the kinds of document are asked for, which no recording has
        return KEY


def _or_none(read):
    try:
        return read()
    except (NotFound, SourceError):
        return None


@pytest.mark.parametrize("started_by", ["natuurlijk_persoon", "medewerker", "vestiging"])
def test_by_default_an_interested_party_sees_nothing_by_any_way(
    seen_by, recorded, is_party, started_by
):
    is_party(started_by)

    assert set(ways_in(seen_by(), recorded).values()) == {False}


@pytest.mark.parametrize(
    ("started_by", "of_others", "of_employee", "is_shown"),
    [
        ("natuurlijk_persoon", NOTHING, None, True),
        ("natuurlijk_persoon", None, ALL, False),
        ("niet_natuurlijk_persoon", NOTHING, None, True),
        ("medewerker", None, NOTHING, True),
        ("organisatorische_eenheid", None, NOTHING, True),
        ("medewerker", ALL, None, False),
    ],
)
def test_who_started_it_decides_what_is_shown_by_every_way(
    seen_by, recorded, is_party, started_by, of_others, of_employee, is_shown
):
    is_party(started_by)
    cases = seen_by(CaseRule(case_of_others=of_others, case_of_employee=of_employee))

    assert set(ways_in(cases, recorded).values()) == {is_shown}


def test_where_nobody_is_said_to_have_started_it_nothing_is_shown(seen_by, recorded, roles):
    roles[0]["omschrijvingGeneriek"] = "belanghebbende"
    cases = seen_by(CaseRule(case_of_others=ALL, case_of_employee=ALL))

    assert set(ways_in(cases, recorded).values()) == {False}


@pytest.mark.parametrize("role", ["behandelaar", "adviseur", "mede_initiator", ""])
def test_another_role_shows_nothing(seen_by, recorded, is_party, roles, role):
    is_party()
    roles[0]["omschrijvingGeneriek"] = role
    cases = seen_by(CaseRule(case_of_others=ALL, case_of_employee=ALL))

    assert set(ways_in(cases, recorded).values()) == {False}


def test_where_a_role_is_odd_nothing_is_shown(seen_by, recorded, is_party, roles):
    is_party()
    roles.append({"betrokkeneType": 1})
    cases = seen_by(CaseRule(case_of_others=ALL))

    assert set(ways_in(cases, recorded).values()) == {False}


def test_an_interested_party_sees_the_parts_that_are_shown_and_no_more(
    seen_by, recorded, is_party, zgw
):
    is_party()
    zgw.zaak["verlenging"] = {"reden": "De aanvrager is ziek", "duur": "P4W"}
    zgw.kinds_are({PHOTO_TYPE: ["uitgaand"]})
    bare = seen_by(CaseRule(case_of_others=NOTHING)).case_file(recorded, KEY)
    whole = seen_by(CaseRule(case_of_others=ALL)).case_file(recorded, KEY)

    assert (bare.case.role, bare.case.number) == (CaseRole.INTERESTED, NUMBER)
    assert bare.case.title == "Parkeervergunning aanvragen"
    assert (bare.case.description, bare.case.status, bare.case.extension) == ("", "", None)
    assert (bare.steps, bare.documents, bare.decisions) == ((), (), ())
    assert (bare.case.payment, bare.case.due) == (None, None)
    assert whole.case.description == "Parkeervergunning AB-123-C"
    assert whole.case.extension == "De aanvrager is ziek"
    assert whole.steps


def test_an_interested_party_downloads_what_the_page_shows_and_no_more(
    seen_by, recorded, is_party, zgw
):
    is_party()
    zgw.kinds_are({PHOTO_TYPE: ["uitgaand"]})
    hidden = seen_by(CaseRule(case_of_others=frozenset({CasePart.STEPS})))
    shown = seen_by(CaseRule(case_of_others=frozenset({CasePart.DOCUMENTS})))

    ids = {document.id for document in shown.case_file(recorded, KEY).documents}
    for document in (PHOTO, *ids):
        with pytest.raises(NotFound):
            hidden.download(recorded, KEY, document)
    assert hidden.case_file(recorded, KEY).documents == ()


def test_what_the_applicant_sent_is_not_of_an_interested_party(seen_by, recorded, is_party, zgw):
    """The marks of a case say in what its documents came: that was somebody else's."""
    zgw.kinds_are({PHOTO_TYPE: ["inkomend"]})
    own = seen_by().case_file(recorded, KEY)
    is_party()

    file = seen_by(CaseRule(case_of_others=ALL)).case_file(recorded, KEY)

    assert not {each.sender for each in file.documents} & {each.sender for each in own.documents}


def test_an_interested_party_adds_nothing(seen_by, recorded, is_party):
    is_party()

    inbox = seen_by(CaseRule(case_of_others=ALL)).inbox(recorded, KEY)

    assert inbox.kinds == ()


def test_by_default_only_cases_of_the_resident_are_asked_and_counted(seen_by, recorded, zgw):
    zgw[ZOEK] = page(zgw.zaak, count=1)

    assert seen_by().cases_of(recorded).value.count == 1
    asked = zgw.server.requests[0].json
    assert asked["rol__omschrijvingGeneriek"] == "initiator"
    assert asked["maximaleVertrouwelijkheidaanduiding"] == "zaakvertrouwelijk"


def test_with_cases_of_others_nothing_is_counted_as_some_may_be_hidden(seen_by, recorded, zgw):
    zgw[ZOEK] = page(zgw.zaak, count=1)

    answer = seen_by(CaseRule(case_of_others=ALL)).cases_of(recorded)

    assert answer.value.count is None
    assert "rol__omschrijvingGeneriek" not in zgw.server.requests[0].json


@pytest.mark.parametrize(
    ("most", "secrecy", "is_shown"),
    [
        ("zaakvertrouwelijk", "zaakvertrouwelijk", True),
        ("zaakvertrouwelijk", "vertrouwelijk", False),
        ("zaakvertrouwelijk", "zeer_geheim", False),
        ("zaakvertrouwelijk", "iets nieuws", False),
        ("zaakvertrouwelijk", "", False),
        ("intern", "zaakvertrouwelijk", False),
        ("intern", "openbaar", True),
        ("openbaar", "beperkt_openbaar", False),
    ],
)
def test_what_is_too_confidential_is_shown_by_no_way(
    seen_by, recorded, zgw, most, secrecy, is_shown
):
    zgw.zaak["vertrouwelijkheidaanduiding"] = secrecy
    cases = seen_by(CaseRule(most_confidential=CaseSecrecy(most)))

    assert set(ways_in(cases, recorded).values()) == {is_shown}


def test_a_case_type_may_be_stricter_or_looser_than_others(seen_by, recorded, zgw):
    strict, loose = CaseRule(most_confidential=CaseSecrecy.PUBLIC), CaseRule()

    assert set(ways_in(seen_by(loose, PARKVERG=strict), recorded).values()) == {False}
    assert set(ways_in(seen_by(strict, PARKVERG=loose), recorded).values()) == {True}


@pytest.mark.parametrize(
    ("rule", "is_ours", "is_shown"),
    [
        (CaseRule(), False, False),
        (CaseRule(shows_without_status=True), False, True),
        (CaseRule(shows_without_status=True), True, False),
    ],
)
def test_a_case_without_status_is_received_where_the_rule_says_so(
    seen_by, recorded, zgw, rule, is_ours, is_shown
):
    """Never one that the portal is still making: it has the mark of a submission."""
    zgw.zaak["status"] = None
    zgw.zaak["_expand"].pop("status", None)
    if not is_ours:
        zgw.zaak["kenmerken"] = []
    cases = seen_by(rule)

    assert set(ways_in(cases, recorded).values()) == {is_shown}
    if is_shown:
        [case] = cases.cases_of(recorded).value.cases
        assert (case.progress, case.status) == (Progress.RECEIVED, "")


def test_news_of_what_an_employee_started_is_for_its_one_interested_party(
    seen_by, zgw, is_party, roles
):
    is_party("medewerker")
    zgw["GET /zaken/api/v1/rollen"] = page(*roles)

    assert seen_by(CaseRule(case_of_employee=NOTHING)).subject_of(KEY) == BSN
    assert seen_by(CaseRule(case_of_others=ALL)).subject_of(KEY) is None
    roles.append({**deepcopy(roles[0]), "betrokkeneIdentificatie": OTHER_PERSON})
    zgw["GET /zaken/api/v1/rollen"] = page(*roles)
    assert seen_by(CaseRule(case_of_employee=NOTHING)).subject_of(KEY) is None
