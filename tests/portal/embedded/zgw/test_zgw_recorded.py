"""A story recorded at a real Open Zaak 1.30, told again: same statuses, same codes, same shapes.

Each request is sent with our own addresses in the place of the recorded ones; each answer teaches
the addresses for the next request.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

RECORDED = Path(__file__).parents[3] / "specs" / "recorded"
HOST = "http://127.0.0.1:8900"
STORY = (
    "drc-01-eio-create-small",
    "drc-03-eio-size-mismatch",
    "drc-04-eio-create-large",
    "drc-05-unlock-incomplete",
    "drc-09-unlock-wrong",
    "drc-17-lock-twice@6f7dc69f",
    "drc-44-meta-only",
    "zrc-01-zaak-create",
    "zrc-02-rol-initiator-create",
    "zrc-03-rol-behandelaar-create",
    "zrc-04-status-create",
    "zrc-05-status-duplicate",
    "zrc-06-zaakeigenschap-create",
    "zrc-06b-zaakeigenschap-dup",
    "zrc-07-rol-second-initiator",
    "zrc-08-zio-create",
    "zrc-09-zio-duplicate",
    "zrc-10-zio-unfinished",
    "zrc-11-zaken-list-bsn",
    "zrc-13-zaak-detail-expand",
    "zrc-14-zaak-detail",
    "zrc-16-no-crs",
    "zrc-17-wrong-crs",
    "zrc-18-post-no-crs",
    "zrc-19-unknown-param",
    "zrc-20-bad-page",
    "zrc-21-kenmerk-lookup",
    "zrc-22-statussen",
    "zrc-23-rollen-behandelaar",
    "zrc-24-rollen-bsn",
    "zrc-25-zios",
    "zrc-26-eigenschappen",
    "zrc-27-zoek",
    "drc-02-oio-list",
    "drc-40-eio-get-uploading@6f7dc69f",
    "brc-01-besluit-create",
    "brc-02-besluiten-list",
    "zrc-30-endstatus-noresult",
    "zrc-31-resultaat-create",
    "zrc-32-resultaat-dup",
    "zrc-48-status-future",
    "zrc-49-page2",
    "zrc-53-kenmerk-long",
    "zrc-54-rollen-by-bsn",
    "zrc-55-eigenschap-invalid",
    "zrc-56-rol-bad-bsn",
    "zrc-57-404",
    "zrc-58-zoek-bsn",
    "zrc-46-patch-ifmatch",
    "zrc-47-closed-zaakeigenschappen",
    "zrc-47-closed-zaakinformatieobject",
    "zrc-47-closed-statussen",
    "zrc-47-closed-2a190d4c-f0bc-40da-a",
    "drc-16-lock",
    "drc-17-lock-twice",
    "drc-18-patch-nolock",
    "drc-19-patch",
    "drc-14b-download-406@de63feed",
    "ztc-20-statustypen",
)
"""The recordings in the order in which they make sense; after `@` the document it is told of."""


CODE = "PARKEERVERGUNNING"
CATALOGUE = {
    "2e861791-f621-416f-bd67-93d0a63303cf": ("zaaktype", CODE),
    "ed2222ba-bd59-4f09-8fb5-752550804136": ("roltype", CODE, "initiator"),
    "08cd70e7-4e7d-410b-9f20-e3a7435c0be6": ("roltype", CODE, "behandelaar"),
    "bc54ddfc-7920-4d49-8e20-04b415712d33": ("statustype", CODE, "Ontvangen"),
    "ff303519-af6d-4d3b-886a-0aedc58f2da5": ("statustype", CODE, "Afgerond"),
    "b9b0ce3e-f687-42d4-8064-4a5a9f06b9ec": ("resultaattype", CODE, "Ingetrokken"),
    "751dff2d-0e28-42c6-95e1-01b168683394": ("resultaattype", CODE, "Toegekend"),
    "5079d5a8-5953-4ccc-b9e2-e3d7899afd32": ("eigenschap", CODE, "kenteken"),
    "ef5d6792-0372-482c-8f81-72f362b96010": ("eigenschap", CODE, "kenteken"),
    "a59836d6-cc46-4d88-849a-5e3116de579e": ("informatieobjecttype", "Bijlage"),
    "95bac8e1-08aa-4868-92cd-8ac24769a66f": ("besluittype", "Besluit parkeervergunning"),
}
"""What was in the recorded catalogue, and what stands for it in ours."""


class Recording:
    """One request and its answer, as they were written down."""

    def __init__(self, name: str) -> None:
        name, _, self.document = name.partition("@")
        request, _, answer = (RECORDED / f"{name}.http").read_text().partition("\n--- ")
        head, _, body = request.partition("\n\n")
        first, *headers = head.splitlines()
        self.method, self.target = first.split(" ", 1)
        self.headers = dict(line.split(": ", 1) for line in headers)
        self.body = json.loads(body) if body.strip() else None
        self.status = int(answer[:3])
        said = answer.partition("\n\n")[2].strip()
        self.answer = json.loads(said) if said.startswith(("{", "[")) else None


class Translator:
    """Recorded addresses, ids and locks, and what they are here."""

    def __init__(self, world: Any, known: dict[str, str]) -> None:
        self._base = world.base_url
        self._known = known

    def ours(self, value: Any) -> Any:
        """The value with everything recorded in it translated."""
        text = json.dumps(value)
        for recorded, own in self._known.items():
            text = text.replace(recorded, own)
        return json.loads(text.replace(HOST, self._base))

    def learn(self, recorded: Any, own: Any) -> None:
        """Remember what corresponds, wherever both have an id or a lock at the same place."""
        if isinstance(recorded, dict) and isinstance(own, dict):
            for key in recorded.keys() & own.keys():
                self.learn(recorded[key], own[key])
            if isinstance(recorded.get("url"), str) and isinstance(own.get("url"), str):
                ids = (recorded["url"].rpartition("/")[2], own["url"].rpartition("/")[2])
                self._known.setdefault(*ids)
            if recorded.get("lock") and own.get("lock"):
                self._known.setdefault(recorded["lock"], own["lock"])
        elif isinstance(recorded, list) and isinstance(own, list):
            for pair in zip(recorded, own, strict=False):
                self.learn(*pair)


def shape(recorded: Any, own: Any, where: str = "") -> list[str]:
    """Where our answer has other keys or other kinds of value; null may be anything."""
    if recorded is None or own is None:
        return []
    if isinstance(recorded, dict) and isinstance(own, dict):
        differing = recorded.keys() ^ own.keys()
        found = [f"{where}: {sorted(differing)}"] if differing else []
        for key in recorded.keys() & own.keys():
            found += shape(recorded[key], own[key], f"{where}.{key}")
        return found
    if isinstance(recorded, list) and isinstance(own, list):
        return shape(recorded[0], own[0], f"{where}[0]") if recorded and own else []
    if type(recorded) is not type(own):
        return [f"{where}: {type(recorded).__name__} became {type(own).__name__}"]
    return []


def codes(answer: Any) -> Any:
    """What a refusal says is wrong."""
    if not isinstance(answer, dict) or "code" not in answer:
        return None
    kind = answer["type"].rstrip("/").rpartition("/")[2]
    return (
        kind,
        answer["code"],
        [(each["name"], each["code"]) for each in answer.get("invalidParams", [])],
    )


@pytest.fixture
def translator(api):
    """The catalogue of the recordings in ours, and cases that were made off the record."""
    known = {
        recorded: api.type_url(*names).rpartition("/")[2] for recorded, names in CATALOGUE.items()
    }
    for recorded in (
        "eba9b13a-cf90-420b-8efa-284a4e329c00",
        "f2c241d3-e817-4bd3-b8e5-bbdc0f24a353",
        "2a190d4c-f0bc-40da-a908-07043b1929a7",
    ):
        known[recorded] = api.case(CODE)["uuid"]
    bijlage = api.type_url("informatieobjecttype", "Bijlage")
    extra = api.document(informatieobjecttype=bijlage)
    known["35306153-1b71-427c-b8ec-4f7e56feaaa6"] = extra["url"].rpartition("/")[2]
    return Translator(api.world, known)


def test_the_recorded_story_is_answered_the_same(api, translator):
    differences = {}
    for name in STORY:
        recording = Recording(name)
        if name.startswith("zrc-47-closed-zaakeigenschappen"):
            _close(api, translator)
        answer = _send(api, translator, recording)
        found = _compared(recording, answer)
        if found:
            differences[name] = found
        if recording.answer is not None and answer.is_json:
            translator.learn(recording.answer, answer.json)
    assert differences == {}


def _send(api, translator, recording):
    target = translator.ours(re.sub(r"=(/\w+/api/v1/)", rf"={HOST}\1", recording.target))
    if recording.document:
        target = re.sub(r"[0-9a-f-]{36}", translator.ours(_full(recording.document)), target)
    wanted = ("Accept", "Accept-Crs", "Content-Crs", "If-Match")
    headers = {each: recording.headers.get(each) for each in wanted}
    options = {} if recording.body is None else {"json": translator.ours(recording.body)}
    return api.call(recording.method, target, headers=headers, **options)


def _full(start: str) -> str:
    """The whole recorded id that starts like this."""
    return {
        "6f7dc69f": "6f7dc69f-f366-41e8-a34b-0465ed194b9c",
        "de63feed": "de63feed-87ff-4bcb-9093-9aa23d527dad",
    }[start]


def _compared(recording, answer):
    if answer.status_code != recording.status:
        return [f"{recording.status} became {answer.status_code}: {answer.text[:300]}"]
    if recording.answer is None:
        return []
    if answer.status_code >= 400 and codes(recording.answer) != codes(answer.json):
        return [f"{codes(recording.answer)} became {codes(answer.json)}"]
    return shape(recording.answer, answer.json)


def _close(api, translator):
    """Close the case of which the recordings say that it was closed before."""
    case = {
        "url": translator.ours(f"{HOST}/zaken/api/v1/zaken/2a190d4c-f0bc-40da-a908-07043b1929a7")
    }
    withdrawn = api.type_url("resultaattype", CODE, "Ingetrokken")
    api.made("/zaken/api/v1/resultaten", {"zaak": case["url"], "resultaattype": withdrawn})
    ended = api.type_url("statustype", CODE, "Afgerond")
    api.made("/zaken/api/v1/statussen", api.status_body(case, statustype=ended))
