"""Answers become models: odd ones are the system's fault, told by field; what follows is ours."""

import json
from datetime import UTC, date, datetime
from typing import get_args
from uuid import uuid4

import pytest
from pydantic import BeforeValidator, TypeAdapter
from structlog.testing import capture_logs

from portal.domain.failures import InvalidSourceAnswer, SourceError
from portal.gateways.answers import (
    Day,
    DayOrNone,
    ItemList,
    Moment,
    MomentOrNone,
    PartlyReadable,
    Resource,
    UuidOrNone,
    Whole,
    answer_as,
)
from portal.gateways.http import HttpResponse
from tests.portal.gateways.fake_server import Reply
from tests.portal.gateways.givens import raising

SECRET = "999993653"


class Thing(Resource):
    """Something with parts."""

    number_of_parts: Whole
    day: DayOrNone = None
    at: MomentOrNone = None
    key: UuidOrNone = None
    parts: ItemList["Thing"] | None = None


class Things(Resource):
    """A list of them."""

    results: ItemList[Thing]


THINGS = TypeAdapter(Things)


def things(content: str) -> Things:
    return answer_as(THINGS, "tested", content.encode())


def test_each_item_is_read_by_itself():
    answer = things(
        '{"results": [{"numberOfParts": 1}, {"numberOfParts": "many"}, null, {"numberOfParts": 2}]}'
    )

    assert [thing.number_of_parts for thing in answer.results] == [1, 2]
    assert answer.results.odd == ("numberOfParts: int_parsing", "the answer: model_type")


def test_lists_in_items_are_read_item_by_item_too():
    [thing] = things(
        '{"results": [{"numberOfParts": 1, "parts": [{}, {"numberOfParts": 0}]}]}'
    ).results

    assert thing.parts is not None
    assert (len(thing.parts.items), thing.parts.odd) == (1, ("numberOfParts: missing",))


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        ("<html>", "the answer is not JSON"),
        ("[" * 100_000, "the answer is not JSON"),
        ("[]", "the answer: model_type"),
        ("null", "the answer: model_type"),
        ("{}", "results: missing"),
        ('{"results": null}', "results: list_type"),
        ('{"results": {"a": 1}}', "results: list_type"),
    ],
)
def test_an_odd_envelope_is_a_failure_that_names_the_field(content, cause):
    with pytest.raises(InvalidSourceAnswer) as caught:
        things(content)

    assert (caught.value.system, caught.value.reason) == ("tested", cause)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "item",
    [
        f'{{"numberOfParts": "{SECRET}x"}}',
        f'{{"numberOfParts": 1, "day": "{SECRET}"}}',
        f'{{"numberOfParts": 1, "at": "{SECRET}"}}',
        f'{{"numberOfParts": 1, "key": "{SECRET}"}}',
        f'"{SECRET}"',
    ],
)
def test_a_cause_never_holds_a_value(item):
    [cause] = things(f'{{"results": [{item}]}}').results.odd

    assert SECRET not in cause


def test_a_name_that_could_be_a_value_is_not_told():
    with pytest.raises(InvalidSourceAnswer) as caught:
        answer_as(TypeAdapter(dict[str, int]), "tested", f'{{"{SECRET}": "x"}}'.encode())

    assert caught.value.reason == "?: int_parsing"


@pytest.mark.parametrize("text", ["1795000000", 1795000000, "2026-13-01", True, "gisteren"])
def test_a_day_is_only_what_is_written_as_one(text):
    with pytest.raises(ValueError, match="validation error"):
        TypeAdapter(DayOrNone).validate_python(text)


def test_moments_are_kept_in_utc_and_without_a_zone_are_those_of_clocks_here():
    moment = TypeAdapter(Moment).validate_python

    assert moment("2026-11-20T14:05:00+01:00") == datetime(2026, 11, 20, 13, 5, tzinfo=UTC)
    assert moment("2026-07-20T14:05:00") == datetime(2026, 7, 20, 12, 5, tzinfo=UTC)
    with pytest.raises(ValueError, match="validation error"):
        moment("0001-01-01T00:00:00+14:00")


@pytest.mark.parametrize("nothing", [None, ""])
def test_null_and_nothing_are_none(nothing):
    for shape in (DayOrNone, MomentOrNone, UuidOrNone):
        assert TypeAdapter(shape).validate_python(nothing) is None


def test_what_the_standard_writes_is_read():
    assert TypeAdapter(DayOrNone).validate_python("2026-02-28") == date(2026, 2, 28)
    key = uuid4()
    assert TypeAdapter(UuidOrNone).validate_python(str(key)) == key


def test_who_needs_all_items_fails_for_an_odd_one_and_who_needs_some_when_there_are_none():
    some, none = ItemList((1, 2), ("day: missing",)), ItemList((), ("day: missing",))

    with pytest.raises(InvalidSourceAnswer, match="day: missing"):
        some.whole("tested")
    with pytest.raises(InvalidSourceAnswer, match="day: missing"):
        none.readable("tested")
    with capture_logs() as logs:
        assert some.readable("tested") == (1, 2)
        assert ItemList((1,)).readable("tested") == (1,)
    assert logs == [
        {
            "event": "outside_partial",
            "log_level": "warning",
            "system": "tested",
            "left_out": 1,
            "cause": "day: missing",
        }
    ]


@pytest.mark.parametrize(
    ("items", "odd", "lines"), [((), ("x",), 1), ((1,), ("x",), 1), ((), (), 0)]
)
def test_who_tells_what_is_missing_gets_what_there_is(items, odd, lines):
    with capture_logs() as logs:
        assert ItemList(items, odd).logged("tested") == items
    assert len(logs) == lines


class Half(PartlyReadable):
    """Something of which only the id is needed."""

    id: int
    day: DayOrNone = None
    house_number: int | None = None


HALF = TypeAdapter(Half)


def test_a_resource_is_read_without_the_field_that_is_odd():
    half = answer_as(HALF, "tested", b'{"id": 1, "day": "ooit", "houseNumber": 5}')

    assert (half.id, half.day, half.house_number) == (1, None, 5)
    assert half.unread == {"day"}
    assert half.odd == ("day: value_error",)
    whole = answer_as(HALF, "tested", b'{"id": 1, "day": null, "odd": ["x"], "unread": ["day"]}')
    assert (whole.unread, whole.odd) == (frozenset(), ())


@pytest.mark.parametrize("answer", ['{"day": "ooit"}', '{"id": "x", "day": "ooit"}', "5", "[]"])
def test_a_resource_without_what_it_needs_is_odd_as_a_whole(answer):
    with pytest.raises(InvalidSourceAnswer):
        answer_as(HALF, "tested", answer.encode())


NAMES = TypeAdapter(ItemList[dict[str, str]])


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (rb"\ud800 hier", "\ufffd hier"),
        (rb"hier \udc00", "hier \ufffd"),
        (rb"\ud800\ud800", "\ufffd\ufffd"),
        (rb"\ud83d\ude00 en \ud83d", "\U0001f600 en \ufffd"),
        (b"\xed\xa0\x80 hier", "\ufffd hier"),
    ],
)
def test_half_a_character_hides_nothing(written, text):
    content = b'[{"name": "' + written + b'"}, {"name": "Noor"}]'

    names = answer_as(NAMES, "tested", content)

    assert (names.items, names.odd) == (({"name": text}, {"name": "Noor"}), ())
    assert HttpResponse("tested", content).json() == list(names.items)


class Dated(Resource):
    """Something with a day."""

    day: Day


@pytest.mark.parametrize("value", [{}, [], None, "text", {"day": "999993653"}])
def test_another_shape_is_nonsense_and_keeps_its_values_to_itself(api, server, value):
    server.answers(Reply(json=value))

    with pytest.raises(InvalidSourceAnswer) as caught:
        api.read(TypeAdapter(Dated), "things")

    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None
    assert isinstance(caught.value, SourceError)


@pytest.mark.parametrize(
    ("bug", "outcome"), [(None, "InvalidSourceAnswer"), (KeyError("ours"), "failed")]
)
def test_what_could_not_be_read_does_not_count_as_answered(api, server, monkeypatch, bug, outcome):
    outcomes = []
    monkeypatch.setattr(
        "portal.gateways.measured.count_call", lambda _system, each, _s: outcomes.append(each)
    )
    if bug:
        monkeypatch.setattr("portal.gateways.http.answer_as", raising(bug))
    server.answers(Reply(json={}))

    with pytest.raises((InvalidSourceAnswer, KeyError)):
        api.read(TypeAdapter(Dated), "things")

    assert outcomes == [outcome]


@pytest.mark.parametrize("truth", [True, False])
def test_a_truth_is_no_number(truth):
    with pytest.raises(InvalidSourceAnswer, match="numberOfParts"):
        answer_as(TypeAdapter(Thing), "tested", json.dumps({"numberOfParts": truth}).encode())


def test_no_resource_has_a_number_that_takes_a_truth():
    """Pydantic takes `true` for 1: a house had number 1 that nobody had given it."""
    resources = [each for each in _below(Resource) if each.__module__.startswith("portal.")]

    assert len(resources) > 20
    assert [
        f"{resource.__name__}.{name}"
        for resource in resources
        for name, field in resource.model_fields.items()
        if int in get_args(field.annotation)
        or (
            field.annotation is int
            and not any(isinstance(each, BeforeValidator) for each in field.metadata)
        )
    ] == []


def _below(kind):
    for each in kind.__subclasses__():
        yield from (each, *_below(each))
