"""Headers of every answer: what browsers may load, keep and tell others.

Source: internet.nl 1.11, OWASP ASVS 5.0 3.4, DigiD norm U/PW.03 (no unsafe-inline/unsafe-eval).
"""

from typing import TYPE_CHECKING, Any

from flask import Flask, Response, request

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CSP = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
ALWAYS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=()",
    "Server": "portal",
}
A_YEAR_S = 31_536_000
OVER_HTTPS = {"Strict-Transport-Security": f"max-age={A_YEAR_S}"}
SHORT_S = 300
"""For static files whose address does not change with their content."""


class AlwaysHeaders:
    """Adds headers to every answer that has none of its own of that name.

    Behind Flask: on a response of its own each header is checked as if it came from anywhere.
    """

    def __init__(self, wsgi: "WSGIApplication", headers: dict[str, str]) -> None:
        self._wsgi = wsgi
        self._headers = [(name.lower(), (name, value)) for name, value in headers.items()]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> "Iterable[bytes]":
        """Answer the request."""

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            present = {name.lower() for name, _value in headers}
            more = [header for name, header in self._headers if name not in present]
            return start_response(status, headers + more, *error)

        return self._wsgi(environ, start)


def register(app: Flask, *, is_https: bool) -> None:
    """Add the headers to every answer."""
    always = ALWAYS | (OVER_HTTPS if is_https else {})
    app.wsgi_app = AlwaysHeaders(app.wsgi_app, always)  # type: ignore[method-assign]

    @app.after_request
    def say_how_long_it_keeps(response: Response) -> Response:
        if request.endpoint == "static":
            age = A_YEAR_S if request.args.get("v") else SHORT_S
            response.headers["Cache-Control"] = f"public, max-age={age}"
        elif not response.cache_control.public:
            response.headers["Cache-Control"] = "no-store"
        return response
