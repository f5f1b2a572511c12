"""The state that counts now: what the database says, and what the settings put off besides."""

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from forms import Catalogue, Form
from forms.keys import FormSlug, FormVersionId
from forms.stored import UnreadableVersion
from portal.live_state import CurrentState
from portal.settings import Settings
from portal.storage import live_rows
from portal.storage.form_versions import form_version_of
from portal.storage.keys import WrongKeys, faults_of_keys
from portal.storage.live_rows import LiveRows

log = structlog.get_logger()


class StateReader:
    """Reads the state; makes a new value only where something changed."""

    def __init__(self, settings: Settings, sessions: sessionmaker[Session]) -> None:
        self._settings, self._sessions = settings, sessions
        self._engine: Engine = live_rows.connect(settings)
        self._last: tuple[LiveRows, CurrentState] | None = None

    def __call__(self) -> CurrentState:
        """The state as the database has it. One thread at a time.

        Raises `WrongKeys` where it never was read before: a process that began while the database
        was away would else show nothing where there is something.
        """
        rows = live_rows.read(self._engine)
        if self._last is None:
            self._check_keys()
        if self._last is None or self._last[0] != rows:
            self._last = rows, self._state(rows)
        return self._last[1]

    def _check_keys(self) -> None:
        with self._sessions() as database:
            if faults := faults_of_keys(database):
                raise WrongKeys(faults)

    def _state(self, rows: LiveRows) -> CurrentState:
        return CurrentState(
            catalogue=Catalogue(dict(self._forms(rows.versions))),
            retired=Catalogue(dict(self._forms(rows.retired))),
            forms_ended=rows.forms_ended,
            forms_off=rows.forms_off | frozenset(self._settings.forms_off),
            sources_off=rows.sources_off | frozenset(self._settings.sources_off),
            outages=rows.outages,
        )

    def _forms(
        self, versions: tuple[tuple[FormSlug, FormVersionId], ...]
    ) -> list[tuple[FormSlug, Form]]:
        forms = []
        with self._sessions() as database:
            for slug, version in versions:
                try:
                    forms.append((slug, form_version_of(database, version)))
                except UnreadableVersion as error:
                    # As where a newer release published it while this one still runs.
                    log.warning("form_version_unreadable", form=slug, reason=str(error))
                    forms += [(slug, form) for form in self._last_form(slug)]
        return forms

    def _last_form(self, slug: FormSlug) -> list[Form]:
        """The version that this process offered until now, if it did."""
        state = self._last[1] if self._last else None
        forms = (*state.catalogue, *state.retired) if state else ()
        return [form for form in forms if form.slug == slug]
