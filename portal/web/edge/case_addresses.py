"""The key of a case in the address of a page: `<case:key>` in a route, a `CaseKey` in its view."""

from collections.abc import Callable
from uuid import UUID

from flask import Flask, url_for
from werkzeug.routing import BaseConverter

from portal.domain.case_keys import ONLY_SYSTEM, CaseKey

SEPARATOR = "~"
NOBODYS = CaseKey(ONLY_SYSTEM, UUID(int=0))


class CaseKeyConverter(BaseConverter):
    """The case's id; where it is of another system than the usual one, after that one's name."""

    regex = rf"(?:[a-z][a-z0-9-]*{SEPARATOR})?[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}"
    weight = 50
    """Before a route that takes any word there."""

    def to_python(self, value: str) -> CaseKey:
        """The key in an address."""
        system, _, case_id = value.rpartition(SEPARATOR)
        return CaseKey(system or ONLY_SYSTEM, UUID(case_id))

    def to_url(self, value: CaseKey) -> str:
        """The key as it stands in an address."""
        return _text_of(value)


def register(app: Flask) -> None:
    """Let routes of this app take keys of cases."""
    app.url_map.converters["case"] = CaseKeyConverter


def addresses_of_cases() -> Callable[[CaseKey], str]:
    """Gives the path of the page of each case, as `url_for` does.

    For long lists: `url_for` takes as long for each as all the rest of its card.
    """
    before, _, after = url_for("cases.case", key=NOBODYS).partition(_text_of(NOBODYS))
    return lambda key: f"{before}{_text_of(key)}{after}"


def _text_of(key: CaseKey) -> str:
    is_usual = key.system == ONLY_SYSTEM
    return str(key.id) if is_usual else f"{key.system}{SEPARATOR}{key.id}"
