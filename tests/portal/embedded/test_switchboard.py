"""The switchboard: parts that are slow, silent, down or wrong, and counting calls."""

import re
import threading
import time

import pytest

from portal.embedded.switchboard.switches import PARTS, Mode

BRP = "/brp/haalcentraal/api/brp/personen"
MAIL = "/bericht/v2/notifications/email"
NO_API = {"scanner", "betaalmeldingen"}
"""Parts that are called otherwise than over HTTP, or that call by themselves."""
ADDRESSES = "/locatieserver/search/v3_1/free"


def switch(client, part, **setting):
    answer = client.put(f"/schakelbord/api/{part}", json=setting)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_everything_works_at_first(client):
    assert {one["stand"] for one in client.get("/schakelbord/api/").json.values()} == {"goed"}


@pytest.mark.parametrize("part", [part for part in PARTS if part not in NO_API])
def test_every_part_can_be_put_out(client, app, part):
    switch(client, part, stand="uit")
    rules = (r for r in app.url_map.iter_rules() if r.endpoint.startswith(f"{part}."))
    plainest = min(rules, key=lambda rule: len(rule.arguments))
    method = min((plainest.methods or set()) - {"OPTIONS", "HEAD"})

    answer = client.open(re.sub("<[^>]+>", "1", plainest.rule), method=method)

    assert answer.status_code == 502
    assert answer.mimetype == "text/html"


def test_other_parts_go_on_and_it_can_be_put_right(client):
    switch(client, "brp", stand="uit")
    assert client.get(ADDRESSES).status_code == 200

    switch(client, "brp", stand="goed")

    assert client.post(BRP).status_code == 401


def test_nonsense_is_not_json(client):
    switch(client, "locatieserver", stand="onzin")

    answer = client.get(ADDRESSES)

    assert answer.status_code == 200
    assert answer.get_json(silent=True) is None


def test_slow(client):
    switch(client, "locatieserver", stand="traag", seconden=0.3)
    start = time.monotonic()

    answer = client.get(ADDRESSES)

    assert answer.json["response"]["numFound"] > 0
    assert time.monotonic() - start >= 0.3


def test_hanging_ends_when_the_switch_is_put_right(client, app):
    switch(client, "locatieserver", stand="hangt")
    answers = []
    caller = threading.Thread(target=lambda: answers.append(app.test_client().get(ADDRESSES)))
    caller.start()
    caller.join(0.5)
    assert caller.is_alive()

    switch(client, "locatieserver", stand="goed")
    caller.join(3)

    assert answers[0].status_code == 504


@pytest.mark.parametrize("stand", ["laat", "gedaan-maar-502"])
def test_the_work_is_done_before_it_goes_wrong(client, stand):
    query = {"email_address": "noor@voorbeeld.example"}
    switch(client, "digid", stand=stand, seconden=0.2, alleen="POST /digid/logout")
    start = time.monotonic()

    answer = client.post("/digid/logout", data=query)

    if stand == "laat":
        assert time.monotonic() - start >= 0.2
        assert answer.status_code == 200
    else:
        assert answer.status_code == 502
    assert "oefen_digid=;" in answer.headers.get("Set-Cookie", "oefen_digid=;")


def test_for_so_many_calls_only(client):
    switch(client, "locatieserver", stand="uit", keer=2)

    statuses = [client.get(ADDRESSES).status_code for _ in range(4)]

    assert statuses == [502, 502, 200, 200]


def test_for_some_calls_only(client):
    switch(client, "locatieserver", stand="uit", alleen="GET /locatieserver/search/v3_1/reverse")

    assert client.get(ADDRESSES).status_code == 200
    assert client.get("/locatieserver/search/v3_1/reverse").status_code == 502


def test_calls_are_counted_by_part_and_route(client):
    client.delete("/schakelbord/api/tellers")
    client.get(ADDRESSES)
    client.get(ADDRESSES)
    client.post(BRP)

    counted = client.get("/schakelbord/api/tellers").json

    assert counted["locatieserver"] == {"totaal": 2, "per_aanroep": {f"GET {ADDRESSES}": 2}}
    assert counted["brp"]["totaal"] == 1
    assert counted["zaken"]["totaal"] == 0


@pytest.mark.parametrize(
    "setting",
    [
        {"stand": "kapot"},
        {},
        {"stand": "traag", "seconden": "lang"},
        {"stand": "traag", "seconden": 1000},
        {"stand": "uit", "keer": 0},
        {"stand": "uit", "keer": "vaak"},
        [],
    ],
)
def test_what_can_not_be_set_is_refused(client, setting):
    answer = client.put("/schakelbord/api/brp", json=setting)

    assert answer.status_code == 400
    assert answer.json["fout"]
    assert client.get("/schakelbord/api/brp").json["stand"] == "goed"


def test_an_unknown_part_is_not_found(client):
    assert client.put("/schakelbord/api/weer", json={"stand": "uit"}).status_code == 404


def test_the_page_sets_a_switch_and_every_page_says_so(client):
    client.post("/schakelbord/brp", data={"stand": "traag", "seconden": "3", "keer": ""})

    assert client.get("/schakelbord/api/brp").json == {
        "stand": "traag",
        "seconden": 3.0,
        "keer": None,
        "alleen": "",
    }
    assert "Nu stuk:" in client.get("/").text
    client.post("/schakelbord/alles-goed")
    assert "Nu stuk:" not in client.get("/").text


def test_the_page_sets_faults_and_quirks(client):
    client.post("/schakelbord/digid-fouten", data={"fout": ["wrong_iss", "expired"]})
    client.post("/schakelbord/eigenaardigheden", data={"eigenaardigheid": "stale-etag"})

    assert client.get("/schakelbord/api/digid/fouten").json["aan"] == ["expired", "wrong_iss"]
    assert client.get("/schakelbord/api/zaken/eigenaardigheden").json["aan"] == ["stale-etag"]


def test_quirks_over_json(client):
    answer = client.put(
        "/schakelbord/api/zaken/eigenaardigheden", json={"aan": ["duplicates-fail"]}
    )

    assert answer.json["aan"] == ["duplicates-fail"]
    client.post("/schakelbord/api/alles-goed")
    assert client.get("/schakelbord/api/zaken/eigenaardigheden").json["aan"] == []


def test_a_reset_by_the_page_puts_the_world_back(client):
    switch(client, "brp", stand="uit")

    client.post("/schakelbord/opnieuw-beginnen")

    assert client.get("/schakelbord/api/brp").json["stand"] == "goed"
    assert len(client.get("/medewerker/").text) > 0


def test_every_mode_is_described_on_the_page(client):
    page = client.get("/schakelbord/").text

    assert all(f'value="{mode.value}"' in page for mode in Mode)
    assert all(f'id="{part}"' in page for part in PARTS)


def test_another_site_can_not_press_buttons(client):
    answer = client.post("/schakelbord/alles-goed", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403


@pytest.mark.parametrize("path", ["/", "/postbus/", "/medewerker/", "/schakelbord/"])
def test_pages_have_a_policy_and_a_title(client, path):
    page = client.get(path, headers={"Accept": "text/html"})

    assert page.status_code == 200
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self'")
    assert "<title>" in page.text
    assert 'lang="nl"' in page.text


def test_an_unknown_page_is_told_in_words(client):
    page = client.get("/nergens", headers={"Accept": "text/html"})

    assert page.status_code == 404
    assert "Deze pagina is er niet" in page.text
