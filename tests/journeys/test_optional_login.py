"""A form in which one chooses: without DigiD, with it, and from the one to the other."""

import pytest

from tests.journeys import idea, party
from tests.journeys.moving import NOOR
from tests.journeys.variants import BOTH

pytestmark = pytest.mark.journey


@pytest.fixture(scope="class")
def offered(world):
    """The form can be begun."""
    with party.published(world, idea.FILE):
        yield


@BOTH
@pytest.mark.usefixtures("offered")
class TestIdea:
    def test_1_both_ways_stand_on_the_start_page(self, resident):
        idea.open_start(resident)
        resident.see("Hoe wilt u beginnen?", "Met DigiD", "Zonder DigiD")
        resident.press("Beginnen zonder DigiD")
        assert resident.heading == idea.HEADING
        resident.fill(idea.SUBJECT, "Een bankje")
        resident.press("Volgende")
        assert resident.heading == "Wie bent u?"

    def test_2_who_logs_in_half_way_loses_nothing(self, resident):
        resident.fill(idea.NAME, "Half getypt")
        resident.press("Inloggen en verdergaan")
        resident.log_in_as(NOOR)
        resident.see("U bent ingelogd. Wat u al invulde, is er nog.")
        assert resident.heading == idea.KNOWN
        resident.press("Terug")
        assert resident.value(idea.SUBJECT) == "Een bankje"
        resident.press("Volgende")
        resident.press("Volgende")
        resident.press("Volgende")
        resident.see("Klopt alles?", "U verstuurt dit als uzelf")
        resident.log_out()

    def test_3_who_has_two_concepts_chooses(self, resident):
        idea.begin_without_login(resident, "Een boom")
        resident.open(idea.FORM)
        resident.see("U vult dit in zonder DigiD.")
        resident.press("Inloggen en verdergaan")
        resident.log_in_as(NOOR)
        assert resident.heading == "Kies waarmee u verdergaat"
        resident.see("Alles is ingevuld.", "U bent gebleven bij: Wie bent u?")
        resident.open(idea.FORM)
        resident.see("U vulde dit formulier twee keer in")
        resident.press("Kies waarmee u verdergaat")
        resident.press("Houd wat ik zonder DigiD invulde")
        assert resident.heading == idea.KNOWN

    def test_4_with_login_it_is_sent_as_oneself(self, resident):
        for _page in ("gegevens", "contact"):
            resident.press("Volgende")
        resident.see("Een boom", "U verstuurt dit als uzelf")
        resident.press("Idee versturen")
        resident.see("Gelukt! Wij hebben het ontvangen")
        assert not resident.reads("Link naar uw melding")
        resident.log_out()

    def test_5_without_login_a_link_follows_it(self, resident):
        idea.begin_without_login(resident, "Een fontein")
        resident.fill(idea.NAME, "Sam Bakker")
        resident.press("Volgende")
        resident.press("Volgende")
        resident.see("Een fontein", "Sam Bakker", "U verstuurt dit zonder DigiD.")
        resident.press("Idee versturen")
        resident.see("Gelukt! Wij hebben het ontvangen", "Link naar uw melding")
        resident.press("Volg uw melding")
        resident.see("Een fontein")
