"""A malware scanner that knows one thing: the test file of EICAR. It speaks as clamd does."""

import socketserver
import threading
import time
from io import BufferedIOBase

from portal.embedded.switchboard.faults import NONSENSE, hang
from portal.embedded.switchboard.switches import Mode, Switchboard

PART = "scanner"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-" + b"STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""In two parts, so that no scanner takes this very file for it."""
LENGTH_BYTES = 4
MOST_COMMAND = 64
MOST_BYTES = 100 * 1024 * 1024
"""Usual `StreamMaxLength` of newer ones."""
PATIENCE_S = 30
POLL_S = 0.05
"""Within which it stops."""


def listen(board: Switchboard, port: int) -> socketserver.ThreadingTCPServer:
    """A scanner on this port of this machine, that answers on threads of its own."""
    server = _Server(("127.0.0.1", port), _Scan)
    server.board = board
    threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
    return server


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    board: Switchboard


class _Scan(socketserver.StreamRequestHandler):
    timeout = PATIENCE_S
    server: _Server

    def handle(self) -> None:
        command = _command(self.rfile)
        self.server.board.count(PART, command)
        treatment = self.server.board.take(PART, command)
        if treatment.mode is Mode.HANGING:
            hang(self.server.board, PART, treatment)
        if treatment.mode in {Mode.SLOW, Mode.LATE}:
            time.sleep(treatment.seconds)
        if treatment.mode in {Mode.HANGING, Mode.DOWN}:
            return
        answer = _answer(command, self.rfile)
        if treatment.mode is Mode.NONSENSE:
            answer = NONSENSE
        if treatment.mode is not Mode.BROKEN_AFTER:
            self.wfile.write(f"{answer}\0".encode())


def _command(stream: BufferedIOBase) -> str:
    """`INSTREAM` or `PING`: a word between a `z` and a zero."""
    word = b""
    while not word.endswith(b"\0") and len(word) < MOST_COMMAND and (sign := stream.read(1)):
        word += sign
    return word.decode("ascii", "replace").strip("z\0")


def _answer(command: str, stream: BufferedIOBase) -> str:
    if command == "PING":
        return "PONG"
    if command != "INSTREAM":
        return "UNKNOWN COMMAND"
    content = bytearray()
    while length := int.from_bytes(stream.read(LENGTH_BYTES)):
        content += stream.read(length)
        if len(content) > MOST_BYTES:
            return "INSTREAM size limit exceeded. ERROR"
    return "stream: Eicar-Test-Signature FOUND" if EICAR in content else "stream: OK"
