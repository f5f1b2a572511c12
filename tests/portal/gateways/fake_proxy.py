"""A proxy that lets through by CONNECT, with its name and password if it wants one."""

import base64
import select
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

POLL_S = 5.0


class FakeProxy:
    """Keeps whereto it was asked in `asked`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.password = ""
        self.asked: list[str] = []

    def serve(self, client: socket.socket) -> None:
        """One connection, from its CONNECT until one of both sides hangs up."""
        with client:
            lines = _head_of(client)
            self.asked.append(lines[0])
            basic = base64.b64encode(self.password.encode()).decode()
            if self.password and f"proxy-authorization: Basic {basic}" not in lines:
                client.sendall(b"HTTP/1.0 407 Proxy Authentication Required\r\n\r\n")
                return
            host, _, port = lines[0].split()[1].rpartition(":")
            try:
                upstream = socket.create_connection((host, int(port)))
            except OSError:
                client.sendall(b"HTTP/1.0 502 Bad Gateway\r\n\r\n")
                return
            with upstream:
                client.sendall(b"HTTP/1.0 200 Connection established\r\n\r\n")
                _pump_both(client, upstream)


def _head_of(client: socket.socket) -> list[str]:
    head = b""
    while b"\r\n\r\n" not in head:
        head += client.recv(4096)
    return head.decode().split("\r\n")


def _pump_both(client: socket.socket, upstream: socket.socket) -> None:
    other = {client: upstream, upstream: client}
    while True:
        ready, _, _ = select.select(list(other), [], [], POLL_S)
        for source in ready:
            piece = source.recv(65536)
            if not piece:
                return
            other[source].sendall(piece)


@contextmanager
def proxying() -> Iterator[FakeProxy]:
    """A proxy on a free port of this machine; ends all its connections with it."""
    listener = socket.create_server(("127.0.0.1", 0))
    proxy = FakeProxy(listener.getsockname()[1])
    clients: list[socket.socket] = []
    threads: list[threading.Thread] = []

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _address = listener.accept()
                clients.append(client)
                threads.append(threading.Thread(target=proxy.serve, args=(client,), daemon=True))
                threads[-1].start()

    accepting = threading.Thread(target=accept, daemon=True)
    accepting.start()
    try:
        yield proxy
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        accepting.join()
        listener.close()
        for client in clients:
            with suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()
