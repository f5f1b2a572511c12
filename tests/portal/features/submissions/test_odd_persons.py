"""Residents of whom the BRP says something odd: each walks through a form, over HTTP.

What the register says is the same on the page, on paper and in the case.
"""

import threading
from types import SimpleNamespace

import pytest
from flask import Flask
from werkzeug.serving import make_server

from portal.embedded.registers import brp, odd_residents
from portal.gateways import persons
from tests.browser import form_on, main_of
from tests.forms_filled import MOVE, begin, page_id, send
from tests.papers import words_of_pdf
from tests.portal.gateways.givens import settings_for
from tests.worlds import SECRET

SAID = {
    "ABROAD": (
        "Pierre Lambert",
        "Rue de la Loi 1",
        "België",
        "op een adres in het buitenland",
    ),
    "DESCRIBED": ("Woonboot tegenover Havenstraat 12",),
    "NON_RESIDENT": ("niet-ingezetene", "Uw adres is niet bekend in de BRP."),
    "GUARDED": ("U staat onder curatele.",),
    "INVESTIGATED": (
        "of uw naam klopt",
        "of uw adres klopt",
        "niet meer op dit adres woont",
    ),
    "CONFIDENTIAL": ("Uw gegevens zijn geheim.",),
    "ONE_NAME": ("Suharto",),
    "WIDOWED": ("A. Mulder",),
    "DIVORCED": ("J. Mulder-Kok",),
    "PARENT": (
        "Daan Ouder (18 jaar of ouder)",
        "Sara Ouder (zonder BSN in de BRP)",
        "Finn Ouder (geen gezag volgens de BRP)",
    ),
    "BORN_SOMETIME": ("Noa Jaar",),
}
ON_PAPER = {"BORN_SOMETIME": ("1975",)}
"""What the form itself doesn't show."""
HINTS = {
    "PARENT": (
        "Uw kind is 18 jaar of ouder. Kies het alleen als het bij u woont.",
        "Volgens de BRP heeft u geen gezag over dit kind. Wij kijken dit na.",
    ),
    "BORN_SOMETIME": ("Uw kind, geboren in 2012",),
}


@pytest.fixture(scope="module")
def register():
    """The BRP of the embedded world, over HTTP."""
    app = Flask(__name__)
    app.register_blueprint(brp.bp)
    app.extensions["world"] = SimpleNamespace(secret=SECRET)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    base = f"http://127.0.0.1:{server.server_port}"
    yield persons.connect(settings_for(base, brp_api_key=SECRET))
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def world(world, register, monkeypatch):
    """The usual world, with that register in it."""
    monkeypatch.setattr(world.persons, "person", register.person)
    return world


def test_there_is_a_walk_for_each_of_them():
    walking = [getattr(odd_residents, name).bsn for name in SAID]
    assert walking == [each.bsn for each in odd_residents.ODD_RESIDENTS]


@pytest.mark.parametrize("name", SAID)
def test_what_the_register_says_is_on_page_paper_and_in_the_case(app, world, do_jobs, name):
    resident = getattr(odd_residents, name)
    browser = app.test_client().log_in(resident.bsn)
    page = begin(browser)
    on_page = main_of(page)
    names = browser.submit(page)
    relatives = []
    if page_id(names) == "wie":
        boxes = form_on(names).iter("input")
        relatives = [box.get("value") for box in boxes if box.get("name") == "movers"]
        assert all(hint in main_of(names) for hint in HINTS[name])

    receipt = send(browser, MOVE, {"wie": {"movers": relatives}})
    do_jobs()

    [made] = world.intake.made.values()
    paper = words_of_pdf(browser.get(f"{receipt.request.path}antwoorden.pdf").data)
    in_case = words_of_pdf(next(iter(made.documents.values())))
    for words in SAID[name]:
        assert words in on_page
        assert words in paper
        assert words in in_case
    assert all(words in paper and words in in_case for words in ON_PAPER.get(name, ()))
    assert len(relatives) == len(resident.brp.get("kinderen", ()))
    assert "nu niet ophalen" not in on_page
