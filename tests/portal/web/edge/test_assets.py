"""Static files: a tag of the content, the same on each host."""

import os
from pathlib import Path

from portal.application import create_app
from portal.resources import resource
from portal.web.edge.request_context import portal_of

CSS = "/static/css/portal.css"


def test_the_tag_says_what_is_in_it_and_not_when_it_was_installed(app, visitor):
    file = Path(resource("static")) / "css" / "portal.css"
    first = visitor.get(CSS, buffered=True)
    os.utime(file, (1, 1))
    other_host = create_app(portal_of(app)).test_client().get(CSS, buffered=True)
    os.utime(file)

    assert first.status_code == other_host.status_code == 200
    assert first.headers["ETag"] == other_host.headers["ETag"]
    assert "Last-Modified" not in first.headers
    assert first.headers["ETag"] != visitor.get("/static/js/busy.js", buffered=True).headers["ETag"]


def test_what_a_browser_has_is_not_sent_again(visitor):
    tag = visitor.get(CSS, buffered=True).headers["ETag"]

    for known in (tag, f"W/{tag}", f'"other", {tag}'):  # nginx weakens it where it compresses
        again = visitor.get(CSS, headers={"If-None-Match": known}, buffered=True)
        assert (again.status_code, again.data) == (304, b"")
        assert again.headers["ETag"] == tag
    other = visitor.get(CSS, headers={"If-None-Match": '"other"'}, buffered=True)
    assert other.status_code == 200


def test_its_address_holds_the_beginning_of_its_tag(visitor):
    tag = visitor.get(CSS, buffered=True).headers["ETag"].strip('"')

    assert f"{CSS}?v={tag[:12]}" in visitor.get("/").text


def test_nothing_else_is_a_static_file(visitor):
    outside = ("css", "", "../pyproject.toml", "%2e%2e/pyproject.toml", "css/gone.css", "/etc")
    for name in (*outside, "x" * 300, "css/" * 2000, "%00", "%ff"):
        assert visitor.get(f"/static/{name}").status_code in {404, 308}
