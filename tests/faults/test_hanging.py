"""A page is there in its time, whatever hangs or dawdles: also what can't do without that."""

import re
import time
from dataclasses import replace

import pytest

from portal.embedded.registers.residents import CORNELIS, NOOR
from portal.embedded.switchboard.switches import Mode, Setting
from portal.web.edge.request_context import portal_of
from tests.browser import main_of
from tests.faults.table import CASE, DOWNLOAD, NEVER_SAID, WHAT_TO_DO
from tests.journeys.world import eventually
from tests.parts import change_parts
from tests.portal.gateways.givens import ENOUGH_S

TERM_S = 0.6
"""The time of a page in these tests."""
UNBOUND_S = ENOUGH_S / 2
"""On a busy machine a page takes longer than its time, but never what a call may take alone."""
UNHURRIED_S = 2.0
"""Enough for a page on a busy machine, without what hangs."""
DAWDLES_S = 0.4
"""Each answer in time by itself; two after each other are not."""
HANGING = ("zaken", "catalogi", "documenten", "besluiten", "objecten", "klantinteracties", "inzage")
HREF = re.compile(r'href="(/zaken/[^/"?]+/)"')
OPEN = "/zaken/{open}/"
PAGES = (
    "/overzicht/",
    "/zaken/",
    "/zaken/?zoek=parkeer",
    "/zaken/?welke=doen",
    CASE,
    CASE + "overzicht.pdf",
    CASE + "gegevensgebruik/",
    DOWNLOAD,
    OPEN + "document-sturen/",
    OPEN + "intrekken/",
    OPEN + "vraag/",
    "/taken/{task}/",
    "/vragen/",
    "/zaken/ZAAK-2026-1/",
    "/gegevensgebruik/",
)
WAYS = {
    "hangs": Setting(mode=Mode.HANGING),
    "dawdles": Setting(mode=Mode.SLOW, seconds=DAWDLES_S),
}


@pytest.fixture
def hurried(app, world, outside):
    """A portal whose pages wait for TERM_S, and whose calls may take much longer."""
    outside.all_good()
    fresh = outside.gateways()
    settings = portal_of(app).settings.model_copy(update={"first_answer_seconds": TERM_S})
    names = ("cases", "tasks", "contacts", "consultations")
    gateways = replace(world, **{name: getattr(fresh, name) for name in names})
    before = change_parts(app, gateways=gateways, settings=settings)
    yield
    outside.all_good()
    change_parts(app, gateways=before.gateways, settings=before.settings)


@pytest.mark.parametrize(
    ("page", "way"),
    [
        # Each page in each run, in one of the ways; in the other one in `make stress`.
        pytest.param(page, way, marks=[] if (row + place) % 2 == 0 else pytest.mark.stress)
        for row, page in enumerate(PAGES)
        for place, way in enumerate(WAYS)
    ],
)
def test_a_page_is_there_in_its_time(app, hurried, outside, page, way):
    browser = app.test_client().log_in(CORNELIS.bsn)
    for part in HANGING:
        outside.app.extensions["switchboard"].set(part, WAYS[way])
    began = time.monotonic()

    answer = browser.get(page.format(**outside.places))

    assert time.monotonic() - began < UNBOUND_S
    is_hanging = way == "hangs"
    assert answer.status_code in ({200, 503} if is_hanging else {200, 404, 503})
    if answer.mimetype == "application/pdf":
        return
    words = main_of(answer)
    assert not [said for said in NEVER_SAID if said in words]
    assert not is_hanging or any(word in words for word in WHAT_TO_DO), words


def test_pages_without_what_hangs_close_none_for_their_resident_or_for_others(
    app, hurried, outside
):
    """Their reads go on for seconds: those hold up no page any more."""
    settings = portal_of(app).settings.model_copy(
        update={"threads": 4, "first_answer_seconds": UNHURRIED_S}
    )
    change_parts(app, settings=settings)
    cornelis = app.test_client().log_in(CORNELIS.bsn)
    cases = cases_of(cornelis)[:5]
    outside.app.extensions["switchboard"].set("besluiten", WAYS["hangs"])

    shown = [cornelis.get(case).status_code for case in cases]

    assert len(cases) > settings.threads
    assert set(shown) == {200}
    noor = app.test_client().log_in(NOOR.bsn)
    known = "U heeft geen lopende zaken", "Zaaknummer"
    assert eventually(lambda: any(words in main_of(noor.get("/zaken/")) for words in known))


def cases_of(browser) -> list[str]:
    """The addresses of the cases on the list of this resident, once that is read."""
    addresses = eventually(lambda: HREF.findall(browser.get("/zaken/").text))
    return list(dict.fromkeys(addresses))
