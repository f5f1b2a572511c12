"""The styles that pages load: joined from their parts, without what nothing uses."""

import re

import pytest

from tools import styles


def pruned(text, *, classes=frozenset(), themes=""):
    return styles.pruned(text, classes=set(classes), themes=themes)


def test_rules_for_classes_that_no_template_names_are_left_out():
    text = ".utrecht-link {color: red} .utrecht-table {color: blue} .card {color: green}"

    assert pruned(text, classes={"utrecht-link"}) == (
        ".utrecht-link {\ncolor: red;\n}\n.card {\ncolor: green;\n}\n"
    )


def test_of_a_list_of_selectors_those_that_can_match_stay():
    text = ".utrecht-link:hover, .utrecht-link--hover, .utrecht-link > .nl-mark {color: red}"

    assert pruned(text, classes={"utrecht-link"}) == ".utrecht-link:hover {\ncolor: red;\n}\n"


def test_what_a_rule_excludes_does_not_make_it_go():
    text = ".utrecht-link:not(:focus, .utrecht-link--focus) {color: red}"

    assert pruned(text, classes={"utrecht-link"}).startswith(text.partition(" {")[0])


def test_a_layer_or_medium_that_holds_nothing_goes_and_other_rules_stay():
    text = (
        "@layer a, b; @font-face {src: url(x)}"
        "@layer a {@media print {.nl-mark {color: red}} @media screen {p {color: red}}}"
    )

    assert pruned(text) == (
        "@layer a, b;\n@font-face {src: url(x)}\n"
        "@layer a {\n@media screen {\np {\ncolor: red;\n}\n}\n}\n"
    )


def test_custom_properties_stay_when_something_uses_them_also_by_others():
    text = (
        ":root {--a: 1px; --b: var(--a); --c: var(--d, var(--e)); --d: 1px; --e: 1px; --f: 1px}"
        "p {margin: var(--b)} .nl-mark {margin: var(--f)}"
    )

    kept = re.findall(r"(--\w+):", pruned(text, themes="p {padding: var(--c)}"))

    assert kept == ["--a", "--b", "--c", "--d", "--e"]


def test_nested_rules_keep_their_place():
    text = ".card {color: red; &:hover {color: var(--a)} --a: blue; --b: blue}"

    assert pruned(text) == ".card {\ncolor: red;\n&:hover {\ncolor: var(--a);\n}\n--a: blue;\n}\n"


@pytest.fixture(scope="module")
def bundle():
    return styles.bundle()


def test_a_page_loads_rules_of_nl_design_system_only_for_what_templates_name(bundle):
    rules = re.findall(r"^[^@{}]*\{$", bundle, re.MULTILINE)
    names = {name for rule in rules for name in styles.OF_NLDS.findall(_without_functions(rule))}
    templates = "".join(
        path.read_text("utf-8") for path in (styles.ROOT / "templates").rglob("*.html")
    )

    assert {"utrecht-button--primary-action", "utrecht-alert--warning"} <= names
    assert [name for name in sorted(names) if name not in templates] == []


def test_classes_of_nl_design_system_stand_whole_in_templates():
    # A name that is put together when a page is made is not seen when the styles are.
    files = [*(styles.ROOT / "templates").rglob("*.html"), *styles.STATIC.glob("js/*.js")]
    parts = re.compile(r"""\b(?:utrecht|nl)-[\w-]*(?:\{\{|\$\{|["'] *[~+])""")

    assert [file.name for file in files if parts.search(file.read_text("utf-8"))] == []
    assert parts.search('class="utrecht-alert--{{ kind }}"')


def test_classes_of_nl_design_system_stand_in_templates_only():
    modules = [
        path for folder in ("portal", "forms") for path in styles.ROOT.glob(f"{folder}/**/*.py")
    ]

    assert [
        path.name for path in modules if re.search(r"\butrecht-[a-z]", path.read_text("utf-8"))
    ] == []


def test_every_custom_property_that_is_kept_is_used(bundle):
    defined = set(re.findall(r"^(--[\w-]+):", bundle, re.MULTILINE))
    used = set(re.findall(r"var\(\s*(--[\w-]+)", bundle + styles._themes()))

    assert defined - used == set()


def test_the_styles_are_parsed_without_a_fault(bundle):
    assert "ParseError" not in bundle
    assert bundle.count("{") == bundle.count("}")


def test_what_lies_there_is_what_the_parts_make(bundle):
    assert styles.BUNDLE.read_text("utf-8") == bundle


def _without_functions(rule):
    return re.sub(r"\([^()]*\)", "", rule)
