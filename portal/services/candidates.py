"""The forms of the files, held against what this portal has besides them."""

from pathlib import Path

from forms import Candidates, Catalogue, Form, SourceRegister, load_form
from forms.drafts_mapping import names_before
from forms.loading import CATALOGUE
from portal.configuration import purposes, remedies
from portal.configuration.form_files import KNOWN_TO_THE_PORTAL, load_candidates
from portal.configuration.operator_files import BadFile
from portal.configuration.purposes import Purposes
from portal.domain.remedies import RemedyRegister
from portal.settings import Settings


class CandidateCheck:
    """What a form may refer to here."""

    def __init__(
        self, settings: Settings, sources: SourceRegister, register: RemedyRegister
    ) -> None:
        self._off, self._sources, self._remedies = settings.forms_off, sources, register
        self._purposes: Purposes = purposes.load()

    def candidates(self, folder: Path = CATALOGUE) -> Candidates:
        """The forms of a folder that can be published here, and what is wrong with the others."""
        loaded = load_candidates(self._sources, folder)
        usable, faults = dict[str, Form](), dict(loaded.faults)
        for form in loaded.forms:
            try:
                self.check(form)
            except BadFile as fault:
                faults[form.slug] = fault
            else:
                usable[form.slug] = form
        return Candidates(Catalogue(usable), faults)

    def form(self, file: Path) -> Form:
        """The form in this file; raises `BadForms`, or `BadFile` where something else lacks."""
        form = load_form(file, self._sources, KNOWN_TO_THE_PORTAL)
        self.check(form)
        return form

    def check(self, form: Form) -> None:
        """Raise `BadFile` where this form refers to what isn't here."""
        purposes.check_forms(self._purposes, [form])
        if form.slug not in self._off:
            remedies.check(self._remedies, [form])
        targets = {question.id for question in form.questions()}
        for name in sorted(names_before(form.drafts).keys() - targets):
            raise BadFile(
                f"{form.slug}: drafts: rename: there is no question '{name}' in this version;"
                " name one that is there, or drop the answer."
            )
