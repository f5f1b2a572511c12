"""What changes while the portal runs counts in every process within five seconds."""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from threading import Event

import pytest
from sqlalchemy.exc import OperationalError

from forms import Catalogue, form_from_values, load_sources
from portal.domain.switches import SwitchKind, SwitchReason
from portal.live_state import READ_EVERY_S, CurrentState, LiveState
from portal.services import publishing, switching
from portal.services.current_state import StateReader
from portal.storage import form_versions
from portal.storage.drafts import FormVersion
from tests.factories import settings_for
from tests.forms_filled import MOVE, REPORT
from tests.publications import decided

EMPTY = CurrentState(catalogue=Catalogue({}), forms_off=frozenset(), sources_off=frozenset())


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def process(database_url, sessions, clock):
    """The live state as a process has it that starts now."""

    def start(**settings) -> LiveState:
        return LiveState(StateReader(settings_for(database_url, **settings), sessions), clock)

    return start


@pytest.fixture
def published(database, candidates):
    """The forms of the files, published."""
    publishing.publish_unknown(database, candidates, "test")


@pytest.fixture
def switch_off(database):
    """Puts something off, as another process."""
    return partial(switching.switch_off, database, reason=SwitchReason.MAINTENANCE, by="Jo")


def changed(form, title):
    """A next version of this form."""
    values = form.model_dump(mode="json", exclude_defaults=True) | {"title": title}
    return form_from_values(values, load_sources())


def test_what_one_process_publishes_another_offers_within_five_seconds(
    process, published, database, candidates, clock
):
    other = process()
    before = other.current()
    publishing.publish(database, changed(candidates.form(MOVE), "Ik ga verhuizen"), "Jo")

    at_once = other.current()
    clock.now += READ_EVERY_S

    assert READ_EVERY_S <= 5
    assert at_once is before
    assert other.current().catalogue.form(MOVE).title == "Ik ga verhuizen"
    assert len(other.current().catalogue) == len(candidates)


def test_what_one_process_puts_off_is_off_in_another_and_on_again(
    process, published, database, switch_off, clock
):
    other = process()
    assert other.current().sources_off == other.current().forms_off == frozenset()
    switch_off(SwitchKind.SOURCE, "rdw")
    switch_off(SwitchKind.FORM, MOVE)
    clock.now += READ_EVERY_S

    off = other.current()
    switching.switch_on(database, SwitchKind.SOURCE, "rdw")
    clock.now += READ_EVERY_S

    assert (off.sources_off, off.forms_off) == ({"rdw"}, {MOVE})
    assert MOVE in [form.slug for form in off.catalogue]
    assert other.current().sources_off == frozenset()


def test_settings_beat_the_switches(process, published, database):
    state = process(forms_off=MOVE, sources_off="rdw, brp")
    switching.switch_on(database, SwitchKind.SOURCE, "rdw")

    assert state.current().forms_off == {MOVE}
    assert state.current().sources_off == {"rdw", "brp"}


def test_it_is_read_once_in_five_seconds_and_nothing_is_made_anew_where_nothing_changed(
    process, published, clock
):
    state = process()
    reads = []
    read = state.read
    state.read = lambda: reads.append(clock.now) or read()
    first = state.current()

    for _second in range(12):
        clock.now += 1
        assert state.current() is first

    assert reads == [100, 105, 110]


def test_while_the_database_is_away_the_last_state_counts(clock):
    answers = [EMPTY]

    def read():
        if not answers:
            raise OperationalError("SELECT", {}, ConnectionError())
        return answers.pop()

    state = LiveState(read, clock)
    state.current()
    clock.now += READ_EVERY_S
    while_away = state.current()
    back = CurrentState(
        catalogue=Catalogue({}), forms_off=frozenset({MOVE}), sources_off=frozenset()
    )
    answers.append(back)
    clock.now += READ_EVERY_S

    assert while_away is EMPTY
    assert state.current() is back


def test_what_was_never_read_is_not_known(clock):
    def read():
        raise OperationalError("SELECT", {}, ConnectionError())

    with pytest.raises(OperationalError):
        LiveState(read, clock).current()


def test_while_one_thread_reads_the_others_go_on_with_what_they_had(clock):
    states, of_another_thread = [EMPTY], []

    def read():
        if states:
            return states.pop()
        of_another_thread.append(state.current())  # as if it asks right now
        return EMPTY

    state = LiveState(read, clock)
    state.current()
    clock.now += READ_EVERY_S
    state.current()

    assert of_another_thread == [EMPTY]


def test_after_a_quiet_hour_all_threads_wait_for_the_one_that_reads(clock):
    reading, newer = Event(), replace(EMPTY, forms_off=frozenset({MOVE}))
    states = [newer, EMPTY]

    def read():
        if len(states) == 1:
            reading.set()
            time.sleep(0.2)
        return states.pop()

    state = LiveState(read, clock)
    state.current()
    clock.now += 3600

    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(state.current)
        assert reading.wait(5)
        second = threads.submit(state.current)

        assert first.result() is second.result() is newer


@pytest.mark.parametrize(
    "source",
    ['{"format": 99}', '{"format": 2, "form": {"sections": [{"kind": "x"}]}, "sources": {}}', "{"],
)
def test_a_version_that_cannot_be_read_takes_no_other_form_with_it(
    process, published, database, clock, source
):
    state = process()
    state.current()
    database.add(FormVersion(version="of-later", slug=MOVE, source=source))
    decided(database, MOVE, "of-later")
    clock.now += READ_EVERY_S

    later_start = process().current().catalogue

    # Who offered it goes on with its last version; who starts now offers all but that one.
    assert state.current().catalogue.form(MOVE).title == "Verhuizing doorgeven"
    assert REPORT in [form.slug for form in later_start]
    assert MOVE not in [form.slug for form in later_start]


class SlowDict(dict):
    """Lets other threads go first between where it begins and what it begins with."""

    def __iter__(self):
        keys = super().__iter__()
        time.sleep(0.001)
        return keys

    def __setitem__(self, key, value):
        time.sleep(0.001)
        super().__setitem__(key, value)


def test_threads_that_compile_at_once_do_not_meet(monkeypatch, candidates):
    form = candidates.form(MOVE)
    monkeypatch.setattr(form_versions, "MOST_COMPILED", 2)
    monkeypatch.setattr(form_versions, "COMPILED", SlowDict())
    monkeypatch.setattr(form_versions, "load_version", lambda _version, _source: form)
    monkeypatch.setattr(form_versions.drafts, "source_of", lambda _database, _version: "")

    with ThreadPoolExecutor(8) as threads:
        forms = list(
            threads.map(lambda name: form_versions.form_version_of(None, str(name)), range(99))
        )

    assert forms == [form] * 99
    assert len(form_versions.COMPILED) == 2


def test_compiled_versions_are_bounded(database, published, candidates, monkeypatch):
    monkeypatch.setattr(form_versions, "MOST_COMPILED", 2)
    monkeypatch.setattr(form_versions, "COMPILED", {})

    for form in candidates:
        assert form_versions.form_version_of(database, form.version).title == form.title

    assert len(form_versions.COMPILED) == 2


def test_a_portal_for_who_writes_a_form_offers_at_once_what_is_published(
    database_url, sessions, published, database, candidates
):
    reader = StateReader(settings_for(database_url), sessions)
    live = LiveState(reader, every_s=settings_for(database_url, state_seconds=0).state_seconds)
    live.current()
    form = changed(candidates.form(MOVE), "Ik ga verhuizen")

    publishing.publish(database, form, "Jo")

    assert live.current().form(MOVE).title == "Ik ga verhuizen"
