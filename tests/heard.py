"""What a page sounds like to who moves by landmarks, links and buttons: each a name of its own."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from xml.etree.ElementTree import Element

LANDMARKS = {"nav": "navigation", "aside": "complementary"}
NAMED_LANDMARKS = {"section": "region", "form": "form"}
"""They are landmarks only with a name."""
PRESSED = {"a": "link", "button": "button", "summary": "fold"}
UNHEARD = frozenset({"script", "style", "template", "noscript", "svg"})


def heard_faults(page: Element, elements: list[Element]) -> Iterator[str]:
    """Landmarks, links, buttons and folds that can't be told apart by their names."""
    ids = {element.get("id", ""): element for element in elements}
    heard = list(_heard(page, ""))
    landmarks = Counter(
        (role, _label(element, ids)) for element, _form in heard if (role := _role(element, ids))
    )
    for (role, name), number in landmarks.items():
        if not name and role != "search":
            yield f"1.3.1 {role} without a name"
        elif number > 1:
            yield f"1.3.1 {role} of one name: {name}"
    yield from _read_twice(element for element, _form in heard)
    for (kind, name), acts in _acts_by_name(heard, ids).items():
        if len(acts) > 1:
            yield f"2.4.6 {kind} of one name, other act: {name}: {', '.join(sorted(acts))}"


def _read_twice(heard: Iterable[Element]) -> Iterator[str]:
    """What a group says already is not said again of each part of it."""
    for group in heard:
        if group.tag == "fieldset":
            said = set(group.get("aria-describedby", "").split())
            parts = (part for part in group.iter() if part is not group)
            again = {name for part in parts for name in part.get("aria-describedby", "").split()}
            yield from (f"1.3.1 read twice: {name}" for name in sorted(said & again))


def _acts_by_name(
    heard: Iterable[tuple[Element, str]], ids: dict[str, Element]
) -> dict[tuple[str, str], set[str]]:
    """Kind and name of what can be pressed → what that does; each fold is another."""
    acts: dict[tuple[str, str], set[str]] = defaultdict(set)
    folds = count(1)
    for element, form in heard:
        kind = PRESSED.get(str(element.tag))
        if kind:
            act = str(next(folds)) if kind == "fold" else _act(element, form)
            acts[kind, _label(element, ids) or heard_words(element)].add(act)
    return acts


def _heard(element: Element, form: str) -> Iterator[tuple[Element, str]]:
    """Each element that is read aloud, with the form that it stands in."""
    if not _is_heard(element):
        return
    if element.tag == "form":
        form = element.get("id") or element.get("action", "")
    yield element, form
    for child in element:
        yield from _heard(child, form)


def _is_heard(element: Element) -> bool:
    is_hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
    return not is_hidden and element.tag not in UNHEARD


def _role(element: Element, ids: dict[str, Element]) -> str:
    """The role of a landmark; "" where it is none."""
    if element.get("role") == "search":
        return "search"
    tag = str(element.tag)
    return LANDMARKS.get(tag, "") or (NAMED_LANDMARKS.get(tag, "") if _label(element, ids) else "")


def _label(element: Element, ids: dict[str, Element]) -> str:
    """The name that it has from an attribute; "" where it has none."""
    names = element.get("aria-labelledby", "").split()
    return element.get("aria-label") or " ".join(
        heard_words(ids[name]) for name in names if name in ids
    )


def not_told_as_dutch(element: Element, name: str, lang: str = "en") -> list[str]:
    """Where within it this Dutch name stands without saying that it is Dutch.

    `lang`: the language around it.
    """
    lang = element.get("lang", lang)
    texts = (element.text or "", *(child.tail or "" for child in element))
    here = [heard_words(element)] if lang != "nl" and any(name in text for text in texts) else []
    return here + [text for child in element for text in not_told_as_dutch(child, name, lang)]


def heard_words(element: Element) -> str:
    """Its words as they are read aloud, with single spaces."""
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    yield element.get("alt", "") + (element.text or "")
    for child in element:
        if _is_heard(child):
            yield from _texts(child)
        yield child.tail or ""


def _act(element: Element, form: str) -> str:
    """What pressing a link or a button does."""
    if element.tag == "a":
        return element.get("href", "")
    parts = (element.get("form", form), *map(element.get, ("name", "value", "formaction")))
    return " ".join(filter(None, parts))
