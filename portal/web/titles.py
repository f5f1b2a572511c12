"""Titles of forms, for pages that show what was sent with them."""

from typing import cast

from flask import current_app
from flask_babel import gettext

from forms import Catalogue


def catalogue() -> Catalogue:
    """The forms of this portal."""
    return cast("Catalogue", current_app.extensions["catalogue"])


def title_of_form(slug: str) -> str:
    """The form's title in the language of the page; its slug when it is no longer there."""
    try:
        return gettext(catalogue().form(slug).title)
    except KeyError:
        return slug
