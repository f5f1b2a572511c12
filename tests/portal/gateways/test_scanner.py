"""The malware scanner: clamd's own words, its silences, and the embedded one that knows EICAR."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest

from portal.domain.callers import Caller, CallTerm, calling
from portal.domain.contents import Content
from portal.domain.failures import InvalidSourceAnswer, SourceUnavailable
from portal.embedded import scanner
from portal.embedded.switchboard.switches import GOOD, Mode, Setting
from portal.gateways.malware import connect
from portal.gateways.malware.clamd import Clamd
from tests.factories import settings_for

EICAR = Content.of_bytes(b"voor " + scanner.EICAR + b" na")
GOOD_FILE = Content.of_bytes(b"goed" * 200_000)


class Board:
    """As much of a switchboard as the scanner asks."""

    def __init__(self) -> None:
        self.setting = GOOD
        self.calls: list[str] = []

    def count(self, _part: str, call: str) -> None:
        self.calls.append(call)

    def take(self, _part: str, _call: str) -> Setting:
        return self.setting


@contextmanager
def answering(answer: bytes) -> Iterator[Clamd]:
    """A scanner that hears nobody out and says this."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _address = server.accept()
            with connection, suppress(ConnectionError):
                connection.recv(100)
                connection.sendall(answer)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass

        threading.Thread(target=serve, daemon=True).start()
        yield Clamd("127.0.0.1", server.getsockname()[1], 2)


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def clamd(board) -> Iterator[Clamd]:
    """The gateway to an embedded scanner."""
    server = scanner.listen(board, 0)
    yield Clamd("127.0.0.1", server.server_address[1], 2)
    server.shutdown()
    server.server_close()


def test_scanner_knows_the_test_file_within_another(clamd, board):
    assert clamd.malware_in(EICAR, 5) == "Eicar-Test-Signature"
    assert clamd.malware_in(GOOD_FILE, 5) is None
    clamd.check()
    assert board.calls == ["INSTREAM", "INSTREAM", "PING"]


@pytest.mark.parametrize("mode", [Mode.DOWN, Mode.BROKEN_AFTER, Mode.NONSENSE])
def test_scanner_that_gives_no_verdict_never_calls_a_file_clean(clamd, board, mode):
    board.setting = Setting(mode=mode)

    with pytest.raises((SourceUnavailable, InvalidSourceAnswer)):
        clamd.malware_in(GOOD_FILE, 5)


def test_slow_scanner_is_waited_for_no_longer_than_the_caller_has(clamd, board):
    board.setting = Setting(mode=Mode.SLOW, seconds=1)

    with pytest.raises(SourceUnavailable, match="TimeoutError"):
        clamd.malware_in(GOOD_FILE, 0.05)
    with pytest.raises(SourceUnavailable, match="no time was left"):
        clamd.malware_in(GOOD_FILE, 0)


def test_scanner_is_asked_no_longer_than_a_try_of_the_worker_lasts(clamd):
    with (
        calling(Caller(term=CallTerm(0))),
        pytest.raises(SourceUnavailable, match="no time was left"),
    ):
        clamd.malware_in(GOOD_FILE, 5)


@pytest.mark.parametrize(
    "answer",
    [
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: OKAY\0",
        b"stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
        b"stream: OK\nstream: X FOUND\0",
        b"",
        b"\0",
        b"x" * 5000,
    ],
)
def test_odd_answer_is_no_verdict(answer):
    with answering(answer) as clamd, pytest.raises(InvalidSourceAnswer):
        clamd.malware_in(GOOD_FILE, 5)


def test_scanner_that_is_not_there_is_unavailable():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(SourceUnavailable, match="ConnectionRefusedError"):
        Clamd("127.0.0.1", port, 2).check()


def test_address_is_a_setting_and_there_may_be_none():
    settings = settings_for()

    assert connect(settings) is None
    with_scanner = settings_for(scanner_url="tcp://clamav.internal")
    assert connect(with_scanner) == Clamd("clamav.internal", 3310, 20)
