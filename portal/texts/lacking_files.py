"""Words about files that an employee who takes over what was sent doesn't get."""

from collections.abc import Sequence
from typing import Any

from portal.texts.words import Words


def loss_line(words: Words, facts: dict[str, Any]) -> str:
    """That it went on by hand; and that nothing is lost, where that is so."""
    if facts.get("unread") or facts.get("infected"):
        return words.gettext("Het lukte ons niet om dit in ons systeem te zetten.")
    return words.gettext(
        "Het lukte ons niet om dit in ons systeem te zetten. Er gaat niets verloren."
    )


def virus_lines(words: Words, infected: Sequence[str]) -> list[str]:
    """In which files a virus was, and what was done; none: in none."""
    _ = words.gettext
    if not infected:
        return []
    return [
        _("Onze virusscanner vond een virus in: %(files)s.", files=", ".join(infected)),
        _("Dat hebben wij vernietigd. Kijk het apparaat na waar het van komt."),
    ]


def lacking_lines(words: Words, facts: dict[str, Any]) -> list[str]:
    """Which files the employee lacks, why, and how to bring them; none: all are there.

    Messages of before this was told name none.
    """
    _ = words.gettext
    unread, infected = facts.get("unread", ()), facts.get("infected", ())
    lines = []
    if unread:
        lines.append(_("Dit konden wij niet gebruiken: %(files)s.", files=", ".join(unread)))
    lines += virus_lines(words, infected)
    if lines and facts.get("task_id"):
        lines.append(_("Wij hebben dit nog van u nodig. U kunt het hier opnieuw sturen."))
    elif lines:
        lines.append(_("Wij hebben dit nog van u nodig. Breng het langs of stuur het met de post."))
    return lines
