"""Documents: small and large ones, locks, versions, and what the client may not see."""

import base64
from uuid import UUID, uuid4

import pytest

from portal.embedded.zgw.documenten.documents import PART_BYTES

API = "/documenten/api/v1"
LIST = f"{API}/enkelvoudiginformatieobjecten"


def faults(answer):
    return {each["name"]: each["code"] for each in answer.json["invalidParams"]}


def content(api, document):
    return api.get(document["inhoud"], headers={"Accept": "*/*"})


def send(api, part, data, lock):
    """Send a part as a form; written out, as the test client leaves its own files open."""
    field, file = (
        f'--grens\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'.encode()
        for name in ("lock", 'inhoud"; filename="part')
    )
    form = b"".join((field, lock.encode(), b"\r\n", file, data, b"\r\n--grens--\r\n"))
    return api.call(
        "PUT", part["url"], data=form, content_type="multipart/form-data; boundary=grens"
    )


def test_a_small_document_comes_with_its_content(api):
    document = api.document()

    found = content(api, document)

    assert document["locked"] is False
    assert document["lock"] == ""
    assert document["versie"] == 1
    assert found.data == b"%PDF-"
    assert found.mimetype == "application/octet-stream"
    assert "huurcontract.pdf" not in found.headers["Content-Disposition"]


def test_a_download_as_json_is_406(api):
    document = api.document()

    assert api.get(document["inhoud"]).status_code == 406


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"bestandsomvang": 6}, {"nonFieldErrors": "file-size"}),
        ({"bestandsomvang": None}, {"nonFieldErrors": "file-size"}),
        ({"inhoud": "%%%"}, {"inhoud": "invalid-base64"}),
        ({"inhoud": "é"}, {"inhoud": "invalid-base64"}),
        ({"titel": ""}, {"titel": "blank"}),
        ({"taal": "nl"}, {"taal": "min_length"}),
        ({"bestandsomvang": 10**12}, {"bestandsomvang": "invalid"}),
        ({"creatiedatum": "2199-01-01"}, {"creatiedatum": "invalid"}),
        ({"informatieobjecttype": "x"}, {"informatieobjecttype": "no_match"}),
    ],
)
def test_a_document_that_can_not_be(api, change, fault):
    answer = api.post(LIST, {**api.document_body(), **change})

    assert answer.status_code == 400
    assert faults(answer) == fault


def test_a_document_number_is_used_once_and_finds_the_document(api):
    number = f"D-{uuid4().hex}"
    document = api.document(identificatie=number)

    again = api.post(LIST, api.document_body(identificatie=number))

    assert faults(again) == {"identificatie": "identificatie-niet-uniek"}
    found = api.get(f"{LIST}?identificatie={number}&bronorganisatie=002220647").json
    assert [each["url"] for each in found["results"]] == [document["url"]]


def test_a_large_document_is_sent_in_parts(api):
    data = b"0123456789abcdef" * (PART_BYTES // 16) + b"the end"
    document = api.document(inhoud=None, bestandsomvang=len(data), bestandsnaam="foto.jpg")
    lock = document["lock"]
    first, second = document["bestandsdelen"]

    assert document["locked"]
    assert document["inhoud"] is None
    assert (first["omvang"], second["omvang"]) == (PART_BYTES, 7)
    assert send(api, second, data[PART_BYTES:], lock).json["voltooid"] is True
    assert faults(api.post(f"{document['url']}/unlock", {"lock": lock})) == {
        "nonFieldErrors": "file-size"
    }
    assert faults(send(api, first, b"short", lock)) == {"nonFieldErrors": "file-size"}
    assert faults(send(api, first, data[:PART_BYTES], "deadbeef")) == {
        "nonFieldErrors": "incorrect-lock-id"
    }
    assert send(api, first, data[:PART_BYTES], lock).status_code == 200
    assert send(api, first, data[:PART_BYTES], lock).status_code == 200
    assert api.post(f"{document['url']}/unlock", {"lock": lock}).status_code == 204
    done = api.get(document["url"]).json
    assert (done["locked"], done["bestandsdelen"]) == (False, [])
    assert content(api, done).data == data
    again = api.post(f"{document['url']}/unlock", {"lock": lock})
    assert faults(again) == {"nonFieldErrors": "incorrect-lock-id"}


def test_an_upload_can_be_resumed_by_the_lock_in_its_parts(api):
    document = api.document(inhoud=None, bestandsomvang=10)

    seen = api.get(document["url"]).json

    assert "lock" not in seen
    assert seen["bestandsdelen"][0]["lock"] == document["lock"]
    assert seen["bestandsdelen"][0]["voltooid"] is False
    assert faults(api.call("POST", f"{document['url']}/lock")) == {
        "nonFieldErrors": "existing-lock"
    }
    unfinished = api.get(f"{document['url']}/download", headers={"Accept": "*/*"})
    assert unfinished.status_code == 204


def test_an_unfinished_upload_can_not_be_forced_open(api):
    document = api.document(inhoud=None, bestandsomvang=10)

    assert api.post(f"{document['url']}/unlock", {}).status_code == 403


def test_a_part_needs_a_file(api):
    part = api.document(inhoud=None, bestandsomvang=10)["bestandsdelen"][0]

    assert api.call("PUT", part["url"], data={"lock": "x"}).status_code == 415
    empty = api.call("PUT", part["url"], data={"lock": "x"}, content_type="multipart/form-data")
    assert faults(empty) == {"inhoud": "required"}
    assert send(api, {"url": f"{API}/bestandsdelen/{uuid4()}"}, b"", "x").status_code == 404


def test_a_document_is_changed_under_its_lock_and_keeps_old_versions(api):
    document = api.document()
    url = document["url"]
    lock = api.call("POST", f"{url}/lock").json["lock"]

    without = api.patch(url, {"titel": "Nieuw"})
    changed = api.patch(url, {"titel": "Nieuw", "lock": lock}).json
    other = api.patch(
        url,
        {"inhoud": base64.b64encode(b"anders").decode(), "bestandsomvang": 6, "lock": lock},
    ).json

    assert faults(without) == {"nonFieldErrors": "missing-lock-id"}
    assert (changed["titel"], changed["versie"], changed["locked"]) == ("Nieuw", 2, True)
    assert content(api, changed).data == b"%PDF-"
    assert content(api, other).data == b"anders"
    assert api.get(f"{url}?versie=1").json["titel"] == "Huurcontract"
    assert api.get(f"{url}?versie=9").status_code == 404
    fixed = api.patch(url, {"identificatie": "anders", "lock": lock})
    assert faults(fixed) == {"identificatie": "wijzigen-niet-toegelaten"}
    assert faults(api.patch(url, {"inhoud": "YQ==", "lock": lock})) == {
        "nonFieldErrors": "file-size"
    }
    assert api.post(f"{url}/unlock", {"lock": lock}).status_code == 204


def test_an_unchanged_document_is_304(api):
    document = api.document()
    etag = api.get(document["url"]).headers["ETag"]

    assert api.get(document["url"], headers={"If-None-Match": etag}).status_code == 304


def test_a_document_is_put_in_a_case_once_and_seen_from_both_sides(api):
    case, document = api.case(), api.document()
    link = api.link(case, document)
    links = "/zaken/api/v1/zaakinformatieobjecten"

    again = api.post(links, {"zaak": case["url"], "informatieobject": document["url"]})

    assert faults(again) == {"nonFieldErrors": "unique"}
    assert api.get(f"{links}?zaak={case['url']}").json == [link]
    assert api.get(link["url"]).json == link
    mirror = api.get(f"{API}/objectinformatieobjecten?object={case['url']}").json
    assert [each["informatieobject"] for each in mirror] == [document["url"]]
    of_case = api.get(f"{LIST}?objectinformatieobjecten__object={case['url']}").json
    assert of_case["count"] == 1


def test_a_case_takes_only_documents_of_its_own_kinds(api):
    case = api.case("MELDING-OR")
    body = {"zaak": case["url"], "informatieobject": api.document()["url"]}
    unknown = {**body, "informatieobject": f"{api.world.base_url}{LIST}/{uuid4()}"}

    assert faults(api.post("/zaken/api/v1/zaakinformatieobjecten", body)) == {
        "nonFieldErrors": "missing-zaaktype-informatieobjecttype-relation"
    }
    assert faults(api.post("/zaken/api/v1/zaakinformatieobjecten", unknown)) == {
        "informatieobject": "bad-url"
    }


def test_documents_are_found_by_their_ids(api):
    one, two = api.document(), api.document()
    ids = [each["url"].rpartition("/")[2] for each in (one, two)]

    found = api.post(f"{LIST}/_zoek", {"uuid__in": [*ids, str(uuid4())]}).json

    assert {each["url"] for each in found["results"]} == {one["url"], two["url"]}
    assert api.post(f"{LIST}/_zoek", {}).status_code == 400
    assert api.post(f"{LIST}/_zoek", {"uuid__in": ["x"]}).status_code == 400
    assert api.post(f"{LIST}/_zoek", {"uuid__in": ids, "bsn": "x"}).status_code == 400
    inside = api.get(f"{one['url']}?expand=informatieobjecttype").json["_expand"]
    assert inside["informatieobjecttype"]["omschrijving"] == "Huurcontract"


def test_a_secret_document_shows_its_link_and_nothing_else(api, only_seeds):
    links = api.get("/zaken/api/v1/zaakinformatieobjecten").json
    secret = next(each for each in links if each["titel"] == "Uitkomst van het onderzoek")
    url = secret["informatieobject"]

    found = api.post(f"{LIST}/_zoek", {"uuid__in": [str(UUID(url.rpartition("/")[2]))]})

    assert found.json["count"] == 0
    assert api.get(url).status_code == 403
    assert api.get(f"{url}/download", headers={"Accept": "*/*"}).status_code == 404
    assert (
        api.post(LIST, api.document_body(vertrouwelijkheidaanduiding="geheim")).status_code == 403
    )
