"""Paying for an extract (R7): stopped, at the bank, paid; with a provider that says so later."""

import pytest

from tests.journeys.moving import NOOR
from tests.journeys.variants import BOTH_IN_STRESS
from tests.journeys.world import eventually

pytestmark = pytest.mark.journey
FORM = "/formulieren/uittreksel-aanvragen/"
PAID_LATER = """
    UPDATE online_payment SET status = 'paid', paid_at = now() WHERE status = 'pending'
    RETURNING id
"""
"""Nobody is told: the resident looks again."""


@BOTH_IN_STRESS
class TestPayment:
    def test_who_stops_at_the_provider_reads_that_nothing_was_taken(self, resident):
        resident.open(FORM)
        resident.press("Beginnen")
        resident.log_in_as(NOOR)
        resident.press("Volgende")
        resident.choose("Met uw adres van nu")
        resident.choose("Nederlands")
        resident.fill("Hoeveel heeft u er nodig?", "2")
        resident.press("Volgende")
        resident.choose("Met de post naar uw adres")
        resident.press("Volgende")
        resident.press("Volgende")
        resident.see("U betaalt online, nadat u het heeft verstuurd.")
        resident.press("Aanvraag versturen")
        resident.see("Nog niet betaald", "Uw aanvraag is bij ons aangekomen.")
        resident.press("Betaal €")
        eventually(lambda: resident.reads("Kies wat er met deze betaling gebeurt"))
        resident.press("Annuleren")
        resident.see("Nog niet betaald", "Er is niets afgeschreven.")

    def test_it_stands_on_the_overview_until_it_is_paid(self, resident):
        resident.open("/overzicht/")
        resident.press("Betaal nog:")
        resident.press("Betaal €")
        eventually(lambda: resident.reads("Kies wat er met deze betaling gebeurt"))
        resident.press("Betalen, de bank weet het later")
        resident.see("Uw bank is nog bezig", "Betaal niet nog een keer.")

    def test_the_bank_says_later_that_it_worked(self, resident, world):
        world.embedded_sql(PAID_LATER)
        resident.press("Kijk opnieuw")
        resident.see("U heeft betaald", "Dit is uw betaalbewijs.")
        eventually(lambda: self._indication(world) == "geheel")
        resident.open("/overzicht/")
        assert not resident.reads("Betaal nog:")

    @staticmethod
    def _indication(world):
        rows = world.embedded_sql(
            "SELECT data ->> 'betalingsindicatie' FROM zaak ORDER BY seq DESC LIMIT 1"
        )
        return rows[0][0] if rows else ""
