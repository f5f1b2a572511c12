"""Versions of a form that is being written: each is published as it is saved, drafts come along."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from forms import BadForm, BadForms, Form, OutsideNames, load_form, load_sources
from forms.drafts_mapping import OLDER, DraftMapping
from forms.keys import FormSlug, FormVersionId
from forms.stored import publish as pin_version
from forms.writing import read_form_file
from portal.commands.form_check import error_on, warnings_on
from portal.commands.printed import printed
from portal.configuration import purposes
from portal.configuration.form_files import EVENTS
from portal.configuration.operator_files import BadFile
from portal.domain.case_intake import CaseIntake
from portal.domain.days import AMSTERDAM
from portal.local.preview.state import PreviewBoard
from portal.services import publishing
from portal.services.catalogue_checks import checked
from portal.settings import Settings
from portal.storage import published_forms
from portal.storage.base import single_session
from portal.wiring import candidate_check_of, remedies_of

SHIPPED_CASE_TYPES = Path(__file__).parents[2] / "embedded/zgw/case_types"
OWN_CASE_TYPES = "EMBEDDED_CASE_TYPES_FOLDER"
"""Names a folder with case types besides those that come along."""
BY, REASON = "portal forms preview", "preview"
NOT_DELIVERED = (
    "What is sent with it is not delivered here: the embedded case system lacks this."
    " Write it with the next command, and start the preview again:"
)


class WrittenForm:
    """The form in one file, as its author saves it again and again."""

    def __init__(
        self, file: Path, settings: Settings, board: PreviewBoard, intake: CaseIntake
    ) -> None:
        self._file, self._settings, self._board = file, settings, board
        self._sources = load_sources()
        self._candidates = candidate_check_of(settings)
        self._intake = intake
        self._outside = OutsideNames(
            events=EVENTS, remedies=remedies_of(settings).remedies, purposes=purposes.load()
        )
        self._version = FormVersionId("")
        """Of what was in the file when it was right the last time."""
        self._lacking: list[str] = []

    @property
    def slug(self) -> FormSlug:
        """The name of the form in addresses, which is that of its file."""
        return FormSlug(self._file.stem)

    def take_over(self) -> Iterator[str]:
        """Publish what the file says now, if it is right; gives what to tell the author."""
        try:
            saved_at, form = self._read()
        except BadForms as error:
            self._board.show_mistakes(error.mistakes)
            yield from (str(error_on(self._file, each)) for each in error.mistakes)
            shown = self._board.state.saved_at
            state = f"it is shown as it was saved at {shown}" if shown else "none was right yet"
            yield f"{_counted(len(error.mistakes), 'error')}: {state}."
            return
        if form.version != self._version:
            number = self._publish(form)
            self._version = form.version
        else:
            number = self._board.state.number
        self._board.show_version(number, saved_at)
        warnings = len(list(warnings_on(self._file, form)))
        more = (
            f" with {_counted(warnings, 'warning')} ({printed('forms', 'check', self._file)})"
            if warnings
            else ""
        )
        yield f"{self._file.name}: shown as it was saved at {saved_at}{more}."
        yield from self._case_lines(form)

    def _read(self) -> tuple[str, Form]:
        """The time of day at which the file was saved, and the form in it; raises `BadForms`."""
        try:
            saved_at = datetime.fromtimestamp(self._file.stat().st_mtime, AMSTERDAM)
            form = load_form(self._file, self._sources, self._outside)
            self._candidates.check(form)
        except OSError as error:
            name = self._file.name
            problem = f"The file can't be read: {error.strerror}."
            mistake = BadForm(name, 1, problem, "Save it here again.")
            raise BadForms([mistake]) from error
        except BadFile as error:
            line = read_form_file(self._file).line(("drafts",))
            raise BadForms([BadForm(self._file.name, line, f"{error}.", "")]) from error
        return f"{saved_at:%H:%M:%S}", form

    def _publish(self, form: Form) -> int:
        """Let the portal offer it at once; gives the number of the publication."""
        with single_session(self._settings) as database:
            newest = self._coming_after(database, form)
            publishing.publish(database, newest, BY, reason=REASON)
            return published_forms.current_publications(database)[form.slug].number

    def _coming_after(self, database: Session, form: Form) -> Form:
        """The same form as a version that takes over all drafts of before.

        It names the version before it. So one that goes back to what was written earlier is a
        newer version all the same, to which drafts move.
        """
        before = published_forms.current_publications(database).get(form.slug)
        versions = (OLDER, before.version) if before else (OLDER,)
        written = form.drafts or DraftMapping(versions=versions)
        mapping = written.model_copy(update={"versions": versions})
        newest = form.model_copy(update={"drafts": mapping})
        pin_version(newest, self._sources)
        return newest

    def _case_lines(self, form: Form) -> Iterator[str]:
        """Why what is sent with it becomes no case here; only what was not told before."""
        check = checked(self._intake, form)
        lacking = [check.fault] if check.fault else list(check.findings)
        before, self._lacking = self._lacking, lacking
        if lacking and lacking != before:
            yield from lacking
            if not check.fault:
                yield NOT_DELIVERED
                yield _written_by(self._file)


def _written_by(file: Path) -> str:
    """The command that writes what the case system lacks: where it reads it at its next start.

    What is there already gets what it lacks.
    """
    folder = os.environ.get(OWN_CASE_TYPES) or SHIPPED_CASE_TYPES
    return printed("forms", "case-type", file, "--into", Path(folder).absolute(), "--add")


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
