"""The case worker's page: who is involved in a case, and how confidential it is."""

import pytest

from portal.embedded.desk import access, actions
from portal.embedded.desk.access import LEVELS, ROLES
from portal.embedded.desk.casefile import NoSuchCase, NotPossible
from portal.embedded.registers.residents import AISHA
from portal.embedded.zgw import confidentiality
from tests.portal.embedded.desk import CORNELIS, address, case_of, lines_about, opened

UNKNOWN = "999990007"
"""Passes the 11-check, and is nobody of this world."""


@pytest.fixture
def file(plant_anew, world):
    """A running case of Cornelis."""
    plant_anew()
    return case_of(world, status="In behandeling")


def done(client, file, *action, **form):
    """Do this in the case; gives the page that follows, and what was written down about it."""
    form |= {"inzage": opened(client, file)}
    answer = client.post(address(file, *action), data=form)
    page = client.get(answer.location).text if answer.location else answer.text
    return page, [line[0] for line in lines_about(client, file)]


def roles(world, file):
    return [(each.kind, each.bsn) for each in actions.case_file(world, file.line.id).roles]


def role_of(world, file, kind):
    return next(each for each in actions.case_file(world, file.line.id).roles if each.kind == kind)


@pytest.mark.parametrize(
    ("role", "kind", "bsn", "name"),
    [
        ("belanghebbende", "Belanghebbende", AISHA.bsn, AISHA.full_name),
        ("gemachtigde", "Gemachtigde", AISHA.bsn, AISHA.full_name),
        ("belanghebbende", "Belanghebbende", UNKNOWN, "Onbekend"),
    ],
)
def test_somebody_is_put_in_the_case_and_taken_out(client, world, file, role, kind, bsn, name):
    before = roles(world, file)

    page, lines = done(client, file, "rollen", bsn=f" {bsn} ", rol=role)

    assert "De persoon staat in de zaak." in page
    assert f"{kind}: {name}" in page
    assert "Zaak gewijzigd: persoon erbij gezet door een medewerker" in lines
    assert roles(world, file) == [*before, (kind, bsn)]
    page, lines = done(client, file, "rollen", role_of(world, file, kind).id, "weghalen")
    assert "De persoon staat niet meer in de zaak." in page
    assert "Zaak gewijzigd: persoon weggehaald door een medewerker" in lines
    assert roles(world, file) == before


def test_the_case_gets_another_applicant(client, world, file):
    kind = file.roles[0].kind
    asked = actions.ask_for_document(
        world,
        file.line.id,
        document_type=file.possible_documents[0].id,
        explanation="Alle bladzijden.",
    )

    page, _ = done(client, file, "rollen", bsn=AISHA.bsn, rol="initiator")
    assert "Deze zaak heeft al een aanvrager. Haal die eerst weg." in page
    page, lines = done(client, file, "rollen", role_of(world, file, kind).id, "weghalen")

    assert "Iemand zonder naam" in page
    assert "Zaak gewijzigd: persoon weggehaald door een medewerker" in lines, "Cornelis reads it"
    after = actions.case_file(world, file.line.id)
    assert {task.id: task.status for task in after.tasks}[asked] == "gesloten"
    done(client, file, "rollen", bsn=AISHA.bsn, rol="initiator")
    assert actions.case_file(world, file.line.id).line.applicant_bsn == AISHA.bsn
    assert (kind, CORNELIS) not in roles(world, file)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"bsn": AISHA.bsn, "rol": "baas"}, "Kies wat deze persoon in de zaak is."),
        ({"bsn": AISHA.bsn}, "Kies wat deze persoon in de zaak is."),
        ({"bsn": " ", "rol": "belanghebbende"}, "Vul een BSN in."),
        ({"bsn": "123456789", "rol": "belanghebbende"}, "Onjuist BSN nummer"),
        ({"bsn": "1234567890", "rol": "belanghebbende"}, "niet meer dan 9 karakters"),
    ],
)
def test_nobody_gets_no_role(client, world, file, form, words):
    before = roles(world, file)

    page, lines = done(client, file, "rollen", **form)

    assert words in page
    assert roles(world, file) == before
    assert not any("gewijzigd" in line for line in lines)


@pytest.mark.parametrize("level", list(LEVELS))
def test_how_confidential_a_case_is_can_be_changed_and_changed_back(client, world, file, level):
    page, lines = done(client, file, "vertrouwelijkheid", niveau=level)

    assert "De vertrouwelijkheid is gezet." in page
    assert "Zaak gewijzigd: vertrouwelijkheid gezet door een medewerker" in lines
    assert actions.case_file(world, file.line.id).confidentiality == level
    status = file.possible_statuses[0].id
    page, _ = done(client, file, "status", status=status)
    assert "De status is gezet." in page, "a case worker goes on with it"
    done(client, file, "vertrouwelijkheid", niveau="zaakvertrouwelijk")
    assert actions.case_file(world, file.line.id).confidentiality == "zaakvertrouwelijk"


def test_every_level_of_the_standard_can_be_chosen_and_no_other(client, world, file):
    assert tuple(LEVELS) == confidentiality.LEVELS

    page, _ = done(client, file, "vertrouwelijkheid", niveau="privé")

    assert "Kies hoe vertrouwelijk de zaak is." in page
    assert actions.case_file(world, file.line.id).confidentiality == file.confidentiality


def test_role_of_another_case_stays(world, file):
    other = case_of(world, status="Ontvangen")

    with pytest.raises(NoSuchCase):
        access.remove_person(world, file.line.id, other.roles[0].id)

    assert roles(world, other)


def test_nothing_is_changed_in_a_case_that_has_ended(client, world, file):
    closed = case_of(world, status="Afgerond", closed=True)

    page, _ = done(client, closed, "vertrouwelijkheid", niveau="geheim")

    assert "Deze zaak is al afgerond." in page
    assert "Wie bij de zaak horen" in page
    assert "weghalen" not in page
    with pytest.raises(NotPossible):
        access.add_person(world, closed.line.id, bsn=AISHA.bsn, role=next(iter(ROLES)))


@pytest.mark.parametrize("action", ["vertrouwelijkheid", "rollen"])
def test_nothing_is_done_in_a_case_that_is_not_open(client, file, action):
    answer = client.post(address(file, action), data={"niveau": "geheim", "bsn": AISHA.bsn})

    assert answer.status_code == 400
    assert "Kies eerst waarom u deze zaak opent." in answer.text
