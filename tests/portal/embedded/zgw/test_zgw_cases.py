"""Cases: making, finding, reading and changing them."""

import threading
from uuid import uuid4

import pytest

from portal.embedded.zgw import quirks

ZAKEN = "/zaken/api/v1/zaken"


def faults(answer):
    return {each["name"]: each["code"] for each in answer.json["invalidParams"]}


def test_a_case_is_made_with_the_terms_of_its_type(api):
    case = api.case(omschrijving="Verhuizing", kenmerken=[{"bron": "portaal", "kenmerk": "abc"}])

    assert case["identificatie"].startswith("ZAAK-")
    assert case["einddatumGepland"] == "2026-08-26"
    assert case["uiterlijkeEinddatumAfdoening"] == "2026-09-18"
    assert case["vertrouwelijkheidaanduiding"] == "zaakvertrouwelijk"
    assert case["status"] is None
    assert case["kenmerken"] == [{"kenmerk": "abc", "bron": "portaal"}]


def test_a_chosen_number_can_be_used_once(api):
    number = f"P-{uuid4().hex[:20]}"
    api.case(identificatie=number)

    again = api.post(
        ZAKEN,
        {
            "bronorganisatie": "002220647",
            "verantwoordelijkeOrganisatie": "002220647",
            "zaaktype": api.type_url("zaaktype", "VERHUIZING"),
            "startdatum": "2026-08-21",
            "identificatie": number,
        },
    )

    assert again.status_code == 400
    assert faults(again) == {"identificatie": "identificatie-niet-uniek"}


def test_of_four_at_once_with_one_number_one_wins(app, api):
    number = f"P-{uuid4().hex[:20]}"
    body = {
        "bronorganisatie": "002220647",
        "verantwoordelijkeOrganisatie": "002220647",
        "zaaktype": api.type_url("zaaktype", "VERHUIZING"),
        "startdatum": "2026-08-21",
        "identificatie": number,
    }
    statuses: list[int] = []

    def send() -> None:
        statuses.append(app.test_client().post(ZAKEN, json=body, headers=api.headers).status_code)

    threads = [threading.Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(statuses) == [201, 400, 400, 400]
    assert api.get(f"{ZAKEN}?identificatie={number}&bronorganisatie=002220647").json["count"] == 1


def test_a_taken_number_answers_500_when_the_switchboard_says_so(api, client, world):
    number = f"P-{uuid4().hex[:20]}"
    made = api.case(identificatie=number)
    body = {name: made[name] for name in ("bronorganisatie", "zaaktype", "startdatum")}
    body |= {"verantwoordelijkeOrganisatie": "002220647", "identificatie": number}
    quirks.switch(world, quirks.Quirk.DUPLICATES_FAIL, on=True)
    try:
        again = client.post(ZAKEN, json=body, headers=api.headers)
    finally:
        quirks.switch(world, quirks.Quirk.DUPLICATES_FAIL, on=False)

    assert again.status_code == 500
    assert again.json["code"] == "error"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("bronorganisatie", "123456789", "invalid"),
        ("bronorganisatie", "", "blank"),
        ("zaaktype", "https://elders.example.nl/zaaktypen/1", "no_match"),
        ("startdatum", "gisteren", "invalid"),
        ("startdatum", None, "null"),
        ("omschrijving", "x" * 81, "max_length"),
        ("omschrijving", "nul\0teken", "null_characters_not_allowed"),
        ("identificatie", "x" * 41, "max_length"),
        ("vertrouwelijkheidaanduiding", "heel_geheim", "invalid_choice"),
        ("kenmerken", [{"bron": "portaal", "kenmerk": "x" * 41}], "max_length"),
        ("zaakgeometrie", {"type": "Point", "coordinates": ["a"]}, "invalid"),
        ("registratiedatum", "2199-01-01", "date-in-future"),
    ],
)
def test_a_wrong_value_is_named(api, field, value, code):
    body = {
        "bronorganisatie": "002220647",
        "verantwoordelijkeOrganisatie": "002220647",
        "zaaktype": api.type_url("zaaktype", "VERHUIZING"),
        "startdatum": "2026-08-21",
        field: value,
    }

    answer = api.post(ZAKEN, body)

    assert answer.status_code == 400
    assert code in faults(answer).values()


def test_what_is_missing_is_named_all_at_once(api):
    answer = api.post(ZAKEN, {})

    assert faults(answer) == {
        "bronorganisatie": "required",
        "verantwoordelijkeOrganisatie": "required",
        "zaaktype": "required",
        "startdatum": "required",
    }


def test_a_case_changes_only_in_what_is_given(api):
    case = api.case(omschrijving="Oud", toelichting="Blijft")

    changed = api.patch(case["url"], {"omschrijving": "Nieuw"}).json

    assert changed["omschrijving"] == "Nieuw"
    assert changed["toelichting"] == "Blijft"
    assert changed["laatstGemuteerd"] > case["laatstGemuteerd"]


def test_the_type_of_a_case_never_changes(api):
    case = api.case()

    answer = api.patch(case["url"], {"zaaktype": api.type_url("zaaktype", "MELDING-OR")})

    assert faults(answer) == {"zaaktype": "wijzigen-niet-toegelaten"}


def test_when_a_case_was_last_opened_can_be_kept(api):
    case = api.case()

    changed = api.patch(case["url"], {"laatstGeopend": "2026-08-21T10:00:00Z"}).json

    assert changed["laatstGeopend"] == "2026-08-21T10:00:00Z"


def test_the_etag_changes_with_the_case_and_is_the_same_with_expand(api):
    case = api.case()
    first = api.get(case["url"]).headers["ETag"]
    with_expand = api.get(f"{case['url']}?expand=zaaktype").headers["ETag"]

    assert with_expand == first
    assert api.get(case["url"], headers={"If-None-Match": first}).status_code == 304
    api.made("/zaken/api/v1/statussen", api.status_body(case))
    assert api.get(case["url"], headers={"If-None-Match": first}).status_code == 200


def test_the_etag_lies_when_the_switchboard_says_so(api, world):
    case = api.case()
    quirks.switch(world, quirks.Quirk.STALE_ETAG, on=True)
    try:
        first = api.get(case["url"]).headers["ETag"]
        api.made("/zaken/api/v1/statussen", api.status_body(case))
        again = api.get(case["url"], headers={"If-None-Match": first})
    finally:
        quirks.switch(world, quirks.Quirk.STALE_ETAG, on=False)

    assert again.status_code == 304


def test_an_unknown_case_is_404(api):
    assert api.get(f"{ZAKEN}/{uuid4()}").status_code == 404


def test_a_case_too_secret_for_the_client_can_not_be_made(api):
    answer = api.post(
        ZAKEN,
        {
            "bronorganisatie": "002220647",
            "verantwoordelijkeOrganisatie": "002220647",
            "zaaktype": api.type_url("zaaktype", "VERHUIZING"),
            "startdatum": "2026-08-21",
            "vertrouwelijkheidaanduiding": "geheim",
        },
    )

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b'{"a": NaN}', 400),
        (b"[" * 200_000, 400),
        (b'{"omschrijving": "\\ud800"}', 400),
        (b'{"omschrijving": 1e999}', 400),
    ],
)
def test_a_body_that_is_no_good_json_is_refused(api, sent, status):
    answer = api.call("POST", ZAKEN, data=sent, content_type="application/json")

    assert answer.status_code == status


def test_another_media_type_is_refused(api):
    assert api.call("POST", ZAKEN, data="a=b", content_type="text/plain").status_code == 415
