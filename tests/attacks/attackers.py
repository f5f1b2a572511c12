"""What somebody does who wants the portal to fall: over real connections, many at once."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

import urllib3

from bench.browser import Browser, Page
from tests.files_made import bomb, pdf_of_pages, zip_bomb
from tests.forms_filled import REPORT, REPORT_ANSWERS

OVERVIEW = "/overzicht/"
WITH_TASKS = "999995571"
BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "picture": ("foto.png", lambda: bomb(9_000, 9_000)),
    "pdf": ("brief.pdf", lambda: pdf_of_pages(60_000)),
    "docx": ("brief.docx", zip_bomb),
}
CROWD = 8
LONGEST_S = 60.0
ATTACKER = ("127.0.0.66", 0)
"""Where floods come from: who sends one is held back, and nobody else."""
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
        pool = urllib3.PoolManager(maxsize=1, source_address=ATTACKER)
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


class FileSender(Browser):
    """Somebody on a page that takes files."""

    _page: Page

    def upload(self, name: str, content: bytes) -> int:
        """The status of the answer to this file."""
        [question] = re.findall(r'<input[^>]*type="file"[^>]*name="([^"]+)"', self._page.text)
        cookies = self._cookies[urlsplit(self._page.url).hostname]
        line = "; ".join(f"{name}={value}" for name, value in cookies.items())
        fields = {**self._page.fields(), question: (name, content)}
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


class Resident(FileSender):
    """Somebody who is logged in, on the page of a task that takes PDFs and Word files."""

    def __init__(self, portal: str) -> None:
        super().__init__(portal)
        choice = self.get(self.get(f"/inloggen/digid?next={OVERVIEW}").location)
        back = self.post(choice.url, {"acr": choice.fields()["acr"], "bsn": WITH_TASKS})
        overview = self.follow(self.get(back.location))
        tasks = re.findall(r'href="(/taken/[^"]+)"', overview.text)
        pages = (self.get(task) for task in tasks)
        self._page = next(page for page in pages if 'type="file"' in page.text)


class Uploader(FileSender):
    """Somebody without login, on the page of a report that takes a photo."""

    def __init__(self, portal: str) -> None:
        super().__init__(portal)
        self._page = self.follow(self.get(f"/formulieren/{REPORT}/verder/"))
        while "/foto/" not in self._page.url:
            answers = REPORT_ANSWERS[urlsplit(self._page.url).path.split("/")[-2]]
            fields = {**self._page.fields(), **answers}
            self._page = self.follow(self.post(self._page.url, fields))


@contextmanager
def bombs(senders: Sequence[FileSender], kind: str) -> Iterator[list["Future[int]"]]:
    """A file from each that is small to send and much to look into; gives the statuses."""
    name, make = BOMBS[kind]
    content = make()
    with ThreadPoolExecutor(len(senders)) as crowd:
        yield [crowd.submit(sender.upload, name, content) for sender in senders]


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
