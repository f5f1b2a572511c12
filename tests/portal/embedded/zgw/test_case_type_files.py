"""Case types as data: what is left out is usual, and each mistake is told where it stands."""

import re
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

from portal.embedded.desk import actions
from portal.embedded.registers.processing_log import activity_of
from portal.embedded.zgw.case_type import DOCUMENTS, RESULTS, STEPS, DocumentType, Remedy
from portal.embedded.zgw.case_type_files import (
    FOLDER,
    BadCaseTypes,
    case_types,
    read_case_types,
)
from portal.embedded.zgw.case_type_shape import CaseTypeFile, PropertyPart, RemedyPart
from portal.embedded.zgw.catalogue import catalogue
from tests.worlds import served_world

SHORT = "name: Feest\npurpose: Feesten laten slagen\nservice_days: 5\n"
ACTIVITY = "951f2b52-b09e-4698-86b2-6f3f54b135d4"


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Read files with these texts, by their names; the author stands where they are."""
    monkeypatch.chdir(tmp_path)

    def read_(*, besides: Path | None = None, **texts: str):
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        return read_case_types([*([besides] if besides else []), tmp_path])

    return read_


def mistakes(read, **texts):
    """What is said of these files, line by line."""
    with pytest.raises(BadCaseTypes) as error:
        read(**texts)
    return str(error.value).split("\n")


def test_what_is_left_out_is_usual(read):
    [party] = read(FEEST=SHORT)

    assert (party.code, party.name, party.subject) == ("FEEST", "Feest", "Feest")
    assert (party.service_days, party.legal_days) == (5, 56)
    assert (party.steps, party.results, party.documents) == (STEPS, RESULTS, DOCUMENTS)
    assert (party.properties, party.decision, party.applicant) == ((), "", "Aanvrager")
    assert party.activity is None


def test_what_is_written_takes_the_place_of_what_is_usual(read):
    [party] = read(
        FEEST=SHORT
        + "steps: {Ontvangen: Wij hebben het., Klaar: Het is klaar.}\n"
        + "results: [Toegekend]\n"
        + "decision: Besluit feest\n"
        + "remedy: {deed: beroep instellen, days: 10}\n"
        + f"activity: {ACTIVITY}\n"
    )

    assert [(each.name, each.text) for each in party.steps] == [
        ("Ontvangen", "Wij hebben het."),
        ("Klaar", "Het is klaar."),
    ]
    assert party.results == ("Toegekend",)
    assert party.remedy == Remedy("beroep instellen", 10)
    assert party.activity == UUID(ACTIVITY)


def test_one_objects_within_six_weeks_where_nothing_else_is_said(read):
    [party] = read(FEEST=SHORT + "decision: Besluit feest\n")

    assert party.remedy == Remedy("bezwaar maken", 42)


@pytest.mark.parametrize(
    ("text", "formaat", "lengte", "kardinaliteit", "values"),
    [
        ("Waar het is", "tekst", "255", "1", ()),
        ("{about: Waar het is, lengte: 40, kardinaliteit: N}", "tekst", "40", "N", ()),
        ("{about: Soort, values: [ja, nee]}", "tekst", "20", "1", ("ja", "nee")),
        (
            "{about: Soort, values: [een buitengewoon lange waarde]}",
            "tekst",
            "29",
            "1",
            ("een buitengewoon lange waarde",),
        ),
        ("{about: Bedrag, formaat: getal}", "getal", "9,2", "1", ()),
        ("{about: Jaar, formaat: getal, lengte: 4}", "getal", "4", "1", ()),
        ("{about: Dag, formaat: datum}", "datum", "8", "1", ()),
        ("{about: Tijd, formaat: datum_tijd, lengte: 14}", "datum_tijd", "14", "1", ()),
    ],
)
def test_a_property_is_a_sentence_or_a_block(read, text, formaat, lengte, kardinaliteit, values):
    [party] = read(FEEST=f"{SHORT}properties: {{waar: {text}}}\n")

    [read_one] = party.properties
    assert (read_one.name, read_one.formaat, read_one.lengte) == ("waar", formaat, lengte)
    assert (read_one.kardinaliteit, read_one.values) == (kardinaliteit, values)


def test_a_kind_of_document_is_described_once_and_named_elsewhere(read):
    usual = "documents: [Aanvraag, Bijlage, Interne notitie, %s]\n"
    photo = "{name: Foto, vertrouwelijkheidaanduiding: openbaar}"

    first, second = read(A=SHORT + usual % "Foto", B=SHORT + usual % photo)

    assert first.documents == second.documents
    assert first.documents[-1] == DocumentType(name="Foto", vertrouwelijkheidaanduiding="openbaar")
    assert first.documents[2].richting == "intern"
    same = SHORT + usual % "{name: Foto, richting: intern}"
    assert mistakes(read, C=same) == [
        "C.yaml:4: 'Foto' is described otherwise in B.yaml. Its name alone is enough here."
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("steps: {Klaar: Het is klaar.}", "`steps` has too few items. Write at least 2."),
        ("service_days: 0", "`service_days` is too low. Write 1 or more."),
        ("results: []", "`results` has too few items. Write at least 1."),
        ("results: [Ja, Ja]", "'Ja' stands here twice. Remove one of them."),
        (f"results: [{'x' * 31}]", "Item 1 of `results` has more than 30 characters."),
        ("subject:", "`subject` is no text, but empty. Write a text; put it between quotes."),
        (
            "documents: [Aanvraag, Foto]",
            "`documents` lacks Bijlage. A list takes the place of the usual one, so write",
        ),
        (
            "documents: [Aanvraag, Bijlage, Interne notitie, {name: F, richting: intren}]",
            "`richting` can't be 'intren'. Did you mean 'intern'?",
        ),
        (
            f"properties: {{{'x' * 21}: Iets}}",
            f"`{'x' * 21}` has more than 20 characters. Make it shorter.",
        ),
        (
            "properties: {a: {about: Iets, format: getal}}",
            "There is no key `format` here. Did you mean 'formaat'?",
        ),
        (
            "properties: {a: {about: Iets, formaat: bedrag}}",
            "`formaat` can't be 'bedrag'. Choose one of: datum, datum_tijd, getal, tekst.",
        ),
        (
            "properties: {a: {about: Iets, formaat: getal, lengte: 9.2}}",
            "`lengte` is no text, but the number 9.2. Write a text; put it between quotes.",
        ),
        (
            "properties: {a: {about: Iets, formaat: datum, lengte: 9}}",
            "`lengte` can't be 9 with datum. Write 8, or nothing.",
        ),
        (
            "properties: {a: {about: Iets, kardinaliteit: n}}",
            "`kardinaliteit` can't be n. Write 1 or N.",
        ),
        ("properties: {a: }", "`a` has no keys of its own."),
        (
            "remedy: {weeks: 6}",
            "`remedy` is for a decision. Add `decision: …` above it.",
        ),
        (
            "activity: verhuizing",
            "This is no id. Copy the `id` of an [[activity]] of the register",
        ),
        ("activity:", "This is no id. Copy the `id` of an [[activity]] of the register"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_remedy(read, line, said):
    key = line.partition(":")[0]
    text = "".join(f"{each}\n" for each in SHORT.splitlines() if not each.startswith(key))

    [mistake] = mistakes(read, FEEST=f"{text}{line}\n")

    assert mistake.startswith(f"FEEST.yaml:{len(text.splitlines()) + 1}: {said}")
    assert "form.schema.json" not in mistake


def test_a_decision_needs_the_kind_of_its_letter(read):
    text = f"{SHORT}decision: Besluit\ndocuments: [Aanvraag, Bijlage, Interne notitie]\n"

    [mistake] = mistakes(read, FEEST=text)

    assert mistake.startswith("FEEST.yaml:5: `documents` lacks Besluit. ")


def test_a_remedy_counts_in_one_way(read):
    text = f"{SHORT}decision: Besluit\nremedy: {{weeks: 1, days: 2}}\n"

    assert mistakes(read, FEEST=text) == [
        "FEEST.yaml:5: The law counts in weeks or in days. Write one of the two."
    ]


def test_mistakes_of_all_files_are_told_at_once(read):
    said = mistakes(read, A="name: A\n", B=SHORT, C="- a\n", D="name: [\n")

    assert [each.partition(": ")[0] for each in said] == [
        "A.yaml:1",
        "A.yaml:1",
        "C.yaml:1",
        "D.yaml:2",
    ]
    assert said[0] == "A.yaml:1: `purpose` is missing. Add `purpose: …`."


def test_a_decision_has_one_remedy_wherever_it_is_taken(read):
    one, other = (
        f"{SHORT}decision: Besluit\nremedy: {{{term}}}\n" for term in ("weeks: 6", "days: 9")
    )

    assert mistakes(read, A=one, B=other) == [
        "B.yaml:4: 'Besluit' has another remedy in A.yaml. Give it the same one, or another name."
    ]


def test_a_case_type_stands_in_one_folder(read):
    with pytest.raises(BadCaseTypes) as error:
        read(besides=FOLDER, VERHUIZING=SHORT)

    assert str(error.value).startswith("VERHUIZING.yaml:1: VERHUIZING stands in ")


def test_the_name_of_the_file_has_room_in_the_catalogue(read):
    [mistake] = mistakes(read, **{"X" * 51: SHORT})

    assert "has more than 50 characters. It is the identification: rename it." in mistake


def test_a_folder_beside_ours_is_in_the_catalogue_and_at_the_desk(postgres, tmp_path):
    (tmp_path / "FEEST.yaml").write_text(f"{SHORT}properties: {{waar: Waar het is}}\n", "utf-8")
    database = postgres.url("world with more case types")

    with served_world(database, client_secret="c" * 32, case_types_folder=tmp_path) as (app, _):
        world = app.extensions["world"]
        codes = {each["identificatie"] for each in catalogue(world).of("zaaktype")}
        assert codes == {each.code for each in case_types()} | {"FEEST"}
        assert len(actions.cases(world)) > 10
        assert activity_of(world, "FEEST") != activity_of(world, "VERHUIZING") == UUID(ACTIVITY)


def test_each_of_ours_is_read_from_a_file_of_its_name():
    assert {each.code for each in case_types()} == {path.stem for path in FOLDER.iterdir()}
    assert all(each.begins == date(2025, 1, 1) and each.version == 1 for each in case_types())


def test_the_page_for_authors_names_every_key():
    text = (Path(__file__).parents[4] / "docs/forms.md").read_text("utf-8")
    part = text[text.index("Without `--into`") : text.index("## Example")]
    keys = {key for code in re.findall(r"`([^`]+)`", part) for key in re.findall(r"\w+", code)}

    for model in (CaseTypeFile, PropertyPart, RemedyPart):
        assert set(model.model_fields) - {"weeks"} <= keys
