"""How much memory the web processes need while several residents send large files at once.

.venv/bin/python -m bench.uploads    # some two minutes on two cores
"""

import os
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import click
import urllib3

from bench import processes
from bench.browser import Browser, WrongAnswer
from bench.large_forms import Part, one_page
from bench.made_steps import publish_pages
from bench.scenarios import DRAFTERS
from bench.world import World, running
from portal.domain.contents import PIECE_BYTES, Content, in_pieces_of
from portal.domain.upload_quota import MB
from portal.gateways.calls import Body
from portal.local.processes import StartFailed

SLUG, STEP, FILES = "form-with-files", "bijlagen", "bijlage"
MOST_MB = 24
"""That all web processes together may grow."""
EVERY_S, PATIENCE_S = 0.02, 180.0
BUSY, MOST_TRIES = "HTTP 503", 5
WARM_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class SentUpload:
    """One file that was sent: seconds until it was taken, and how often it was too busy before."""

    seconds: float
    refused: int


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadFigures:
    """What was measured, in MB (PSS of all web processes together) and seconds."""

    before_mb: float
    most_mb: float
    after_mb: float
    uploads: list[SentUpload]

    @property
    def grown_mb(self) -> float:
        """By how much it was more, at its most."""
        return round(self.most_mb - self.before_mb, 1)


@dataclass
class Watch:
    """Looks all the time how much these processes hold together."""

    pids: list[int]
    """Of the web processes as they were: what they start to look into files is none of them, and
    shares all memory with its parent for a moment."""
    most_mb: float = 0.0
    _ended: threading.Event = field(default_factory=threading.Event)

    def look(self) -> float:
        """Now, and remember the most."""
        now = sum(processes.memory(pid).pss_mb for pid in self.pids)
        self.most_mb = max(self.most_mb, now)
        return round(now, 1)

    def go_on(self) -> None:
        """Until it is ended."""
        while not self._ended.wait(EVERY_S):
            self.look()

    def end(self) -> None:
        """Look no more."""
        self._ended.set()


def measure(world: World, count: int, megabytes: int) -> UploadFigures:
    """So many residents send a file at once, after some small ones. Raises `WrongAnswer`."""
    publish_pages(world, SLUG, [one_page([_question()], STEP)], {FILES: "Bijlage"})
    residents = [_at_the_form(world, bsn) for bsn in DRAFTERS[:count]]
    small, large = pdf_of(MB // 4), pdf_of(megabytes * MB - MB // 100)
    with ThreadPoolExecutor(count) as threads:
        for _round in range(WARM_ROUNDS):  # so that all threads have their connections
            list(threads.map(lambda resident: _send(resident, small), residents))
        watch = Watch(world.pids("web"))
        before = watch.look()
        watching = threading.Thread(target=watch.go_on)
        watching.start()
        try:
            uploads = list(threads.map(lambda resident: _send(resident, large), residents))
        finally:
            watch.end()
            watching.join()
    return UploadFigures(
        before_mb=before, most_mb=round(watch.most_mb, 1), after_mb=watch.look(), uploads=uploads
    )


def pdf_of(size: int) -> bytes:
    """A PDF of a bit more than so many bytes, which nothing makes smaller."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Extra 4 0 R>>",
        b"<</Length %d>>stream\n%b\nendstream" % (size, os.urandom(size)),
    )
    file, starts = bytearray(b"%PDF-1.7\n"), []
    for number, each in enumerate(objects, start=1):
        starts.append(len(file))
        file += b"%d 0 obj%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, table)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(file + table + end % (len(objects) + 1, len(file)))


def _question() -> Part:
    return {"id": FILES, "kind": "file", "label": "Bijlage", "accept": ["pdf"]}


def _at_the_form(world: World, bsn: str) -> Browser:
    browser = Browser(world.portal, world.log_in(bsn))
    browser.follow(browser.get(f"/formulieren/{SLUG}/verder/"))
    return browser


def _send(browser: Browser, content: bytes) -> SentUpload:
    """Add this file to the page, again where it is told that it is busy. Raises `WrongAnswer`."""
    address = f"/formulieren/{SLUG}/{STEP}/"
    fields = browser.get(address).fields() | {"action": "stay"}
    del fields[FILES]
    pieces = Content(len(content), lambda: in_pieces_of((content,), PIECE_BYTES))
    body = Body.of_file(FILES, pieces, fields, "bijlage.pdf")
    began, refused = time.monotonic(), 0
    while True:
        try:
            answer = browser.follow(browser.send(address, body, PATIENCE_S))
        except WrongAnswer as error:
            if BUSY not in str(error) or refused == MOST_TRIES:
                raise
            refused += 1
            time.sleep(1)
            continue
        if "bijlage" not in answer.text:
            raise WrongAnswer("the file was not taken")
        return SentUpload(round(time.monotonic() - began, 1), refused)


@click.command()
@click.option("--count", default=8, show_default=True, help="Residents who send at once.")
@click.option("--megabytes", default=50, show_default=True, help="Of each file.")
def main(count: int, megabytes: int) -> None:
    """Say how much the web processes grow; exits with 1 where that is too much."""
    try:
        with running(cases=0) as world:
            figures = measure(world, count, megabytes)
    except (StartFailed, WrongAnswer, urllib3.exceptions.HTTPError) as error:
        click.echo(f"The run is void: {error}", err=True)
        sys.exit(1)
    click.echo(
        f"{count} uploads of {megabytes} MB at once: the web processes held {figures.before_mb} MB "
        f"(PSS), at most {figures.most_mb} and afterwards {figures.after_mb}; they grew by "
        f"{figures.grown_mb} MB, where {MOST_MB} may be. Seconds: "
        f"{[each.seconds for each in figures.uploads]}, refused as too busy: "
        f"{sum(each.refused for each in figures.uploads)}"
    )
    sys.exit(figures.grown_mb > MOST_MB)


if __name__ == "__main__":
    main()
