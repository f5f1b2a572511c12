"""A resident asks a question about a case and asks to be called; an employee answers and calls."""

import pytest

from tests.journeys import moving
from tests.journeys.resident import Resident
from tests.journeys.world import eventually

pytestmark = pytest.mark.journey
ABOUT = "Over de heg"
QUESTION, ANSWER = "Wanneer krijg ik mijn vergunning?", "Op dinsdag ligt hij klaar aan de balie."


class TestQuestions:
    def test_1_residents_see_the_contacts_that_there_were(self, resident: Resident):
        moving.log_in(resident, "Cornelis van der Berg")
        resident.open("/vragen/")
        assert resident.heading == "Vragen"
        resident.see("Uittreksel opgehaald", "Vraag over de parkeervergunning", "Balie")
        assert not resident.reads("Signaal over het adres")
        assert not resident.reads("kort houden")

    def test_2_a_question_without_words_is_asked_again(self, resident: Resident):
        resident.press("Stel een vraag")
        resident.press("Verstuur")
        resident.see("Schrijf op wat u wilt vragen.")

    def test_3_a_question_gets_a_promised_day(self, resident: Resident):
        resident.fill("Wat wilt u vragen?", QUESTION)
        resident.press("Verstuur")
        resident.see("Verstuurd. Wij hebben uw vraag.", QUESTION, "U krijgt antwoord uiterlijk op")

    def test_4_the_answer_stands_with_the_question(self, resident: Resident, desk):
        """However quick the employee is: the portal may not know yet that the register has it."""
        eventually(lambda: desk.answers(QUESTION, ANSWER))
        resident.sees_in_the_end(ANSWER)
        resident.open("/vragen/")
        resident.see("Wij hebben uw vraag beantwoord.")

    def test_5_residents_ask_to_be_called(self, resident: Resident):
        resident.press("Laat ons u bellen")
        resident.press("Verstuur")
        resident.see("Kies wanneer wij u kunnen bellen.")
        resident.fill("Op welk nummer kunnen wij u bellen?", "06 12345678")
        resident.choose("In de ochtend")
        resident.fill("Waar gaat het over?", ABOUT)
        resident.press("Verstuur")
        resident.see("Wij bellen u uiterlijk op", "In de ochtend", "06 12345678")

    def test_6_a_call_in_vain_is_told_with_what_comes_next(self, resident: Resident, desk):
        eventually(lambda: desk.calls_in_vain(ABOUT))
        resident.sees_in_the_end("U nam niet op.", "Wij bellen u nog een keer, uiterlijk op")

    def test_7_a_register_that_is_down_is_named_and_hides_nothing(self, resident: Resident, world):
        with world.broken("klantinteracties", "uit"):
            resident.open("/vragen/?ververs=vragen")
            resident.see("Wij kunnen ons systeem nu niet bereiken.", QUESTION)

    def test_8_questions_and_contacts_belong_to_a_case(self, resident: Resident):
        resident.open("/zaken/")
        resident.press("Parkeervergunning aanvragen")
        resident.see("Eerder contact", "Vraag over de parkeervergunning")
        resident.press("Stel een vraag over deze zaak")
        assert resident.heading == "Stel een vraag"
        resident.go_back()
        resident.press("Laat ons u bellen over deze zaak")
        assert resident.heading == "Laat ons u bellen"
