"""A case system without a Besluiten API, and one that refuses it: nothing known is not nothing."""

from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from portal.domain.case_keys import DecisionKey
from portal.domain.failures import NotFound, SourceRefused
from portal.gateways.cases.zgw import check, reading, unread_parts
from portal.gateways.notifications import connect as connect_notifications
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import settings_for
from tests.portal.gateways.recordings import DECISIONS, KEY

BESLUIT = "/besluiten/api/v1/besluiten/6a1df14d-e81a-4012-a66b-040ed88913d4"


@pytest.fixture(autouse=True)
def _nothing_told_yet(monkeypatch):
    monkeypatch.setattr(unread_parts, "REFUSALS", unread_parts.Refusals())


@pytest.fixture
def without(zgw):
    """Settings that say that there is no Besluiten API."""
    return settings_for(zgw.base, besluiten_url="none")


def test_where_there_is_none_nothing_is_asked_and_nothing_is_unread(without, recorded, zgw):
    cases = reading.connect(without)

    file = cases.case_file(recorded, KEY)
    with pytest.raises(NotFound):
        cases.download(recorded, KEY, uuid4())

    assert not [path for _method, path in zgw.server.asked if path.startswith("/besluiten/")]
    assert (file.decisions, file.unread_parts) == ((), ())
    assert (file.tells_decisions, file.has_no_decision) == (False, False)
    assert cases.key_of(f"{zgw.base}{BESLUIT}") is None


def test_a_decision_that_was_told_before_there_was_none_is_passed_by(settings, without, zgw):
    key = reading.connect(settings).key_of(f"{zgw.base}{BESLUIT}")

    assert isinstance(key, DecisionKey)
    assert reading.connect(without).case_of(key) is None


def test_where_there_is_none_it_is_not_checked_nor_subscribed_to(settings, without, zgw):
    assert {*check.checks(settings)} - {*check.checks(without)} == {"besluiten"}
    url = f"{zgw.base}/notificaties/api/v1"
    needed = [
        connect_notifications(each.model_copy(update={"notificaties_url": url}))[0].needed
        for each in (settings, without)
    ]
    assert needed == [("zaken", "besluiten"), ("zaken",)]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(404, json={"detail": "no route"}),
        Reply(410, json={}),
        Reply(403, json={"code": "permission_denied"}),
        Reply(400, json={"code": "unknown-parameters"}),
    ],
    ids=["404", "410", "a scope lacks", "400"],
)
def test_what_only_a_person_can_mend_is_unknown_not_asked_again_and_told_once(
    cases, recorded, zgw, reply
):
    zgw[DECISIONS] = reply

    with capture_logs() as logs:
        files = [cases.case_without_documents(recorded, KEY) for _time in range(2)]

    for file in files:
        [part] = file.unread_parts
        assert (part.name, part.is_unavailable, file.has_no_decision) == ("decisions", False, False)
    [line] = [each for each in logs if each["event"] == "part_refused"]
    assert (line["log_level"], line["system"]) == ("error", "decisions")
    assert f"HTTP {reply.status}" in line["reason"]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(401, json={}),
        Reply(403, json={"code": "jwt-expired"}),
        Reply(429, json={}),
        Reply(503, json={}),
        Reply(json={"x": 1}),
    ],
    ids=["401", "our clock", "429", "503", "unreadable"],
)
def test_what_may_pass_by_itself_is_asked_again(cases, recorded, zgw, reply):
    zgw[DECISIONS] = reply

    [part] = cases.case_without_documents(recorded, KEY).unread_parts

    assert (part.name, part.is_unavailable) == ("decisions", True)


def test_it_is_told_again_another_day(cases, recorded, zgw, monkeypatch):
    zgw[DECISIONS] = Reply(404, json={})
    monkeypatch.setattr(unread_parts, "SILENT_S", 0.0)

    with capture_logs() as logs:
        for _time in range(2):
            cases.case_without_documents(recorded, KEY)

    assert [each["event"] for each in logs].count("part_refused") == 2


def test_a_cause_is_told_once_whatever_case_it_names():
    refusals = unread_parts.Refusals()
    with capture_logs() as logs:
        for number in range(3):
            reason = f"HTTP 404 on GET zaken/{number}"
            refusals.report("related", SourceRefused("cases", reason, status=404))

    assert len(logs) == len(refusals.logged_at) == 1
