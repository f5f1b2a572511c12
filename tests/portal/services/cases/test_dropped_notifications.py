"""Notifications that say nothing: dropped with one line in the log, and counted."""

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from tests.case_keys import url_of
from tests.factories import NOTIFICATION_TOKEN, a_case

HEADERS = {"Authorization": f"Bearer {NOTIFICATION_TOKEN}"}
CANARY = "999993653"


@pytest.fixture
def notify(visitor):
    """Let the case system call; gives the lines about what was dropped, and how many count."""

    def notify_(body):
        before = _count()
        with capture_logs() as logs:
            answer = visitor.post("/api/notificaties", json=body, headers=HEADERS)
        assert answer.status_code == 204
        lines = [line for line in logs if line["event"] == "notification_dropped"]
        return lines, _count() - before

    return notify_


def _count():
    return REGISTRY.get_sample_value("portal_notifications_dropped_total") or 0


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"kanaal": "zaken"},
        {"kanaal": "zaken", "hoofdObject": "https://elsewhere.example/zaken/1"},
        {"kanaal": "zaken", "hoofdObject": f"https://x.example/{CANARY}", "resource": CANARY},
        {"kanaal": ["zaken"], "hoofdObject": 7},
    ],
)
def test_what_says_nothing_leaves_one_line_and_counts(notify, body):
    lines, count = notify(body)

    assert (len(lines), count) == (1, 1)
    assert CANARY not in str(lines)


def test_line_says_what_it_would_have_been_about(notify):
    body = {"kanaal": "zaken", "resource": "status", "actie": "create", "hoofdObject": "x"}

    [line], _count = notify(body)

    assert (line["kanaal"], line["resource"], line["actie"]) == ("zaken", "status", "create")


@pytest.mark.parametrize(
    "body",
    [
        {"kanaal": "test", "hoofdObject": "https://x.example"},
        {"kanaal": "documenten", "hoofdObject": "https://x.example"},
        {"kanaal": "zaken", "hoofdObject": url_of(a_case().key)},
    ],
)
def test_other_channels_and_good_ones_leave_none(notify, body):
    assert notify(body) == ([], 0)
