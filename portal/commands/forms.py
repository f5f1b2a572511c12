"""`portal forms …`: which version of each form residents begin, from when on; decided by whom."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from forms import Candidates, Form
from forms.keys import FormSlug
from portal.commands.form_lines import form_lines, history_lines, plan_lines
from portal.commands.live import by_option
from portal.domain.days import AMSTERDAM
from portal.domain.publications import PublicationKind
from portal.services import publishing
from portal.services.catalogue_checks import checked
from portal.services.publishing import NotDecided, PublicationPlan
from portal.services.switching import UnknownName
from portal.settings import Settings
from portal.storage.base import single_session
from portal.storage.catalogue_checks import keep_check
from portal.wiring import candidate_check_of, connect

MINUTE = "%Y-%m-%d %H:%M"
MOMENT = click.DateTime(formats=["%Y-%m-%d", MINUTE])
FILE_ENDING = ".yaml"
LETS_COUNT = {
    PublicationKind.PUBLISHED,
    PublicationKind.SCHEDULED,
    PublicationKind.ROLLED_BACK,
}
"""After these residents get a version that they did not get before."""
yes_option = click.option("--yes", "is_sure", is_flag=True, help="Don't ask whether it is right.")
without_check_option = click.option(
    "--without-case-check",
    "reason",
    default="",
    metavar="WHY",
    help="Don't ask the case system whether it has what the form needs; say why not.",
)
slug_argument = click.argument("slug", metavar="FORM")


@dataclass(frozen=True, slots=True)
class Decider:
    """Who decides, and how sure they are."""

    by: str
    reason: str
    """Why the case system is not asked; '': it is."""
    is_sure: bool


def publish_unknown(settings: Settings, by: str) -> None:
    """Publish the forms that nobody ever decided anything about; names files that differ, or err.

    What is wrong with one file stops none of the others.
    """
    candidates = candidate_check_of(settings).candidates()
    with single_session(settings) as database:
        for form in publishing.publish_unknown(database, candidates.forms, by):
            print(f"{form.slug}: published")
        for line in _lines_of_files(database, candidates):
            print(line, file=sys.stderr)


def publish_files(settings: Settings, by: str) -> None:
    """Publish all forms as their files are now, as for development; says what it did."""
    candidates = candidate_check_of(settings).candidates()
    with single_session(settings) as database:
        for form in candidates.forms:
            is_new = publishing.publish(database, form, by, reason="development")
            print(f"{form.slug}: {'published' if is_new else 'was published already'}")
    for slug, fault in candidates.faults.items():
        print(f"{slug}: NOT published: {fault}", file=sys.stderr)


@click.group("forms")
def forms_group() -> None:
    """Which forms residents can begin; counts in every process within five seconds."""


@forms_group.command()
@click.argument("targets", nargs=-1, metavar="[FORM|FILE]…")
@without_check_option
@by_option
@yes_option
def publish(targets: tuple[str, ...], reason: str, by: str, *, is_sure: bool) -> None:
    """Publish these forms as their files are now; without a name, all whose files differ."""
    settings = Settings()
    with single_session(settings) as database:
        forms = _forms(settings, targets) if targets else _differing(settings, database)
        decider = Decider(by, reason, is_sure=is_sure)
        refused = [form for form in forms if not _is_published(settings, database, form, decider)]
    sys.exit(2 if refused else 0)


@forms_group.command()
@click.argument("target", metavar="FORM|FILE")
@click.option("--from", "begins", type=MOMENT, required=True, help="Day, or day and time, here.")
@click.option("--until", "ends", type=MOMENT, help="When what counted before it does again.")
@without_check_option
@by_option
@yes_option
def schedule(target: str, begins: datetime, ends: datetime | None, **how: Any) -> None:
    """Let the version of this file begin to count later."""
    settings = Settings()
    [form] = _forms(settings, [target])
    with single_session(settings) as database:
        plan = publishing.plan_publication(
            database, form, begins_at=_moment(begins), ends_at=_moment(ends) if ends else None
        )
        if plan is None:
            print(f"{form.slug}: will be published then already")
        else:
            _carry_out(settings, database, plan, Decider(**how))


@forms_group.command()
@slug_argument
@click.option("--on", "at", type=MOMENT, help="From when on; at once without.")
@click.option(
    "--drafts",
    type=click.Choice(["finish", "end"]),
    default="finish",
    help="Whether who had begun can finish; they are told what to do where they can't.",
)
@by_option
@yes_option
def retire(slug: str, at: datetime | None, drafts: str, by: str, *, is_sure: bool) -> None:
    """Offer this form no more. What was sent stays; no release brings it back."""
    settings = Settings()
    with single_session(settings) as database:
        plan = publishing.plan_retirement(
            database, slug, at=_moment(at) if at else None, ends_drafts=drafts == "end"
        )
        if plan is None:
            print(f"{slug}: was retired already")
        else:
            _carry_out(settings, database, plan, Decider(by, "", is_sure=is_sure))


@forms_group.command()
@slug_argument
@click.option("--to", "version", default="", help="How its id begins; else the one before.")
@without_check_option
@by_option
@yes_option
def rollback(slug: str, version: str, **how: Any) -> None:
    """Let a version of before count again; of a retired form the last one."""
    settings = Settings()
    with single_session(settings) as database:
        plan = publishing.plan_rollback(database, slug, version)
        _carry_out(settings, database, plan, Decider(**how))


@forms_group.command("call-off")
@slug_argument
@by_option
@yes_option
def call_off(slug: str, by: str, *, is_sure: bool) -> None:
    """Let nothing happen to this form that was to begin later."""
    settings = Settings()
    with single_session(settings) as database:
        plan = publishing.plan_calling_off(database, slug)
        _carry_out(settings, database, plan, Decider(by, "", is_sure=is_sure))


@forms_group.command("list")
def list_forms() -> None:
    """Say which version of each form is published, what is to come, and which files differ."""
    settings = Settings()
    candidates = candidate_check_of(settings).candidates()
    with single_session(settings) as database:
        for line in form_lines(database, settings.forms_off):
            print(line)
        for line in _lines_of_files(database, candidates):
            print(line)


@forms_group.command("history")
@slug_argument
def show_history(slug: str) -> None:
    """Say all that was ever decided about this form, and what it changed."""
    with single_session(Settings()) as database:
        for line in history_lines(database, slug):
            print(line)


def _is_published(settings: Settings, database: Session, form: Form, decider: Decider) -> bool:
    """Publish it; False: it can't be, which is told."""
    try:
        plan = publishing.plan_publication(database, form)
        if plan is None:
            print(f"{form.slug}: was published already")
        else:
            _carry_out(settings, database, plan, decider)
    except NotDecided as error:
        print(error, file=sys.stderr)
        return False
    return True


def _carry_out(
    settings: Settings, database: Session, plan: PublicationPlan, decider: Decider
) -> None:
    """Say what it changes, ask whether that is right, and do it. Raises `NotDecided`."""
    slug = plan.form.slug
    print("\n".join(plan_lines(plan)))
    if plan.kind in LETS_COUNT and not decider.reason and slug not in settings.forms_off:
        _check_case(settings, database, plan)
    if not decider.is_sure:
        click.confirm("Do this?", abort=True)
    publishing.carry_out(database, plan, decider.by, reason=decider.reason)
    print(f"{slug}: {plan.kind.replace('_', ' ')}")


def _check_case(settings: Settings, database: Session, plan: PublicationPlan) -> None:
    """Raise `NotDecided` where what is sent with this form can't become a case."""
    database.rollback()  # no transaction stays open while the case system is asked
    check = checked(connect(settings).intake, plan.form)
    faults = [f"could not be checked: {check.fault}"] if check.fault else list(check.findings)
    if faults:
        lines = [f"{check.slug}: {fault}" for fault in faults]
        lines.append(f"{check.slug}: NOT {plan.kind}. Mend it, or say --without-case-check WHY.")
        raise NotDecided("\n".join(lines))
    if plan.begins_at is None:
        keep_check(database, check)
        database.commit()


def _forms(settings: Settings, targets: Iterable[str]) -> list[Form]:
    """The forms of these names or files; raises `BadForm`, `BadFile`, `UnknownName`."""
    check = candidate_check_of(settings)
    candidates = check.candidates()
    candidates_by_slug = {form.slug: form for form in candidates.forms}
    forms = []
    for target in targets:
        if target in candidates.faults:
            raise candidates.faults[FormSlug(target)]
        if target in candidates_by_slug:
            forms.append(candidates_by_slug[FormSlug(target)])
        elif target.endswith(FILE_ENDING) and Path(target).is_file():
            forms.append(check.form(Path(target)))
        else:
            raise UnknownName(target, candidates_by_slug)
    return forms


def _differing(settings: Settings, database: Session) -> list[Form]:
    candidates = candidate_check_of(settings).candidates()
    for slug, fault in candidates.faults.items():
        print(f"{slug}: {fault}", file=sys.stderr)
    return publishing.differing(database, candidates.forms)


def _lines_of_files(database: Session, candidates: Candidates) -> Iterator[str]:
    """Which files differ from what is published, and which are no form."""
    for form in publishing.differing(database, candidates.forms):
        yield f"{form.slug}: its file is another version ({form.version[:12]})"
    for slug, fault in candidates.faults.items():
        yield f"{slug}: its file can't be published: {fault}"


def _moment(local: datetime) -> datetime:
    return local.replace(tzinfo=AMSTERDAM)
