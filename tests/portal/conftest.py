"""What tests of the portal's parts share."""

import pytest
from sqlalchemy import text

from portal.settings import Settings
from tests.factories import BSN, SOURCES, a_case_file, a_task, settings_for

NEEDED = [name for name, field in Settings.model_fields.items() if field.is_required()]


@pytest.fixture
def environment(monkeypatch):
    """An environment in which everything needed is set; gives a way to change it."""
    for name, value in settings_for().model_dump(exclude={"sources"}).items():
        if name in NEEDED or name in {"oidc_client_auth", "oidc_client_secret"}:
            plain = value.get_secret_value() if hasattr(value, "get_secret_value") else value
            monkeypatch.setenv(f"PORTAL_{name.upper()}", str(plain))
    monkeypatch.setenv("PORTAL_SOURCES", SOURCES)
    monkeypatch.setenv("PORTAL_TRUSTED_PROXIES", "none")
    return monkeypatch


@pytest.fixture
def file(world):
    """A case of the resident of `browser`, with a task."""
    file = a_case_file()
    world.cases.files[BSN] = [file]
    world.tasks.tasks[BSN] = [a_task(file.case)]
    return file


@pytest.fixture
def due(sessions):
    """(task, submission) of the jobs that a worker would begin now."""
    query = text(
        "SELECT task_name, args ->> 'submission' FROM procrastinate_jobs WHERE status = 'todo'"
        " AND (scheduled_at IS NULL OR scheduled_at <= now()) ORDER BY id"
    )

    def due_() -> list[tuple[str, str | None]]:
        with sessions() as session:
            return [tuple(row) for row in session.execute(query)]

    return due_
