"""Several case systems in the settings: each has a name, words and what is sent to it."""

import json

import pytest
from pydantic import ValidationError

from portal import wiring
from portal.gateways.cases.routing import RoutedCases, RoutedIntake
from portal.gateways.cases.zgw.intake import ZgwIntake
from portal.gateways.cases.zgw.reading import ZgwCases
from portal.settings import Settings
from tests.portal.gateways.givens import settings_for

BASE = "https://zaken.example"
VTH = {
    "words": "vergunningen en toezicht",
    "zaken_url": "https://vth.example/zaken/api/v1",
    "catalogi_url": "https://vth.example/catalogi/api/v1",
    "documenten_url": "https://vth.example/documenten/api/v1",
    "besluiten_url": "https://vth.example/besluiten/api/v1",
    "client_id": "portaal",
    "client_secret": "w" * 32,
}
OTHER = VTH | {"words": "belastingen"}


def several(environment, **systems) -> Settings:
    """Settings with these case systems beside the first one."""
    environment.setenv("PORTAL_CASE_SYSTEM_WORDS", "burgerzaken")
    environment.setenv("PORTAL_CASE_SYSTEMS", json.dumps(systems))
    return Settings()


def test_first_system_is_the_one_of_the_other_settings(environment):
    settings = several(environment, vth=VTH | {"case_types": ["OMGEVINGSVERGUNNING"]})

    assert [*settings.every_case_system] == ["zgw", "vth"]
    assert settings.every_case_system["zgw"].words == "burgerzaken"
    assert settings.every_case_system["vth"].case_types == ("OMGEVINGSVERGUNNING",)
    assert "w" * 32 not in repr(settings)


@pytest.mark.parametrize(
    ("systems", "fault"),
    [
        ({"zgw": VTH}, "a name that won't do: zgw"),
        ({"brp": VTH}, "a name that won't do: brp"),
        ({"VTH": VTH}, "a name that won't do: VTH"),
        ({"vth": {**VTH, "words": ""}}, "case_systems.vth.words"),
        ({"vth": {**VTH, "client_secret": ""}}, "case_systems.vth.client_secret"),
        ({"vth": {**VTH, "colour": "red"}}, "case_systems.vth.colour"),
        (
            {"a": {**VTH, "case_types": ["X"]}, "b": {**OTHER, "case_types": ["X"]}},
            "sends a case type to two systems: X",
        ),
    ],
)
def test_settings_that_cannot_be_told_apart_stop_the_start(environment, systems, fault):
    with pytest.raises(ValidationError, match=fault):
        several(environment, **systems)


def test_what_a_system_lacks_is_said_of_each(environment):
    environment.setenv("PORTAL_CASE_SYSTEM_TAKES_LOGINS", "false")

    systems = several(environment, vth=VTH | {"takes_objects": False}).every_case_system

    takes = {name: (each.takes_objects, each.takes_logins) for name, each in systems.items()}
    assert takes == {"zgw": (True, False), "vth": (False, True)}


def test_several_systems_need_words_for_the_first_one(environment):
    environment.setenv("PORTAL_CASE_SYSTEMS", json.dumps({"vth": VTH}))

    with pytest.raises(ValidationError, match="PORTAL_CASE_SYSTEM_WORDS is needed"):
        Settings()


def test_one_system_is_asked_itself():
    gateways = wiring.connect(settings_for(BASE))

    assert isinstance(gateways.cases, ZgwCases)
    assert isinstance(gateways.intake, ZgwIntake)


def test_each_system_has_limits_breakers_and_checks_of_its_own():
    slow = VTH | {"page_seconds": 4, "worker_seconds": 60, "rsin": "123456782"}
    settings = settings_for(
        BASE,
        case_system_words="burgerzaken",
        case_systems={"vth": slow},
        connections={"vth": {"proxy": "http://proxy.example:3128"}},
    )
    gateways = wiring.connect(settings)

    assert isinstance(gateways.cases, RoutedCases)
    first, vth = (gateways.cases.systems[name].cases for name in ("zgw", "vth"))
    assert isinstance(first, ZgwCases)
    assert isinstance(vth, ZgwCases)
    assert (first.zgw.cases.system, first.zgw.cases.part_of) == ("cases", "cases")
    assert (vth.zgw.cases.system, vth.zgw.cases.part_of) == ("cases@vth", "cases@vth")
    assert (first.limit_s, vth.limit_s) == (settings.register_seconds, 4)
    assert first.zgw.cases.link is not vth.zgw.cases.link
    assert vth.zgw.rsin == "123456782"
    assert isinstance(gateways.intake, RoutedIntake)
    assert gateways.intake.systems["vth"].zgw.cases.limit_s == 60
    assert {"zaken", "zaken (vth)", "besluiten (vth)"} <= wiring.checks(settings).keys()
