"""A client of the case API that holds every answer against the published specification."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import OctKey
from openapi_schema_validator import OAS30Validator
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from portal.domain.cases import EndOfDecision
from portal.embedded import storage
from portal.embedded.seed import first_cases
from portal.embedded.world import World
from portal.embedded.zgw.addresses import address
from portal.embedded.zgw.catalogue import catalogue_id

SPECS = Path(__file__).parents[3] / "specs"
FILES = {
    "zaken": "vng-zaken-1.5.1.yaml",
    "catalogi": "vng-catalogi-1.3.1.yaml",
    "documenten": "vng-documenten-1.4.2.yaml",
    "besluiten": "vng-besluiten-1.1.0.yaml",
    "notificaties": "vng-notificaties-1.0.1.yaml",
    "objecten": "objects-api-v2.yaml",
    "klantinteracties": "openklant-klantinteracties.yaml",
}
Json = dict[str, Any]
FAULTS: dict[str, Json] = {
    # An empty object must be empty, or every `oneOf` with it matches twice.
    "EmptyObject": {"maxProperties": 0},
    # Lists everywhere but in their own description.
    "ZaakType.informatieobjecttypen": {"type": "array", "items": {"type": "string"}},
    "InformatieObjectType.zaaktypen": {"type": "array", "items": {"type": "string"}},
    # Open Zaak 1.30 answers these with null or an empty text.
    "Status.gezetdoor": {"nullable": True},
    "StatusRequestbody.gezetdoor": {"nullable": True},
    "ZaakObject.zaakobjecttype": {"nullable": True},
    "ZaakObject.objectTypeOverige": {"pattern": ""},
    "Besluit.vervalreden": {"enum": ["", *EndOfDecision]},
    "Besluit.vervalredenWeergave": {"minLength": 0},
    "Abonnement": {"required": ["callbackUrl", "kanalen"]},  # `auth` is never given back
    "ObjectRecord.correctedBy": {"nullable": True},  # null in every example of it
}
"""Where a specification contradicts itself or what was recorded, and what it is read as."""


@lru_cache
def raw_specification(api: str) -> Json:
    """A specification as it was published."""
    return yaml.load((SPECS / FILES[api]).read_text(), yaml.CSafeLoader)


@lru_cache
def specification(api: str) -> Json:
    """A specification in itself, with what Open Zaak is known to answer besides it."""
    document = _adapted(raw_specification(api))
    schemas = document["components"]["schemas"]
    if api in ("zaken", "documenten", "besluiten"):
        schemas.update(_adapted(raw_specification("catalogi"))["components"]["schemas"] | schemas)
    for name, change in FAULTS.items():
        schema, _, field_name = name.partition(".")
        if schema in schemas:
            target = schemas[schema]["properties"][field_name] if field_name else schemas[schema]
            target.update(change)
    return document


def _adapted(value: Any) -> Any:
    """Links to another specification made local; `nullable` beside `allOf` made to mean it."""
    if isinstance(value, list):
        return [_adapted(item) for item in value]
    if not isinstance(value, dict):
        return value
    copy = {key: _adapted(item) for key, item in value.items()}
    if isinstance(copy.get("$ref"), str):
        copy["$ref"] = "#" + copy["$ref"].partition("#")[2]
    if copy.get("nullable") is True and "type" not in copy:
        return {"anyOf": [{"type": "object", "nullable": True, "enum": [None]}, copy]}
    return copy


def problems_of(api: str, method: str, path: str, answer: TestResponse) -> list[str]:
    """Where an answer differs from what the specification says of it."""
    template = _template(api, path)
    if template is None:
        return [f"{path} is not in the specification"]
    operation = specification(api)["paths"][template][method.lower()]
    expected = operation["responses"].get(str(answer.status_code))
    if expected is None:
        return _undescribed(api, answer)
    if "$ref" in expected:
        responses = specification(api)["components"]["responses"]
        expected = responses[expected["$ref"].rpartition("/")[2]]
    content = list(expected.get("content", {}).values())
    if not content or not answer.is_json:
        return []
    schema = {**content[0]["schema"], "components": specification(api)["components"]}
    errors = OAS30Validator(schema).iter_errors(answer.json)
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in errors]


def _undescribed(api: str, answer: TestResponse) -> list[str]:
    """A status that the specification doesn't name: only refusals that Open Zaak gives too."""
    is_known = answer.status_code in (204, 304, 400, 404, 412, 415) or (
        api in ("objecten", "klantinteracties") and answer.status_code in (401, 406)
    )
    return [] if is_known else [f"status {answer.status_code} is not described"]


@lru_cache(maxsize=1000)
def _template(api: str, path: str) -> str | None:
    templates = sorted(raw_specification(api)["paths"], key=lambda each: each.count("{"))
    for template in templates:
        if re.fullmatch(re.sub(r"\{[^}]+}", "[^/]+", template), path):
            return template
    return None


@dataclass
class CaseApi:
    """A client with a good token; an answer that breaks the specification fails the test."""

    world: World
    client: FlaskClient
    headers: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Carry a good token unless told otherwise."""
        self.headers = {
            "Authorization": f"Bearer {self.token()}",
            "Accept": "application/json",
            "Accept-Crs": "EPSG:4326",
            "Content-Crs": "EPSG:4326",
            **self.headers,
        }

    def token(self, secret: str = "", **claims: Any) -> str:
        """A token of client `portaal`, with other claims where given; None leaves one out."""
        said = {"iss": "portaal", "client_id": "portaal", "iat": int(time.time()), **claims}
        kept = {name: value for name, value in said.items() if value is not None}
        key = OctKey.import_key(secret or self.world.secret)
        return jwt.encode({"alg": "HS256"}, kept, key)

    def call(self, method: str, target: str, **options: Any) -> TestResponse:
        """Call an address, absolute or from `/zaken/…` on; a header of None is left out."""
        headers = {**self.headers, **options.pop("headers", {})}
        given = {name: value for name, value in headers.items() if value is not None}
        path = target.removeprefix(self.world.base_url)
        answer = self.client.open(path, method=method, headers=given, **options)
        assert answer.status_code < 500, (method, path, answer.text[:500])
        api, _, below = path.partition("?")[0].removeprefix("/").partition("/api/v")
        found = problems_of(api, method, "/" + below.partition("/")[2], answer)
        assert not found, (method, path, answer.status_code, found)
        return answer

    def get(self, target: str, **options: Any) -> TestResponse:
        return self.call("GET", target, **options)

    def post(self, target: str, body: Any, **options: Any) -> TestResponse:
        return self.call("POST", target, json=body, **options)

    def patch(self, target: str, body: Any, **options: Any) -> TestResponse:
        return self.call("PATCH", target, json=body, **options)

    def made(self, target: str, body: Any) -> Json:
        """What was made; the test fails when it wasn't."""
        answer = self.post(target, body)
        assert answer.status_code == 201, answer.text
        return answer.json

    def type_url(self, kind: str, *names: str) -> str:
        """Address of something in the catalogue, by its names."""
        return address(self.world, kind, catalogue_id(kind, *names))

    def case(self, code: str = "VERHUIZING", **fields: Any) -> Json:
        """A new case."""
        body = {
            "bronorganisatie": "002220647",
            "verantwoordelijkeOrganisatie": "002220647",
            "zaaktype": self.type_url("zaaktype", code),
            "startdatum": "2026-08-21",
            **fields,
        }
        return self.made("/zaken/api/v1/zaken", body)

    def role_body(self, case: Json, bsn: str = "999993653", code: str = "VERHUIZING") -> Json:
        """The body of an initiator."""
        return {
            "zaak": case["url"],
            "betrokkeneType": "natuurlijk_persoon",
            "roltype": self.type_url("roltype", code, "initiator"),
            "roltoelichting": "Aanvrager via portaal",
            "betrokkeneIdentificatie": {"inpBsn": bsn, "geslachtsnaam": "Wit"},
        }

    def status_body(self, case: Json, name: str = "Ontvangen", **fields: Any) -> Json:
        """The body of a status of a VERHUIZING, set a minute ago unless told otherwise."""
        moment = datetime.now(UTC) - timedelta(minutes=1)
        return {
            "zaak": case["url"],
            "statustype": self.type_url("statustype", "VERHUIZING", name),
            "datumStatusGezet": moment.isoformat(),
            **fields,
        }

    def document_body(self, **fields: Any) -> Json:
        """The body of a small document with its content."""
        return {
            "bronorganisatie": "002220647",
            "creatiedatum": "2026-08-21",
            "titel": "Huurcontract",
            "auteur": "N. de Wit",
            "status": "definitief",
            "formaat": "application/pdf",
            "taal": "nld",
            "bestandsnaam": "huurcontract.pdf",
            "bestandsomvang": 5,
            "inhoud": "JVBERi0=",
            "indicatieGebruiksrecht": False,
            "informatieobjecttype": self.type_url("informatieobjecttype", "Huurcontract"),
            **fields,
        }

    def document(self, **fields: Any) -> Json:
        """A new document."""
        documents = "/documenten/api/v1/enkelvoudiginformatieobjecten"
        return self.made(documents, self.document_body(**fields))

    def link(self, case: Json, document: Json) -> Json:
        """The document put in the case."""
        body = {"zaak": case["url"], "informatieobject": document["url"], "titel": "Contract"}
        return self.made("/zaken/api/v1/zaakinformatieobjecten", body)

    def result(self, case: Json, name: str = "Verwerkt") -> Json:
        """A result for a VERHUIZING."""
        type_url = self.type_url("resultaattype", "VERHUIZING", name)
        body = {"zaak": case["url"], "resultaattype": type_url}
        return self.made("/zaken/api/v1/resultaten", body)

    def closed_case(self) -> Json:
        """A case with result and end status."""
        case = self.case()
        self.result(case)
        self.made("/zaken/api/v1/statussen", self.status_body(case, "Afgerond"))
        return self.get(case["url"]).json


@pytest.fixture(scope="session", name="specification")
def specification_fixture() -> Callable[[str], Json]:
    """The specifications, for tests that make requests of them."""
    return specification


@pytest.fixture
def api(world: World, client: FlaskClient) -> CaseApi:
    """The case API, as its one client sees it."""
    return CaseApi(world, client)


@pytest.fixture
def objects_api(world: World, client: FlaskClient) -> CaseApi:
    """The Objects API, with its token."""
    return CaseApi(world, client, {"Authorization": f"Token {world.secret}"})


@pytest.fixture(scope="session")
def planted() -> dict[str, int]:
    """How many rows each table has when it was just planted; empty before the first time."""
    return {}


@pytest.fixture
def only_seeds(world: World, planted: dict[str, int]) -> World:
    """The world with nothing in it but its seeds; for tests that only read."""
    if _rows_of(world) != planted:
        storage.forget(world.engine)
        first_cases.plant(world)
        planted.update(_rows_of(world))
    return world


def _rows_of(world: World) -> dict[str, int]:
    with world.engine.connect() as connection:
        return {
            table.name: connection.scalar(select(func.count()).select_from(table)) or 0
            for table in storage.METADATA.sorted_tables
        }
