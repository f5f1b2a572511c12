"""A new version of a case type in the embedded world, to which nobody gave the portal a right."""

import pytest

from portal.domain.case_intake import CatalogueNeeds
from portal.domain.days import today
from portal.embedded import storage
from portal.embedded.seed import first_cases
from portal.embedded.zgw.quirks import Quirk, switch
from portal.gateways.cases.zgw import intake
from tests.portal.gateways.givens import settings_of_the_world

NEEDS = CatalogueNeeds(case_type="VERHUIZING", properties=(), document_types=("Bijlage",))


@pytest.fixture
def embedded(world):
    """The world, with a second version of each case type; there is one again afterwards."""
    _base, meddler = world
    embedded = meddler.app.extensions["world"]
    storage.forget(embedded.engine)
    first_cases.plant(embedded)
    switch(embedded, Quirk.NEW_VERSIONS, on=True)
    yield embedded
    for quirk in Quirk:
        switch(embedded, quirk, on=False)


def not_allowed(base):
    return intake.connect(settings_of_the_world(base)).not_allowed(NEEDS)


def test_missing_right_to_the_version_of_today_is_told_before_anybody_sends(world, embedded):
    base, _meddler = world

    before = not_allowed(base)
    switch(embedded, Quirk.VERSIONS_WITHOUT_RIGHTS, on=True)
    [told] = not_allowed(base)

    assert before == []
    assert f"no cases of case type VERHUIZING, version from {today()}" in told
