"""Files to send along, now or later. The portal stores and refuses; here it is counted."""

from collections.abc import Callable, Iterable
from typing import Literal, get_args

from pydantic import Field

from forms.context import Context, StoredFile
from forms.file_limits import MOST_FILES, MOST_MB, FileLimits
from forms.kinds.base import BaseQuestion, InvalidInput, Kind, RawInput
from forms.values import Answers, Json, ValueType, inside, list_in, texts_in

LATER = "later"
FileType = Literal["pdf", "jpg", "png", "heic", "webp", "avif", "tiff", "docx"]
ALL_TYPES: tuple[FileType, ...] = get_args(FileType)
"""All that the portal takes, wherever it takes files."""


class FileQuestion(BaseQuestion):
    """Files to send along."""

    kind: Literal["file"]
    later: bool = False
    """Whether sending it later is an answer too."""
    later_days: int = Field(default=14, ge=1, le=90)
    """Days in which it can come later, from the day after sending: 14 is usual (Awb 4:5)."""
    max_files: int = Field(default=20, ge=1, le=MOST_FILES)
    """How many files can be sent at most; the settings of a portal may say less."""
    max_mb: int = Field(default=50, ge=1, le=MOST_MB)
    """How large each can be at most, in megabytes; the settings of a portal may say less."""
    accept: tuple[FileType, ...] = ALL_TYPES
    """The kinds of file that are taken; all where it is left out."""

    @property
    def days_to_send(self) -> int:
        """As the form says, where it can be sent later."""
        return self.later_days if self.later else 0

    @property
    def file_limits(self) -> FileLimits:
        """As the form says."""
        return FileLimits(self.accept, self.max_mb, self.max_files)


class FileKind(Kind[FileQuestion]):
    """Ids of files that the portal keeps, and perhaps a box for later."""

    model = FileQuestion
    macro = "file"
    value_type = ValueType.LIST
    parts = ("", LATER)
    attaches_files = True

    def parse(
        self, question: FileQuestion, raw: RawInput, answers: Answers, context: Context
    ) -> Json:
        """`{"later", "files"}`; raises `InvalidInput` with each refused file."""
        del answers
        files = context.uploads.get(question.id, ())
        is_later = question.later and bool(raw[LATER])
        reasons = context.upload_errors.get(question.id, ())
        if reasons:
            raise InvalidInput(*reasons)
        most = question.file_limits.within(context.most_mb, context.most_files).most
        if len(files) > most:
            text = context.gettext("Haal bestanden weg. U kunt er %(most)s sturen.", most=most)
            raise InvalidInput(text)
        if not_ready := not_ready_of(files, context.gettext):
            raise InvalidInput(*not_ready)
        if not files and not is_later:
            self.nothing_typed(question, context, _missing(question, context))
            return None
        return {"later": is_later and not files, "files": [file.id for file in files]}

    def write(self, question: FileQuestion, value: Json, context: Context) -> RawInput:
        """The box for later; files can't be typed."""
        del question, context
        return RawInput.of(**{LATER: "y"}) if inside(value, "later") is True else RawInput()

    def count(self, value: Json) -> int:
        """How many files."""
        return len(list_in(value, "files"))

    def display(self, question: FileQuestion, value: Json, context: Context) -> tuple[str, ...]:
        """The names of the files, or that they come later."""
        if inside(value, "later") is True:
            return (context.gettext("U stuurt dit later."),)
        names = {file.id: _named(file, context) for file in context.uploads.get(question.id, ())}
        unnamed = context.gettext("Een bestand")
        return tuple(names.get(file, unnamed) for file in texts_in(value, "files"))


def not_ready_of(files: Iterable[StoredFile], gettext: Callable[..., str]) -> tuple[str, ...]:
    """Why these can't be sent now, a sentence for each that is not ready."""
    return tuple(
        gettext("Haal “%(name)s” weg. Wij kunnen het niet gebruiken.", name=file.name)
        if file.fault
        else gettext("Wacht tot “%(name)s” klaar is. Ga daarna verder.", name=file.name)
        for file in files
        if file.fault or file.is_processing
    )


def _named(file: StoredFile, context: Context) -> str:
    return f"{file.name} ({context.text_of(file.mark)})" if file.mark else file.name


def _missing(question: FileQuestion, context: Context) -> str:
    if question.later:
        return context.gettext("Kies een bestand, of kies dat u het later stuurt.")
    return context.gettext("Kies een bestand, bijvoorbeeld een foto.")
