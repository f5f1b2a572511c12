"""Checks of one page of HTML that need no browser. Each names its rule or WCAG 2.2 criterion."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from bs4 import BeautifulSoup, Tag

TEXTLESS = frozenset({"hidden", "submit", "button"})
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form")


def parsed(html: str) -> BeautifulSoup:
    """The page as a tree."""
    return BeautifulSoup(html, "html.parser")


@cache
def faults(html: str) -> tuple[str, ...]:
    """What is wrong with this page; empty when nothing is."""
    page = parsed(html)
    return tuple(
        fault
        for check in (_frame, _ids, _controls, _groups, _pictures, _headings, _active_content)
        for fault in check(page)
    )


def _frame(page: BeautifulSoup) -> Iterator[str]:
    if not (page.title and page.title.get_text(strip=True).strip("- ")):
        yield "2.4.2 no title"
    if not (page.html and page.html.get("lang")):
        yield "3.1.1 no language"
    if len(page.find_all("main")) != 1:
        yield "1.3.1 not exactly one main"
    if not page.find("a", href="#main"):
        yield "2.4.1 no skip link"
    if not page.find("a", href=re.compile("^tel:")):
        yield "rule 14: no phone number"


def _ids(page: BeautifulSoup) -> Iterator[str]:
    ids = Counter(str(tag["id"]) for tag in page.find_all(id=True))
    yield from (f"1.3.1 id twice: {name}" for name, count in ids.items() if count > 1)
    for attribute in REFERRING:
        for tag in page.find_all(attrs={attribute: True}):
            for name in str(tag[attribute]).split():
                if name not in ids:
                    yield f"1.3.1 {attribute} points at nothing: {name}"
    for link in page.find_all("a", href=re.compile("^#.")):
        if str(link["href"])[1:] not in ids:
            yield f"2.4.4 link to nothing: {link['href']}"


def _controls(page: BeautifulSoup) -> Iterator[str]:
    labelled = {str(tag["for"]) for tag in page.find_all("label", attrs={"for": True})}
    for control in page.find_all(["input", "textarea", "select"]):
        if control.get("type") not in TEXTLESS and control.get("id") not in labelled:
            yield f"1.3.1 no label: {control.get('name')}"
    for tag in page.find_all(["button", "a"]):
        if tag.get("aria-hidden") != "true" and not _name(tag):
            yield f"4.1.2 no words: {tag}"
    for button in page.find_all("button"):
        if not button.get("type"):
            yield f"button without type: {button}"
    for form in page.find_all("form", method="post"):
        if not form.find("input", attrs={"name": "csrf_token"}):
            yield "form without a CSRF token"


def _groups(page: BeautifulSoup) -> Iterator[str]:
    for radio in page.find_all("input", attrs={"type": "radio"}):
        group = radio.find_parent("fieldset")
        if not (group and group.find("legend")):
            yield f"1.3.1 choice without group: {radio.get('name')}"
    for invalid in page.find_all(attrs={"aria-invalid": "true"}):
        if not invalid.get("aria-describedby"):
            yield f"3.3.1 fault without words: {invalid.get('name')}"


def _pictures(page: BeautifulSoup) -> Iterator[str]:
    for picture in page.find_all("img"):
        if picture.get("alt") is None:
            yield f"1.1.1 no alternative: {picture.get('src')}"


def _headings(page: BeautifulSoup) -> Iterator[str]:
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    if levels.count(1) != 1:
        yield "1.3.1 not exactly one h1"
    for before, after in zip(levels, levels[1:], strict=False):
        if after > before + 1 and 1 in levels:
            yield f"1.3.1 heading skips from {before} to {after}"


def _active_content(page: BeautifulSoup) -> Iterator[str]:
    for script in page.find_all("script"):
        if not script.get("src") or script.get_text(strip=True):
            yield "rule 10: inline script"
    if page.find("style"):
        yield "rule 10: inline style element"
    for tag in page.find_all(lambda tag: bool(tag.attrs)):
        for name, value in tag.attrs.items():
            if name == "style" or re.fullmatch(r"on[a-z]+", name):
                yield f"rule 10: attribute {name} on {tag.name}"
            if str(value).strip().lower().startswith("javascript:"):
                yield f"rule 10: javascript: in {name} of {tag.name}"
    for tag in page.find_all(["script", "link", "img", "iframe", "source"]):
        address = str(tag.get("src") or tag.get("href") or "")
        if re.match(r"(https?:)?//", address):
            yield f"rule 10: from elsewhere: {address}"


def _name(tag: Tag) -> str:
    pictures = "".join(str(picture.get("alt", "")) for picture in tag.find_all("img"))
    return tag.get_text(strip=True) + str(tag.get("aria-label", "")) + pictures
