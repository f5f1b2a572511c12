"""Headers of every answer: what browsers may load, keep and tell others.

Source: internet.nl 1.11, OWASP ASVS 5.0 3.4, DigiD norm U/PW.03 (no unsafe-inline/unsafe-eval).
"""

from flask import Flask, Response, request

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
SHORT_S = 300
"""For static files whose address does not change with their content."""


def register(app: Flask, *, is_https: bool) -> None:
    """Add the headers to every answer."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        present = {name.lower() for name, _ in response.headers}
        for name, value in ALWAYS.items():
            if name.lower() not in present:
                response.headers.add(name, value)
        if is_https:
            response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR_S}"
        if request.endpoint == "static":
            age = A_YEAR_S if request.args.get("v") else SHORT_S
            response.headers["Cache-Control"] = f"public, max-age={age}"
        elif not response.cache_control.public:
            response.headers["Cache-Control"] = "no-store"
        return response
