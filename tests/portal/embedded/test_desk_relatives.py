"""The case worker's page: parts of a case, other cases that belong to it, and what was paid."""

import pytest

from portal.embedded.desk import actions, relatives
from portal.embedded.desk.casefile import NotPossible
from tests.portal.embedded.desk import CORNELIS, address, case_of, lines_about, opened


@pytest.fixture(scope="module", autouse=True)
def _planted(plant_anew):
    """The cases as they were at the first start."""
    plant_anew()


def do(client, file, action, **form):
    """Do this in the case; gives the answer, and what was written down about it."""
    form |= {"inzage": opened(client, file)}
    answer = client.post(address(file, action), data=form)
    page = client.get(answer.location).text if answer.location else answer.text
    return page, [line[0] for line in lines_about(client, file)]


def test_a_part_is_split_off_and_named(client, world):
    file = case_of(world, status="In behandeling")
    kind = file.possible_parts[0].id

    page, lines = do(client, file, "deelzaak", deel=kind, onderwerp="Advies van de arts")

    assert "De deelzaak is gemaakt." in page
    assert "Advies van de arts" in page
    assert "Zaak gewijzigd: deelzaak gemaakt door een medewerker" in lines
    [part] = actions.case_file(world, file.line.id).sub_cases
    line = actions.case_file(world, part.id).line
    assert (line.subject, line.applicant_bsn, line.status) == (
        "Advies van de arts",
        "",
        "Ontvangen",
    )
    assert actions.case_file(world, part.id).possible_parts == ()
    with pytest.raises(NotPossible, match="Een deelzaak kan geen deelzaken hebben"):
        relatives.add_sub_case(
            world, part.id, case_type=kind, subject="Nog een deel", has_applicant=False
        )


def test_a_part_may_be_the_applicant_s_too(client, world):
    file = case_of(world, status="In behandeling")
    form = {"deel": file.possible_parts[0].id, "onderwerp": "Eigen deel", "aanvrager": "ja"}

    do(client, file, "deelzaak", **form)

    part = actions.case_file(world, file.line.id).sub_cases[-1]
    assert actions.case_file(world, part.id).line.applicant_bsn == CORNELIS


def test_another_case_is_put_beside_it(client, world):
    file = case_of(world, status="In behandeling")
    other = case_of(world, status="Afgerond", closed=True)

    page, lines = do(client, file, "andere-zaak", nummer=other.line.number, relatie="vervolg")

    assert "De andere zaak staat erbij." in page
    assert "Zaak gewijzigd: andere zaak erbij gezet door een medewerker" in lines


@pytest.mark.parametrize(("number", "relation"), [("ZAAK-0", "vervolg"), (None, "odd")])
def test_what_is_no_other_case_is_refused(client, world, number, relation):
    file = case_of(world, status="In behandeling")

    page, _ = do(client, file, "andere-zaak", nummer=number or file.line.number, relatie=relation)

    assert "Er is geen andere zaak" in page or "Kies wat de zaken" in page


def test_what_was_paid_is_set(client, world):
    file = case_of(world, status="In behandeling")

    page, lines = do(client, file, "betaling", betaald="geheel")

    assert "De betaling is gezet." in page
    assert "Zaak gewijzigd: betaling gezet door een medewerker" in lines
    assert actions.case_file(world, file.line.id).payment == "geheel"
    page, _ = do(client, file, "betaling", betaald="te veel")
    assert "Kies wat er betaald is." in page
