"""Four labels say why data may be used; who sees one never takes it for another."""

import re
from pathlib import Path

import pytest
from flask import get_template_attribute
from flask_babel import force_locale

from portal.domain.consultations import HowChosen
from portal.web.page.layout import LANGUAGES
from tests.tree import text_of, tree_of

ROOT = Path(__file__).parents[4]
TEMPLATE = "components/basis.html"
STYLES = (ROOT / "static/css/components/basis.css").read_text("utf-8")
PICTOGRAMS = (ROOT / "static/img/icons.svg").read_text("utf-8")
WORDS = ("Moet van de wet", "U kiest", "Uw toestemming", "Uw voorkeur")
THEMES = ("", "@media (prefers-color-scheme: dark)")


@pytest.fixture
def kinds(app) -> list[str]:
    """The kinds of label that there are."""
    with app.test_request_context("/"):
        return get_template_attribute(TEMPLATE, "KINDS")


@pytest.fixture
def labels(app, kinds):
    """The four labels in Dutch, each as a tree."""
    with app.test_request_context("/"):
        basis = get_template_attribute(TEMPLATE, "basis")
        return [tree_of(str(basis(kind))) for kind in kinds]


def test_there_are_four_with_other_words(labels):
    assert tuple(text_of(label) for label in labels) == WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_their_words_differ_in_every_language(app, kinds, language):
    with app.test_request_context("/"), force_locale(language):
        basis = get_template_attribute(TEMPLATE, "basis")
        words = {text_of(tree_of(str(basis(kind)))) for kind in kinds}

    assert len(words) == len(kinds)


def test_each_has_a_pictogram_of_its_own(labels):
    shown = [label.find(".//use").get("href").rpartition("#")[2] for label in labels]
    drawn = {re.search(f'<symbol id="{name}"[^>]*>(.*?)</symbol>', PICTOGRAMS)[1] for name in shown}

    assert len(drawn) == len(labels)


@pytest.mark.parametrize("theme", THEMES)
def test_each_has_colours_of_its_own(labels, theme):
    classes = [label.get("class") for label in labels]
    assert len(set(classes)) == len(labels)

    inks = [colours(name.split(), theme) for name in classes]

    assert len({ink for ink, _ground in inks}) == len(labels)
    assert len({ground for _ink, ground in inks}) == len(labels)


def test_each_says_what_it_means_in_words_of_its_own(app, kinds):
    with app.test_request_context("/"):
        told = get_template_attribute(TEMPLATE, "basis_told")
        means = [
            text_of(tree_of(str(told(kind))).find(".//span[@class='basis-told__text']"))
            for kind in kinds
        ]

    assert len(set(means)) == len(kinds) == 4
    assert all(means)


def test_every_way_of_choosing_has_one_of_them(app, kinds):
    with app.test_request_context("/"):
        bases = get_template_attribute(TEMPLATE, "BASES")

    assert set(bases) == {str(how) for how in HowChosen}
    assert len(set(bases.values())) == len(bases)
    assert set(bases.values()) <= set(kinds)


def colours(classes: list[str], theme: str) -> tuple[str, str]:
    """Ink and ground of these classes, the last rule first; of a theme, else those of always."""
    light, _, dark = STYLES.partition(THEMES[1])
    found = {}
    for rules in (light, dark) if theme else (light,):
        for name in classes:
            rule = re.search(rf"\.{name} {{(.*?)}}", rules, re.DOTALL)
            found |= dict(re.findall(r"--basis-(ink|ground): ([^;]+);", rule[1])) if rule else {}
    return found["ink"], found["ground"]
