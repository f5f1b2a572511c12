"""The texts of the catalogue are found for translation."""

import pytest
from babel.messages.extract import extract_from_dir

from forms import CATALOGUE, Catalogue, load_sources
from forms.messages import extract, texts


@pytest.mark.parametrize("form", [*Catalogue.load(load_sources())], ids=lambda form: form.slug)
def test_every_text_is_found_with_its_line(form):
    file = CATALOGUE / f"{form.slug}.yaml"
    lines = [
        line
        for each in [file, *sorted((CATALOGUE / "fragments").glob("*.yaml"))]
        for line in each.read_text("utf-8").split("\n")
    ]

    with file.open("rb") as opened:
        found = list(extract(opened, (), (), {}))

    assert [text for _, _, text, _ in found] == [text for _, text in texts(form)]
    for line, function, text, comments in found:
        assert function is None
        assert comments[0].startswith(form.slug)
        beginning = " ".join(text.split()[:2])
        assert line > 0
        assert any(beginning in near for near in lines)


def test_babel_can_use_it():
    found = extract_from_dir(
        CATALOGUE, method_map=[("**.yaml", "forms.messages:extract")], comment_tags=()
    )

    assert "Op welke dag verhuist u?" in {message for _, _, message, _, _ in found}


def test_what_residents_read_is_found_and_what_systems_read_is_not():
    found = {text for form in Catalogue.load(load_sources()) for _, text in texts(form)}

    assert {"Ik ga huren", "Het kost niets.", "nieuw adres", "Naam"} <= found
    assert not {"VERHUIZING", "Huurcontract-type", "rent", "verhuizing-doorgeven"} & found
