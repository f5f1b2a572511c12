"""The catalogue: what it lacks, and how long it is kept."""

from dataclasses import replace

import pytest

from forms.properties import PropertyShape
from portal.domain.case_intake import CatalogueNeeds, PropertyNeed
from portal.domain.case_rules import CaseRule, CaseRules
from portal.domain.failures import InvalidSourceAnswer, SourceRefused, SourceUnavailable
from portal.domain.status_words import StatusRegister, StatusWords
from portal.gateways import kept as kept_module
from portal.gateways.cases.zgw import catalogue, intake
from portal.gateways.cases.zgw.catalogue_resources import NamedType
from portal.gateways.kept import KEPT_S, Kept
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_for
from tests.portal.gateways.half_made import NEW, ROLES, SET_STATUS, ZAAKTYPE
from tests.portal.gateways.recordings import (
    PHOTO_TYPE,
    TYPES,
    body,
    page,
)
from tests.portal.gateways.recordings import ZAAKTYPE as CASE_TYPE

WORDS = StatusWords(words={"nl": "Ontvangen"})


@pytest.mark.parametrize("lacking", ["roltypen", "statustypen"])
def test_a_catalogue_without_the_least(worker, half, lacking):
    half[f"GET {TYPES}/{lacking}"] = page()
    half[ROLES] = page()
    half["POST /zaken/api/v1/rollen"] = Reply(201, json={"url": "x"})

    with pytest.raises(SourceRefused, match="PARKVERG has no") as caught:
        worker.deliver(NEW)
    assert caught.value.is_final


def test_what_the_catalogue_lacks_is_told_to_the_operator(worker, half):
    half[f"GET {TYPES}/zaaktypen"] = page(half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json)
    needs = CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=("Foto",))
    assert worker.lacks(needs) == []
    assert worker.lacks(replace(needs, first_status="Betaald")) == [
        "Case type PARKVERG has no first status type Betaald.",
    ]
    half[f"GET {TYPES}/roltypen"] = half[f"GET {TYPES}/statustypen"] = page()

    assert intake.connect(settings_for(half.base)).lacks(needs) == [
        "Case type PARKVERG has no status types.",
        "Case type PARKVERG has no role type of the kind initiator.",
    ]


@pytest.fixture
def first_step_is_odd(half):
    """What the catalogue says with a first step that can't be read."""
    half[f"GET {TYPES}/zaaktypen"] = page(half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json)
    types = body("ztc-20", half.base)
    first = min(types["results"], key=lambda step: step["volgnummer"])
    first["volgnummer"] = None
    half[f"GET {TYPES}/statustypen"] = Reply(json=types)


def test_no_case_begins_with_another_step_than_the_first(worker, half, first_step_is_odd):
    with pytest.raises(InvalidSourceAnswer, match="odd status types"):
        worker.deliver(NEW)

    assert ("POST", SET_STATUS.partition(" ")[2]) not in half.server.asked


def test_an_odd_step_is_told_to_the_operator(worker, first_step_is_odd):
    needs = CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=("Foto",))

    assert worker.lacks(needs) == [
        "Case type PARKVERG has no status types that can all be read.",
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"concept": True}, "that is published: it is a concept"),
        ({"beginGeldigheid": "2999-01-01"}, "that holds today: it begins on 2999-01-01"),
        ({"eindeGeldigheid": "2026-01-02"}, "that holds today: it ended on 2026-01-02"),
    ],
)
def test_a_kind_of_document_that_does_not_hold(worker, half, change, why):
    half[f"GET {PHOTO_TYPE}"] = Reply(json={**half[f"GET {PHOTO_TYPE}"].json, **change})
    half[f"GET {TYPES}/zaaktypen"] = page(half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json)
    needs = CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=("Foto",))

    assert worker.lacks(needs) == [f"Case type PARKVERG has no document type Foto {why}."]


def test_the_catalogue_is_kept_for_hours_and_longer_when_it_is_down():
    now = [0.0]
    kept = Kept(clock=lambda: now[0])
    answers = iter([1, 2])

    def down():
        raise SourceUnavailable("catalogue", "no")

    assert kept.get("a", lambda: next(answers)) == 1
    assert kept.get("a", lambda: next(answers)) == 1
    now[0] += KEPT_S + 1
    assert kept.get("a", down) == 1
    assert kept.get("a", lambda: next(answers)) == 2
    with pytest.raises(SourceUnavailable):
        kept.get("b", down)


def test_the_catalogue_does_not_grow_for_ever(monkeypatch):
    monkeypatch.setattr(kept_module, "MOST_KEPT", 3)
    kept = Kept()
    for number in range(10):
        assert kept.get(str(number), lambda number=number: number) == number
    assert kept.get("9", lambda: "again") == 9


@pytest.mark.parametrize("working", [(), NamedType(omschrijving="Foto", concept=True)])
def test_what_the_municipality_still_works_on_is_asked_again(working):
    now = [0.0]
    kept = Kept(clock=lambda: now[0])

    assert kept.get("a", lambda: working, catalogue.is_final) == working
    assert kept.get("a", lambda: ["published"]) == ["published"]
    now[0] += KEPT_S + 1
    assert kept.get("a", lambda: working, catalogue.is_final) == working
    assert kept.get("a", lambda: {"concept": False}) == {"concept": False}
    assert kept.get("a", lambda: "again") == {"concept": False}


def test_a_case_type_that_is_published_is_found_at_once(worker, half):
    kinds = half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json
    needs = CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=())
    half[f"GET {TYPES}/zaaktypen"] = page()
    assert len(worker.lacks(needs)) == 1

    half[f"GET {TYPES}/zaaktypen"] = page(kinds)

    assert worker.lacks(needs) == []


def test_what_has_no_words_for_residents_is_listed(settings, zgw):
    zaaktype = zgw[f"GET {CASE_TYPE}"].json
    code = zaaktype["identificatie"]
    zgw[f"GET {TYPES}/zaaktypen"] = page(zaaktype)
    types = body("ztc-20", zgw.base)
    for each in types["results"]:
        each["informeren"] = each["omschrijving"] == "In behandeling"
    zgw[f"GET {TYPES}/statustypen"] = Reply(json=types)
    words = StatusWords(words={"nl": "Ontvangen"})
    register = StatusRegister({code: {"Ontvangen": words, "Ontvange": words}})

    assert intake.connect(settings, register).without_words() == [
        (
            f"Case type {code}: status 2 In behandeling has no words for residents;"
            " it is told by its own name, In behandeling."
        ),
        (
            f"Case type {code}: status 3 Afgehandeld has no words for residents;"
            " it is told in general words."
        ),
        f"Case type {code} has no status Ontvange, for which there are words.",
    ]


def test_an_odd_property_is_named_to_the_forms_that_need_it_only(worker, half):
    half[f"GET {TYPES}/zaaktypen"] = page(half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json)
    plate = {"naam": "kenteken", "url": "x", "specificatie": {"formaat": "tekst"}}
    half[f"GET {TYPES}/eigenschappen"] = page({"naam": 5}, plate)

    def lacking(*names):
        needs = tuple(PropertyNeed(name=name, shape=PropertyShape(longest=8)) for name in names)
        return worker.lacks(
            CatalogueNeeds(case_type="PARKVERG", properties=needs, document_types=("Foto",))
        )

    assert lacking("kenteken") == []
    [sentence] = lacking("kenteken", "kleur")
    assert sentence.startswith("Case type PARKVERG has no property kleur that can be read (")


def test_an_odd_kind_of_document_is_named_to_the_forms_that_need_it_only(worker, half):
    kinds = half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json
    kinds["informatieobjecttypen"].append(f"{half.base}{TYPES}/informatieobjecttypen/odd")
    half[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"] = Reply(json=kinds)
    half[f"GET {TYPES}/zaaktypen"] = page(kinds)
    half[f"GET {TYPES}/informatieobjecttypen/odd"] = Reply(json=["?"])

    def lacking(*kinds):
        return worker.lacks(
            CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=kinds)
        )

    assert lacking("Foto") == []
    [sentence] = lacking("Foto", "Tekening")
    assert "no document type Tekening that can be read (kind of document" in sentence


def test_an_odd_case_type_is_named_and_hides_no_other(settings, zgw):
    zaaktype = zgw[f"GET {CASE_TYPE}"].json
    code, url = zaaktype["identificatie"], f"{zgw.base}{TYPES}/zaaktypen/odd"
    odd = {**zaaktype, "url": url, "identificatie": "ONLEESBAAR"}
    zgw[f"GET {TYPES}/zaaktypen"] = page(zaaktype, odd, {"url": 5})
    zgw[f"GET {TYPES}/zaaktypen/odd"] = Reply(json={**odd, "informatieobjecttypen": 5})
    zgw[f"GET {TYPES}/statustypen"] = Reply(json=body("ztc-20", zgw.base))
    worker = intake.connect(settings, StatusRegister({"ONLEESBAAR": {"Ontvangen": WORDS}}))

    said = worker.without_words()

    assert said[0].startswith(
        "The catalogue has what can't be read: case type ONLEESBAAR: informatieobjecttypen"
    )
    assert said[1].startswith("The catalogue has what can't be read: a case type: ")
    assert any(sentence.startswith(f"Case type {code}: status") for sentence in said)
    assert not any("ONLEESBAAR has no" in sentence for sentence in said), "that is not known"
    rules = CaseRules(by_case_type={"ONLEESBAAR": CaseRule()})
    assert not any("ONLEESBAAR" in sentence for sentence in worker.without_cases(rules))
