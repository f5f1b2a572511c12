"""The published specifications as a source of requests: nothing one can send is a crash.

Every answer is held against the specification too (`CaseApi.call`).
"""

import pytest
import schemathesis
from hypothesis import Phase, given
from hypothesis import strategies as st
from schemathesis import GenerationMode

from tests.examples import always_the_same

pytestmark = pytest.mark.no_cover
"""Each runs the same lines very often; the other tests of the embedded world measure them."""
ZAKEN, DOCUMENTEN = "/zaken/api/v1", "/documenten/api/v1"
BESLUITEN, CATALOGI = "/besluiten/api/v1", "/catalogi/api/v1"
EIO = "/enkelvoudiginformatieobjecten"
OPERATIONS = {
    "zaken": (
        "GET /zaken",
        "POST /zaken",
        "POST /zaken/_zoek",
        "GET /zaken/{uuid}",
        "PATCH /zaken/{uuid}",
        "GET /zaken/{zaak_uuid}/zaakeigenschappen",
        "POST /zaken/{zaak_uuid}/zaakeigenschappen",
        "GET /statussen",
        "POST /statussen",
        "GET /rollen",
        "POST /rollen",
        "GET /zaakobjecten",
        "POST /zaakobjecten",
        "GET /resultaten",
        "POST /resultaten",
        "GET /zaakinformatieobjecten",
        "POST /zaakinformatieobjecten",
    ),
    "catalogi": (
        "GET /zaaktypen",
        "GET /statustypen",
        "GET /roltypen",
        "GET /eigenschappen",
        "GET /resultaattypen",
        "GET /informatieobjecttypen",
        "GET /zaaktype-informatieobjecttypen",
        "GET /besluittypen",
    ),
    "documenten": (
        f"GET {EIO}",
        f"POST {EIO}",
        f"POST {EIO}/_zoek",
        f"GET {EIO}/{{uuid}}",
        f"PATCH {EIO}/{{uuid}}",
        f"GET {EIO}/{{uuid}}/download",
        f"POST {EIO}/{{uuid}}/unlock",
        "GET /objectinformatieobjecten",
    ),
    "besluiten": (
        "GET /besluiten",
        "POST /besluiten",
        "GET /besluitinformatieobjecten",
        "POST /besluitinformatieobjecten",
    ),
    "notificaties": (
        "GET /kanaal",
        "GET /abonnement",
        "POST /abonnement",
        "GET /abonnement/{uuid}",
        "PUT /abonnement/{uuid}",
        "PATCH /abonnement/{uuid}",
    ),
    "objecten": (
        "GET /objects",
        "POST /objects",
        "POST /objects/search",
        "GET /objects/{uuid}",
        "PATCH /objects/{uuid}",
    ),
    "klantinteracties": (
        "GET /partijen",
        "POST /partijen",
        "GET /klantcontacten",
        "GET /klantcontacten/{uuid}",
        "PATCH /klantcontacten/{uuid}",
        "POST /maak-klantcontact",
        "GET /onderwerpobjecten",
        "POST /onderwerpobjecten",
        "GET /internetaken",
        "POST /internetaken",
        "GET /internetaken/{uuid}",
        "GET /actoren",
        "GET /digitaleadressen",
        "POST /digitaleadressen",
    ),
}
WITH_TOKEN = {"objecten", "klantinteracties"}
"""These ask for a token that stays the same."""
TEXT = st.text(max_size=20) | st.sampled_from(
    ["", "\0", "\ud800", "2026-02-30", "9999-12-31T23:59:59-14:00", "0001-01-01", "999993653", "%"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)


def quickly(examples):
    """The same few examples each time, of which the first failing one is shown as it is."""
    return always_the_same(examples, database=None, phases=(Phase.generate,))


def prefix(name):
    return f"/{name}/api/v2" if name == "objecten" else f"/{name}/api/v1"


@pytest.fixture(scope="module")
def operations(specification):
    """What schemathesis makes of each specification."""
    return {name: schemathesis.openapi.from_dict(specification(name)) for name in OPERATIONS}


@pytest.mark.hypothesis
@pytest.mark.parametrize(
    ("operation", "mode"),
    [
        # Each operation in each run, with what fits or what does not; both in `make stress`.
        pytest.param(
            operation,
            mode,
            id=f"{operation}-{mode.value}",
            marks=[] if (row // 2 + place) % 2 == 0 else pytest.mark.stress,
        )
        for row, operation in enumerate(
            f"{name} {operation}" for name, every in OPERATIONS.items() for operation in every
        )
        for place, mode in enumerate(GenerationMode)
    ],
)
def test_no_request_is_a_crash(api, objects_api, operations, operation, mode):
    name, method, path = operation.split(" ")
    asked = objects_api if name in WITH_TOKEN else api
    places = {"uuid": path, "zaak_uuid": "/zaken/"}
    ids = {name: _existing(api, of) for name, of in places.items() if f"{{{name}}}" in path}
    strategy = operations[name][path][method].as_strategy(generation_mode=mode)

    @quickly(3)
    @given(case=strategy)
    def send(case):
        query = {key: value for key, value in (case.query or {}).items() if value is not None}
        target = prefix(name) + path.format(**ids)
        options = {"query_string": query}
        if method != "GET":
            options["json"] = case.body if _is_json(case.body) else {}
        assert asked.call(method, target, **options).status_code < 500

    send()


def _is_json(body):
    return isinstance(body, dict | list | str | int | float | bool | None)


def _existing(api, path):
    """The id of something of this kind that is there."""
    if path.startswith(("/objects", "/klantcontacten", "/internetaken")):
        return "00000000-0000-4000-8000-000000000000"
    made = api.document() if path.startswith(EIO) else api.case()
    return made["url"].rpartition("/")[2]


def _bodies(api):
    """A good body for every way to make or change something, with its address."""
    case, document = api.case(), api.document()
    base = {"zaak": case["url"]}
    eigenschap = api.type_url("eigenschap", "VERHUIZING", "verhuisdatum")
    return {
        f"{ZAKEN}/zaken": {name: case[name] for name in case if name not in ("url", "uuid")},
        f"{ZAKEN}/rollen": api.role_body(case) | {"contactpersoonRol": {"naam": "x"}},
        f"{ZAKEN}/statussen": api.status_body(case),
        f"{ZAKEN}/zaakobjecten": base
        | {
            "objectType": "overige",
            "objectTypeOverige": "kenteken",
            "objectIdentificatie": {"overigeData": {"kenteken": "AB123C"}},
        },
        f"{ZAKEN}/resultaten": base
        | {"resultaattype": api.type_url("resultaattype", "VERHUIZING", "Verwerkt")},
        f"{ZAKEN}/zaakinformatieobjecten": base | {"informatieobject": document["url"]},
        f"{ZAKEN}/zaken/{case['uuid']}/zaakeigenschappen": base
        | {"eigenschap": eigenschap, "waarde": "20261201"},
        f"{ZAKEN}/zaken/_zoek": {"startdatum__gt": "2026-01-01", "expand": [], "uuid__in": ["x"]},
        f"{DOCUMENTEN}{EIO}": api.document_body(
            identificatie="", vertrouwelijkheidaanduiding="", trefwoorden=[], integriteit=None
        ),
        f"{BESLUITEN}/besluiten": base
        | {
            "verantwoordelijkeOrganisatie": "002220647",
            "besluittype": api.type_url("besluittype", "Besluit adreswijziging"),
            "datum": "2026-08-21",
            "ingangsdatum": "2026-08-21",
            "uiterlijkeReactiedatum": None,
        },
    }


@pytest.mark.hypothesis
@pytest.mark.parametrize("number", range(10))
def test_no_wrong_value_in_a_good_body_is_a_crash(api, number):
    target, body = list(_bodies(api).items())[number]

    @quickly(40)
    @given(field=st.sampled_from(sorted(body)), value=JSON)
    def send(field, value):
        assert api.post(target, {**body, field: value}).status_code < 500

    send()


SENDABLE = TEXT.filter(lambda text: "\ud800" not in text)
"""What fits into an address."""


@given(query=st.dictionaries(st.sampled_from(["page", "pageSize", "ordering", "expand"]), SENDABLE))
@quickly(30)
def test_no_page_or_order_is_a_crash(api, query):
    for address in (f"{ZAKEN}/zaken", f"{CATALOGI}/zaaktypen", f"{DOCUMENTEN}{EIO}"):
        assert api.get(address, query_string=query).status_code < 500
