"""Files that come with the portal are there in a wheel and in a checkout; an operator's win."""

import pytest

from portal import resources
from portal.wiring import assemble
from tests.factories import settings_for
from tests.fakes import World
from tests.witness import Witness


def test_in_a_checkout_top_level_folders_stand_beside_the_package():
    assert resources.resource("templates") == resources.PACKAGE.parent / "templates"
    assert resources.resource("purposes") == resources.PACKAGE / "purposes"


def test_in_a_wheel_all_stand_in_the_package(monkeypatch, tmp_path):
    packaged = tmp_path / "portal/templates"
    packaged.mkdir(parents=True)
    (tmp_path / "templates").mkdir()
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "portal")

    assert resources.resource("templates") == packaged


@pytest.mark.parametrize("name", ["municipality", "activities", "statuses", "products", "remedies"])
def test_a_file_of_the_operator_is_looked_for_in_the_working_folder(monkeypatch, tmp_path, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.toml").write_text("wrong = ", "utf-8")
    beside = {
        f"{other}_file": resources.resource(f"{other}.toml") for other in ("products", "remedies")
    }
    settings = settings_for(**{**beside, f"{name}_file": "own.toml"})

    with pytest.raises(ValueError, match=r"^own\.toml: "):
        assemble(settings, World.seen_by(Witness(lambda: None)))


@pytest.mark.parametrize("name", ["products", "remedies"])
def test_a_municipality_of_its_own_needs_its_own_offices(name):
    """Residents were sent to the offices of the imaginary one, with its terms."""
    own = {f"{each}_file": "own.toml" for each in ("municipality", "products", "remedies")}

    with pytest.raises(ValueError, match=f"PORTAL_{name.upper()}_FILE is needed"):
        settings_for(**{**own, f"{name}_file": ""})


@pytest.mark.parametrize(
    "name",
    [
        "municipality_file",
        "activities_file",
        "statuses_file",
        "documents_file",
        "cases_file",
        "products_file",
        "remedies_file",
    ],
)
def test_without_one_or_with_an_empty_one_it_is_what_comes_along(name):
    assert getattr(settings_for(), name) is None
    assert getattr(settings_for(**{name: ""}), name) is None
