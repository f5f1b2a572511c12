"""A stored form version loads for ever, whatever the rules and the register say since."""

import hashlib
import json

import pytest

from forms import BadForm, engine, form_from_values, load_version
from forms.kinds import KINDS
from forms.sources import SourceRegister
from forms.stored import FORMAT, NewerFormat, UnreadableVersion
from tests.forms.factories import SOURCES, a_context, a_form, a_page, a_question
from tests.forms.past_versions import FORMATS, change_all_rules, stored_versions

EVERY_VERSION = [
    pytest.param(version, source, id=f"{name}-{version[:8]}")
    for name in FORMATS
    for version, source in stored_versions(name).items()
]
CHOICE = {"source": "uwv", "purpose": "remission", "fields": ["payer", "net"], "supply": "Vul in."}
SHOWN = a_page(
    a_question("income", "fetched", of="choice", none="Niets.", wrong="Bel."),
    show_if="choice == 'fetch'",
)
KINDS_OF_FORMAT = {
    2: "about address calculation choice consent data_choice date email fetched file known money"
    " number people phone place text textarea",
    3: "about address address_abroad branch bsn calculation checkboxes choice consent"
    " data_choice date declaration email fetched file iban known kvk licence_plate long_list"
    " money name_use number partial_date people percentage period phone place postcode rsin"
    " text textarea time yes_no",
    4: "about address address_abroad branch bsn calculation checkboxes choice consent"
    " data_choice date declaration email fetched file iban known kvk licence_plate long_list"
    " money name_use number partial_date people percentage period phone place postcode rsin"
    " text textarea time yes_no",
    5: "about address address_abroad branch bsn calculation checkboxes choice consent"
    " data_choice date declaration email fetched file iban known kvk licence_plate long_list"
    " money name_use number partial_date people percentage period phone place postcode rsin"
    " text textarea time yes_no",
}
"""Format → the kinds that a release that reads it knows: a line is added, and never changed."""


def as_written(form):
    """The definition as its author wrote it."""
    return form.model_dump(mode="json", exclude_defaults=True)


def a_fetching_form():
    return a_form(a_page(a_question("choice", "data_choice", **CHOICE)), SHOWN)


def test_there_is_one_of_each_format_with_every_form_that_there_was():
    assert FORMATS == ["format_1", "format_2", "format_3", "format_4", "format_5"]
    for name in FORMATS:
        slugs = {load_version(*pair).slug for pair in stored_versions(name).items()}
        assert {"kwijtschelding-aanvragen", "verhuizing-doorgeven"} < slugs


@pytest.mark.parametrize(("version", "source"), EVERY_VERSION)
def test_a_stored_version_keeps_its_id_and_its_source(version, source):
    form = load_version(version, source)

    assert form.version == version == hashlib.sha256(source.encode()).hexdigest()
    assert form.source == source


@pytest.mark.parametrize(("version", "source"), EVERY_VERSION)
def test_a_stored_version_is_the_same_after_all_rules_changed(version, source, monkeypatch):
    before = load_version(version, source)
    change_all_rules(monkeypatch)

    after = load_version(version, source)

    assert after.model_dump() == before.model_dump()
    assert [question.id for question in after.questions()]
    context = a_context()
    for form in (before, after):
        assert [page.id for page in engine.path(form, {}, context)]
    was, now = (list(engine.path(form, {}, context)) for form in (before, after))
    assert [page.id for page in now] == [page.id for page in was]


def test_the_first_two_formats_hold_the_same_forms():
    """They were written on one day; the catalogue was another when the third came."""
    first, second = (
        {
            form.slug: form
            for version, source in stored_versions(name).items()
            for form in [load_version(version, source)]
        }
        for name in FORMATS[:2]
    )

    assert first.keys() == second.keys()
    for slug, form in first.items():
        assert form.sections == second[slug].sections
        assert form.model_dump() == second[slug].model_dump()


def test_the_changed_rules_would_refuse_it_today(monkeypatch):
    form = a_form(a_page(a_question("together")))
    monkeypatch.setattr("forms.checking.RESERVED", frozenset({"together"}))

    with pytest.raises(BadForm, match="means something else"):
        form_from_values(as_written(form), SOURCES)
    assert load_version(form.version, form.source) == form


def test_an_emptied_register_refuses_what_is_new_and_leaves_what_is_stored():
    form = a_fetching_form()

    with pytest.raises(BadForm, match="There is no source 'uwv'"):
        form_from_values(as_written(form), SourceRegister(sources=()))
    [choice, _shown] = load_version(form.version, form.source).questions()
    assert choice.asked_of.in_sentence == "het UWV"
    assert choice.asked_for.activity == "gegevens-ophalen-kwijtschelding"


def test_a_version_holds_no_more_of_the_register_than_it_asks():
    part = json.loads(a_fetching_form().source)["sources"]["choice"]

    assert [field["id"] for field in part["fields"]] == ["payer", "net"]
    assert [purpose["fields"] for purpose in part["purposes"]] == [["payer", "net"]]


def test_another_text_in_the_register_is_another_version():
    form = a_fetching_form()
    changed = SOURCES.model_dump(mode="json")
    changed["sources"][0]["age"] = "Ouder dan u denkt."
    changed["sources"][2]["age"] = "Een bron die dit formulier niet gebruikt."

    other = form_from_values(as_written(form), SourceRegister.model_validate(changed))
    changed["sources"][0]["age"] = SOURCES.find("uwv").age
    same = form_from_values(as_written(form), SourceRegister.model_validate(changed))

    assert other.version != form.version
    assert same.version == form.version


def test_a_format_of_a_later_release_is_not_read_as_if_it_were_ours():
    form = a_fetching_form()
    newer = json.dumps(json.loads(form.source) | {"format": FORMAT + 1})

    with pytest.raises(NewerFormat, match=rf"{form.version} has format {FORMAT + 1}"):
        load_version(form.version, newer)


def test_a_new_kind_of_question_is_a_next_format():
    # Else an earlier release, that still runs, takes a version with that kind for one of its own.
    assert KINDS_OF_FORMAT[FORMAT].split() == sorted(KINDS)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "[]",
        "{}",
        '{"format": "2"}',
        '{"format": 0}',
        '{"format": 3, "form": {}}',
        '{"format": 3, "form": {}, "sources": {}}',
    ],
)
def test_what_is_no_form_version_is_unreadable(source):
    with pytest.raises(UnreadableVersion, match="version abc"):
        load_version("abc", source)


def test_a_kind_that_is_not_there_makes_a_version_unreadable():
    form = a_form(a_page(a_question("q")))

    with pytest.raises(UnreadableVersion, match="KeyError: 'hologram'"):
        load_version(form.version, form.source.replace('"kind":"text"', '"kind":"hologram"'))


def test_what_cannot_be_tied_together_is_unreadable():
    form = a_fetching_form()
    without = json.loads(form.source) | {"sources": {}}

    with pytest.raises(UnreadableVersion, match=form.version):
        load_version(form.version, json.dumps(without))


def test_every_default_is_in_the_source():
    [page] = json.loads(a_form(a_page(a_question("q"))).source)["form"]["sections"][0]["pages"]

    assert page["questions"][0]["max_length"] == 200
    assert page["questions"][0]["required"] is True


def test_what_stood_for_a_per_cent_sign_in_older_formats_is_one():
    form = a_form(a_page(a_question("q", hint="50%"), why="50% %(a)s"), title="5% korting")
    older = json.loads(form.source.replace("%", "%%").replace("%%(", "%(")) | {"format": 2}

    read = load_version(form.version, json.dumps(older))

    assert (read.title, read.pages[0].why) == ("5% korting", "50% %(a)s")
    assert next(read.questions()).hint == "50%"
