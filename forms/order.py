"""Which pages can be filled in now: straight on, or section by section in any order.

With a task list a section can be begun once those are done that decide what it asks
(`Form.section_needs`); so its pages are on the path whatever the other sections still bring.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from forms.definition import Section
from forms.engine import is_answered, page_key
from forms.linking import names_of
from forms.path import Path, PathPage
from forms.values import Answers


class SectionState(StrEnum):
    """How a section of a task list stands."""

    NOT_YET = "not_yet"
    """It can't be begun: others have to be done first."""
    OPEN = "open"
    """Nothing of it was filled in."""
    BUSY = "busy"
    """Something of it was filled in, and something is still asked."""
    AGAIN = "again"
    """It was filled in, and an answer of it holds no longer."""
    DONE = "done"
    END = "end"
    """The form ends here, for who answers so."""
    NOT_NEEDED = "not_needed"
    """It was filled in, and is asked no longer: it is not sent."""


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section of a task list."""

    section: Section
    state: SectionState
    page: PathPage | None
    """Where one goes on with it; None where that can't be."""
    first: tuple[Section, ...] = ()
    """The sections that have to be done first, as far as those can be filled in now."""


def reachable(path: Path) -> tuple[PathPage, ...]:
    """The pages that may be shown now, in their order.

    Up to the first one that is not answered, of the form or of each section that can be begun.
    """
    if not path.form.task_list:
        return tuple(_up_to_open(path, path))
    sections = _sections(path)
    first = _first(path, sections)
    can_begin = (pages for pages, others in zip(sections, first, strict=True) if not others)
    return tuple(page for pages in can_begin for page in _up_to_open(path, pages))


def task_list(path: Path, unfinished: Collection[str] = ()) -> tuple[SectionProgress, ...]:
    """How each section stands, in the order of the form; not those that nobody needs.

    `unfinished`: ids of pages with input that was not judged right since.
    """
    sections = _sections(path)
    first = _first(path, sections)
    end = _end(path, first)
    result = []
    for number, section in enumerate(path.form.sections):
        is_over = end is not None and number > end
        if first[number] and not is_over:
            others = tuple(path.form.sections[each] for each in first[number])
            result.append(SectionProgress(section, SectionState.NOT_YET, None, others))
        elif sections[number]:
            result.append(_of_pages(path, section, sections[number], unfinished))
        elif _was_begun(path.answers, section):
            result.append(SectionProgress(section, SectionState.NOT_NEEDED, None))
    return tuple(result)


def _of_pages(
    path: Path, section: Section, pages: list[PathPage], unfinished: Collection[str]
) -> SectionProgress:
    """How a section stands that can be filled in."""
    unanswered = next(
        (page for page in pages if page.id in unfinished or not is_answered(path, page)), None
    )
    if unanswered is None:
        return SectionProgress(section, SectionState.DONE, pages[0])
    if unanswered.stop:
        return SectionProgress(section, SectionState.END, unanswered)
    if not _was_begun(path.answers, section) and not any(page.id in unfinished for page in pages):
        return SectionProgress(section, SectionState.OPEN, pages[0])
    was_sent = page_key(unanswered) in path.answers and unanswered.id not in unfinished
    state = SectionState.AGAIN if was_sent else SectionState.BUSY
    return SectionProgress(section, state, unanswered)


def _sections(path: Path) -> list[list[PathPage]]:
    """The pages on the path, by section."""
    result: list[list[PathPage]] = [[] for _section in path.form.sections]
    for page in path:
        result[path.form.section_numbers[page.page.id]].append(page)
    return result


def _first(path: Path, sections: list[list[PathPage]]) -> list[tuple[int, ...]]:
    """For each section the numbers of those that have to be done first and can be filled in now.

    None for a section that can be begun itself.
    """
    result = list[tuple[int, ...]]()
    is_settled = list[bool]()
    for needs, pages in zip(path.form.section_needs, sections, strict=True):
        open_needs = [number for number in needs if not is_settled[number]]
        first = {each for number in open_needs for each in result[number] or (number,)}
        result.append(tuple(sorted(first)))
        is_settled.append(not first and all(is_answered(path, page) for page in pages))
    return result


def _end(path: Path, first: list[tuple[int, ...]]) -> int | None:
    """The number of the section in which the form ends without being sent; None: in none."""
    last = path.pages[-1] if path.pages else None
    if last is None or not last.stop:
        return None
    number = path.form.section_numbers[last.page.id]
    return None if first[number] else number


def _was_begun(answers: Answers, section: Section) -> bool:
    """Whether something was filled in on a page of it, on the path or not."""
    names = (name for page in section.pages for name in (*names_of(page), f"page:{page.id}"))
    return any(answers.get(name) is not None for name in names)


def _up_to_open(path: Path, pages: Iterable[PathPage]) -> Iterator[PathPage]:
    for page in pages:
        yield page
        if not is_answered(path, page):
            return
