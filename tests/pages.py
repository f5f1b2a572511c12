"""Checks of one page of HTML that need no browser. Each names its rule or WCAG 2.2 criterion."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from xml.etree.ElementTree import Element

from portal.web.page.fitting import LONGEST_TITLE
from tests.heard import heard_faults
from tests.tree import text_of, tree_of

UNLABELLED = frozenset({"hidden", "submit", "button", "image"})
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form")
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LOADING = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "input": "src",
}
ELSEWHERE = re.compile(r"(https?:)?//")
HANDLER = re.compile(r"on[a-z]+")
HTMX_ASKS = {"data-hx-get": "get", "data-hx-post": "post"}
PLAIN_ADDRESS = {"a": "href", "form": "action", "button": "formaction"}


HIDDEN = re.compile(r'(<input(?=[^>]* type="hidden")[^>]* value=")[\w.-]*(?=")')
"""What a hidden input sends, where it is a token or a number: no check looks at those."""
JUDGED: dict[bytes, tuple[str, ...]] = {}
"""By the digest of a page without those: what is wrong with it. Most pages come by often."""


def faults(html: str) -> list[str]:
    """What is wrong with this page; empty when nothing is."""
    digest = sha256(HIDDEN.sub(r"\1", html).encode("utf-8", "surrogatepass")).digest()
    if digest not in JUDGED:
        JUDGED[digest] = _faults(html)
    return list(JUDGED[digest])


def _faults(html: str) -> tuple[str, ...]:
    page = tree_of(html)
    elements = list(page.iter())
    checks = (
        _frame,
        _ids,
        _controls,
        _names,
        _groups,
        _headings,
        _active_content,
        _blocks,
        heard_faults,
    )
    return tuple(fault for check in checks for fault in check(page, elements))


def _frame(page: Element, elements: list[Element]) -> Iterator[str]:
    title = page.find("head/title")
    if title is None or not text_of(title).strip("- "):
        yield "2.4.2 no title"
    elif len(text_of(title)) > LONGEST_TITLE:
        yield f"2.4.2 title of more than {LONGEST_TITLE} characters: {text_of(title)}"
    if not page.get("lang"):
        yield "3.1.1 no language"
    if sum(1 for element in elements if element.tag == "main") != 1:
        yield "1.3.1 not exactly one main"
    links = {element.get("href", "") for element in elements if element.tag == "a"}
    if "#main" not in links:
        yield "2.4.1 no skip link"
    if not any(link.startswith("tel:") for link in links):
        yield "rule 14: no phone number"


def _ids(_page: Element, elements: list[Element]) -> Iterator[str]:
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    yield from (f"1.3.1 id twice: {name}" for name, count in ids.items() if count > 1)
    for element in elements:
        for attribute in REFERRING:
            for name in element.get(attribute, "").split():
                if name not in ids:
                    yield f"1.3.1 {attribute} points at nothing: {name}"
        target = element.get("href", "")
        if element.tag == "a" and target.startswith("#") and target[1:] not in ids:
            yield f"2.4.4 link to nothing: {target}"


def _controls(_page: Element, elements: list[Element]) -> Iterator[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label"}
    for element in elements:
        is_control = element.tag in {"input", "textarea", "select"}
        is_asked = is_control and element.get("type") not in UNLABELLED
        if is_asked and element.get("id") not in labelled:
            yield f"1.3.1 no label: {element.get('name')}"
        if element.get("maxlength"):
            yield f"rule 3: cuts off what is pasted: {element.get('name')}"
        if element.get("aria-invalid") == "true" and not element.get("aria-describedby"):
            yield f"3.3.1 fault without words: {element.get('name')}"
        is_post = element.tag == "form" and element.get("method") == "post"
        if is_post and not any(e.get("name") == "csrf_token" for e in element.iter("input")):
            yield "form without a CSRF token"


def _names(_page: Element, elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag in {"a", "button"} and element.get("aria-hidden") != "true":
            pictures = "".join(e.get("alt", "") for e in element.iter("img"))
            if not (text_of(element) or element.get("aria-label") or pictures):
                yield f"4.1.2 no words: {element.tag} {element.attrib}"
        if element.tag == "button" and not element.get("type"):
            yield f"button without type: {text_of(element)}"
        if element.tag == "img" and element.get("alt") is None:
            yield f"1.1.1 no alternative: {element.get('src')}"
        if element.get("type") == "image" and not element.get("alt"):
            yield f"4.1.2 no words: {element.get('name')}"


def _groups(page: Element, elements: list[Element]) -> Iterator[str]:
    grouped = {
        id(radio)
        for group in page.iter("fieldset")
        if next(group.iter("legend"), None) is not None
        for radio in group.iter("input")
    }
    for element in elements:
        if element.get("type") == "radio" and id(element) not in grouped:
            yield f"1.3.1 choice without group: {element.get('name')}"


def _headings(_page: Element, elements: list[Element]) -> Iterator[str]:
    levels = [HEADINGS[element.tag] for element in elements if element.tag in HEADINGS]
    if levels.count(1) != 1:
        yield "1.3.1 not exactly one h1"
    elif levels[0] != 1:
        yield "1.3.1 a heading before the h1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"1.3.1 heading skips from {before} to {after}"


def _active_content(_page: Element, elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"rule 10: inline {element.tag}"
        for name, value in element.items():
            if name == "style" or HANDLER.fullmatch(name):
                yield f"rule 10: attribute {name} on {element.tag}"
            if value.strip().lower().startswith("javascript:"):
                yield f"rule 10: javascript: in {name} of {element.tag}"
        if ELSEWHERE.match(element.get(LOADING.get(str(element.tag), ""), "")):
            yield f"rule 10: {element.tag} from elsewhere"


def _blocks(page: Element, elements: list[Element]) -> Iterator[str]:
    """htmx is there where something uses it, and all that uses it works without it too."""
    asking = [element for element in elements if HTMX_ASKS.keys() & element.attrib.keys()]
    scripts = [element.get("src", "") for element in elements if element.tag == "script"]
    is_loaded = any("/htmx." in address for address in scripts)
    if is_loaded and not asking:
        yield "htmx loaded for nothing"
    if asking and not is_loaded:
        yield "htmx not loaded"
    for element in asking:
        yield from _block(page, element)


def _block(page: Element, element: Element) -> Iterator[str]:
    [(attribute, verb)] = [pair for pair in HTMX_ASKS.items() if pair[0] in element.attrib]
    plain = element.get(PLAIN_ADDRESS.get(element.tag, ""), "").partition("#")[0]
    if plain != element.get(attribute):
        yield f"rule 10: {attribute} leads elsewhere than without JavaScript: {plain}"
    forms = [form for form in page.iter("form") if element in list(form.iter())]
    if any(form.get("method", "get") != verb for form in forms) or (not forms and verb != "get"):
        yield f"rule 10: {attribute} sends otherwise than without JavaScript"
    if page.find(f".//*[@id='{element.get('data-hx-target', '')[1:]}']") is None:
        yield f"{attribute} has no block to put in its place"
    pressed = element.iter("button") if element.tag == "form" else [element]
    if not all(each.get("id") for each in pressed):
        yield f"2.4.3 {attribute} loses focus: no id"
