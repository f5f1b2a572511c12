"""The file with what one can do against a decision, and each mistake in it."""

import pytest

from forms import Catalogue, load_sources
from portal.configuration import remedies
from portal.configuration.operator_files import BadFile
from portal.resources import resource
from portal.texts.plain_dutch import faults

USUAL = """
[remedy.bezwaar]
kind = "bezwaar"
weeks = 6
law.nl = "Awb, artikel 6:7"
to.nl = "het college"
url = "https://demodam.example/bezwaar/"
case_types = ["VERHUIZING"]
decision_types = ["Besluit adreswijziging"]
"""
OTHER = USUAL.replace("remedy.bezwaar", "remedy.beroep")
STEP = """
[[next_step]]
case_types = ["VERHUIZING"]
name.nl = "Bel ons"
how.nl = "Bel ons."
"""


@pytest.fixture
def read(tmp_path):
    """The register in a file with this text."""

    def load(text):
        file = tmp_path / "rechten.toml"
        file.write_text(text, "utf-8")
        return remedies.load(file)

    return load


def test_an_empty_file_says_nothing_of_any_decision(read):
    register = read("")

    assert register.remedy_of("VERHUIZING", "Besluit adreswijziging") is None
    assert list(register.steps_after_refusal("VERHUIZING")) == []


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        (USUAL.replace("weeks = 6", ""), "write one of the two"),
        (USUAL + "days = 10", "write one of the two"),
        (USUAL.replace("weeks = 6", "weeks = -1"), "at least 0"),
        (USUAL.replace("weeks = 6", 'weeks = "6"'), "a whole number"),
        (USUAL.replace("https://", "http://"), "url"),
        (USUAL.replace('url = "https://demodam.example/bezwaar/"', ""), "nobody can use it"),
        (USUAL + 'phone = "nul"', "no telephone number"),
        (USUAL.replace('"bezwaar"\nweeks', '"klacht"\nweeks'), "kind"),
        (USUAL.replace("law.nl", "law.en"), "law: no nl; add it"),
        (USUAL + 'to.xx = "x"', "unknown language xx"),
        (USUAL + "price = 3", "unknown field price"),
        (
            USUAL + OTHER.replace('["VERHUIZING"]', "[]"),
            "Besluit adreswijziging stands in two remedies",
        ),
        (
            USUAL + OTHER.replace('["Besluit adreswijziging"]', "[]"),
            "VERHUIZING stands in two remedies",
        ),
        ('[outcome.result.X]\nY = "perhaps"', "outcome"),
        (STEP.replace('["VERHUIZING"]', "[]"), "case_types"),
        (STEP.replace("how.nl", "how.en"), "next_step.1.how: no nl; add it"),
    ],
)
def test_a_mistake_stops_the_start(read, text, mistake):
    with pytest.raises(BadFile, match=mistake):
        read(text)


def test_a_form_refers_to_a_remedy_that_is_there(read):
    catalogue = Catalogue.load(load_sources())
    remedies.check(remedies.load(resource("remedies.toml")), catalogue)

    with pytest.raises(BadFile, match=r"kwijtschelding-aanvragen: there is no remedy beroep-"):
        remedies.check(read(USUAL), catalogue)


def test_what_residents_read_of_remedies_is_plain_dutch_and_in_every_language():
    register = remedies.load(resource("remedies.toml"))
    texts = [text for step in register.next_steps for text in (step.name, step.how)]

    assert [(text, fault) for text in texts for fault in faults(text["nl"])] == []
    texts += [text for each in register.remedies.values() for text in (each.law, each.to)]
    assert all(set(text) == {"nl", "en"} for text in texts)
