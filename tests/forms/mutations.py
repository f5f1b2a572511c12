"""Definitions that somebody, or something, made a mess of."""

import copy

import yaml

from forms import CATALOGUE
from forms.kinds import KINDS
from forms.yaml_file import YamlFile
from tests.forms.structured import structured_data

ODD_VALUES = [
    None,
    True,
    0,
    -1,
    10**17,
    0.5,
    "",
    " ",
    "no",
    "100%",
    "%(limit)s",
    "%(nobody)s",
    "{nobody}",
    "{",
    "<script>",
    "today + 99999",
    "1 < 2 and (",
    "x == 'y'",
    "not " * 100,
    "2026-02-30",
    "9" * 5_000,
    "\x07",
    "\ud800",
    "a\nb",
    "é" * 300,
    [],
    {},
    [[]],
    {"a": {}},
]
ODD_TEXTS = [
    "&a ",
    "*a ",
    "!!int ",
    "!x ",
    "? [a, b]\n",
    "<<: ",
    "---\n",
    "\t",
    "\x00",
    "\x85",
    "\ufeff",
    "[" * 40,
    "{",
    "}",
    "]",
    ": ",
    " #",
    "- ",
    "'",
    '"',
    '"\\ud800"',
    "%",
    "@",
    "|\n",
    ">-\n",
    ".nan",
    "9" * 30,
    "\n  ",
    "none",
    "kind: text\n",
]


def mutated(content, random, most=4):
    """The bytes of a file of a form, changed in one place, or in as many as `most`."""
    change = _structure if random.random() < 0.5 else _text
    return change(content, random, most)


def _structure(content, random, most):
    values = copy.deepcopy(YamlFile.read("a.yaml", content).data)
    for _ in range(random.randint(1, most)):
        places = list(_places(values))
        random.choice(CHANGES)(places, random)
    return yaml.safe_dump(_plain(values), allow_unicode=False, sort_keys=False).encode()


def _plain(value):
    """Without what YAML can't write: whole numbers stay, exact decimals become text."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value if isinstance(value, str | int | float | None) else str(value)


def _places(value):
    """(parent, key or number) of everything in it."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


def _replace(places, random):
    parent, key = random.choice(places)
    parent[key] = random.choice(ODD_VALUES)


def _remove(places, random):
    parent, key = random.choice(places)
    del parent[key]


def _rename(places, random):
    parent, key = random.choice(places)
    other_parent, other = random.choice(places)
    if isinstance(parent, dict):
        name = other if isinstance(other, str) else f"{key}x"
        parent[name] = parent.pop(key)
    elif isinstance(other_parent, list):
        parent.reverse()


def _repeat(places, random):
    parent, key = random.choice(places)
    if isinstance(parent, list):
        parent.insert(key, copy.deepcopy(parent[key]))
    else:
        parent[f"{key}_2"] = copy.deepcopy(parent[key])


def _swap(places, random):
    (parent, key), (other_parent, other) = random.choice(places), random.choice(places)
    value, other_value = copy.deepcopy(parent[key]), copy.deepcopy(other_parent[other])
    parent[key], other_parent[other] = other_value, value


def _other_kind(places, random):
    """Let a question be of another kind, with what it had."""
    parent, key = random.choice([place for place in places if place[1] == "kind"] or places)
    parent[key] = random.choice(list(KINDS))


def _other_condition(places, random):
    """Let one place have the condition of another, or a small one that it had not."""
    names = [parent["id"] for parent, key in places if key == "kind" and "id" in parent]
    made = [each.format(random.choice(names or ["x"])) for each in CONDITIONS]
    there = [parent[key] for parent, key in places if key in {"show_if", "required_if"}]
    titled = [parent for parent, key in places if key == "title"]
    if titled:
        random.choice(titled)["show_if"] = random.choice([*made, *there])


CHANGES = [_replace, _remove, _rename, _repeat, _swap, _other_kind, _other_condition]
CONDITIONS = [
    "answered({0})",
    "not answered({0})",
    "{0}",
    "{0} == 'x'",
    "{0} > 2",
    "count({0}) > 0",
]


def _text(content, random, most):
    text = content.decode()
    for _ in range(random.randint(1, most)):
        at = random.randrange(len(text))
        upto = min(len(text), at + random.choice([0, 1, 3, 40]))
        odd = random.choice([*ODD_TEXTS, "", text[upto : upto + 30], chr(random.randrange(0xD800))])
        text = text[:at] + odd + text[upto:]
    encoded = text.encode()
    if random.random() < 0.1:
        at = random.randrange(len(encoded))
        encoded = encoded[:at] + bytes([random.randrange(256)]) + encoded[at + 1 :]
    return encoded


def _written(data):
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()


ORIGINALS = [
    *((file.name, file.read_bytes()) for file in sorted(CATALOGUE.glob("*.yaml"))),
    ("feest-vieren.yaml", _written(structured_data())),
]
"""(name of the file, bytes) of the forms that are mutated."""
