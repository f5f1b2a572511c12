"""The commands of the portal: `portal web`, `portal worker`, and what an operator needs."""

import sys

import click
from pydantic import ValidationError
from pydantic_settings import SettingsError

from forms import BadForm
from portal.commands.audit import audit
from portal.commands.case_type_file import write_case_types
from portal.commands.catalogue import catalogue
from portal.commands.checks import check
from portal.commands.deliveries import deliveries
from portal.commands.feedback import feedback
from portal.commands.files import files
from portal.commands.form_check import check_forms
from portal.commands.form_preview import preview_form
from portal.commands.forms import forms_group
from portal.commands.keys import keys
from portal.commands.live import switch
from portal.commands.notifications import NoNotificationSystem, notifications
from portal.commands.outages import outage
from portal.commands.payments import payments
from portal.commands.processes import OlderDatabase, migrate, web, worker
from portal.commands.sessions import sessions
from portal.configuration.operator_files import BadFile
from portal.domain.sources import SourceNotConnected
from portal.measures import program_version
from portal.services.deliveries.handling import CannotLetGo, UnknownDelivery
from portal.services.deliveries.paper import NothingToHandOver, UnreadableFiles
from portal.services.payments.books import NothingToRefund, UnknownPayment
from portal.services.publishing import NotDecided
from portal.services.switching import UnknownName
from portal.settings import Settings
from portal.settings_reference import example, reference
from portal.storage.delivery_lock import Busy
from portal.storage.keys import WrongKeys

STOPS = (
    BadFile,
    BadForm,
    Busy,
    CannotLetGo,
    NoNotificationSystem,
    NotDecided,
    NothingToHandOver,
    NothingToRefund,
    OlderDatabase,
    SourceNotConnected,
    UnknownDelivery,
    UnknownName,
    UnknownPayment,
    UnreadableFiles,
    WrongKeys,
)
"""What is wrong in what the operator wrote; each says what to do."""


def main() -> None:
    """Run a command; a wrong setting gives one clear list, not a traceback."""
    try:
        cli()
    except ValidationError as error:
        print(_explained(error), file=sys.stderr)
        sys.exit(2)
    except SettingsError as error:
        print(f"The portal does not start: {error}. It must be JSON.", file=sys.stderr)
        sys.exit(2)
    except STOPS as error:
        print(error, file=sys.stderr)
        sys.exit(2)


@click.group()
@click.version_option(program_version(), prog_name="portal")
def cli() -> None:
    """MijnGemeente, the portal of a municipality."""


@cli.command("settings")
@click.option("--example", "is_example", is_flag=True, help="A file to fill in instead.")
def show_settings(*, is_example: bool) -> None:
    """Print the reference page of all settings (Markdown)."""
    print(example() if is_example else reference())


def _explained(error: ValidationError) -> str:
    lines = ["The portal does not start: its settings are not right."]
    for fault in error.errors(include_input=False, include_url=False):
        field = str(fault["loc"][0]) if fault["loc"] else ""
        name = field if field.startswith("PORTAL_") else f"PORTAL_{field.upper()}" if field else ""
        setting = Settings.model_fields.get(field)
        expected = f" Expected: {setting.description}" if setting and setting.description else ""
        lines.append(f"  {name or 'Settings'}: {fault['msg']}.{expected}")
    return "\n".join([*lines, "All settings: portal settings"])


COMMANDS = (
    audit,
    catalogue,
    check,
    deliveries,
    feedback,
    files,
    forms_group,
    keys,
    migrate,
    notifications,
    outage,
    payments,
    sessions,
    switch,
    web,
    worker,
)
for command in COMMANDS:
    cli.add_command(command)
forms_group.add_command(check_forms)
forms_group.add_command(write_case_types)
forms_group.add_command(preview_form)
