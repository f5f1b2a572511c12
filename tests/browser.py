"""A browser without JavaScript: keeps cookies, sends forms as they stand on the page.

Every whole page that it opens is checked; see `tests.pages`.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import Any

from bs4 import Tag
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portal.domain.people import Level
from portal.storage import logins
from portal.web.access import TOKEN
from tests.factories import BSN, PORTAL, an_identity
from tests.pages import faults, parsed

File = tuple[str, bytes]
"""Name and content."""
UNSENT_INPUTS = frozenset({"submit", "button", "file", "image", "reset"})


class Browser(FlaskClient):
    """Fails on every page with a fault that can be seen from its HTML."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As ever, plus the check of whole pages."""
        kwargs.setdefault("base_url", PORTAL)
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and "<html" in response.text:
            assert faults(response.text) == (), response.request.path
        return response

    def visit(self, path: str, **kwargs: Any) -> TestResponse:
        """Open a page and go wherever it sends us."""
        return self.get(path, follow_redirects=True, **kwargs)

    def log_in(self, bsn: str = BSN, level: Level = Level.MIDDEN, **identity: Any) -> "Browser":
        """Be logged in, as after a visit to DigiD."""
        make_session = self.application.extensions["sessionmaker"]
        with make_session() as session:
            token, _resident = logins.begin_session(
                session, an_identity(bsn, level=level, **identity)
            )
            session.commit()
        with self.session_transaction(base_url=PORTAL) as cookie:
            cookie[TOKEN] = token
        return self

    def submit(
        self,
        page: TestResponse,
        fields: Mapping[str, Any] | None = None,
        *,
        form: str = "",
        button: tuple[str, str] | None = None,
        files: Mapping[str, File | list[File]] | None = None,
        **options: Any,
    ) -> TestResponse:
        """Send a form of this page with these fields changed; `form` is its id, else the first.

        A field that is None is left out; a list is sent as several. Redirects are followed.
        """
        element = form_on(page, form)
        data = filled_in(element)
        for name, value in (fields or {}).items():
            data.poplist(name)
            values = value if isinstance(value, list) else [value]
            data.setlist(name, [text for text in values if text is not None])
        if button:
            data.add(*button)
        for name, sent in (files or {}).items():
            sent = sent if isinstance(sent, list) else [sent]
            data.setlist(name, [(BytesIO(content), file) for file, content in sent])
        action = element.get("action") or page.request.full_path.rstrip("?")
        kind = element.get("enctype", "application/x-www-form-urlencoded")
        options.setdefault("follow_redirects", True)
        return self.post(str(action), data=data, content_type=str(kind), **options)


def form_on(page: TestResponse, name: str = "") -> Tag:
    """A form of the page: by its id, or the first one in its main part."""
    tree = parsed(page.text)
    found = tree.find("form", id=name) if name else tree.main.find("form")
    assert found is not None, f"no form {name} on {page.request.path}"
    return found


def filled_in(form: Tag) -> MultiDict[str, Any]:
    """What the form would send as it stands."""
    data: MultiDict[str, Any] = MultiDict()
    for control in form.find_all(["input", "textarea"]):
        if not control.get("name") or control.get("type") in UNSENT_INPUTS:
            continue
        if control.get("type") in {"radio", "checkbox"} and not control.has_attr("checked"):
            continue
        text = control.get_text() if control.name == "textarea" else control.get("value", "")
        # A parser drops the line end right after <textarea>.
        text = text.removeprefix("\n") if control.name == "textarea" else text
        data.add(str(control["name"]), text)
    return data


def words_of(page: TestResponse) -> str:
    """The words on the page, with single spaces."""
    return " ".join(parsed(page.text).get_text(" ").split())


def main_of(page: TestResponse) -> str:
    """The words of its main part."""
    return " ".join(parsed(page.text).main.get_text(" ").split())


def heading_of(page: TestResponse) -> str:
    """Its h1."""
    return " ".join(parsed(page.text).h1.get_text(" ").split())


def title_of(page: TestResponse) -> str:
    """Its title."""
    return " ".join(parsed(page.text).title.get_text().split())


def links_of(page: TestResponse) -> dict[str, str]:
    """Words of each link in the main part → its address."""
    links = parsed(page.text).main.find_all("a", href=True)
    return {" ".join(link.get_text(" ").split()): str(link["href"]) for link in links}
