"""`portal forms case-type --add`: a file gets what it lacks, and all that is in it stays."""

import pytest

from forms.properties import PropertyShape, ValueFormat
from portal.domain.case_intake import CatalogueNeeds, PropertyNeed
from portal.domain.catalogue_design import CaseTypeDesign, DecisionDesign
from portal.domain.remedies import RemedyKind
from portal.embedded.zgw.case_type import DOCUMENTS
from portal.embedded.zgw.case_type_files import read_case_types
from portal.gateways.cases.zgw.case_type_addition import CannotAdd, with_additions
from tests.forms.test_forms_document import EXAMPLE
from tests.portal.test_commands import run

__all__ = ["run"]
HEAD = """# Of the team events.
name: Feest
purpose: Vragen of het mag
service_days: 14  # two weeks
"""
NUMBER = PropertyShape(format=ValueFormat.NUMBER, longest=9, decimals=2)
NEEDS = CatalogueNeeds(
    case_type="FEEST",
    properties=(
        PropertyNeed(name="plaats", shape=PropertyShape(longest=255)),
        PropertyNeed(name="leges", shape=NUMBER),
    ),
    document_types=("Aanvraag", "Foto, klein"),
)
DESIGN = CaseTypeDesign(
    form_title="Feest",
    name="Feest",
    summary="Vraag of het mag.",
    description="Feest",
    needs=NEEDS,
    labels={"plaats": "Waar het is", "leges": "Wat het kost: leges"},
    statuses=("Melding binnen", "Afgerond"),
    results=(),
    decisions=(DecisionDesign("Besluit op een feest", "P6W", RemedyKind.OBJECTION),),
    legal_period="",
    usual_period="P14D",
)
STEPS = "steps:\n  Ontvangen: Wij hebben het.\n  # The last one ends it.\n  Afgerond: Klaar.\n"


def added_to(folder, text):
    """(what was added, the case type as it is read then); every comment is still there."""
    addition = with_additions(text, DESIGN)
    (folder / "FEEST.yaml").write_text(addition.text, "utf-8")
    [case_type] = read_case_types([folder])
    comments = [line.partition("#")[2] for line in text.split("\n") if "#" in line]
    assert [line.partition("#")[2] for line in addition.text.split("\n") if "#" in line] == comments
    return addition, case_type


@pytest.mark.parametrize(
    "more",
    [
        "",
        "properties:\n  plaats: Plek  # as residents say it\n",
        "properties:\n  # none yet\n",
        "properties: {}\n",
        "properties: {plaats: Plek}\n",
        "properties: {\n  plaats: Plek,\n}\n",
        "properties:\n  plaats:\n    about: Plek\n    lengte: 255\n\n# The end.\n",
        "properties:\n  plaats: >-\n    Plek\n    of straat\nsubject: Feest\n",
        "documents: [Aanvraag, Bijlage, Besluit, Interne notitie]\n" + STEPS,
        "documents:\n- Aanvraag\n- Bijlage\n- Besluit\n- {name: Interne notitie}\n",
        "documents:\n  - Aanvraag\n  - Bijlage\n  - Interne notitie\n  # no more\nsubject: x\n",
        "decision: Feestbesluit\n" + STEPS,
        STEPS.rstrip("\n"),
    ],
)
def test_all_that_is_lacking_is_added_and_nothing_else(tmp_path, more):
    addition, case_type = added_to(tmp_path, HEAD + more)

    names = [each.name for each in case_type.properties]
    assert sorted(names) == ["leges", "plaats"]
    assert next(each.formaat for each in case_type.properties if each.name == "leges") == "getal"
    assert "Foto, klein" in [each.name for each in case_type.documents]
    assert {each.name for each in DOCUMENTS} <= {each.name for each in case_type.documents}
    assert case_type.steps[0].name == "Melding binnen"
    assert case_type.steps[-1].name == "Afgerond"
    expected = "Feestbesluit" if "decision:" in more else "Besluit op een feest"
    assert case_type.decision == expected
    assert "property 'leges'" in addition.added
    assert ("property 'plaats'" in addition.added) is ("plaats" not in more)
    again = with_additions(addition.text, DESIGN)
    assert (again.text, again.added) == (addition.text, ())


def test_what_stands_there_otherwise_is_said_and_stays(tmp_path):
    text = HEAD + (
        "properties: {leges: Leges}\nsteps: {Ontvangen: a, Melding binnen: b, Afgerond: c}\n"
    )
    addition, case_type = added_to(tmp_path, text)

    assert addition.differing == (
        "property 'leges' stands there otherwise; this form gives {formaat: getal}",
        "status 'Melding binnen' is not the first step; a case of this form begins with it",
    )
    assert [each.name for each in case_type.steps] == ["Ontvangen", "Melding binnen", "Afgerond"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("name: [", "YAML can't be read"),
        ("- a", "there are no keys in it"),
        ("{name: Feest}", "there are no keys in it"),
        (
            HEAD + "properties: {plaats: Plek # here\n}\n",
            "It lacks:\ndecision: Besluit op een feest",
        ),
        (HEAD + "properties: null\n", "under `properties`: leges: "),
    ],
)
def test_where_nothing_can_be_added_it_is_said_what_to_add(text, why):
    with pytest.raises(CannotAdd) as caught:
        with_additions(text, DESIGN)

    assert why in str(caught.value)


def test_the_command_says_what_it_added(run, tmp_path):
    form = tmp_path / "feest-in-de-straat.yaml"
    form.write_text(EXAMPLE, "utf-8")
    folder = tmp_path / "case-types"
    folder.mkdir()
    assert run("forms", "case-type", str(form), "--into", str(folder))[0] == 0
    files = sorted(folder.iterdir())
    before = files[0].read_text("utf-8")
    kept, _, line = before.rstrip("\n").rpartition("\n")
    files[0].write_text(f"# Mine.\n{kept}\n", "utf-8")

    code, said, errors = run("forms", "case-type", str(form), "--into", str(folder), "--add")

    assert (code, errors) == (0, "")
    assert f"  added: property '{line.strip().partition(':')[0]}'\n" in said
    assert said.count("has all that the form needs") == len(files) - 1
    assert files[0].read_text("utf-8") == f"# Mine.\n{before}"


def test_to_add_takes_a_folder(run, tmp_path):
    form = tmp_path / "feest-in-de-straat.yaml"
    form.write_text(EXAMPLE, "utf-8")

    code, said, errors = run("forms", "case-type", str(form), "--add")

    assert (code, said) == (2, "")
    assert "--add goes with --into FOLDER" in errors


def test_a_file_that_cannot_be_read_stays_as_it_is(run, tmp_path):
    form = tmp_path / "feest-in-de-straat.yaml"
    form.write_text(EXAMPLE, "utf-8")
    run("forms", "case-type", str(form), "--into", str(tmp_path))
    path = next(each for each in tmp_path.glob("[A-Z]*.yaml"))
    path.write_text("name: [", "utf-8")

    code, said, errors = run("forms", "case-type", str(form), "--into", str(tmp_path), "--add")

    assert (code, said) == (2, "")
    assert f"Nothing can be added to {path}: YAML can't be read" in errors
    assert path.read_text("utf-8") == "name: ["
