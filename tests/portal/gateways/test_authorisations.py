"""Probing what the portal may do: nothing is ever made, whatever the case system would take."""

from datetime import timedelta

import pytest
from openapi_schema_validator import OAS30Validator, oas30_format_checker
from sqlalchemy import func, select

from portal.domain.case_intake import CatalogueNeeds
from portal.domain.days import today
from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.embedded.storage import DOCUMENT, ZAAK
from portal.gateways.cases.zgw import authorisations, intake
from tests.portal.embedded.zgw.conftest import specification
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.half_made import ZAAKTYPE
from tests.portal.gateways.recordings import TYPES, page

NEEDS = CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=("Foto", "Foto"))
CASE_ONLY = CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=())
CASES, DOCUMENTS = (
    "POST /zaken/api/v1/zaken",
    "POST /documenten/api/v1/enkelvoudiginformatieobjecten",
)
INCOMPLETE = Reply(400, json={"code": "invalid", "invalidParams": [{"code": "required"}]})
FORBIDDEN = Reply(403, json={"code": "permission_denied"})


@pytest.fixture
def kinds(half):
    """The catalogue has the case type; both probes are answered as by Open Zaak."""
    zaaktype = half.replies[f"GET {TYPES}/zaaktypen/{ZAAKTYPE}"].json
    half[f"GET {TYPES}/zaaktypen"] = page(zaaktype)
    half[CASES] = half[DOCUMENTS] = INCOMPLETE
    return zaaktype


def only_when_asked_for_all(half, *versions):
    """Let no version hold today: the API gives them to who asks for all, and for no day."""
    usual = half.server.answer

    def answer(request):
        if request.path != f"{TYPES}/zaaktypen":
            return usual(request)
        return page(*versions) if request.params["status"] == "alles" else page()

    half.server.answer = answer


def probes_of(half):
    """The bodies of all that was POSTed."""
    return [each.json for each in half.server.requests if each.method == "POST"]


def test_an_application_that_may_do_all_lacks_nothing(worker, half, kinds):
    assert worker.not_allowed(NEEDS) == []


def test_what_is_not_authorised_is_told_with_the_scopes_and_the_version(worker, half, kinds):
    half[CASES] = half[DOCUMENTS] = FORBIDDEN

    [case, document] = worker.not_allowed(NEEDS)

    begins = kinds["beginGeldigheid"]
    assert case.startswith(
        f"The application may make no cases of case type PARKVERG, version from {begins}:"
    )
    assert "zaken.aanmaken" in case
    assert document.startswith("The application may make no documents of kind Foto:")


def test_a_version_that_is_to_come_is_probed_too_and_what_is_over_or_a_concept_not(
    worker, half, kinds
):
    ends, base = (today() + timedelta(days=3)).isoformat(), kinds["url"]
    versions = [
        kinds
        | {"url": f"{base}-0", "eindeGeldigheid": "2026-01-01", "beginGeldigheid": "2025-01-01"},
        kinds | {"eindeGeldigheid": ends},
        kinds | {"url": f"{base}-2", "beginGeldigheid": ends},
        kinds | {"url": f"{base}-3", "beginGeldigheid": ends, "concept": True},
    ]
    only_when_asked_for_all(half, *versions)
    half[CASES] = FORBIDDEN

    told = worker.not_allowed(CASE_ONLY)

    assert [sentence.partition("version from ")[2][:10] for sentence in told] == [
        kinds["beginGeldigheid"],
        ends,
    ]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(403, json={"code": "jwt-expired"}),
        Reply(403, json={}),
        Reply(404, json={}),
        Reply(405, json={}),
        Reply(500, json={}),
    ],
)
def test_what_says_nothing_of_rights_is_no_answer(worker, half, kinds, reply):
    half[CASES] = reply

    with pytest.raises(SourceError):
        worker.not_allowed(NEEDS)


@pytest.mark.parametrize("path", [CASES, DOCUMENTS])
def test_a_system_that_takes_anything_is_told_aloud(worker, half, kinds, path):
    half[path] = Reply(201, json={"url": "https://zaken.example/1"})

    with pytest.raises(InvalidSourceAnswer, match="look what it made"):
        worker.not_allowed(NEEDS)


@pytest.mark.parametrize(
    ("api", "path", "day", "make"),
    [
        ("zaken", "/zaken", "startdatum", authorisations.case_probe),
        (
            "documenten",
            "/enkelvoudiginformatieobjecten",
            "creatiedatum",
            authorisations.document_probe,
        ),
    ],
)
def test_no_implementation_can_make_anything_of_a_probe(worker, api, path, day, make):
    """It lacks what the standard demands, and where that is filled in there is still no date."""
    document = specification(api)
    content = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]
    schema = {**content["schema"], "components": document["components"]}
    body = make(worker.zgw, "https://catalogi.example/1").body
    filled = {"bronorganisatie": "002220647", "verantwoordelijkeOrganisatie": "002220647"}
    filled |= {"titel": "x", "auteur": "x", "taal": "nld", "bestandsomvang": 1, "inhoud": "eA=="}
    validator = OAS30Validator(schema, format_checker=oas30_format_checker)

    assert "'bronorganisatie' is a required property" in said_of(validator, body)
    assert f"'{body[day]}' is not a 'date'" in said_of(validator, filled | body)
    assert "is not a 'date'" not in said_of(validator, filled | body | {day: "2026-11-30"})
    assert not any(character.isdigit() for character in body[day]), "no parser reads a day in it"


def said_of(validator, body):
    """All that is wrong with a body, also within alternatives."""
    errors = list(validator.iter_errors(body))
    return " ".join(each.message for error in errors for each in (error, *(error.context or ())))


def test_nothing_is_made_in_the_embedded_world(case_intake, meddler):
    engine = meddler.app.extensions["world"].engine

    def count():
        with engine.connect() as connection:
            return [
                connection.scalar(select(func.count()).select_from(table))
                for table in (ZAAK, DOCUMENT)
            ]

    before = count()
    needs = CatalogueNeeds(
        case_type="VERHUIZING", properties=(), document_types=("Aanvraag", "Huurcontract")
    )

    assert case_intake.not_allowed(needs) == []

    assert count() == before
    posts = [call for call in meddler.calls if call.startswith("POST")]
    assert len(posts) == 3


def test_what_is_not_in_the_catalogue_is_not_probed(worker, half, kinds):
    half[f"GET {TYPES}/zaaktypen"] = page()

    assert worker.not_allowed(NEEDS) == []
    assert probes_of(half) == []


def test_a_version_that_ended_this_morning_is_not_used_any_more(worker, half, kinds):
    """Which version holds is asked afresh each time, in the same process."""
    assert (
        worker.lacks(CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=())) == []
    )
    half[f"GET {TYPES}/zaaktypen"] = page()
    [told] = worker.lacks(CatalogueNeeds(case_type="PARKVERG", properties=(), document_types=()))

    assert told == "Case type PARKVERG is not in the catalogue."


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"concept": True, "beginGeldigheid": "2026-01-01"},
            "is a concept in the catalogue (from 2026-01-01): publish it.",
        ),
        ({"beginGeldigheid": "2999-01-01"}, "holds only from 2999-01-01."),
        (
            {"eindeGeldigheid": "2026-02-01"},
            "ended on 2026-02-01, and has no newer version.",
        ),
    ],
)
def test_why_a_case_type_can_not_be_used(settings, half, kinds, changes, told):
    only_when_asked_for_all(half, kinds | changes)

    [sentence] = intake.connect(settings).lacks(CASE_ONLY)

    assert sentence == f"Case type PARKVERG {told}"
