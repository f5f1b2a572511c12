"""T8: the statement: a fault gets into it without new code, and telling needs no login."""

from datetime import date, timedelta

import pytest

from accessibility import summary
from accessibility.known import Known
from accessibility.outcomes import Verdict
from portal.configuration import accessibility
from portal.domain.accessibility import AuditOutcome, Research, Statement, Status
from tests.accessibility.seen import look, result_of

pytestmark = [pytest.mark.journey, pytest.mark.stress]
WORDS = {"nl": "De tabel is te breed.", "en": "The table is too wide."}


class TestStatement:
    def test_a_fault_that_is_recorded_is_in_the_statement_and_takes_status_a_away(
        self, tmp_path, resident, record_property
    ):
        resident.open("/toegankelijkheid/")
        too_wide = Verdict("reflow", AuditOutcome.FAILED, ("too wide: table",))
        known = Known(
            check="reflow", until=date(2099, 1, 1), what=WORDS, cause=WORDS, measure=WORDS
        )
        day = date(2026, 11, 22)
        research = Research(done=day, by="Bureau", report="https://t.example/", criteria_met=50)
        statuses = []
        for looks in ([look()], [look(too_wide, state="case")]):
            path = tmp_path / "summary.json"
            path.write_text(summary.as_json(result_of(*looks, known=[known])), "utf-8")
            audit = accessibility.load(path)
            assert audit
            statement = Statement(audit.version, audit, research, day + timedelta(days=1))
            statuses.append(statement.status)

        assert statuses == [Status.A, Status.B]
        assert audit.faults[0].known
        assert audit.faults[0].known.what == WORDS
        record_property("evidence", "a fault in the summary: status A becomes B, and it is told")

    def test_the_statement_names_whose_it_is_of_what_and_since_when(
        self, resident, record_property
    ):
        resident.see("Deze verklaring is van gemeente Demodam", resident.portal)
        resident.see("Deze verklaring is voor het laatst veranderd op")
        record_property("evidence", "organisation, address and day of last change are there")

    def test_what_is_hard_to_use_can_be_told_without_login(self, resident, record_property):
        assert resident.browser.has("main a[href^='mailto:']")
        assert resident.browser.has("main a[href^='tel:']")
        resident.press("Was deze pagina duidelijk?")
        assert resident.path.startswith("/mening/")
        record_property("evidence", "mail, telephone, and the question whether the page was clear")
