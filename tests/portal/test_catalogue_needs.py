"""`portal catalogue needs`: what must be there, for people and as a file for Open Zaak."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from openapi_schema_validator import OAS30Validator, OAS30WriteValidator

from forms import Catalogue, load_sources
from portal import commands
from portal.gateways.cases.zgw import import_file as import_files
from portal.gateways.cases.zgw import intake
from portal.services.catalogue_design import designs_of
from portal.services.catalogue_needs import needs_of
from portal.wiring import remedies_of, status_words_of
from tests.forms_filled import MOVE
from tests.portal.embedded.zgw.conftest import specification
from tests.portal.gateways.fake_server import Reply, serving
from tests.portal.gateways.givens import settings_for
from tests.portal.test_commands import run

__all__ = ["run"]
APIS = ("zaken", "catalogi", "documenten", "besluiten")
BEGINS = "2026-01-01"
ORDER = [
    "Catalogus.json",
    "InformatieObjectType.json",
    "BesluitType.json",
    "ZaakType.json",
    "StatusType.json",
    "ZaakTypeInformatieObjectType.json",
    "RolType.json",
    "Eigenschap.json",
]
"""As Open Zaak imports them."""


@pytest.fixture
def designs(environment):
    settings = commands.Settings()
    register = status_words_of(settings), remedies_of(settings)
    return [
        design for form in Catalogue.load(load_sources()) for design in designs_of(form, *register)
    ]


@pytest.fixture
def owner():
    return import_files.CatalogueOwner(
        base_url="https://zaken.example/catalogi/api/v1",
        rsin="002220647",
        domain="MIJNG",
        name="Catalogus Demodam",
        begins=import_files.date.fromisoformat(BEGINS),
    )


@pytest.fixture
def resources(owner, designs):
    return import_files.resources_of(owner, designs)


def test_each_form_is_told_with_all_that_it_needs(run, environment):
    code, said, errors = run("catalogue", "needs")

    assert (code, errors) == (0, "")
    pairs = [(form, needs) for form in Catalogue.load(load_sources()) for needs in needs_of(form)]
    assert len({form.slug for form, _needs in pairs}) < len(pairs)
    for form, needs in pairs:
        start = said.index(f"{form.title}: zaaktype {needs.case_type}\n")
        part = said[start : said.index("\n\n", start)]
        words = [*needs.document_types, *(each.name for each in needs.properties)]
        for word in (needs.first_status, "eindstatus", "initiator", *words):
            assert word in part, (form.slug, word)
    assert "reactietermijn P6W" in said
    assert "formaat datum" in said
    assert "zaken.statussen.toevoegen" in said


def test_one_form_and_a_name_that_there_is_not(run, environment):
    assert run("catalogue", "needs", MOVE)[1].count(": zaaktype ") == 1
    code, _said, errors = run("catalogue", "needs", "verhuizen")

    assert code == 2
    assert "verhuizen" in errors
    assert run("catalogue", "needs", "--system", "vth")[0] == 2
    assert run("catalogue", "needs", "--domain", "demodam")[0] == 2


def test_a_form_of_another_case_system_is_named_with_it(run, environment):
    apis = {f"{name}_url": f"https://vth.example/{name}" for name in APIS}
    names = {"words": "vergunningen", "client_id": "portaal", "client_secret": "w" * 32}
    vth = {**names, **apis, "case_types": ["VERHUIZING"]}
    environment.setenv("PORTAL_CASE_SYSTEM_WORDS", "burgerzaken")
    environment.setenv("PORTAL_CASE_SYSTEMS", json.dumps({"vth": vth}))

    code, _said, errors = run("catalogue", "needs", MOVE)

    assert code == 2
    assert "--system vth" in errors
    assert run("catalogue", "needs", MOVE, "--system", "vth")[1].count(": zaaktype ") == 1
    assert "VERHUIZING" not in run("catalogue", "needs")[1]


def test_the_file_is_a_zip_with_a_list_for_each_resource_in_the_names_of_the_import(
    run, environment, tmp_path
):
    path = tmp_path / "catalogus.zip"

    code, _said, _errors = run("catalogue", "needs", "--import-file", str(path))

    assert code == 0
    with ZipFile(path) as archive:
        assert archive.namelist() == ORDER
        read = {name: json.loads(archive.read(name)) for name in ORDER}
    [catalogue] = read["Catalogus.json"]
    assert (catalogue["domein"], catalogue["rsin"]) == ("MIJNG", "002220647")
    case_type = read["ZaakType.json"][0]
    assert {"begin_geldigheid", "handeling_initiator", "indicatie_intern_of_extern"} <= set(
        case_type
    )
    assert not any(character.isupper() for name in case_type for character in name)
    assert read["Eigenschap.json"][0]["specificatie"]["formaat"]


def test_of_the_same_forms_it_is_always_the_same(owner, designs):
    first, second = (import_files.import_file(owner, designs) for _ in range(2))

    with ZipFile(BytesIO(first)) as one, ZipFile(BytesIO(second)) as other:
        assert [one.read(name) for name in ORDER] == [other.read(name) for name in ORDER]


@pytest.mark.parametrize("resource", [name.removesuffix(".json") for name in ORDER])
def test_each_item_is_valid_against_the_catalogi_api(resources, resource):
    document = specification("catalogi")
    schema = {"$ref": f"#/components/schemas/{resource}", "components": document["components"]}
    validator = OAS30Validator(schema)

    assert resources[resource]
    for item in resources[resource]:
        assert [error.message for error in validator.iter_errors(item)] == []


@pytest.mark.parametrize("resource", import_files.PATHS)
def test_each_item_can_be_sent_to_the_catalogi_api(resources, resource):
    """What only the API itself says left out, it is a valid body of the POST that makes it."""
    document = specification("catalogi")
    body = document["paths"][f"/{import_files.PATHS[resource]}"]["post"]["requestBody"]
    while "$ref" in body:
        body = document["components"]["requestBodies"][body["$ref"].rpartition("/")[2]]
    name = body["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    given_back = {
        field
        for field, schema in document["components"]["schemas"][name]["properties"].items()
        if schema.get("readOnly")
    }
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    validator = OAS30WriteValidator(schema)

    for item in resources[resource]:
        sent = {field: value for field, value in item.items() if field not in given_back}
        assert [error.message for error in validator.iter_errors(sent)] == []


def test_what_two_forms_need_is_in_the_file_once(owner, designs, resources):
    assert import_files.resources_of(owner, [*designs, *designs]) == resources


def test_what_an_item_names_is_in_the_file(resources):
    items = [item for each in resources.values() for item in each]
    urls = [item["url"] for item in items]
    named = {
        url
        for item in items
        for value in item.values()
        for url in (value if isinstance(value, list) else [value])
        if isinstance(url, str) and url.startswith("https://zaken.example/")
    }

    assert len(urls) == len(set(urls))
    assert named == set(urls)


def test_a_catalogue_that_is_filled_with_the_file_and_published_has_all_that_the_forms_need(
    resources,
):
    """The check itself finds nothing, once everything holds."""
    with serving() as server:
        server.answer = lambda request: _published(resources, server.url, request)
        worker = intake.connect(settings_for(server.url))
        for form in Catalogue.load(load_sources()):
            lacking = [worker.lacks(needs) for needs in needs_of(form)]
            assert lacking
            assert not any(lacking), form.slug


def _published(resources, base, request):
    """The catalogue after publication, as the Catalogi API answers of it."""
    text = json.dumps(resources).replace("https://zaken.example", base)
    there = json.loads(text)
    links = there["ZaakTypeInformatieObjectType"]
    for item in [*there["ZaakType"], *there["InformatieObjectType"]]:
        item["concept"] = False
    for item in there["ZaakType"]:
        item["informatieobjecttypen"] = [
            link["informatieobjecttype"] for link in links if link["zaaktype"] == item["url"]
        ]
    items = [item for each in there.values() for item in each]
    url = f"{base}{request.path}"
    if found := [item for item in items if item["url"] == url]:
        return Reply(json=found[0])
    listed = [
        item
        for item in items
        if item["url"].rpartition("/")[0] == url
        and all(
            item.get(name, value) == value
            for name, value in request.params.items()
            if name in ("zaaktype", "identificatie", "omschrijvingGeneriek")
        )
    ]
    return Reply(json={"count": len(listed), "next": None, "previous": None, "results": listed})
