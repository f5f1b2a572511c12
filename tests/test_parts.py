"""What tests do in one go to begin with leaves what the portal itself would leave."""

from dataclasses import replace

from portal.services import publishing
from portal.storage import published_forms
from portal.web.edge.request_context import portal_of
from tests.forms_filled import MOVE, REPORT
from tests.parts import publish_only, retire_all

MOMENTS = ("begins_at", "decided_at")


def decisions(database) -> list[tuple]:
    """All decisions, and what an older release sees of each form, without their moments."""
    history = [
        replace(each, number=0, **dict.fromkeys(MOMENTS))
        for each in published_forms.history(database)
    ]
    rows = database.query(published_forms.PublishedForm).order_by("slug")
    older = [(row.slug, row.version, row.published_by, bool(row.withdrawn_at)) for row in rows]
    return [*history, *older]


def test_forms_retired_in_one_go_are_retired_as_each_by_itself(
    app, database, candidates, empty_again
):
    slugs = sorted(form.slug for form in candidates)
    publishing.retire(database, MOVE, "test", ends_drafts=True)  # before: stays as it was decided
    for slug in slugs:
        if slug != MOVE:
            publishing.retire(database, slug, "test")
    each_by_itself = decisions(database)
    database.rollback()

    empty_again()
    publishing.retire(database, MOVE, "test", ends_drafts=True)
    retire_all(database, slugs)

    assert len(slugs) > 2
    assert decisions(database) == each_by_itself


def test_moments_of_what_is_retired_in_one_go_agree(app, database, candidates):
    retire_all(database, [form.slug for form in candidates])

    rows = database.query(published_forms.PublishedForm).all()
    assert {row.since for row in rows} == {row.withdrawn_at for row in rows}
    assert {each.begins_at for each in published_forms.history(database)} >= {rows[-1].since}


def test_only_these_forms_are_published_then(app, database, candidates):
    publish_only(app, [candidates.form(REPORT)])

    assert [form.slug for form in publishing.published(database)] == [REPORT]
    assert {form.slug for form in portal_of(app).live.current().catalogue} == {REPORT}
