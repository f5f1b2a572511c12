"""The commands that an operator types, and the clear sentences they answer with."""

import runpy
import sys

import pytest
from flask import Flask
from granian.constants import HTTPModes
from sqlalchemy import text

from portal import commands, wiring
from portal.commands import processes
from portal.storage.base import connect
from portal.storage.drafts import FormVersion, store_version
from tests.factories import settings_for
from tests.publications import decided


@pytest.fixture
def run(monkeypatch, capsys, logs_restored):
    """Run a command as from a shell; gives its exit code, output and errors."""

    def run_(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["portal", *words])
        with pytest.raises(SystemExit) as ended:
            commands.main()
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    return run_


def test_help_names_every_command(run):
    code, said, _errors = run("--help")

    assert code == 0
    for name in ("web", "worker", "migrate", "settings", "catalogue", "forms", "switch"):
        assert name in said


def test_the_program_says_its_version(run):
    code, said, _errors = run("--version")

    assert (code, said.split(" ")[:2]) == (0, ["portal,", "version"])


def test_settings_prints_the_reference(run):
    code, said, _errors = run("settings")

    assert code == 0
    assert said.startswith("# Settings")


@pytest.mark.parametrize("command", ["web", "worker", "migrate"])
def test_missing_setting_gives_a_list_and_not_a_traceback(run, environment, command):
    environment.delenv("PORTAL_ZAKEN_URL")
    environment.setenv("PORTAL_SECRET_KEY", "short")

    code, _said, errors = run(command)

    assert code == 2
    assert "The portal does not start: its settings are not right." in errors
    assert "PORTAL_ZAKEN_URL: Field required. Expected: Zaken API" in errors
    assert "PORTAL_SECRET_KEY: " in errors
    assert "Traceback" not in errors
    assert "short" not in errors


def test_alias_is_named_as_it_is_written(run, environment):
    environment.setenv("PORTAL_PORT", "x")

    _code, _said, errors = run("web")

    assert "  PORTAL_PORT: " in errors


def test_setting_that_misses_its_partner_is_named(run, environment):
    environment.delenv("PORTAL_OIDC_CLIENT_SECRET")

    code, _said, errors = run("worker")

    assert code == 2
    assert "PORTAL_OIDC_CLIENT_SECRET is needed" in errors


def test_missing_municipality_file_is_named(run, environment, tmp_path, database_url):
    for name in ("MUNICIPALITY", "REMEDIES", "PRODUCTS"):
        environment.setenv(f"PORTAL_{name}_FILE", str(tmp_path / "elders.toml"))
    environment.setenv("PORTAL_DATABASE_URL", database_url)

    code, _said, errors = run("web")

    assert code == 2
    assert "elders.toml: no such file; see PORTAL_MUNICIPALITY_FILE" in errors


def test_migrate_makes_the_tables_publishes_the_forms_and_may_be_done_twice(
    run, environment, postgres, candidates
):
    url = postgres.url("commanded")
    environment.setenv("PORTAL_DATABASE_URL", url)

    code, said, _errors = run("migrate")

    assert code == 0
    assert said.splitlines() == [f"{form.slug}: published" for form in candidates]
    assert run("migrate")[:2] == (0, "")
    sessions = connect(commands.Settings())
    with sessions() as session:
        assert {row.version for row in session.query(FormVersion)} == {
            form.version for form in candidates
        }
    sessions.kw["bind"].dispose()


def test_catalogue_check_says_when_the_catalogue_can_not_be_read(run, environment):
    environment.setenv("PORTAL_CATALOGI_URL", "http://127.0.0.1:9/catalogi/api/v1")

    code, _said, errors = run("catalogue", "check")

    assert code == 1
    assert "The catalogue can't be read:" in errors


def test_module_can_be_run(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["portal", "settings"])

    with pytest.raises(SystemExit):
        runpy.run_module("portal", run_name="__main__")

    assert "# Settings" in capsys.readouterr().out


def test_a_source_without_an_address_is_named(run, environment, database_url):
    environment.setenv("PORTAL_SOURCES", "{}")
    environment.setenv("PORTAL_DATABASE_URL", database_url)

    code, _said, errors = run("web")

    assert code == 2
    assert "PORTAL_SOURCES has no address of the source 'uwv'." in errors


def test_sources_that_are_no_json_are_named(run, environment):
    environment.setenv("PORTAL_SOURCES", "uwv=https://uwv.example")

    code, _said, errors = run("web")

    assert code == 2
    assert "PORTAL_SOURCES" in errors


@pytest.mark.parametrize("name", ["CONNECTIONS", "OIDC_LEVELS", "OIDC_ALGORITHMS"])
def test_settings_that_should_be_json_are_named_without_their_value(run, environment, name):
    environment.setenv(f"PORTAL_{name}", "{geheim")

    code, _said, errors = run("web")

    assert code == 2
    assert name.lower() in errors
    assert "Traceback" not in errors
    assert "geheim" not in errors


def test_a_connection_without_its_files_stops_the_start(run, environment, database_url):
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    environment.setenv("PORTAL_CONNECTIONS", '{"*": {"ca": "/elders/ca.pem"}}')

    for command in ("web", "worker"):
        code, _said, errors = run(command)
        assert code == 2
        assert "/elders/ca.pem: No such file or directory; see PORTAL_CONNECTIONS" in errors


def test_a_source_that_is_off_needs_no_address(environment):
    environment.setenv("PORTAL_SOURCES", "{}")
    environment.setenv("PORTAL_SOURCES_OFF", "uwv,belastingdienst,rdw")

    assert wiring.connect(commands.Settings()).sources.by_id == {}


@pytest.mark.parametrize(
    ("name", "value"), [("PORTAL_FORMS_OFF", "verhuizen"), ("PORTAL_SOURCES_OFF", "RDW")]
)
def test_a_setting_that_puts_off_what_there_is_not_stops_the_start(run, environment, name, value):
    environment.setenv(name, value)

    code, _said, errors = run("web")

    assert code == 2
    assert f"{name}: there is no '{value}'. Name one of: " in errors


def test_form_that_is_published_without_a_file_can_be_put_off(environment, database_url, database):
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    environment.setenv("PORTAL_FORMS_OFF", "van-vroeger")
    store_version(database, "v1", "van-vroeger", "{}")
    decided(database, "van-vroeger", "v1")
    database.commit()

    portal = wiring.assemble(commands.Settings())

    assert portal.settings.forms_off == ("van-vroeger",)


def test_made_keys_start_a_portal(run, environment, database_url):
    code, lines, _errors = run("keys", "make", "--name", "k7")
    for line in lines.splitlines():
        name, _is, value = line.partition("=")
        environment.setenv(name, value.strip("'"))
    environment.setenv("PORTAL_OIDC_CLIENT_AUTH", "private_key_jwt")

    settings = commands.Settings()

    assert code == 0
    assert list(settings.keys_by_name) == list(settings.index_keys_by_name) == ["k7"]
    assert run("keys", "make")[1] != lines
    for name in ("", "k:1", "k1,k2", "k 1"):
        code, said, errors = run("keys", "make", "--name", name)
        assert (code, said, "is no name of a key" in errors) == (2, "", True)


def test_start_stops_when_the_keys_are_not_those_of_the_database(run, environment, postgres):
    environment.setenv("PORTAL_DATABASE_URL", postgres.url("keyed"))
    assert run("migrate")[0] == 0
    environment.setenv("PORTAL_INDEX_KEYS", "k1:" + "another secret of the same name " * 2)

    for command in ("web", "worker", "migrate"):
        code, _said, errors = run(command)
        assert code == 2
        assert "PORTAL_INDEX_KEYS has another key under the name 'k1'" in errors
        assert "Traceback" not in errors


def test_older_database_stops_the_start(run, environment, postgres):
    environment.setenv("PORTAL_DATABASE_URL", postgres.url("never prepared"))

    for command in ("web", "worker"):
        code, _said, errors = run(command)
        assert code == 2
        assert "The database is older than the program: run portal migrate." in errors


def test_database_of_a_newer_release_is_left_as_it_is(run, environment, database_url, database):
    environment.setenv("PORTAL_DATABASE_URL", database_url)
    revision = text("UPDATE alembic_version SET version_num = :number")
    usual = database.scalar(text("SELECT version_num FROM alembic_version"))
    database.execute(revision, {"number": "9999"})
    database.commit()
    try:
        code, said, errors = run("migrate")
    finally:
        database.execute(revision, {"number": usual})
        database.commit()

    assert (code, errors) == (0, "")
    assert said == "The database is of a newer release (9999): nothing was changed.\n"


def test_keys_are_replaced_by_commands(run, environment, postgres):
    environment.setenv("PORTAL_DATABASE_URL", postgres.url("rotated"))
    first = commands.Settings().encryption_keys.get_secret_value()
    assert run("migrate")[0] == 0
    newer = run("keys", "make", "--name", "k2")[1].splitlines()[1].partition("=")[2]
    environment.setenv("PORTAL_ENCRYPTION_KEYS", f"{newer},{first}")

    assert run("migrate")[0] == 0
    assert run("keys", "used")[0] == 0
    assert "0 values were sealed" in run("keys", "reseal")[1]
    assert "may leave PORTAL_ENCRYPTION_KEYS" in run("keys", "retire", "encryption", "k1")[1]
    environment.setenv("PORTAL_ENCRYPTION_KEYS", newer)
    assert run("migrate")[0] == 0


def test_server_speaks_what_proxies_speak_and_nothing_without_tls(monkeypatch):
    asked = {}

    class Server:
        """Takes the place of the server: keeps how it was made."""

        def __init__(self, _name, **options) -> None:
            asked.update(options)

        def on_startup(self, _hook) -> None:
            """Nothing."""

        def serve(self, **loading) -> None:
            """Keeps how a worker gets the app."""
            asked.update(loading)

    monkeypatch.setattr(processes, "Granian", Server)
    app = Flask("app")

    processes.serve(app, settings_for())

    assert asked["target_loader"]() is app, "made before the forks, they share it"
    assert asked["wrap_loader"] is False, "else it is asked for by a name"

    assert asked["http"] == HTTPModes.http1
    assert asked["log_access"] is False, "paths can hold secrets"
