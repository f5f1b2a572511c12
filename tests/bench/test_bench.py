"""The harness measures what it says, and stops when an answer is wrong. No test of speed."""

import asyncio
import json
import os
from dataclasses import asdict

import pytest

from bench import load, processes, report
from bench.browser import Page, WrongAnswer
from bench.load import Counts, Slice
from bench.report import Result, Spread
from bench.run import Plan, run
from bench.scenarios import BARE, SCENARIOS
from bench.stub import Answer, Tape
from bench.world import failures_in
from tests.processes import unmeasured

QUICK = tuple(scenario for scenario in SCENARIOS if not scenario.delay_ms)
"""The slow ones take as much, only longer."""
CEILINGS = {
    # Eleven forms to choose from, where there were four.
    "home": Counts(queries=0, round_trips=0, calls=0, page_bytes=21_000),
    "overview-cold": Counts(queries=5, round_trips=6, calls=5, page_bytes=61_000),
    "overview-again": Counts(queries=5, round_trips=6, calls=5, page_bytes=61_000),
    "overview-fresh": Counts(queries=3, round_trips=4, calls=0, page_bytes=61_000),
    # One for what the resident withdrew, which the list marks.
    "case-list": Counts(queries=6, round_trips=7, calls=3, page_bytes=64_000),
    "who-looked": Counts(queries=8, round_trips=11, calls=4, page_bytes=56_000),
    "form-post": Counts(queries=3, round_trips=4, calls=1, page_bytes=300),
    "form-step": Counts(queries=5, round_trips=7, calls=1, page_bytes=21_000),
    # One to take back what its beginning counted for the network, one for the security event.
    "login": Counts(queries=5, round_trips=8, calls=0, page_bytes=300),
}
"""What a turn may take. Who makes it take less lowers them; who must raise one says why."""


@pytest.fixture(scope="module")
def progress():
    """What the run says meanwhile."""
    return []


@pytest.fixture(scope="module")
def figures(progress):
    """A tiny run of one web process: its counts are exact, its times say nothing."""
    with unmeasured():
        return run(Plan(rounds=1, turns=8, scenarios=QUICK, workers=1), progress.append)


@pytest.mark.slow
def test_tiny_run_gives_figures_of_every_scenario(figures, progress, tmp_path):
    report.write(figures, tmp_path / "latest.json")

    assert json.loads((tmp_path / "latest.json").read_text()) == figures
    units = ["bare", "floor-list", "floor-step", "floor-login"]
    assert list(figures["scenarios"]) == [*units, *(scenario.name for scenario in QUICK)]
    for scenario in figures["scenarios"].values():
        assert scenario["turns"] > 0
        assert scenario["turns_a_second"]["median"] > 0
        assert 0 < scenario["p50_ms"] <= scenario["p95_ms"]
    overview = figures["scenarios"]["overview-cold"]
    assert overview["cpu_ms"]["median"] > 0
    assert sum(overview["calls_outside"].values()) >= overview["counts_of_a_turn"]["calls"]
    assert overview["times_floor"]["median"] > 0
    assert figures["scenarios"]["form-post"]["times_floor"] is None
    assert len(figures["memory_mb"]["at the start"]) == 1 + figures["settings"]["workers"]
    assert all(process["pss_mb"] > 0 for process in figures["memory_mb"]["after the run"])
    assert all(scenario.name in report.table(figures) for scenario in QUICK)
    assert progress[-1] == "Round 1 of 1 is over."


@pytest.mark.slow
def test_turns_take_no_more_than_their_ceilings(figures):
    counts = {
        name: Counts(**scenario["counts_of_a_turn"])
        for name, scenario in figures["scenarios"].items()
        if name in CEILINGS
    }

    assert counts.keys() == CEILINGS.keys()
    assert [
        f"{name}: {field} {number}, at most {ceiling[field]}"
        for name, ceiling in ((name, asdict(ceiling)) for name, ceiling in CEILINGS.items())
        for field, number in asdict(counts[name]).items()
        if number > ceiling[field]
    ] == []


@pytest.mark.slow
def test_floor_is_as_thin_as_it_says(figures):
    floor = {
        name: figures["scenarios"][name]["counts_of_a_turn"]["queries"]
        for name in ("bare", "floor-list", "floor-step", "floor-login")
    }

    assert floor == {"bare": 0, "floor-list": 2, "floor-step": 5, "floor-login": 1}


def test_failures_are_counted_by_system_and_reason():
    log = (
        '{"system": "tasks", "reason": "HTTP 405", "event": "outside_failed"}\n'
        "[INFO] Started worker-1\n"
        '{"system": "tasks", "reason": "HTTP 405", "event": "outside_failed"}\n'
        '{"event": "delivered"}\n'
    )

    assert failures_in(log) == {"tasks: HTTP 405": 2}


def test_each_turn_is_taken_once_and_timed():
    taken = []

    seconds = load.play([lambda: taken.append("a"), lambda: taken.append("b")], 20)

    assert len(taken) == 20
    assert len(seconds) == 20


def test_wrong_answer_ends_the_run():
    def turn():
        raise WrongAnswer("HTTP 500")

    with pytest.raises(WrongAnswer, match="HTTP 500"):
        load.play([turn] * 3, 1_000_000)


def test_fields_are_read_as_a_browser_would_send_them():
    html = (
        '<input type="hidden" name="csrf_token" value="x&amp;y">'
        '<input name="number">'
        '<input type="radio" name="acr" value="low">'
        '<input type="radio" name="acr" value="high" checked>'
        '<input type="submit" name="go" value="1">'
    )

    fields = Page(200, "/", "", html).fields()

    assert fields == {"csrf_token": "x&y", "number": "", "acr": "high"}


def test_spread_is_the_middle_and_where_most_lie():
    assert Spread.of([3.0]) == Spread(3.0, 3.0, 3.0)
    assert Spread.of([float(n) for n in range(11)]) == Spread(5.0, 1.0, 9.0)


def slice_of(cpu_ms: float) -> Slice:
    return Slice(
        turns=2,
        cpu_ms=cpu_ms,
        database_cpu_ms=0.0,
        rate=10.0,
        seconds=(0.1, 0.1),
        calls={},
        other_cores=0.0,
        stolen_cores=0.0,
    )


def row_of(cpu_ms: list[float], bare_ms: list[float]) -> tuple[dict, str]:
    """The ratio in the file, and the table, of slices that cost so much beside these units."""
    result = Result(
        BARE,
        Counts(queries=0, round_trips=0, calls=0, page_bytes=0),
        [slice_of(ms) for ms in cpu_ms],
        [slice_of(ms) for ms in bare_ms],
    )
    run = report.run_as_json([result], {}, {})
    return run["scenarios"][BARE.name]["times_bare"], report.table(run)


def test_unit_that_took_no_tick_of_the_clock_gives_no_ratio():
    ratio, table = row_of([5.0, 8.0], [0.0, 2.0])

    assert ratio == {"median": 4.0, "low": 4.0, "high": 4.0}
    assert "4.0-4.0" in table


def test_run_too_short_for_the_clock_still_has_a_table():
    ratio, table = row_of([5.0], [0.0])

    assert ratio is None
    assert [line.split()[2:4] for line in table.splitlines()[1:]] == [["-", "-"]]


def test_processor_time_of_this_process_rises():
    before = processes.cpu_s([os.getpid()])

    while processes.cpu_s([os.getpid()]) == before:
        sum(range(100_000))

    assert os.getpid() in processes.tree(os.getppid())
    assert processes.memory(os.getpid()).rss_mb >= processes.memory(os.getpid()).pss_mb > 0


def test_process_that_is_gone_costs_nothing():
    assert processes.cpu_s([2**22 + 1]) == 0


@pytest.fixture
def tape():
    """A tape before a world whose answers are these: an error first, then what it should be."""
    answers = [Answer(502, b"text/html", b"broken"), Answer(200, b"application/json", b"[]")]
    return FixedTape(1, 2, answers)


class FixedTape(Tape):
    def __init__(self, here: int, behind: int, answers: list[Answer]) -> None:
        super().__init__(here, behind)
        self._coming = answers

    def _ask(self, *_asked):
        return self._coming.pop(0)


def asked(tape: Tape, method: str, path: str, content: bytes = b"") -> tuple[int, bytes]:
    sent = []

    async def receive():
        return {"type": "http.request", "body": content, "more_body": False}

    async def send(message):
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": []}
    asyncio.run(tape(scope, receive, send))
    return sent[0]["status"], sent[1]["body"]


def test_tape_replays_answers_but_never_failures(tape):
    answers = [asked(tape, "POST", "/zaken/api/v1/zaken/_zoek", b"{}") for _ in range(3)]

    assert answers == [(502, b"broken"), (200, b"[]"), (200, b"[]")]
    assert tape.calls == {"zaken": 3}


def test_tape_answers_questions_that_are_posted(tape):
    [status, _content] = asked(tape, "POST", "/objecten/api/v2/objects/search", b"{}")

    assert status == 502
    assert tape.calls == {"objecten": 1}


def test_tape_takes_no_changes(tape):
    assert asked(tape, "POST", "/zaken/api/v1/zaken", b"{}")[0] == 405


def test_tape_waits_as_long_as_it_is_told(tape):
    assert asked(tape, "PUT", "/_bench/delay/200") == (200, b"{}")

    assert tape.delay_s == 0.2


def test_unit_is_named_as_such():
    assert BARE.is_bare
    assert not any(scenario.is_bare for scenario in SCENARIOS)
