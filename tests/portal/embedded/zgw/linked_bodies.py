"""Bodies for `linked_operations`: what they refer to is there.

The published documents take any text for a reference, so hardly anything made at random would be
accepted. Here a body draws what it says from its published schema, and chooses what it refers to.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.portal.embedded.zgw.conftest import CaseApi, specification
from tests.portal.embedded.zgw.linked_operations import (
    BESLUITEN,
    CASE,
    CONTACT,
    CONTACTS,
    EIO,
    OBJECTEN,
    PROPERTIES,
    ZAKEN,
    Json,
)

SAID = {
    "zaken": ("omschrijving", "toelichting", "betalingsindicatie"),
    "statussen": ("statustoelichting",),
    "rollen": ("roltoelichting", "afwijkendeNaamBetrokkene"),
    "resultaten": ("toelichting",),
    "zaakobjecten": ("relatieomschrijving",),
    "zaakinformatieobjecten": ("titel", "beschrijving"),
    "enkelvoudiginformatieobjecten": ("titel", "auteur", "beschrijving"),
    "besluiten": ("toelichting",),
}
"""What a body says in words of its own, by the list that it is added to."""
SCHEMAS = {
    "zaken": ("zaken", "Zaak"),
    "statussen": ("zaken", "Status"),
    "rollen": ("zaken", "Rol"),
    "resultaten": ("zaken", "Resultaat"),
    "zaakobjecten": ("zaken", "ZaakObject"),
    "zaakinformatieobjecten": ("zaken", "ZaakInformatieObject"),
    "enkelvoudiginformatieobjecten": ("documenten", "EnkelvoudigInformatieObjectCreateLockRequest"),
    "besluiten": ("besluiten", "Besluit"),
}
TASKS = "/objecttypen/api/v2/objecttypes/3e852115-277a-4570-873a-9a64be3aeb35"


def bodies(api: CaseApi, objects_api: CaseApi) -> dict[str, Json]:
    """The schema of the body of each operation that has one."""
    return _case_bodies(api) | _object_bodies(api) | _contact_bodies(objects_api)


def _case_bodies(api: CaseApi) -> dict[str, Json]:
    case, eio = api.case(), api.document()
    kinds = {
        kind: [api.type_url(kind, "VERHUIZING", name) for name in names]
        for kind, names in {
            "statustype": ("Ontvangen", "In behandeling", "Afgerond"),
            "resultaattype": ("Verwerkt", "Afgewezen"),
            "roltype": ("initiator", "belanghebbende"),
        }.items()
    }
    of_case: Json = {"zaak": [case["url"]]}
    return {
        f"POST {ZAKEN}/zaken": _body(
            "zaken",
            zaaktype=[api.type_url("zaaktype", "VERHUIZING")],
            bronorganisatie=["002220647"],
            verantwoordelijkeOrganisatie=["002220647"],
            startdatum=["2026-08-21", "2026-09-01"],
            vertrouwelijkheidaanduiding=["openbaar", "zaakvertrouwelijk"],
        ),
        f"PATCH {CASE}": _body("zaken", verlenging=[{"reden": "Druk", "duur": "P14D"}, None]),
        f"POST {ZAKEN}/zaken/_zoek": _object({"uuid__in": {"type": "array", "maxItems": 0}}),
        f"POST {ZAKEN}/statussen": _body(
            "statussen",
            **of_case,
            statustype=kinds["statustype"],
            datumStatusGezet=list(_moments()),
        ),
        f"POST {ZAKEN}/rollen": _body(
            "rollen",
            **of_case,
            roltype=kinds["roltype"],
            betrokkeneType=["natuurlijk_persoon"],
            betrokkeneIdentificatie=[{"inpBsn": "999993653"}, {"inpBsn": "999995571"}],
        ),
        f"POST {ZAKEN}/resultaten": _body(
            "resultaten", **of_case, resultaattype=kinds["resultaattype"]
        ),
        f"POST {ZAKEN}/zaakobjecten": _body(
            "zaakobjecten",
            **of_case,
            objectType=["overige"],
            objectTypeOverige=["kenteken"],
            objectIdentificatie=[{"overigeData": {"kenteken": plate}} for plate in ("AB123C", "")],
        ),
        f"POST {ZAKEN}/zaakinformatieobjecten": _body(
            "zaakinformatieobjecten", **of_case, informatieobject=[eio["url"]]
        ),
        f"POST {PROPERTIES}": _choices(
            **of_case,
            eigenschap=[api.type_url("eigenschap", "VERHUIZING", "nieuwAdres")],
            waarde=["Havenstraat 1", "Elders"],
        ),
        f"POST {EIO}": _body(
            "enkelvoudiginformatieobjecten",
            **{
                name: [value]
                for name, value in api.document_body().items()
                if name not in SAID["enkelvoudiginformatieobjecten"]
            },
        ),
        f"POST {EIO}/{{uuid}}/unlock": _choices(lock=["0" * 32]),
        f"POST {BESLUITEN}/besluiten": _body(
            "besluiten",
            **of_case,
            verantwoordelijkeOrganisatie=["002220647"],
            besluittype=[api.type_url("besluittype", "Besluit adreswijziging")],
            datum=["2026-08-21"],
            ingangsdatum=["2026-08-21", "2026-09-01"],
        ),
    }


def _object_bodies(api: CaseApi) -> dict[str, Json]:
    return {
        f"POST {OBJECTEN}/objects": _choices(
            type=[f"{api.world.base_url}{TASKS}"],
            record=[_record("open"), _record("afgerond")],
        ),
        f"PATCH {OBJECTEN}/objects/{{uuid}}": _choices(
            record=[{"data": {"status": "afgerond"}, "startAt": "2026-08-22"}]
        ),
    }


def _contact_bodies(objects_api: CaseApi) -> dict[str, Json]:
    [unit, *_] = objects_api.get(f"{CONTACTS}/actoren").json["results"]
    contact = {
        "kanaal": "MijnGemeente",
        "onderwerp": "Vraag",
        "inhoud": "Wanneer hoor ik iets?",
        "taal": "nld",
        "vertrouwelijk": False,
    }
    nobody = "00000000-0000-4000-8000-000000000000"
    return {
        f"POST {CONTACTS}/maak-klantcontact": _choices(
            klantcontact=[contact, contact | {"kanaal": "Telefoon"}]
        ),
        f"PATCH {CONTACT}": _choices(reactie=["Morgen.", ""]),
        f"POST {CONTACTS}/internetaken": _choices(
            aanleidinggevendKlantcontact=[{"uuid": nobody}],
            toegewezenAanActoren=[[{"uuid": unit["uuid"]}]],
            gevraagdeHandeling=["Beantwoord de vraag"],
            status=["te_verwerken", "verwerkt"],
        ),
    }


def _record(status: str) -> Json:
    data = {"titel": "Stuur uw huurcontract", "status": status}
    return {"typeVersion": 1, "startAt": "2026-08-21", "data": data}


def _moments() -> Iterator[str]:
    """Moments at which a status may have been set: so many that hardly two are the same."""
    now = datetime.now(UTC)
    return ((now - timedelta(minutes=count)).isoformat() for count in range(1, 500))


def _body(name: str, **choices: list[Any]) -> Json:
    """What a body says, drawn by its published schema, and what it chooses from."""
    api, component = SCHEMAS[name]
    published = specification(api)["components"]["schemas"][component]
    properties = {
        field: schema
        for part in (published, *published.get("allOf", ()))
        for field, schema in part.get("properties", {}).items()
        if field in SAID[name]
    }
    chosen = _choices(**choices)
    return chosen | {"properties": {**_inline(api, properties), **chosen["properties"]}}


def _choices(**choices: list[Any]) -> Json:
    return _object({name: {"enum": values} for name, values in choices.items()})


def _object(properties: Json) -> Json:
    required = list(properties)
    return {"type": "object", "properties": properties, "required": required}


def _inline(api: str, schema: Any) -> Any:
    """A schema without references to others; what only an answer has is left out."""
    if isinstance(schema, list):
        return [_inline(api, each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return _inline(api, specification(api)["components"]["schemas"][name])
    return {key: _inline(api, value) for key, value in schema.items() if key != "example"}
