"""`portal forms case-type`: what it writes is read by the case system of `make run`, and enough."""

import re
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
import yaml

from forms import CATALOGUE, load_form, load_sources
from forms.properties import codes_shape
from portal.domain.case_intake import CatalogueNeeds, PropertyNeed
from portal.domain.catalogue_design import CaseTypeDesign, DecisionDesign
from portal.domain.remedies import RemedyKind
from portal.embedded.desk import actions
from portal.embedded.zgw.case_type import DOCUMENTS, RESULTS, STEPS, Remedy
from portal.embedded.zgw.case_type_files import case_types, read_case_types
from portal.gateways.breaker import breaker_of
from portal.gateways.cases.zgw import intake
from portal.gateways.cases.zgw.case_type_file import case_type_text
from portal.services.catalogue_needs import needs_of
from tests.forms.test_forms_document import EXAMPLE
from tests.portal.embedded.desk import address, opened
from tests.portal.gateways.deliveries import ANSWERS, a_document, a_submission
from tests.portal.gateways.givens import settings_of_the_world
from tests.portal.test_commands import run
from tests.worlds import served_world

__all__ = ["run"]
PARTY = (Path(__file__).parents[1] / "journeys/buurtfeest.yaml").read_text("utf-8")
OWN = "NIEUW-"
"""Before the code of a case type that comes along already."""


@pytest.fixture
def forms(tmp_path):
    """Every form that we offer and two others, each with case types that nobody has yet."""
    folder = tmp_path / "forms"
    folder.mkdir()
    texts = {path.stem: path.read_text("utf-8") for path in CATALOGUE.glob("*.yaml")}
    for slug, text in texts.items():
        own = re.sub(r"(?m)(^  type: |^    (?=[A-Z-]+:$)|\bcase: (?=[A-Z]))", rf"\g<1>{OWN}", text)
        (folder / f"{slug}.yaml").write_text(own, "utf-8")
    (folder / "buurtfeest.yaml").write_text(PARTY, "utf-8")
    (folder / "feest-in-de-straat.yaml").write_text(
        EXAMPLE.replace("FEEST", "STRAATFEEST"), "utf-8"
    )
    return folder


@pytest.fixture
def written(forms, tmp_path, run):
    """The folder into which the command wrote what all of them need."""
    folder = tmp_path / "case-types"
    folder.mkdir()
    for path in forms.iterdir():
        assert run("forms", "case-type", str(path), "--into", str(folder))[0] == 0
    return folder


@pytest.fixture
def world(postgres, written):
    """A world whose case system has these case types besides its own."""
    database = postgres.url("world of forms")
    with served_world(database, client_secret="c" * 32, case_types_folder=written) as (app, _):
        breaker_of.cache_clear()
        yield app


def connected(app):
    return intake.connect(settings_of_the_world(app.extensions["world"].base_url))


def test_each_form_has_all_that_it_needs_in_what_is_written_for_it(world, forms):
    worker = connected(world)

    for path in forms.iterdir():
        form = load_form(path, load_sources())
        assert [worker.lacks(needs) for needs in needs_of(form)] == [[] for _ in needs_of(form)]


def test_a_case_of_it_is_made_and_treated(world):
    answers = {
        "kosten": ("Tent: 200 euro",),
        "totaal": (Decimal("200.00"),),
        "leges": (Decimal("24.00"),),
    }
    submission = uuid4()
    new = a_submission(
        submission=submission,
        case_type="FEEST-VERGUNNING",
        properties=answers,
        documents=(a_document(submission, "1", "Aanvraag", ANSWERS),),
    )

    key = connected(world).deliver(new)

    embedded, client = world.extensions["world"], world.test_client()
    [line] = [each for each in actions.cases(embedded) if each.case_type == "FEEST-VERGUNNING"]
    file = actions.case_file(embedded, line.id)
    assert key.id == line.id
    assert [value for _name, value in file.answers] == ["Tent: 200 euro", "200,00", "24,00"]
    look = opened(client, file)
    assert client.get(f"{address(file)}?inzage={look}").status_code == 200
    result = file.possible_results[0]
    actions.decide(embedded, line.id, result_type=result.id, explanation="Het mag.")
    assert actions.case_file(embedded, line.id).line.closed


def test_what_is_written_for_our_forms_is_what_their_case_types_have(written):
    ours = {each.code: each for each in case_types()}
    read = {each.code: each for each in read_case_types([written])}

    for code in (each for each in read if each.startswith(OWN)):
        form, own = read[code], ours[code.removeprefix(OWN)]
        assert {each.name for each in form.properties} == {each.name for each in own.properties}
        formats = {each.name: each.formaat for each in own.properties}
        assert {each.name: each.formaat for each in form.properties} == formats
        names = {each.name for each in form.documents}
        assert {each.name for each in own.documents} <= names
        assert form.remedy == own.remedy
        assert bool(form.decision) == bool(own.decision)


def test_of_a_form_with_one_case_type_its_file_is_said(forms, run):
    code, said, errors = run("forms", "case-type", str(forms / "vraag-over-gegevensgebruik.yaml"))

    assert (code, errors) == (0, "")
    assert said == (
        f"# {OWN}VRAAG-GEGEVENS.yaml: case type of the form Vraag over het gebruik van mijn"
        " gegevens\n"
        "name: Vraag over het gebruik van mijn gegevens\n"
        'purpose: "Vraag ons waarom er naar uw gegevens is gekeken, en of dat klopt."\n'
        "subject: Vraag over het gebruik van gegevens\n"
        "service_days: 14\n"
        "legal_days: 28\n"
        "properties:\n"
        "  regel: {about: Uw vraag gaat over, kardinaliteit: N}\n"
        "  soortVraag: {about: Soort vraag, values: [onbekend, onjuist, overig, reden]}\n"
    )


def test_of_a_form_with_several_all_are_said_one_after_the_other(forms, run):
    _code, said, _errors = run("forms", "case-type", str(forms / "buurtfeest.yaml"))

    assert [part.partition(":")[0] for part in said.split("---\n")] == [
        "# FEEST-VERGUNNING.yaml",
        "# FEEST-MELDING.yaml",
    ]


def test_no_two_case_types_are_called_the_same(written):
    read = read_case_types([written])

    assert len({each.name for each in read}) == len(read)
    of_party = {each.code: each.name for each in read if each.code.startswith("FEEST-")}
    assert of_party == {
        "FEEST-VERGUNNING": "Buurtfeest aanvragen (FEEST-VERGUNNING)",
        "FEEST-MELDING": "Buurtfeest aanvragen (FEEST-MELDING)",
    }
    assert all(len(each.name) <= 80 for each in read)


def test_nothing_is_overwritten(forms, run, tmp_path):
    there = tmp_path / "FEEST-MELDING.yaml"
    there.write_text("mine", "utf-8")

    code, said, errors = run(
        "forms", "case-type", str(forms / "buurtfeest.yaml"), "--into", str(tmp_path)
    )

    assert (code, said) == (2, "")
    assert errors.startswith(f"{there} is there already: remove it first, or add what it lacks")
    assert there.read_text("utf-8") == "mine"
    assert not (tmp_path / "FEEST-VERGUNNING.yaml").exists()


def test_no_file_is_written_elsewhere(forms, run, tmp_path):
    path = forms / "buurtfeest.yaml"
    path.write_text(PARTY.replace("type: FEEST-V", "type: ../FEEST-V"), "utf-8")

    code, said, errors = run("forms", "case-type", str(path), "--into", str(tmp_path))

    assert (code, said) == (2, "")
    assert errors.startswith("../FEEST-VERGUNNING can't be the name of a file")


def test_a_mistake_in_the_form_is_told(forms, run):
    path = forms / "verhuizing-doorgeven.yaml"
    path.write_text(path.read_text("utf-8").replace("remedy: bezwaar", "remedy: bezwar"), "utf-8")

    code, said, errors = run("forms", "case-type", str(path))

    assert (code, said) == (2, "")
    assert "There is no remedy 'bezwar'. Did you mean 'bezwaar'?" in errors


def a_design(**changes) -> CaseTypeDesign:
    values = {
        "form_title": "Feest",
        "name": "Feest",
        "summary": "Vraag of het mag.",
        "description": "Feest",
        "needs": CatalogueNeeds(case_type="FEEST", properties=(), document_types=("Aanvraag",)),
        "labels": {},
        "statuses": ("Ontvangen", "Afgerond"),
        "results": (),
        "decisions": (),
        "legal_period": "",
        "usual_period": "P7D",
    }
    return CaseTypeDesign(**{**values, **changes})


def read_back(folder, **changes):
    """The case type as the case system reads it."""
    (folder / "FEEST.yaml").write_text(case_type_text(a_design(**changes)), "utf-8")
    [case_type] = read_case_types([folder])
    return case_type


def test_what_is_usual_is_left_out_and_is_the_same_on_both_sides(tmp_path):
    text = case_type_text(a_design())
    case_type = read_back(tmp_path)

    assert set(yaml.safe_load(text)) == {"name", "purpose", "subject", "service_days"}
    assert (case_type.steps, case_type.results) == (STEPS, RESULTS)
    assert (case_type.documents, case_type.legal_days) == (DOCUMENTS, 56)
    decided = read_back(
        tmp_path, decisions=[DecisionDesign("Besluit", "P6W", RemedyKind.OBJECTION)]
    )
    assert decided.remedy == Remedy("bezwaar maken", 42)


@pytest.mark.parametrize(
    ("period", "days"),
    [("P8W", 56), ("P1M", 28), ("P2M", 59), ("P3M", 89), ("P12M", 365), ("P10D", 10)],
)
def test_no_term_is_longer_than_the_law_says(tmp_path, period, days):
    assert read_back(tmp_path, legal_period=period).legal_days == days


def test_who_promises_more_than_eight_weeks_has_as_many_where_no_law_says_less(tmp_path):
    assert read_back(tmp_path, usual_period="P70D").legal_days == 70


def test_another_first_status_comes_before_the_usual_ones(tmp_path):
    steps = read_back(tmp_path, statuses=("Melding binnen", "Afgerond")).steps

    assert [each.name for each in steps] == ["Melding binnen", *(each.name for each in STEPS[1:])]


def test_statuses_and_results_of_the_municipality_are_taken_over(tmp_path):
    read = read_back(
        tmp_path,
        statuses=("Ontvangen", "Hoorzitting", "Afgerond"),
        results=("Gegrond", "Ongegrond"),
    )

    assert [each.name for each in read.steps] == ["Ontvangen", "Hoorzitting", "Afgerond"]
    assert read.results == ("Gegrond", "Ongegrond", "Ingetrokken")


@pytest.mark.parametrize(
    "text",
    ["null", "2026", "1e5", "0o17", "yes", "- a", "a: b", "a #b", "a,b", "[a]", '"', "\\", "'a'"],
)
def test_a_text_is_read_as_it_was(tmp_path, text):
    read = read_back(tmp_path, name=text, summary=f"{text} ", description=f"x{text}")

    assert (read.name, read.purpose, read.subject) == (text, text, f"x{text}")


def test_a_value_of_a_list_is_read_as_it_was(tmp_path):
    codes = ("1", "a, b", "ja", "no")
    shape = codes_shape(codes)
    needs = CatalogueNeeds(
        case_type="FEEST", properties=(PropertyNeed(name="soort: x", shape=shape),),
        document_types=("Aanvraag", "Foto, klein"),
    )  # fmt: skip

    read = read_back(tmp_path, needs=needs, labels={"soort: x": "Welke soort, als u dat weet?"})

    [kind] = read.properties
    assert (kind.name, kind.values) == ("soort: x", codes)
    assert kind.about == "Welke soort, als u dat weet?"
    assert read.documents[-1].name == "Foto, klein"
