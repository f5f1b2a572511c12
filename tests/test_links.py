"""Every link of every page leads somewhere, and every example of something to look for is found."""

import re
from collections import deque
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from portal.configuration import products
from portal.configuration.languages import LANGUAGES
from portal.domain.cases import DocumentSender, Progress
from portal.domain.days import today
from portal.resources import resource
from tests.browser import hrefs_of, main_of
from tests.case_keys import a_key
from tests.consents_given import send
from tests.factories import BSN, a_case, a_case_file, a_decision, a_document, a_task
from tests.forms_filled import MOVE, REPORT, begin
from tests.tree import text_of, tree_of

REFUSED = "ZAAK-2026-0000000002"
HINT = "search-hint"
PARTS = ("/zaken/", "/taken/", "/berichten/", "/toestemmingen/", "/ontvangen/", "/documenten/")
OPERATOR_FILES = ("municipality", "products", "remedies", "activities")
NATIONAL = {
    "https://digid.example/authorize": "the login of the tests",
    "https://machtigen.digid.nl/": "DigiD Machtigen",
    "https://www.autoriteitpersoonsgegevens.nl/": "where one complains about privacy",
    "https://www.nationaleombudsman.nl/klacht-indienen": "where one complains of a municipality",
}
"""Pages that are the same for each municipality."""
PHONE, MAIL = re.compile(r"tel:\+\d{6,15}"), re.compile(r"mailto:[^@\s]+@[^@\s]+\.[^@\s]+")
MOST = 300
"""More pages than there are: a crawl that goes on and on is a fault too."""


class Crawl:
    """Every page that can be come to by links, and what is wrong with the links."""

    def __init__(self, browser, *starts):
        self.browser, self.pages, self.outside = browser, {}, {}
        self.anchors, self.faults = {}, []
        self.todo = deque((start, "") for start in starts)
        while self.todo:
            self._go(*self.todo.popleft())
            assert len(self.pages) < MOST, list(self.pages)[-10:]
        for (address, anchor), source in self.anchors.items():
            if address in self.pages and anchor not in self.pages[address]:
                self.faults.append(f"{source}: no #{anchor} on {address}")

    def _go(self, address, source):
        if address in self.pages:
            return
        answer = self.browser.get(address)
        self.pages[address] = set()
        if answer.status_code in {302, 303}:
            self._note(answer.location, address, address)
        elif answer.status_code != 200 and source:
            self.faults.append(f"{source}: {address} answers {answer.status_code}")
        if answer.mimetype == "text/html" and answer.status_code not in {302, 303}:
            tree = tree_of(answer.text)
            self.pages[address] = {each.get("id") for each in tree.iter()} - {None}
            for link in tree.iter("a"):
                self._note(link.get("href"), answer.request.full_path.rstrip("?"), address)

    def _note(self, href, base, source):
        if not href or not href.strip():
            self.faults.append(f"{source}: a link without an address")
            return
        target, anchor = urldefrag(urljoin(f"http://localhost{base}", href))
        parts = urlsplit(target)
        if parts.netloc != "localhost":
            self.outside.setdefault(href.partition("?")[0], source)
            return
        # Where a page leads back to makes it no other page.
        query = "" if parts.query.startswith("next=") else parts.query
        address = f"{parts.path}?{query}" if query else parts.path
        if anchor:
            self.anchors.setdefault((source if not urldefrag(href)[0] else address, anchor), source)
        # A language is another text of the same pages: those have a test of their own.
        if parts.path != "/taal/":
            self.todo.append((address, source))


def bad_outside(crawl):
    """Links to elsewhere that are no number, no address or no page that an operator named."""
    written = "".join((resource(f"{name}.toml")).read_text("utf-8") for name in OPERATOR_FILES)
    return {
        href: source
        for href, source in crawl.outside.items()
        if not (PHONE.fullmatch(href) or MAIL.fullmatch(href))
        and not (href.startswith("https://") and (href in NATIONAL or f'"{href}"' in written))
    }


def test_links_of_a_visitor(visitor):
    offline = [f"/producten/{each.slug}/" for each in products.load(resource("products.toml"))]

    crawl = Crawl(visitor, "/", "/?q=xqwkxqwk", "/bestaat-niet/", *offline)

    assert (crawl.faults, bad_outside(crawl)) == ([], {})
    assert {"/contact/", "/inloggen/", f"/formulieren/{REPORT}/soort/"} < set(crawl.pages)
    searches = [address for address in crawl.pages if address.startswith("/?q=")]
    empty = [each for each in searches if "Niets gevonden" in main_of(visitor.get(each))]
    assert (empty, len(searches) > 1) == (["/?q=xqwkxqwk"], True), "what a card looks for is found"


def test_links_of_a_resident_with_one_of_everything(browser, world, do_jobs):
    tracked = send(browser, "yes").request.path
    do_jobs()
    [made] = world.intake.made.values()
    refused = a_case(
        REFUSED,
        case_type="KWIJTSCHELDING",
        result="Afgewezen",
        progress=Progress.CLOSED,
        closed=today(),
    )
    letter, running = a_document(), a_case(made.new.number, key=a_key(made.new.number))
    world.cases.files[BSN] = [
        a_case_file(running, documents=(a_document(), a_document(sender=DocumentSender.RESIDENT))),
        a_case_file(refused, documents=(letter,), decisions=(a_decision(documents=(letter.id,)),)),
    ]
    world.tasks.tasks[BSN] = [a_task(running)]
    begin(browser)
    browser.get(f"/zaken/{refused.key.id}/documenten/{letter.id}")

    crawl = Crawl(browser, "/overzicht/", "/mijn-gegevens/", tracked)

    assert (crawl.faults, bad_outside(crawl)) == ([], {})
    for part in (
        "/zaken/",
        "/taken/",
        "/berichten/",
        "/toestemmingen/",
        "/ontvangen/",
        "/documenten/",
    ):
        assert any(part in address and address != part for address in crawl.pages), part
    assert "https://demodam.example/beroep-kwijtschelding/" in crawl.outside


def test_every_example_of_the_search_is_found(visitor):
    for code in LANGUAGES:
        visitor.get(f"/taal/?taal={code}&next=/")
        hint = next(
            each
            for each in tree_of(visitor.get("/").text).iter()
            if each.get("id") == "search-hint"
        )
        examples = text_of(hint).rpartition(":")[2].strip()

        page = visitor.get(f"/?q={quote(examples)}")

        assert examples
        assert f"/formulieren/{MOVE}/" in hrefs_of(page)[:3], examples
