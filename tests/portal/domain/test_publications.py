"""Which decision about a form counts at which moment; the database says the same."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.domain.publications import (
    Publication,
    PublicationKind,
    current,
    is_offered,
    moments_of_change,
)
from portal.storage import published_forms
from portal.storage.drafts import store_version

NOW = datetime(2026, 12, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def decision(number, version, begins=0, ends=None, kind=PublicationKind.PUBLISHED):
    """What was decided as number so many; days are counted from now."""
    return Publication(
        number=number,
        slug="a",
        version=version,
        kind=kind,
        begins_at=NOW + begins * DAY,
        ends_at=None if ends is None else NOW + ends * DAY,
        decided_at=NOW,
        decided_by="Jo",
    )


def versions(history, *days):
    """The version that is offered on each of these days; None where there is none."""
    counting = [(NOW + day * DAY, current(history, NOW + day * DAY)) for day in days]
    return [
        each.version if each and is_offered(each, moment) else None for moment, each in counting
    ]


def test_what_began_last_counts():
    history = [decision(1, "v1", -9), decision(2, "v3", 5), decision(3, "v2", -1)]

    assert versions(history, -10, -9, 0, 4, 5) == [None, "v1", "v2", "v2", "v3"]


def test_after_its_end_what_counted_before_counts_again():
    history = [decision(1, "v1", -9), decision(2, "v2", 1, 3)]

    assert versions(history, 0, 1, 2, 3) == ["v1", "v2", "v2", "v1"]


def test_after_its_end_nothing_is_offered_where_there_was_nothing_before():
    history = [decision(1, "v1", -1, 1)]

    assert versions(history, 0, 1) == ["v1", None]
    assert current(history, NOW + DAY).version == "v1"


@pytest.mark.parametrize("kind", [PublicationKind.RETIRED, PublicationKind.CALLED_OFF])
def test_what_was_to_begin_later_is_called_off(kind):
    history = [decision(1, "v1", -9), decision(2, "v2", 5), decision(3, "v1", 1, kind=kind)]
    is_retired = kind is PublicationKind.RETIRED

    assert versions(history, 0, 6) == ["v1", None if is_retired else "v1"]
    assert versions([*history, decision(4, "v3", 4)], 6) == ["v3"]


def test_the_moments_at_which_something_may_change():
    history = [decision(1, "v1", -9), decision(2, "v2", 1, 3), decision(3, "v3", 2)]

    assert moments_of_change(history, NOW) == [NOW + day * DAY for day in (1, 2, 3)]


DECISIONS = st.lists(
    st.tuples(st.integers(-3, 3), st.none() | st.integers(1, 4), st.sampled_from(PublicationKind)),
    max_size=7,
)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(drawn=DECISIONS)
def test_the_database_picks_the_same(sessions, cleaner, drawn):
    cleaner.clean()
    with sessions() as database:
        store_version(database, "v", "a", "{}")
        moment = published_forms.now(database)
        for begins, lasts, kind in drawn:
            begins_at = moment + begins * DAY - timedelta(hours=1)
            published_forms.add(
                database,
                Publication(
                    number=0,
                    slug="a",
                    version="v",
                    kind=kind,
                    begins_at=begins_at,
                    ends_at=begins_at + lasts * DAY if lasts else None,
                    decided_at=moment,
                    decided_by="Jo",
                ),
            )
        picked = published_forms.current_publications(database).get("a")

        assert picked == current(published_forms.history(database), moment)
