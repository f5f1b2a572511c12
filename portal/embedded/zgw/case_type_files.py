"""Reads the case types of the embedded catalogue: a YAML file each, its name the `identificatie`.

`forms` lends its reader of YAML, with the line and the remedy of each mistake (D-134).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError

from forms.shape_mistakes import shape_mistakes
from forms.yaml_file import BadForm, BadForms, YamlFile
from portal.embedded.zgw.case_type import (
    DOCUMENTS,
    CaseType,
    DocumentType,
    Property,
    Remedy,
    Step,
)
from portal.embedded.zgw.case_type_shape import CaseTypeFile, DocumentPart, RemedyPart

FOLDER = Path(__file__).parent / "case_types"
MOST_CHARACTERS = 50
"""Of an `identificatie`."""
DAYS = 7
"""Of a week."""


class BadCaseTypes(ValueError):
    """Files that can't be used: a line for each mistake, with file, line and what to do."""


@dataclass(frozen=True, slots=True)
class _Written:
    """A file that is right by itself."""

    code: str
    source: YamlFile
    file: CaseTypeFile

    def mistake(self, loc: tuple[str | int, ...], problem: str, remedy: str) -> BadForm:
        return BadForm(self.source.file, self.source.line(loc), problem, remedy)


@lru_cache(maxsize=8)
def case_types(more: Path | None = None) -> tuple[CaseType, ...]:
    """Those that come along and those of a folder besides, as they were at the first call.

    Raises `BadCaseTypes`.
    """
    return read_case_types([FOLDER, *([more] if more else [])])


def read_case_types(folders: Iterable[Path]) -> tuple[CaseType, ...]:
    """The case types of all files in these folders; raises `BadCaseTypes`."""
    written, mistakes = list[_Written](), list[BadForm]()
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        try:
            written.append(_read(path))
        except BadForms as error:
            mistakes += error.mistakes
    mistakes += _contradictions(written)
    if mistakes:
        raise BadCaseTypes(str(BadForms(mistakes)))
    kinds = {each.name: each for each in DOCUMENTS} | {
        part.name: DocumentType(**part.model_dump())
        for each in written
        for part in each.file.documents
        if not part.is_named_only
    }
    return tuple(_case_type(each.code, each.file, kinds) for each in written)


def _read(path: Path) -> _Written:
    """Raises `BadForms`."""
    name = _shown(path)
    source = YamlFile.read(name, path.read_bytes(), "name")
    if len(path.stem) > MOST_CHARACTERS:
        problem = f"The name of the file has more than {MOST_CHARACTERS} characters."
        raise BadForms([BadForm(name, 1, problem, "It is the identification: rename it.")])
    try:
        return _Written(path.stem, source, CaseTypeFile.model_validate(source.data))
    except ValidationError as error:
        raise BadForms(
            BadForm(name, source.line(each.loc), each.problem, each.remedy)
            for each in shape_mistakes(error, CaseTypeFile)
        ) from error


def _shown(path: Path) -> str:
    """From where the author stands, as far as it lies there."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def _contradictions(written: Iterable[_Written]) -> Iterator[BadForm]:
    """Where one file says of something that is of all of them what another doesn't."""
    codes = dict[str, str]()
    documents = dict[str, tuple[DocumentPart, str]]()
    remedies = dict[str, tuple[RemedyPart, str]]()
    for each in written:
        place = codes.setdefault(each.code, each.source.file)
        if place != each.source.file:
            yield each.mistake((), f"{each.code} stands in {place} too.", "Remove one of them.")
        for number, part in enumerate(each.file.documents):
            if part.is_named_only:
                continue
            first, place = documents.setdefault(part.name, (part, each.source.file))
            if first != part:
                problem = f"'{part.name}' is described otherwise in {place}."
                yield each.mistake(("documents", number), problem, "Its name alone is enough here.")
        if each.file.decision:
            remedy = each.file.remedy
            other, place = remedies.setdefault(each.file.decision, (remedy, each.source.file))
            if other != remedy:
                problem = f"'{each.file.decision}' has another remedy in {place}."
                yield each.mistake(("decision",), problem, "Give it the same one, or another name.")


def _case_type(code: str, file: CaseTypeFile, kinds: dict[str, DocumentType]) -> CaseType:
    return CaseType(
        code=code,
        name=file.name,
        purpose=file.purpose,
        subject=file.subject or file.name,
        service_days=file.service_days,
        legal_days=file.legal_days,
        steps=tuple(Step(name=name, text=text) for name, text in file.steps.items()),
        results=file.results,
        documents=tuple(
            kinds.get(part.name, DocumentType(name=part.name)) for part in file.documents
        ),
        properties=tuple(
            Property(
                name=name,
                about=part.about,
                formaat=part.formaat,
                lengte=part.length,
                kardinaliteit=part.kardinaliteit,
                values=part.values,
            )
            for name, part in file.properties.items()
        ),
        decision=file.decision,
        remedy=Remedy(file.remedy.deed, file.remedy.weeks * DAYS or file.remedy.days),
        applicant=file.applicant,
        activity=file.activity,
    )
