"""A form as it was written, written out as the full definition."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from forms.definition import Form, Page, Section
from forms.writing.fragments import Fragment, Fragments
from forms.writing.keys import with_keys
from forms.writing.laws import LawNames
from forms.writing.places import items_of, keys_of, plain, with_items, with_parts
from forms.writing.product import own_laws, with_product, with_product_key
from forms.writing.short import with_case, with_defaults, with_options, with_question
from forms.yaml_file import BadForm, BadForms, YamlFile
from forms.yaml_reading import PlacedValue

_USE_KEYS = frozenset({"use", "show_if"})
_FORM_KEYS = frozenset({"product", "case", "sections"})
_SECTION_KEYS = frozenset({"use", "pages"})
_PAGE_KEYS = frozenset({"use", "question", "questions"})


def written_out(source: YamlFile, fragments: Fragments) -> YamlFile:
    """The same form in full; what it uses and can't be read is a page without questions."""
    full = _Writing(fragments, list(source.mistakes))
    root = full.form(source.root)
    return YamlFile(source.file, root, tuple(full.mistakes), is_whole=not full.unread)


@dataclass
class _Writing:
    fragments: Fragments
    mistakes: list[BadForm]
    lines: list[PlacedValue] = field(default_factory=list)
    """What the fragments in use add to the start page."""
    unread: int = 0
    """How many times a fragment is used that can't be read."""

    def form(self, root: PlacedValue) -> PlacedValue:
        root = with_keys(root, Form, _FORM_KEYS, self.mistakes)
        root = with_product_key(root, self.mistakes)
        own = own_laws(root)
        # Where its own can't be read, which others there are can't be said.
        laws = LawNames(
            {**self.fragments.laws, **(own or {})}, [] if own is None else self.mistakes
        )
        root = laws.written_out(with_defaults(root, self.fragments.defaults))
        root = with_product(root, self.mistakes)
        return with_case(with_options(self._start(self._sections(root))))

    def _sections(self, root: PlacedValue) -> PlacedValue:
        parts = keys_of(root)
        if not items_of(parts.get("sections")):
            return root
        sections = (self._section(each) for each in items_of(parts["sections"]))
        return with_parts(root, {**parts, "sections": with_items(parts["sections"], sections)})

    def _section(self, section: PlacedValue) -> PlacedValue:
        section = with_keys(section, Section, _SECTION_KEYS, self.mistakes)
        parts = keys_of(section)
        if "use" in parts:
            fragment, pages = self._used(section)
            title = fragment.title if fragment else plain(section, "-")
            if title is None:
                remedy = "Use it under `pages:`, or give the fragment a `title`."
                self._tell(section, "This fragment is no section.", remedy)
                title, pages = plain(section, "-"), [self._unread_page(section)]
            return with_parts(section, {"title": title, "pages": with_items(section, pages)})
        if not items_of(parts.get("pages")):
            return section
        pages = [page for each in items_of(parts["pages"]) for page in self._pages(each)]
        return with_parts(section, {**parts, "pages": with_items(parts["pages"], pages)})

    def _pages(self, page: PlacedValue) -> list[PlacedValue]:
        page = with_keys(page, Page, _PAGE_KEYS, self.mistakes)
        return self._used(page)[1] if "use" in keys_of(page) else [with_question(page)]

    def _used(self, place: PlacedValue) -> tuple[Fragment | None, list[PlacedValue]]:
        """The fragment that is named here, and its pages; None where it can't be read."""
        parts = keys_of(place)
        for key in parts.keys() - _USE_KEYS:
            self._tell(parts[key], f"`{key}` can't stand beside `use`.", "Remove it.")
        try:
            fragment = self.fragments.find(parts["use"])
        except BadForms as error:
            self.mistakes += error.mistakes
            return None, [self._unread_page(place)]
        laws = LawNames({**self.fragments.laws, **fragment.laws}, self.mistakes)
        self.lines += [laws.written_out(line) for line in fragment.data]
        pages = [with_question(laws.written_out(page)) for page in fragment.pages]
        return fragment, list(_shown_if(pages, parts.get("show_if")))

    def _unread_page(self, place: PlacedValue) -> PlacedValue:
        """A page that asks nothing, for those that can't be read: so all else is judged."""
        self.unread += 1
        empty = {"id": f"unread_{self.unread}", "title": "-", "intro": "-"}
        return with_parts(place, {key: plain(place, text) for key, text in empty.items()})

    def _start(self, root: PlacedValue) -> PlacedValue:
        """The start page, with the lines of the fragments after its own."""
        parts, start = keys_of(root), keys_of(keys_of(root).get("start"))
        if not self.lines or not start:
            return root
        data = start.get("data", parts["start"])
        start["data"] = with_items(data, [*items_of(data), *self.lines])
        return with_parts(root, {**parts, "start": with_parts(parts["start"], start)})

    def _tell(self, place: PlacedValue, problem: str, remedy: str) -> None:
        self.mistakes.append(BadForm(place.file, place.line, problem, remedy))


def _shown_if(pages: list[PlacedValue], condition: PlacedValue | None) -> Iterator[PlacedValue]:
    """The pages, each only where this holds and what it asks itself."""
    for page in pages:
        parts = keys_of(page)
        if condition is not None:
            own = parts.get("show_if")
            both = f"({own.value}) and ({condition.value})" if own else condition.value
            parts["show_if"] = plain(condition, both)
        yield with_parts(page, parts)
