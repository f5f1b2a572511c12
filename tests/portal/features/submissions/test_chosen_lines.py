"""The line of a fetch that was chosen: the law that was promised, and the case that it was for."""

import pytest

from forms import load_sources
from portal.configuration.operator_files import BadFile
from portal.services.consultations.activities import check_sources
from portal.storage.consultations import ConsultationLine
from portal.storage.data_choices import DataChoice
from portal.web.edge.request_context import portal_of
from tests.browser import main_of
from tests.remission import FETCH, REMISSION, applicant, fetching, fill, know, send


@pytest.fixture
def applying(app, world):
    know(world)
    return applicant(app)


@pytest.mark.parametrize("page", ["inkomen", "spaargeld", "auto"])
def test_the_line_of_a_fetch_has_the_law_that_was_told_with_the_choice(
    applying, candidates, rows, page
):
    fill(applying, fetching(page), until=f"{page}_opgehaald")
    [choice] = [choice for choice in rows(DataChoice) if choice.choice == FETCH]
    [line] = [line for line in rows(ConsultationLine) if line.how_chosen == "ophalen"]
    questions = candidates.form(REMISSION).questions()
    promised = next(each.asked_for for each in questions if each.id == choice.item)

    listed = main_of(applying.get("/gegevensgebruik/"))
    words = main_of(applying.get(f"/gegevensgebruik/{line.id}/"))

    assert "Gegevens ophalen voor kwijtschelding" in words
    assert f"Dit is een taak van de gemeente, die in de wet staat. {promised.law}" in words
    for shown in (listed, words):
        assert promised.law in shown
        assert "U koos ophalen" in shown
    # A page says that our computer did it; of which department it is says the file.
    assert "Belastingen" in applying.get("/gegevensgebruik/wie-keek.csv").text


def test_what_was_fetched_stands_with_the_case_that_it_was_for(applying, do_jobs, world, rows):
    send(applying, fetching("inkomen"))
    do_jobs()

    fetched = [line for line in rows(ConsultationLine) if line.action == "fetched"]
    assert {line.source for line in fetched} == {"UWV", "BRP"}
    assert {line.case_ref for line in fetched} == {world.intake.numbers[0]}


def test_a_source_whose_law_the_register_lacks_stops_the_start(app):
    [uwv] = [source for source in load_sources() if source.id == "uwv"]
    remission = next(purpose for purpose in uwv.purposes if purpose.id == "remission")
    for wrong in ({"activity": "ander"}, {"law": "Een andere wet"}):
        changed = uwv.model_copy(update={"purposes": (remission.model_copy(update=wrong),)})
        with pytest.raises(BadFile, match=r"sources\.yaml: uwv, remission"):
            check_sources(portal_of(app).activities, [changed])
