"""YAML in, forms out, and back from a stored version."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import (
    CATALOGUE,
    BadForm,
    Catalogue,
    UnknownForm,
    UnknownPage,
    form_from_values,
    load_form,
    load_version,
)
from forms.messages import texts
from forms.writing import read_form_file
from tests.examples import costly
from tests.forms.factories import SOURCES, a_form, a_page, a_question

MOVE = (CATALOGUE / "verhuizing-doorgeven.yaml").read_text("utf-8")


def test_the_catalogue_has_its_forms_in_one_order():
    catalogue = Catalogue.load(SOURCES)

    slugs = [form.slug for form in catalogue]
    assert slugs == sorted(slugs)
    assert {"kwijtschelding-aanvragen", "melding-openbare-ruimte", "verhuizing-doorgeven"} <= set(
        slugs
    )
    assert len(catalogue) == len(slugs)
    assert catalogue.form("verhuizing-doorgeven").title == "Verhuizing doorgeven"
    with pytest.raises(UnknownForm):
        catalogue.form("../verhuizing-doorgeven")


def test_a_catalogue_with_a_broken_form_does_not_load(tmp_path):
    (tmp_path / "a.yaml").write_text("slug: a", "utf-8")

    with pytest.raises(BadForm, match=r"a.yaml:1: "):
        Catalogue.load(SOURCES, tmp_path)


def test_pages_are_found_by_their_id():
    form = a_form(a_page(a_question(), id_="first"))

    assert form.page("first") == form.pages[0]
    with pytest.raises(UnknownPage):
        form.page("second")


def test_a_stored_version_is_the_same_form_whatever_the_order_of_its_conditions():
    form = a_form(
        a_page(a_question("size", "number")), conditions={"small": "size < 5", "large": "size > 9"}
    )

    assert load_version(form.version, form.source) == form


@pytest.mark.parametrize("form", [*Catalogue.load(SOURCES)], ids=lambda form: form.slug)
def test_a_stored_version_is_the_same_form(form):
    stored = load_version(form.version, form.source)

    assert stored == form
    assert stored.version == form.version
    assert len(form.version) == 64


def shuffled(value, random):
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: shuffled(value[key], random) for key in keys}
    return [shuffled(item, random) for item in value] if isinstance(value, list) else value


@costly(15)
@given(st.randoms(use_true_random=False))
def test_the_version_does_not_change_with_the_order_of_keys(random):
    assert form_from_values(shuffled(FULL, random), SOURCES).version == VERSION


def changed(value, place):
    """The same values with a word more at this place."""
    if not place:
        return f"{value} anders"
    copy = list(value) if isinstance(value, list) else dict(value)
    copy[place[0]] = changed(copy[place[0]], place[1:])
    return copy


FORM = load_form(Path(CATALOGUE / "verhuizing-doorgeven.yaml"), SOURCES)
VERSION = FORM.version
FULL = read_form_file(CATALOGUE / "verhuizing-doorgeven.yaml").data


def test_the_version_changes_with_any_text():
    places = [place for place, _text in texts(FORM)]

    assert len(places) > 100
    assert [place for place in places if version_of(changed(FULL, place)) == VERSION] == []


def version_of(data):
    return form_from_values(data, SOURCES).version
