"""Rule 1: each call of a page failing in each way; nothing is never said for unknown."""

import re

import pytest

from portal.embedded.registers.residents import CORNELIS
from portal.embedded.switchboard.switches import Mode
from tests.browser import heading_of, main_of
from tests.faults.document import PAGES
from tests.faults.table import NEVER_SAID, NOTICES, READS, WHAT_TO_DO, all_but_long, cells_of

FAILED = {503: "Dit werkt nu even niet", 404: "Wij kunnen deze pagina niet vinden"}


def outcome_of(page, call) -> str:
    """What the page says of it; fails where that is wrong."""
    if page.mimetype == "application/pdf":
        assert page.data.startswith(b"%PDF")
        return "whole"
    words = main_of(page)
    assert not [said for said in NEVER_SAID if said in words]
    if page.status_code != 200:
        assert heading_of(page) == FAILED[page.status_code]
        assert any(word in words for word in WHAT_TO_DO), words
        return str(page.status_code)
    told = [name for said, name in NOTICES.items() if re.search(said, words)]
    if not told:
        assert call.shows in words
        return "whole"
    assert any(word in words for word in WHAT_TO_DO), words
    return ", ".join(told)


@pytest.mark.parametrize(("call", "mode"), cells_of(READS, all_but_long, one_in=6))
def test_rule_1_a_page_says_what_it_does_not_know(app, connected, outside, cell, call, mode):
    connected(mode)
    browser = app.test_client().log_in(CORNELIS.bsn)
    outside.switch(call.part, mode, call.call)

    page = browser.get(call.page.format(**outside.places))

    assert page.status_code in {200, *FAILED}
    cell(PAGES, call, mode, outcome_of(page, call))


@pytest.mark.parametrize("call", READS, ids=lambda call: call.name)
def test_a_failure_is_not_kept(app, connected, outside, call):
    connected()
    browser = app.test_client().log_in(CORNELIS.bsn)
    for mode in (Mode.DOWN, Mode.GOOD):
        outside.switch(call.part, mode, call.call)
        page = browser.get(call.page.format(**outside.places))

    assert outcome_of(page, call) == "whole"
