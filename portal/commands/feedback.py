"""`portal feedback`: what visitors say of pages."""

import click

from portal.settings import Settings
from portal.storage.base import single_session
from portal.storage.feedback import counts_of, opinions


@click.command()
def feedback() -> None:
    """Say which pages were clear and which were not, and what was said in words, newest first."""
    with single_session(Settings()) as session:
        for counted in counts_of(session):
            print(f"{counted.page}: {_word(is_clear=counted.is_clear)} {counted.count}")
        for opinion in opinions(session):
            day = opinion.made_at.date().isoformat()
            word = _word(is_clear=opinion.is_clear)
            print(f"{day} {opinion.page} ({word}): {opinion.why}")


def _word(*, is_clear: bool) -> str:
    return "clear" if is_clear else "not clear"
