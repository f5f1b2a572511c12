"""What an operator changes while the portal runs: `portal forms …` and `portal switch …`."""

import getpass
import sys
from collections.abc import Iterable, Iterator

import click
from sqlalchemy.orm import Session

from forms import Form, load_sources
from forms.keys import FormSlug
from portal.configuration.form_files import load_candidates
from portal.domain.switches import SwitchKind, SwitchReason
from portal.services import publishing, switching
from portal.services.catalogue_checks import checked
from portal.services.switching import UnknownName, names_of_sources
from portal.settings import Settings
from portal.storage import published_forms, switches
from portal.storage.base import single_session
from portal.storage.catalogue_checks import keep_check
from portal.wiring import connect

by_option = click.option("--by", default=getpass.getuser, help="Who does it; your login name.")
kind_argument = click.argument("kind", type=click.Choice([kind.value for kind in SwitchKind]))


def publish_files(settings: Settings, by: str, slugs: Iterable[str] = ()) -> None:
    """Publish the forms of the files, or of these, as they are; says what it did.

    Raises `BadForm` or `UnknownName` before anything is published.
    """
    candidates = {form.slug: form for form in load_candidates(load_sources())}
    chosen = [_candidate(candidates, slug) for slug in slugs] or candidates.values()
    with single_session(settings) as database:
        for form in chosen:
            is_new = publishing.publish(database, form, by)
            print(f"{form.slug}: {'published' if is_new else 'was published already'}")


def publish_new(settings: Settings, by: str) -> None:
    """Publish what was never published before; says what."""
    with single_session(settings) as database:
        for form in publishing.publish_new(database, load_candidates(load_sources()), by):
            print(f"{form.slug}: published")


@click.group("forms")
def forms_group() -> None:
    """Which forms residents can begin."""


@forms_group.command()
@click.argument("slugs", nargs=-1, metavar="[FORM]…")
@by_option
def publish(slugs: tuple[str, ...], by: str) -> None:
    """Publish these forms, or all, as their files are now: also an older version.

    Says what the catalogue of the case system lacks for them, as `portal catalogue check` does.
    """
    settings = Settings()
    publish_files(settings, by, slugs)
    for sentence in _lacking(settings, set(slugs)):
        print(sentence, file=sys.stderr)


def _lacking(settings: Settings, slugs: set[str]) -> Iterator[str]:
    """What is sent with these forms (none: all) can't become a case by, from now on."""
    intake = connect(settings).intake
    with single_session(settings) as database:
        for form in load_candidates(load_sources()):
            if form.slug in settings.forms_off or (slugs and form.slug not in slugs):
                continue
            check = checked(intake, form)
            keep_check(database, check)
            database.commit()
            if check.fault:
                yield f"{form.slug}: could not be checked: {check.fault}"
            yield from (f"{form.slug}: {sentence}" for sentence in check.findings)


@forms_group.command()
@click.argument("slug", metavar="FORM")
@by_option
def withdraw(slug: str, by: str) -> None:
    """Offer this form no more. A release doesn't bring it back; `portal forms publish` does."""
    with single_session(Settings()) as database:
        rows = published_forms.published_forms(database)
        if slug not in rows:
            raise UnknownName(slug, rows)
        is_done = published_forms.withdraw(database, FormSlug(slug), by)
        database.commit()
    print(f"{slug}: {'withdrawn' if is_done else 'was withdrawn already'}")


@forms_group.command("list")
def list_forms() -> None:
    """Say which version of each form is published, since when and by whom."""
    with single_session(Settings()) as database:
        for row in published_forms.published_forms(database).values():
            at = row.withdrawn_at or row.since
            state = "withdrawn" if row.withdrawn_at else "published"
            print(f"{row.slug} {row.version[:12]} {state} {at:%Y-%m-%d %H:%M} {row.published_by}")


@click.group()
def switch() -> None:
    """Which forms and sources are off; counts in every process within five seconds."""


@switch.command()
@kind_argument
@click.argument("name")
@click.option(
    "--reason", type=click.Choice([reason.value for reason in SwitchReason]), required=True
)
@by_option
def off(kind: str, name: str, reason: str, by: str) -> None:
    """Put a form or source off: nobody begins that form, nobody is asked at that source."""
    with single_session(Settings()) as database:
        _check_name(database, SwitchKind(kind), name)
        switching.switch_off(database, SwitchKind(kind), name, SwitchReason(reason), by)
    print(f"{kind} {name}: off")


@switch.command()
@kind_argument
@click.argument("name")
def on(kind: str, name: str) -> None:
    """Put a form or source on again, unless the settings say that it is off."""
    with single_session(Settings()) as database:
        was_off = switching.switch_on(database, SwitchKind(kind), name)
        if not was_off:
            _check_name(database, SwitchKind(kind), name)
    print(f"{kind} {name}: {'on' if was_off else 'was not off'}")


@switch.command("list")
def list_switches() -> None:
    """Say what is off, since when, why and by whom."""
    settings = Settings()
    with single_session(settings) as database:
        for row in switches.switches(database):
            since = f"{row.off_since:%Y-%m-%d %H:%M}"
            print(f"{row.kind} {row.name} {since} {row.reason} {row.switched_by}")
    for kind, names in (("form", settings.forms_off), ("source", settings.sources_off)):
        for name in names:
            print(f"{kind} {name} by the settings")


def _candidate(candidates: dict[FormSlug, Form], slug: str) -> Form:
    if slug not in candidates:
        raise UnknownName(slug, candidates)
    return candidates[FormSlug(slug)]


def _check_name(database: Session, kind: SwitchKind, name: str) -> None:
    if kind is SwitchKind.SOURCE:
        names = names_of_sources(load_sources())
    else:
        names = frozenset(published_forms.published_forms(database))
    if name not in names:
        raise UnknownName(name, names)
