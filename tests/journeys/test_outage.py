"""An outage, and one that is planned: does everybody read of it, on a page that is looked at?"""

import pytest

pytestmark = pytest.mark.journey
WRITE = """
    INSERT INTO outage_revision
        (number, revision, begins_at, ends_at, forms, note, written_at, written_by)
    VALUES (1, 1, now() + interval '{begins}', now() + interval '{ends}', '[]', '', now(), 'Jo')
"""


class TestOutage:
    @pytest.mark.parametrize(
        ("begins", "ends", "words"),
        [
            ("-1 hour", "1 hour", "Er is een storing"),
            ("1 day", "2 days", "Binnenkort is er onderhoud"),
        ],
    )
    def test_it_is_told_on_the_home_page(self, resident, world, begins, ends, words):
        world.sql(WRITE.format(begins=begins, ends=ends))
        try:
            resident.open("/")
            resident.sees_in_the_end(words)
        finally:
            world.sql("DELETE FROM outage_revision")
