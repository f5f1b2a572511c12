"""What pydantic finds wrong with the shape of a definition, in sentences for its author."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from forms.mistakes import Mistake
from forms.model_parts import ModelPart, part_at
from forms.scope import suggestion

Place = tuple[str | int, ...]

_BLOCK = ("{name} has no keys of its own.", "Write `key: value` lines, indented under it.")
_LIST = ("{name} is no list.", "Write each item on its own line after `- `.")
_NUMBER = ("{name} is no whole number.", "Write digits only, such as 10.")
_YES_OR_NO = ("{name} is not true or false.", "Write `true` or `false`.")
_DAY = ("{name} is no day.", "Write it as 2026-01-31.")
SENTENCES: Mapping[str, tuple[str, str]] = {
    "missing": ("{name} is missing.", "Add `{key}: …`."),
    "string_type": ("{name} is no text, but {input}.", "Write a text; put it between quotes."),
    "string_too_short": ("{name} is empty.", "Write a text, or leave the key out."),
    "string_too_long": ("{name} has more than {max_length} characters.", "Make it shorter."),
    "string_pattern_mismatch": (
        "{name} can't be written like this.",
        "Use small letters and digits; `-` in slugs, `_` in ids.",
    ),
    "too_short": ("{name} has too few items.", "Write at least {min_length}."),
    "too_long": ("{name} has too many items.", "Write at most {max_length}."),
    "tuple_type": _LIST,
    "list_type": _LIST,
    "frozen_set_type": _LIST,
    "model_type": _BLOCK,
    "model_attributes_type": _BLOCK,
    "dict_type": _BLOCK,
    "union_tag_not_found": ("{name} has no kind.", "Add `kind: …`."),
    "int_type": _NUMBER,
    "int_parsing": _NUMBER,
    "int_parsing_size": _NUMBER,
    "int_from_float": _NUMBER,
    "bool_type": _YES_OR_NO,
    "bool_parsing": _YES_OR_NO,
    "greater_than_equal": ("{name} is too low.", "Write {ge} or more."),
    "greater_than": ("{name} is too low.", "Write more than {gt}."),
    "less_than_equal": ("{name} is too high.", "Write {le} or less."),
    "less_than": ("{name} is too high.", "Write less than {lt}."),
    "date_type": _DAY,
    "date_parsing": _DAY,
    "date_from_datetime_parsing": _DAY,
    "date_from_datetime_inexact": _DAY,
}
"""By pydantic's type of an error: what is wrong, and what to do. Others are told in its words."""
_WORKED_OUT = frozenset({"compute", "computed", "formula", "sum", "total"})
_WORK_OUT = (
    "Write `compute: {some_name: …}` on a page, beside `questions`; for the rows of a group on a"
    " later page, with `sum(group.question)`."
)
_ELSEWHERE = {
    "on a page, beside `questions`": ("compute", "repeat", "rules", "stop", "why"),
    "at the top of the form": ("conditions", "decisions", "drafts", "fee", "norms", "situation"),
}
"""Where keys belong that authors write in other places."""
_SCHEMA = "See what forms/form.schema.json says of it."


def words_for_replaced(key: object, missing: object) -> tuple[str, str]:
    """What is told of a key that stands in the place of another."""
    problem = f"There is no key `{key}` here, and `{missing}` is missing."
    return problem, f"Write `{missing}: …` in its place."


def shape_mistakes(error: ValidationError, model: type[BaseModel]) -> list[Mistake]:
    """Every mistake, without those that follow from another."""
    details = error.errors(include_url=False)
    around = {detail["loc"][:depth] for detail in details for depth in range(len(detail["loc"]))}
    causes = [detail for detail in details if detail["loc"] not in around]
    misspelled = set(_misspelled(causes, model))
    replaced = dict(_replaced(causes, misspelled))
    is_told = misspelled | set(replaced.values())
    return [
        _replacing(detail, model, replaced[detail["loc"]])
        if detail["loc"] in replaced
        else _mistake(detail, model)
        for detail in causes
        if not (detail["type"] == "missing" and detail["loc"] in is_told)
    ]


def _misspelled(details: list[ErrorDetails], model: type[BaseModel]) -> Iterator[Place]:
    """Places of the keys that were probably meant by keys that are not known."""
    for detail in details:
        if detail["type"] == "extra_forbidden":
            *around, key = detail["loc"]
            for meant in part_at(model, tuple(around)).keys:
                if f"'{meant}'" in _instead(str(key), part_at(model, tuple(around))):
                    yield (*around, meant)


def _replaced(details: list[ErrorDetails], misspelled: set[Place]) -> Iterator[tuple[Place, Place]]:
    """The one key of a block that is not known, with the one that it lacks: one mistake."""
    unknown, lacking = defaultdict[Place, list[Place]](list), defaultdict[Place, list[Place]](list)
    for detail in details:
        loc = detail["loc"]
        if detail["type"] == "extra_forbidden":
            unknown[loc[:-1]].append(loc)
        elif detail["type"] == "missing":
            lacking[loc[:-1]].append(loc)
    for around, places in unknown.items():
        if len(places) == len(lacking[around]) == 1 and lacking[around][0] not in misspelled:
            yield places[0], lacking[around][0]


def _replacing(detail: ErrorDetails, model: type[BaseModel], lacking: Place) -> Mistake:
    words = words_for_replaced(detail["loc"][-1], lacking[-1])
    return Mistake(part_at(model, detail["loc"]).loc, *words)


def _mistake(detail: ErrorDetails, model: type[BaseModel]) -> Mistake:
    loc = detail["loc"]
    part = part_at(model, loc)
    if detail["type"] == "extra_forbidden":
        around = part_at(model, loc[:-1])
        return Mistake(
            part.loc, f"There is no key `{loc[-1]}` here.", _instead(str(loc[-1]), around)
        )
    inside: Place = ("kind",) if detail["type"] == "union_tag_invalid" else ()
    inside = detail.get("ctx", {}).get("inside", inside)
    return Mistake((*part.loc, *inside), *_words(detail, part))


def _words(detail: ErrorDetails, part: ModelPart) -> tuple[str, str]:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "bad_form":
        return detail["msg"], str(context["remedy"])
    if kind == "value_error":
        return _own_words(detail)
    if kind == "union_tag_invalid":
        if context["tag"] in _WORKED_OUT:
            return (
                f"There is no kind '{context['tag']}': what is worked out is no question.",
                _WORK_OUT,
            )
        kinds = dict.fromkeys(context["expected_tags"].replace("'", "").split(", "))
        return f"There is no kind '{context['tag']}'.", suggestion(str(context["tag"]), kinds)
    if kind in {"literal_error", "enum"} and part.words:
        written = _shown(detail["input"])
        return f"{part.name} can't be {written}.", suggestion(str(detail["input"]), part.words)
    problem, remedy = SENTENCES.get(kind, (f"{{name}}: {_braces(detail['msg'])}.", _SCHEMA))
    key = next((step for step in reversed(part.loc) if isinstance(step, str)), "")
    values = {"name": part.name, "key": key, "input": _shown(detail["input"])} | context
    return problem.format(**values), remedy.format(**values)


def _instead(key: str, around: ModelPart) -> str:
    words = suggestion(key, around.keys)
    if words.startswith("Did"):
        return words
    place = next((place for place, keys in _ELSEWHERE.items() if key in keys), "")
    return f"Write it {place}." if place else f"Remove it. {words}"


def _own_words(detail: ErrorDetails) -> tuple[str, str]:
    """What a model itself says: `the law counts in weeks or in months: write one of the two`."""
    words = str(detail.get("ctx", {}).get("error", detail["msg"]))
    problem, _, remedy = words.partition(": ")
    return _sentence(problem), _sentence(remedy) if remedy else _SCHEMA


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _braces(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _shown(value: object) -> str:
    """What was written instead, in words where it is long."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | Decimal):
        return f"the number {value}"
    if isinstance(value, str):
        return f"'{value[:40]}'"
    return "a list" if isinstance(value, list | tuple) else "a block of keys"
