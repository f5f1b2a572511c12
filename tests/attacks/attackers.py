"""What somebody does who wants the portal to fall: over real connections, many at once."""

import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

import urllib3

from bench.browser import Browser
from tests.files_made import bomb
from tests.forms_filled import REPORT, REPORT_ANSWERS

CROWD = 8
LONGEST_S = 60.0
ELSEWHERE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elders.example"}
FLOODS: dict[str, tuple[str, str, dict[str, str]]] = {
    "searches": ("GET", "/?q=verhuizen", {}),
    "forms begun": ("GET", f"/formulieren/{REPORT}/verder/", {}),
    "guessed links": ("GET", "/volgen/geraden/", {}),
    "answers of logins": ("GET", "/inloggen/terug?state=x&code=y", {}),
    "forms of other sites": ("POST", "/uitloggen/", ELSEWHERE),
    "forms without a token": ("POST", "/uitloggen/", {}),
    "wrong proofs": ("POST", "/api/notificaties", {"Authorization": "Bearer geraden"}),
}
HALF = (
    "POST /uitloggen/ HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n\r\na="
)
HALF_HEAD = "GET / HTTP/1.1\r\nHost: x\r\nX-Slow:"


@contextmanager
def half_requests(portal: str, text: str, count: int) -> Iterator[None]:
    """So many connections that send this much, and then nothing."""
    parts = urlsplit(portal)
    address = (str(parts.hostname), parts.port or 80)
    connections = [socket.create_connection(address, LONGEST_S) for _ in range(count)]
    try:
        for connection in connections:
            connection.sendall(text.encode())
        yield
    finally:
        for connection in connections:
            connection.close()


@contextmanager
def flood(portal: str, method: str, path: str, headers: dict[str, str]) -> Iterator[list[int]]:
    """The same request again and again, without a cookie; gives the statuses of the answers."""
    stop, statuses = threading.Event(), list[int]()

    def ask_on() -> None:
        pool = urllib3.PoolManager(maxsize=1)
        while not stop.is_set():
            answer = pool.request(
                method,
                portal + path,
                headers=headers,
                redirect=False,
                retries=False,
                timeout=LONGEST_S,
            )
            statuses.append(answer.status)

    with ThreadPoolExecutor(CROWD) as crowd:
        asking = [crowd.submit(ask_on) for _ in range(CROWD)]
        try:
            yield statuses
        finally:
            stop.set()
        for each in asking:
            each.result(LONGEST_S)


class Uploader(Browser):
    """Somebody without login, on the page of a report that takes a photo."""

    def __init__(self, portal: str) -> None:
        super().__init__(portal)
        self._page = self.follow(self.get(f"/formulieren/{REPORT}/verder/"))
        while "/foto/" not in self._page.url:
            answers = REPORT_ANSWERS[urlsplit(self._page.url).path.split("/")[-2]]
            fields = {**self._page.fields(), **answers}
            self._page = self.follow(self.post(self._page.url, fields))

    def upload(self, content: bytes) -> int:
        """The status of the answer to this photo."""
        [question] = re.findall(r'<input[^>]*type="file"[^>]*name="([^"]+)"', self._page.text)
        cookies = self._cookies[urlsplit(self._page.url).netloc]
        line = "; ".join(f"{name}={value}" for name, value in cookies.items())
        fields = {**self._page.fields(), question: ("foto.png", content)}
        answer = urllib3.request(
            "POST",
            self._page.url,
            fields=fields,
            headers={"Cookie": line},
            redirect=False,
            retries=False,
            timeout=LONGEST_S,
        )
        return answer.status


@contextmanager
def bombs(uploaders: Sequence[Uploader]) -> Iterator[list["Future[int]"]]:
    """A picture from each that is small to send and large to paint; gives the statuses."""
    content = bomb(9_000, 9_000)
    with ThreadPoolExecutor(len(uploaders)) as crowd:
        sent = [crowd.submit(uploader.upload, content) for uploader in uploaders]
        yield sent


def seconds_of_home(portal: str, times: int = 10) -> list[float]:
    """How long the home page took, each time for a new visitor; the longest first."""
    taken = []
    for _visit in range(times):
        began = time.monotonic()
        answer = urllib3.request("GET", f"{portal}/", retries=False, timeout=LONGEST_S)
        taken.append(time.monotonic() - began)
        assert answer.status == 200, answer.status
        assert b"</html>" in answer.data
        time.sleep(0.1)
    return sorted(taken, reverse=True)
