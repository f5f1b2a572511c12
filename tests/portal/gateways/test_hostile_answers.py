"""Whatever an outside system sends, however malformed, large or endless: no gateway stumbles.

Each call of each gateway ends in an answer or in a failure of that system, within its limit.
"""

import gzip
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from uuid import UUID, uuid4

import pytest

from portal.domain.case_keys import ONLY_SYSTEM, DecisionKey
from portal.domain.consultations import ConsultationProof
from portal.domain.document_rules import DocumentRules
from portal.domain.failures import NotFound, SourceError
from portal.domain.people import Party
from portal.domain.remedies import NO_REMEDIES
from portal.gateways import addresses, consultations, http, mail, payments, persons, tasks
from portal.gateways.cases.zgw import intake, reading
from portal.gateways.identity import calls as identity_calls
from portal.gateways.identity.calls import HttpCalls
from portal.gateways.identity.discovery import Discovery, KeyRing
from tests.factories import BSN
from tests.portal.gateways.deliveries import a_submission
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_for
from tests.portal.gateways.recordings import KEY
from tests.portal.gateways.test_mail import MAIL
from tests.portal.gateways.test_payments import NEW
from tests.portal.gateways.test_sources import a_choice, connected

RESIDENT = ConsultationProof(uuid4(), Party.resident(BSN, uuid4()))
ID = UUID("6a1df14d-e81a-4012-a66b-040ed88913d4")
SOME_KIND = DocumentRules(case_types_by_kind={"Advies": frozenset()})
LIMIT_S = 0.3
MOST_BYTES = 100_000
DEEP = 200_000
GZIP = {"Content-Encoding": "gzip"}
LIST = b'{"count": 1, "next": null, "results": [%b], "personen": [%b], "response": {"docs": [%b]}}'


def listed(item: bytes) -> bytes:
    """The item in a list, wherever one of the systems has its list."""
    return LIST % (item, item, item)


def raw(*lines: str, body: bytes = b"") -> Reply:
    """An answer of which every byte stands here."""
    return Reply(raw="\r\n".join([*lines, "", ""]).encode("latin-1") + body)


BOMB = gzip.compress(b"[" + b" " * 30_000_000 + b"]")
ANSWERS = {
    "nothing": Reply(body=b""),
    "no content": Reply(204),
    "a page": Reply(body=b"<!doctype html><title>Onderhoud</title>"),
    "not a word of JSON": Reply(body=b"null null"),
    "null": Reply(body=b"null"),
    "a number": Reply(body=b"1e999"),
    "deep lists": Reply(body=b"[" * DEEP + b"]" * DEEP),
    "deep objects": Reply(body=b'{"results":' * DEEP + b"1" + b"}" * DEEP),
    "deep inside a field": Reply(body=listed(b'{"a":' * 900 + b"1" + b"}" * 900)),
    "half of deep lists": Reply(body=b"[" * DEEP),
    "no numbers": Reply(
        body=listed(b'{"volgnummer": NaN, "huisnummer": Infinity, "id": -Infinity}')
    ),
    "a number past all": Reply(body=listed(b'{"huisnummer": 1e999, "volgnummer": -1e999}')),
    "a number of many digits": Reply(body=b'{"count": ' + b"9" * 5000 + b"}"),
    "its fields twice": Reply(body=b'{"results": [], "results": null, "count": 0, "count": "x"}'),
    "UTF-16": Reply(body='{"count": 0, "results": []}'.encode("utf-16")),
    "Latin-1": Reply(body='{"count": 0, "results": ["é"]}'.encode("latin-1")),
    "another charset than it says": Reply(
        body=b'{"results": ["\xff\xfe"]}', headers={"Content-Type": "application/json; charset=x"}
    ),
    "null characters": Reply(body=listed(b'{"url": "\\u0000", "omschrijving": "\\u0000"}')),
    "half characters": Reply(body=listed(b'{"url": "\\ud800", "omschrijving": "\\udfff"}')),
    "too much": Reply(body=b'"' + b"x" * (MOST_BYTES + 1) + b'"'),
    "a bomb": Reply(body=BOMB, headers=GZIP),
    "a bomb in a bomb": Reply(body=gzip.compress(BOMB), headers={"Content-Encoding": "gzip, gzip"}),
    "many layers": Reply(body=b"x", headers={"Content-Encoding": ", ".join(["gzip"] * 500)}),
    "no gzip": Reply(body=b"[]", headers=GZIP),
    "half of a gzip": Reply(body=gzip.compress(b"[]" * 500)[:-20], headers=GZIP),
    "no deflate": Reply(body=zlib.compress(b"[]")[3:], headers={"Content-Encoding": "deflate"}),
    "an unknown encoding": Reply(body=b"[]", headers={"Content-Encoding": "rot13"}),
    "half": Reply(body=b'{"results": []}', half=True),
    "more than it says": raw("HTTP/1.1 200 X", "Content-Length: 2", body=b"[]]]]]"),
    "two lengths": raw("HTTP/1.1 200 X", "Content-Length: 2", "Content-Length: 4", body=b"[[]]"),
    "no length": raw("HTTP/1.1 200 X", "Content-Length: -7", body=b"[]"),
    "a length that is no number": raw("HTTP/1.1 200 X", "Content-Length: twee", body=b"[]"),
    "odd chunks": raw("HTTP/1.1 200 X", "Transfer-Encoding: chunked", body=b"zz\r\n[]\r\n"),
    "a chunk below nothing": raw("HTTP/1.1 200 X", "Transfer-Encoding: chunked", body=b"-5\r\n[]"),
    "a chunk past all": raw(
        "HTTP/1.1 200 X", "Transfer-Encoding: chunked", body=b"f" * 15 + b"\r\n[]"
    ),
    "an endless chunk line": raw(
        "HTTP/1.1 200 X", "Transfer-Encoding: chunked", body=b"1" * 200_000
    ),
    "no status": raw("HTTP/1.1 abc X"),
    "a status of four digits": raw("HTTP/1.1 2000 X"),
    "no HTTP": raw("SSH-2.0-OpenSSH_9.2"),
    "only goes on": Reply(raw=b"HTTP/1.1 100 X\r\n\r\n" * 5000),
    "switches": raw("HTTP/1.1 101 X", "Upgrade: h2c"),
    "a large header": raw("HTTP/1.1 200 X", "X: " + "x" * 200_000, body=b"[]"),
    "many headers": raw("HTTP/1.1 200 X", *(f"X-{n}: x" for n in range(2000)), body=b"[]"),
    "odd headers": raw("HTTP/1.1 200 X", ": x", "no colon", " \x00\xff: \xfe", body=b"[]"),
    "drips its headers": Reply(json={}, drip_s=0.05, drips="head"),
    "drips": Reply(json={"results": ["x" * 500]}, drip_s=0.05),
    "silent": Reply(wait_s=5),
    "gone": Reply(drop=True),
    "unknown status": Reply(299, json={}),
    "status of nobody": Reply(799, json={}),
    "a problem in another shape": Reply(400, body=b"[" * DEEP),
    "a refusal that is a bomb": Reply(403, body=BOMB, headers=GZIP),
    "asks to wait": Reply(429, headers={"Retry-After": "99999999999"}),
    **{
        f"{status} elsewhere": Reply(status, headers={"Location": "elsewhere"})
        for status in (301, 302, 307)
    },
    "300 without where": Reply(300),
    "304 without being asked": Reply(304),
}


def calls_of(settings):
    """The calls of each gateway, by what they do."""
    cases, worker = reading.connect(settings), intake.connect(settings)
    objects, log = tasks.connect(settings), consultations.connect(settings)
    people, calls, new = persons.connect(settings), HttpCalls(), a_submission()
    issuer, day = str(settings.oidc_issuer), date(2026, 11, 1)
    return {
        "cases": lambda: cases.cases_of(RESIDENT),
        "case": lambda: cases.case_file(RESIDENT, KEY),
        "document": lambda: b"".join(cases.download(RESIDENT, KEY, ID).chunks),
        "report": lambda: cases.steps_of_report(KEY),
        "decision": lambda: cases.case_of(DecisionKey(ONLY_SYSTEM, ID)),
        "subject": lambda: cases.subject_of(KEY),
        "number of": lambda: worker.number_of(new.submission, "x-0"),
        "deliver": lambda: worker.deliver(new),
        "add document": lambda: worker.add_document(KEY, new.documents[0]),
        "words": worker.without_words,
        "remedies": lambda: worker.without_remedies(NO_REMEDIES),
        "kinds of documents": lambda: worker.without_kinds(SOME_KIND),
        "tasks": lambda: objects.tasks_of(RESIDENT),
        "task": lambda: objects.task(RESIDENT, ID),
        "complete": lambda: objects.complete(ID),
        "log": lambda: log.lines_of(RESIDENT, day, day),
        "line": lambda: log.line(RESIDENT, ID),
        "person": lambda: people.person(RESIDENT),
        "name": lambda: people.name_of(RESIDENT),
        "address": lambda: addresses.connect(settings).find("1235EF", 10),
        "source": lambda: connected(settings).fetch(RESIDENT, a_choice()),
        "mail": lambda: mail.connect(settings).send(MAIL),
        "case that is paid": lambda: worker.set_payment(KEY, None),
        "begin to pay": lambda: payments.connect(settings).start(NEW),
        "payment": lambda: payments.connect(settings).payment("tr_1"),
        "give back": lambda: payments.connect(settings).refund("tr_1", 1, ID, "x"),
        "provider": lambda: Discovery(calls, issuer, time.time).metadata(),
        "keys of provider": lambda: KeyRing(calls, time.time).fetch(f"{issuer}/jwks"),
        "token": lambda: calls.post(f"{issuer}/token", "code=x", {}),
    }


READABLE = {
    "deep inside a field",
    "no numbers",
    "a number past all",
    "UTF-16",
    "null characters",
    "half characters",
    "an unknown encoding",
    "more than it says",
    "no length",
    "a length that is no number",
    "odd headers",
}
"""Of these a gateway may take what can be read; all others are no answer, to nobody."""
TAKEN_UNREAD = {"token"}
"""What is read by its caller, who refuses it then."""


def outcome_of(call) -> str:
    """Empty for an answer, else the failure; whatever else goes wrong is raised."""
    try:
        call()
    except (SourceError, NotFound) as error:
        return type(error).__name__
    return ""


@pytest.fixture
def outcomes(server, monkeypatch):
    """What comes of each call of each gateway when this is all that is ever answered."""
    monkeypatch.setattr(http, "MOST_BYTES", MOST_BYTES)
    monkeypatch.setattr(identity_calls, "LIMIT_S", LIMIT_S)
    settings = settings_for(
        server.url,
        register_seconds=LIMIT_S,
        case_timeout_seconds=LIMIT_S,
        consultation_log_url=f"{server.url}/log",
        consultation_log_token="t" * 32,
        payments_url=f"{server.url}/v2",
        payments_key="t" * 32,
    )

    def outcomes_(reply: Reply) -> dict[str, str]:
        server.answers(reply)
        calls = calls_of(settings)
        with ThreadPoolExecutor(len(calls)) as pool:
            return dict(zip(calls, pool.map(outcome_of, calls.values()), strict=True))

    return outcomes_


@pytest.mark.parametrize("name", ANSWERS)
def test_every_gateway_ends_in_an_answer_or_a_failure_of_its_system(outcomes, server, name):
    reply, began = ANSWERS[name], time.monotonic()
    if "Location" in reply.headers:
        elsewhere = server.url.replace("127.0.0.1", "localhost") + "/elsewhere"
        reply = replace(reply, headers={"Location": elsewhere})

    outcome_by_call = outcomes(reply)

    assert time.monotonic() - began < 20 * LIMIT_S
    assert {path for _method, path in server.asked}.isdisjoint({"/elsewhere"})
    answered = {call for call, outcome in outcome_by_call.items() if not outcome}
    assert name in READABLE or answered <= TAKEN_UNREAD
