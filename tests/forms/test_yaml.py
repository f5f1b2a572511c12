"""What YAML can say, and what of it is refused: with its line and what to do, and never a crash."""

import time
from decimal import Decimal

import pytest

from forms.yaml_file import BadForm, BadForms, YamlFile

NESTED_BOMB = (
    "a: &a [x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdef", "bcdefg", strict=True)
    )
).encode()
ONE_LINE_BOMB = b"a: &a [" + b"&b [x,x]," * 5 + b"*a, *b]"
MANY_ALIASES = b"a: &a x\nb: [" + b"*a, " * 50_000 + b"]"


def value(text):
    return YamlFile.read("a.yaml", f"key: {text}\n".encode()).data["key"]


@pytest.mark.parametrize(
    "text",
    ["yes", "no", "on", "off", "y", "20:00", "1:30", "010", "2026-01-01", "2026-02-30", "1_000"],
)
def test_what_yaml_1_1_took_for_something_else_is_text(text):
    assert value(text) == text
    assert YamlFile.read("a.yaml", f"{text}: x".encode()).data == {text: "x"}


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("0x1F", 31),
        ("0o17", 15),
        ("16.30", Decimal("16.30")),
        (".5", Decimal("0.5")),
        ("1e3", Decimal(1000)),
        ("'true'", "true"),
        ('"12"', "12"),
        ("16,30", "16,30"),
    ],
)
def test_words_and_numbers_of_the_core_schema(text, meant):
    assert value(text) == meant
    assert type(value(text)) is type(meant)


def test_decimals_are_kept_as_they_were_written():
    assert str(value("0.10")) == "0.10"
    assert value("0.1") + value("0.2") == Decimal("0.3")


def test_a_key_is_always_text():
    assert YamlFile.read("a.yaml", b"1: a\ntrue: b\nnull: c\n").data == {
        "1": "a",
        "true": "b",
        "null": "c",
    }


def test_windows_files_read_as_others():
    source = YamlFile.read("a.yaml", b"\xef\xbb\xbfa: x\r\nb: |\r\n  one\r\n  two\r\n")

    assert source.data == {"a": "x", "b": "one\ntwo\n"}
    assert source.line(("b",)) == 2


@pytest.mark.parametrize(
    ("content", "line", "problem", "remedy"),
    [
        (NESTED_BOMB, 1, "An anchor stands here: `&a`", "Write it out"),
        (ONE_LINE_BOMB, 1, "An anchor stands here", "Write it out"),
        (MANY_ALIASES, 1, "An anchor stands here", "Write it out"),
        (b"a: b\nc: &c [*c]", 2, "An anchor stands here: `&c`", "Write it out"),
        (b"a:\n  b: *c", 2, "An alias stands here: `*c`", "Write it out"),
        (b"a: b\n? [a, b]\n: c", 2, "A key must be a word", "key: value"),
        (b"a: b\n? {a: b}\n: c", 2, "A key must be a word", "key: value"),
        (b"a: !!int abc", 1, "A tag stands here", "Remove it"),
        (b"a: !!float abc", 1, "A tag stands here", "between quotes"),
        (b"a: !!bool abc", 1, "A tag stands here", "Remove it"),
        (b"a: !!timestamp abc", 1, "A tag stands here", "Remove it"),
        (b"a: b\nc: !!python/object/apply:os.system [ls]", 2, "A tag stands here", "Remove it"),
        (b"a: !mine {b: c}", 1, "A tag stands here", "Remove it"),
        (b"a: " + b"[" * 2_000, 1, "nested more than 30 levels", "Take brackets"),
        (b"a: " + b"{a: " * 2_000, 1, "nested more than 30 levels", "Take brackets"),
        (b"- " * 2_000, 1, "nested more than 30 levels", "Take brackets"),
        (b"? " * 2_000, 1, "nested more than 30 levels", "Take brackets"),
        (b"a:\n- " + b"9" * 5_000, 2, "This number is too long", "between quotes"),
        (b"a: 0x" + b"9" * 5_000, 1, "This number is too long", "between quotes"),
        (b"a: 1." + b"9" * 5_000, 1, "This number is too long", "between quotes"),
        (b"a: .nan", 1, "is not a number", "between quotes"),
        (b"a: -.INF", 1, "is not a number", "between quotes"),
        (b"a: b\n<<: {c: d}", 2, "`<<` is not filled in", "Write the keys out"),
        (b"a: b\n---\nc: d", 2, "A second form begins", "file of its own"),
        (b"a: b\na: c", 2, "'a' stands here twice", "Remove one"),
        (b"a: b\nc: d\x00", 2, "(U+0000)", "Remove it"),
        (b"a: b\nc: d\xc2\x9f", 2, "(U+009F)", "Remove it"),
        (b"a: b\nc: d\xe2\x80\xa8", 2, "(U+2028)", "Remove it"),
        (b"a: b\nc: d\xef\xb7\x90", 2, "(U+FDD0)", "Remove it"),
        (b"a: b\nc: d\xef\xbb\xbf", 2, "(U+FEFF)", "Remove it"),
        (b'a: b\nc: "\\a"', 2, "(U+0007)", "Remove it"),
        (b'a: b\nc: "\\r"', 2, "(U+000D)", "Remove it"),
        (b'a: b\nc: "\\ud800"', 2, "(U+D800)", "Remove it"),
        (b'a: b\nc: "\\N"', 2, "(U+0085)", "Remove it"),
        (b'"\\0": b', 1, "(U+0000)", "Remove it"),
        (b'a: "\\U99999999"', 1, "no character or number", "Check"),
        (b"%YAML " + b"9" * 5_000 + b".1\n---\na: b", 1, "no character or number", "Check"),
        (b"%YAML 3.1\n---\na: b", 1, "YAML can't be read", "Check"),
        (b"a: b\nc: \xe9", 2, "A character can't be read", "Save the file as UTF-8"),
        ("a: b".encode("utf-16"), 1, "A character can't be read", "Save the file as UTF-8"),
        ("a: b".encode("utf-16-le"), 1, "(U+0000)", "Save the file as UTF-8"),
        (b"a: [b", 1, "YAML can't be read", "indentation"),
        (b"a: b\n\tc: d", 2, "YAML can't be read", "indentation"),
        (b"a: 'b", 1, "YAML can't be read", "quotes"),
        (b"a" * 1_000_001, 1, "larger than 1000 kB", "two"),
        (b"a: [" + b"b," * 60_000 + b"]", 1, "more than 50000 values", "smaller"),
        (b"", 1, "There are no keys in this file", "Begin with `slug: "),
        (b"---\n...\n", 1, "There are no keys in this file", "Begin with `slug: "),
        (b"- a", 1, "There are no keys in this file", "Begin with `slug: "),
    ],
)
def test_what_is_refused(content, line, problem, remedy):
    with pytest.raises(BadForm, match=r"^a\.yaml:\d+: ") as caught:
        YamlFile.read("a.yaml", content)

    assert problem in caught.value.problem
    assert remedy in caught.value.remedy
    assert caught.value.line == line


@pytest.mark.parametrize("bomb", [NESTED_BOMB, ONE_LINE_BOMB, b"a: &a [*a]", b"&a [*a]"])
def test_a_bomb_goes_out_at_once(bomb):
    start = time.process_time()
    with pytest.raises(BadForm):
        YamlFile.read("a.yaml", bomb)

    assert time.process_time() - start < 0.05


def test_all_that_is_wrong_with_a_file_is_told_at_once():
    with pytest.raises(BadForms) as caught:
        YamlFile.read("a.yaml", b"a: 1\na: 2\nb: !x y\nc: *d\ne: .nan\n")

    assert [each.line for each in caught.value.mistakes] == [2, 3, 4, 5]
    assert len(str(caught.value).split("\n")) == 4
    assert caught.value.line == 2


def test_what_breaks_off_is_told_with_what_came_before():
    with pytest.raises(BadForms) as caught:
        YamlFile.read("a.yaml", b"a: 1\na: 2\nb: [\n")

    assert [each.line for each in caught.value.mistakes] == [2, 4]


def test_a_line_is_that_of_the_key():
    source = YamlFile.read("a.yaml", b"a:\n  b:\n    - c\n    - d: |\n        long\n        text\n")

    lines = [source.line(loc) for loc in [(), ("a",), ("a", "b"), ("a", "b", 1), ("a", "x")]]
    assert lines == [1, 1, 2, 4, 1]
    assert source.line(("a", "b", 1, "a_kind", "d")) == 4
