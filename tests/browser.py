"""A browser without JavaScript: keeps cookies, sends forms as they stand on the page.

Every whole page that it opens is checked; see `tests.pages`.
"""

import secrets
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from uuid import UUID
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import delete
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from portal.domain.people import Level
from portal.storage import logins
from portal.storage.rate_limits import RateLimit
from portal.web.edge.login_session import TOKEN
from portal.web.edge.request_context import portal_of
from tests.factories import BSN, PORTAL, an_identity
from tests.pages import faults
from tests.tree import text_of, tree_of

File = tuple[str, bytes]
"""Name and content."""
UNSENT_INPUTS = frozenset({"submit", "button", "file", "image", "reset"})


class Browser(FlaskClient):
    """Fails on every page with a fault that can be seen from its HTML."""

    owner_id: UUID | None = None
    """The resident who is logged in."""
    bsn = ""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """As ever, plus the check of whole pages."""
        kwargs.setdefault("base_url", PORTAL)
        response = super().open(*args, **kwargs)
        for visited in (*response.history, response):
            visited.request.environ["wsgi.input"].close()  # large uploads lie in a file
        if response.mimetype == "text/html" and "<main" in response.text:
            assert faults(response.text) == [], response.request.path
        return response

    def visit(self, path: str, **kwargs: Any) -> TestResponse:
        """Open a page and go wherever it sends us."""
        return self.get(path, follow_redirects=True, **kwargs)

    def log_in(self, bsn: str = BSN, level: Level = Level.MIDDEN, **identity: Any) -> "Browser":
        """Be logged in, as after a visit to DigiD."""
        make_session = portal_of(self.application).sessions
        with make_session() as session:
            token, resident = logins.begin_session(
                session, an_identity(bsn, level=level, **identity)
            )
            session.commit()
        self.owner_id, self.bsn = resident.key, bsn
        with self.session_transaction(base_url=PORTAL) as cookie:
            cookie[TOKEN] = token
        return self

    def allowed_anew(self) -> "Browser":
        """As if nothing was tried yet: a thousand examples are more than anybody may try."""
        with portal_of(self.application).sessions.begin() as session:
            session.execute(delete(RateLimit))
        return self

    def log_out(self) -> TestResponse:
        """Press the button "Uitloggen"."""
        return self.post("/uitloggen/", data={"csrf_token": self.csrf_token()})

    def csrf_token(self) -> str:
        """The token that the forms in this browser have."""
        with self.session_transaction(base_url=PORTAL) as cookie:
            secret = cookie.setdefault("csrf_token", secrets.token_hex(20))
        key = self.application.config["SECRET_KEY"]
        return str(URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(secret))

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
            several = sent if isinstance(sent, list) else [sent]
            data.setlist(name, [(BytesIO(content), file) for file, content in several])
        action = element.get("action") or page.request.full_path.rstrip("?")
        kind = element.get("enctype", "application/x-www-form-urlencoded")
        options.setdefault("follow_redirects", True)
        return self.post(str(action), data=data, content_type=str(kind), **options)


def form_on(page: TestResponse, name: str = "") -> Element:
    """A form of the page: by its id, or the first one in its main part."""
    tree = tree_of(page.text)
    found = next(
        (
            form
            for form in (tree if name else main_element(page)).iter("form")
            if not name or form.get("id") == name
        ),
        None,
    )
    assert found is not None, f"no form {name} on {page.request.path}"
    return found


def filled_in(form: Element) -> MultiDict[str, Any]:
    """What the form would send as it stands."""
    data: MultiDict[str, Any] = MultiDict()
    for control in form.iter():
        if control.tag == "select" and control.get("name"):
            data.add(control.get("name"), _chosen(control))
        if control.tag not in {"input", "textarea"} or not control.get("name"):
            continue
        if control.get("type") in UNSENT_INPUTS:
            continue
        if control.get("type") in {"radio", "checkbox"} and control.get("checked") is None:
            continue
        if control.tag == "textarea":
            # Browsers drop the line end right after <textarea>.
            data.add(control.get("name"), (control.text or "").removeprefix("\n"))
        else:
            data.add(control.get("name"), control.get("value", ""))
    return data


def _chosen(select: Element) -> str:
    """The value of the option that is selected, or else the first one."""
    options = list(select.iter("option"))
    chosen = next((each for each in options if each.get("selected") is not None), options[0])
    return chosen.get("value", chosen.text or "")


def main_element(page: TestResponse) -> Element:
    """The main part of the page."""
    return next(tree_of(page.text).iter("main"))


def words_of(page: TestResponse) -> str:
    """The words on the page, with single spaces."""
    return text_of(tree_of(page.text))


def main_of(page: TestResponse) -> str:
    """The words of its main part."""
    return text_of(main_element(page))


def heading_of(page: TestResponse) -> str:
    """Its h1."""
    return text_of(next(tree_of(page.text).iter("h1")))


def title_of(page: TestResponse) -> str:
    """Its title."""
    return text_of(next(tree_of(page.text).iter("title")))


def hrefs_of(page: TestResponse) -> list[str]:
    """The address of each link in the main part."""
    return [link.get("href", "") for link in main_element(page).iter("a")]


def links_of(page: TestResponse) -> dict[str, str]:
    """Words of each link in the main part → its address."""
    return {text_of(link): link.get("href", "") for link in main_element(page).iter("a")}
