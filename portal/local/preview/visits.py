"""The way by which a draft goes on with a version that came while its page was open.

A draft moves where one goes on with it ("Verder"), as in every portal. Who opens a page of it for
the first time after a new version is sent by there, and then to the page; a cookie says which
version a browser went by for. So it needs no script.
"""

from email.message import Message
from http import HTTPStatus
from urllib.parse import parse_qs, quote, urlsplit

COOKIE = "form-preview"
PAGE = "pagina"
"""In the address of the way: the page to go back to."""
NO_PAGES = frozenset({"verder", "opnieuw", "met-digid", "zonder-digid", "welk-concept"})
"""Addresses that look like those of a page of the draft, and are where one begins or chooses it."""
REDIRECTS = frozenset({HTTPStatus.FOUND, HTTPStatus.SEE_OTHER})


class DraftVisits:
    """What is to be done about requests for the form of this name."""

    def __init__(self, slug: str) -> None:
        self._form = f"/formulieren/{slug}/"
        self._way = f"{self._form}verder/"

    def way_to_newest(self, method: str, path: str, headers: Message, number: int) -> str | None:
        """The address to go by first; None: this request is as it should be.

        `number`: of the version that the portal offers now.
        """
        is_opened = method == "GET" and "HX-Request" not in headers
        if not is_opened or not self._is_page(path):
            return None
        cookies = [each.strip() for each in headers.get("Cookie", "").split(";")]
        # Without any cookie there is no draft, and nothing would keep who comes from going round.
        if cookies == [""] or f"{COOKIE}={number}" in cookies:
            return None
        return f"{self._way}?{PAGE}={quote(path, safe='')}"

    def headers_of_answer(
        self, path: str, status: int, headers: list[tuple[str, str]], number: int
    ) -> list[tuple[str, str]]:
        """The headers of the answer: on the way, back to the page, and that it was gone by."""
        parts = urlsplit(path)
        target = next((value for name, value in headers if name.lower() == "location"), "")
        is_moved = parts.path == self._way and status in REDIRECTS and self._is_page(target)
        if not is_moved:
            return headers
        page = parse_qs(parts.query).get(PAGE, [""])[0]
        back = page if self._is_page(page) else target
        others = [each for each in headers if each[0].lower() != "location"]
        mark = f"{COOKIE}={number}; Path=/; HttpOnly; SameSite=Lax"
        return [*others, ("Location", back), ("Set-Cookie", mark)]

    def _is_page(self, path: str) -> bool:
        """Whether it is the address of a page of the draft, or of the check of all answers."""
        name, slash, more = urlsplit(path).path.removeprefix(self._form).partition("/")
        is_of_form = path.startswith(self._form)
        return is_of_form and bool(name and slash) and not more and name not in NO_PAGES
