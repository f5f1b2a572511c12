"""The case worker's page: a paper is put in a case, of the municipality or of somebody else."""

import pytest
from sqlalchemy import select

from portal.embedded.desk import actions
from portal.embedded.storage import DOCUMENT
from tests.portal.embedded.desk import address, case_of, lines_about, opened


def put(client, file, **form):
    """Put this paper in the case; gives the page that comes of it."""
    form = {"titel": "Bezwaar van de buren", **form, "inzage": opened(client, file)}
    answer = client.post(address(file, "document-toevoegen"), data=form)
    return client.get(answer.location).text if answer.location else answer.text


def kind_of(file, name):
    return next(each.id for each in file.possible_papers if each.name == name)


@pytest.mark.parametrize(
    ("whose", "name", "author"),
    [("gemeente", "Interne notitie", "Gemeente Demodam"), ("ander", "Bijlage", "Een ander")],
)
def test_a_paper_says_whose_it_is(client, world, whose, name, author):
    file = case_of(world, status="In behandeling")

    page = put(client, file, soort=kind_of(file, name), van=whose, toelichting="Het stinkt.")

    assert "Het document staat in de zaak." in page
    line = next(
        each
        for each in actions.case_file(world, file.line.id).documents
        if each.id not in {before.id for before in file.documents}
    )
    assert (line.title, line.document_type) == ("Bezwaar van de buren", name)
    with world.engine.connect() as connection:
        data = connection.scalar(select(DOCUMENT.c.data).where(DOCUMENT.c.id == line.id))
    assert (data["auteur"], bool(data["ontvangstdatum"])) == (author, whose == "ander")
    deeds = [deed for deed, *_rest in lines_about(client, file)]
    assert "Zaak gewijzigd: document toegevoegd door een medewerker" in deeds


def test_what_is_no_paper_of_this_case_is_refused(client, world):
    file = case_of(world, status="In behandeling")

    assert "Schrijf op hoe het document heet." in put(
        client, file, soort=kind_of(file, "Bijlage"), titel=" "
    )
    assert "Het document staat in de zaak." not in put(client, file, soort=file.line.id)
    assert len(actions.case_file(world, file.line.id).documents) == len(file.documents)


def test_nothing_is_put_in_a_case_that_has_ended(client, world):
    file = case_of(world, status="Afgerond", closed=True)
    kind = kind_of(case_of(world, status="In behandeling"), "Bijlage")

    put(client, file, soort=kind)

    assert file.possible_papers == ()
    assert len(actions.case_file(world, file.line.id).documents) == len(file.documents)
