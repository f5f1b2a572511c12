"""Purposes to ask consent for: as data that is checked, with plain words."""

import re
from pathlib import Path

import pytest
import yaml

from forms import Catalogue, load_sources
from portal.configuration import activities, purposes
from portal.configuration.operator_files import BadFile
from portal.texts.plain_dutch import faults

CODE = "bellen-over-dienstverlening"
ALL = purposes.load()
REGISTER = activities.load(Path(__file__).parents[3] / "activities.toml")
PUBLISHED = {
    (CODE, 1, "nl"): "Bellen over onze dienstverlening: "
    "b9c58dc3d7fe4d1d42ea81b3d39820a8a3b2255e2567fedd688d92f8766f0d09",
    (CODE, 1, "en"): "Calling about our service: "
    "c303d05f8910a3ada952dcb3553631b02b2ad4d04d9a8c8a29c18ca409b021fc",
    (CODE, 2, "nl"): "Bellen over onze dienstverlening: "
    "4527f1a17b115ae22781bb9d955bd7d3fbea19ba1e45b7817ba69de2167c1a1b",
    (CODE, 2, "en"): "Calling about our service: "
    "31b76b5cf95be5bc31d66905e60f2507e72d0d81ff6a9d170d01b1a3763bd5ce",
}
"""Every text that was ever published: purpose, version, language → title and fingerprint."""


@pytest.fixture
def written(tmp_path):
    """Write the file of the purpose with these changes; gives what is loaded."""
    known = yaml.safe_load((purposes.FOLDER / f"{CODE}.yaml").read_text("utf-8"))

    def write(name: str = CODE, **changes):
        data = {key: value for key, value in {**known, **changes}.items() if value is not ...}
        (tmp_path / f"{name}.yaml").write_text(yaml.safe_dump(data), "utf-8")
        return purposes.load(tmp_path)

    write.known = known
    return write


def test_the_first_purpose_is_complete():
    purpose = ALL[CODE]

    assert purpose.owner
    assert purpose.recipient.name == "Onderzoeksbureau Peil"
    assert [str(shared) for shared in purpose.shares] == ["name", "phone"]
    assert set(purpose.texts) == {"nl", "en"}


def test_the_usual_time_is_a_year(written):
    assert written(valid_months=...)[CODE].valid_months == 12


@pytest.mark.parametrize("status", ["draft", "retired"])
def test_only_what_is_published_is_asked(written, status):
    assert written(status=status) == {}


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"checklist": ...}, "checklist: no checklist; add it"),
        ({"checklist": {"no_drawback": "yes"}}, "checklist.no_law_decides"),
        ({"owner": ...}, "owner: no owner; add it"),
        ({"owner": {"name": " ", "contact": "x"}}, "owner.name"),
        ({"shares": []}, "shares"),
        ({"shares": ["bsn"]}, "shares.1"),
        ({"valid_months": 0}, "valid_months"),
        ({"valid_months": 6}, "must say 6 months"),
        ({"version": 0}, "version"),
        ({"colour": "red"}, "colour"),
        ({"code": "iets-anders"}, "write `code: bellen-over-dienstverlening`"),
    ],
)
def test_a_purpose_that_lacks_something_stops_the_start(written, changes, says):
    with pytest.raises(BadFile, match=re.escape(says)):
        written(**changes)


def test_each_language_is_needed_and_names_who_gets_the_data(written):
    texts = written.known["texts"]
    with pytest.raises(BadFile, match="exactly nl, en"):
        written(texts={"nl": texts["nl"]})
    with pytest.raises(BadFile, match="must name Onderzoeksbureau Peil"):
        written(texts={**texts, "en": {**texts["en"], "who": "Somebody calls."}})
    with pytest.raises(BadFile, match=re.escape("texts.en.decline")):
        written(texts={**texts, "en": {**texts["en"], "decline": False}})


def test_a_file_that_is_no_yaml_stops_the_start(tmp_path):
    (tmp_path / "x.yaml").write_text("a: [", "utf-8")

    with pytest.raises(BadFile, match="can't be read"):
        purposes.load(tmp_path)


def test_a_form_can_only_ask_for_a_purpose_that_there_is():
    catalogue = Catalogue.load(load_sources())
    purposes.check(ALL, catalogue, REGISTER)

    with pytest.raises(BadFile, match="verhuizing-doorgeven: there is no published purpose"):
        purposes.check({}, catalogue, REGISTER)


@pytest.mark.parametrize("activity", ["toestemmingen", "iets-anders"])
def test_the_register_says_that_it_rests_on_consent(written, activity):
    # "toestemmingen" rests on the law: keeping consents is a duty, using one is not
    with pytest.raises(BadFile, match=r'activity: name one .* with basis = "a"'):
        purposes.check(written(activity=activity), Catalogue.load(load_sources()), REGISTER)


def test_what_was_published_is_never_another_text_under_the_same_version():
    now = {
        (text.purpose, text.version, language): f"{text.title}: {text.sha256}"
        for purpose in ALL.values()
        for language, text in purpose.texts.items()
    }

    assert now.items() <= PUBLISHED.items(), (
        "A text that residents may have answered is another one now. Raise its `version`, and add"
        " the new text to PUBLISHED; what stands there stays."
    )


def test_each_text_has_a_fingerprint_of_its_own():
    texts = [text for purpose in ALL.values() for text in purpose.texts.values()]

    assert len({text.sha256 for text in texts}) == len(texts)


def test_rule_13_the_texts_are_plain_dutch():
    lines = [
        line
        for purpose in ALL.values()
        for line in (purpose.texts["nl"].title, *purpose.texts["nl"].shown.split("\n"))
    ]

    assert lines
    assert [(line, fault) for line in lines for fault in faults(line)] == []


def test_yes_and_no_are_about_as_long_and_say_no_more_than_they_mean():
    for purpose in ALL.values():
        for text in purpose.texts.values():
            for words in (text.agree, text.decline):
                assert len(words.split()) <= 4
