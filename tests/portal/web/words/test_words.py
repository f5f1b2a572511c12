"""Words around every page: dates, sizes, opening hours, labels, addresses within the site."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import ClassVar

import pytest
from flask_babel import force_locale

from forms.order import SectionState
from portal.configuration.municipality import load
from portal.configuration.operator_files import BadFile
from portal.domain.accessibility import Status
from portal.domain.activities import LegalBasis
from portal.domain.cases import Progress, StepState
from portal.domain.consents import ConsentState, ConsentStatus
from portal.domain.consultations import DataKind, HowChosen
from portal.domain.contacts import ContactChannel, DayPart
from portal.domain.days import AMSTERDAM
from portal.domain.life_events import LIFE_EVENTS
from portal.domain.messages import MessageKind
from portal.texts.labels import LABELS
from portal.texts.mail_texts import SUBJECTS
from portal.texts.message_texts import TEXTS
from portal.texts.words import words_in
from portal.web.edge.paths import HOME, safe_path
from portal.web.page import layout
from portal.web.words import formats
from portal.web.words.form_titles import title_of_form
from portal.web.words.formats import label
from portal.web.words.life_events import TITLES
from tests.forms_filled import MOVE

SHOWN = (
    Progress,
    StepState,
    DataKind,
    HowChosen,
    LegalBasis,
    ConsentState,
    ConsentStatus,
    Status,
    ContactChannel,
    DayPart,
    SectionState,
)
NEW_YEAR = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
"""In Amsterdam it is 2027 already."""


@pytest.fixture(params=["nl", "en"])
def language(request, app):
    """A page in this language."""
    with app.test_request_context(), force_locale(request.param):
        yield request.param


def test_days_and_moments_are_those_of_amsterdam(language):
    expected = {"nl": "1 januari 2027", "en": "1 January 2027"}
    assert formats.day(NEW_YEAR) == expected[language]
    assert formats.day(date(2026, 12, 12)).startswith("12 ")
    assert formats.clock(NEW_YEAR) == {"nl": "00.30", "en": "00:30"}[language]
    assert expected[language] in formats.moment(NEW_YEAR)


def test_moment_of_today_is_told_by_its_time_only(language):
    now = datetime.now(UTC)

    assert formats.day(now) not in formats.since(now)
    assert formats.clock(now) in formats.since(now)
    assert formats.day(NEW_YEAR) in formats.since(NEW_YEAR)


@pytest.mark.parametrize(
    ("size", "said"),
    [
        (0, "0 kB"),
        (1, "1 kB"),
        (511, "1 kB"),
        (310 * 1024, "310 kB"),
        (2_516_582, "2,4 MB"),
        (20 << 20, "20 MB"),
    ],
)
def test_sizes_are_short(app, size, said):
    with app.test_request_context():
        assert formats.size(size) == said


def test_every_value_on_screen_has_its_word(language):
    assert set(LABELS) == set(SHOWN)
    for kind in SHOWN:
        assert set(LABELS[kind]) == set(kind)
        assert all(label(value) for value in kind)


def test_values_of_two_kinds_with_one_code_keep_their_own_word(app):
    assert ConsentStatus.EXPIRED == ConsentState.EXPIRED
    with app.test_request_context():
        assert label(ConsentStatus.ACTIVE) == label(ConsentState.GIVEN) == "U zei ja"
        assert label(ConsentStatus.OUTDATED) == "Geldt niet meer"


def test_every_kind_of_message_has_its_words():
    assert set(TEXTS) == set(SUBJECTS) == set(MessageKind)


def test_every_life_event_has_its_words():
    assert set(TITLES) == {event.slug for event in LIFE_EVENTS}


def test_form_that_is_gone_is_named_by_its_slug(app):
    with app.test_request_context():
        assert title_of_form("hond-aanmelden") == "hond-aanmelden"
        assert title_of_form(MOVE) == "Verhuizing doorgeven"


@pytest.mark.parametrize(
    "path", ["/", "/zaken/", "/zaken/?pagina=2", "/formulieren/x/adres/?terug=controleren"]
)
def test_path_on_this_site_is_kept(path):
    assert safe_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        None,
        "",
        "zaken",
        "//elders.example",
        "/\\elders.example",
        "https://elders.example",
        "/a\\b",
        "/a\tb",
        "/a b",
        "/a\x7f",
        "/\n/elders.example",
        "/" + "a" * 2000,
    ],
)
def test_any_other_path_leads_home(path):
    assert safe_path(path) == HOME
    assert safe_path(path, "/") == "/"


@pytest.fixture
def demodam():
    """The municipality of the demonstration."""
    return load(Path(__file__).parents[4] / "municipality.toml")


@pytest.mark.parametrize(
    ("now", "closes", "opens"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=AMSTERDAM), time(17), date(2026, 11, 24)),
        (datetime(2026, 11, 23, 8, 59, tzinfo=AMSTERDAM), None, date(2026, 11, 23)),
        (datetime(2026, 11, 23, 17, 0, tzinfo=AMSTERDAM), None, date(2026, 11, 24)),
        (datetime(2026, 11, 26, 19, 0, tzinfo=AMSTERDAM), time(20), date(2026, 11, 27)),
        (datetime(2026, 11, 28, 12, 0, tzinfo=AMSTERDAM), None, date(2026, 11, 30)),
        (datetime(2026, 12, 25, 12, 0, tzinfo=AMSTERDAM), None, date(2026, 12, 28)),
        (datetime(2027, 4, 27, 12, 0, tzinfo=AMSTERDAM), None, date(2027, 4, 28)),
    ],
)
def test_counter_is_open_when_it_is_and_not_on_holidays(demodam, now, closes, opens):
    assert demodam.closes_at(now) == closes
    assert demodam.opens_next(now)[0] == opens


def test_counter_that_never_opens_says_just_that_it_is_closed(demodam):
    never, noon = replace(demodam, hours={}), datetime(2026, 11, 23, 12, 0, tzinfo=AMSTERDAM)

    assert never.opens_next(noon) is None
    assert layout.opening(never, words_in("nl"), noon) == (False, "Nu gesloten.")
    assert layout.counter_hours(never, words_in("nl")) == (
        ("maandag tot en met zondag", "gesloten"),
    )


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 11, 23, 9, 0, tzinfo=AMSTERDAM), (True, "Nu open, tot 17.00 uur.")),
        (
            datetime(2026, 11, 23, 17, 0, tzinfo=AMSTERDAM),
            (False, "Nu gesloten. Open dinsdag 24 november 2026 vanaf 09.00 uur."),
        ),
    ],
)
def test_counter_says_until_when_it_is_open_or_from_when(demodam, now, expected):
    assert layout.opening(demodam, words_in("nl"), now) == expected


def test_page_tells_the_opening_hours_of_its_minute_and_language(app, monkeypatch):
    class Clock(datetime):
        """Monday, just before the counter closes, and just after."""

        moments: ClassVar[list[datetime]] = [
            datetime(2026, 11, 23, 16, 59, 59, tzinfo=AMSTERDAM),
            datetime(2026, 11, 23, 16, 59, 59, tzinfo=AMSTERDAM),
            datetime(2026, 11, 23, 17, 0, 0, tzinfo=AMSTERDAM),
        ]

        @classmethod
        def now(cls, _tz=None):
            """The next of them."""
            return cls.moments.pop(0)

    monkeypatch.setattr(layout, "datetime", Clock)
    browser = app.test_client()

    texts = [
        browser.get("/", headers={"Accept-Language": code}).text for code in ("nl", "en", "nl")
    ]

    assert "Nu open, tot 17.00 uur." in texts[0]
    assert "Open now, until 17:00." in texts[1]
    assert "Nu gesloten. Open dinsdag 24 november 2026 vanaf 09.00 uur." in texts[2]


def test_days_with_the_same_hours_stand_together(demodam):
    dutch, english = (layout.counter_hours(demodam, words_in(code)) for code in ("nl", "en"))

    assert "tot en met" in dutch[0][0]
    assert "tot en met" not in english[0][0]
    assert dutch[0][1].startswith("09.00")
    assert english[0][1].startswith("09:00")
    assert len(dutch) == len(english) == 4
    assert (dutch[-1][0], english[-1][0]) == ("zaterdag en zondag", "Saturday and Sunday")


BAD = {
    "missing key": 'name = "x"',
    "no toml": "name = ",
    "wrong hours": None,
}


@pytest.mark.parametrize("kind", BAD)
def test_wrong_municipality_file_says_which_and_what(tmp_path, kind):
    usual = (Path(__file__).parents[4] / "municipality.toml").read_text("utf-8")
    file = tmp_path / "stad.toml"
    file.write_text(BAD[kind] or usual.replace('["09:00", "17:00"]', '["negen"]'), "utf-8")

    with pytest.raises(BadFile, match=r"stad\.toml: "):
        load(file)


def test_missing_municipality_file_names_its_setting(tmp_path):
    with pytest.raises(BadFile, match="PORTAL_MUNICIPALITY_FILE"):
        load(tmp_path / "weg.toml")
