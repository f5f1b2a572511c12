"""Systems that call the portal: how they prove who they are."""

import hmac

from flask import abort, g, request
from flask.typing import ResponseReturnValue
from pydantic import SecretStr

from portal.web.edge.request_context import settings
from portal.web.edge.rules import Rule


def calling_client() -> str:
    """Name of the organisation that calls, in a view for them."""
    return str(g.client)


def check_system(rule: Rule) -> ResponseReturnValue | None:
    """Let only the system in that this rule is for; an answer where it is not."""
    if rule.is_for_monitors:
        if token := settings().metrics_token:
            _check_token((token,))
        return None
    if rule.is_proved_in_address:
        if request.method == "OPTIONS":
            abort(404)  # Flask would answer itself, and tell that there is something
        return None
    if rule.tokens is None:
        return _check_client(settings().secrets_of_clients)
    _check_token(rule.tokens(settings()))
    return None


def _check_token(tokens: tuple[SecretStr, ...]) -> None:
    """Refuse who bears none of these; all are compared, so that the time it takes tells nothing."""
    header = request.headers.get("Authorization", "").encode()
    expected = [f"Bearer {token.get_secret_value()}".encode() for token in tokens]
    if not sum(hmac.compare_digest(header, each) for each in expected):
        abort(401)


def _check_client(secrets_of: dict[str, str]) -> ResponseReturnValue | None:
    """Note who calls; an answer for programs where it can't be proven.

    All names and secrets are compared, so that the time it takes tells nothing.
    """
    credentials = request.authorization
    name, secret = (
        (credentials.username or "", credentials.password or "") if credentials else ("", "")
    )
    proven = ""
    for client_name, expected in secrets_of.items():
        is_name = hmac.compare_digest(name.encode(), client_name.encode())
        is_secret = hmac.compare_digest(secret.encode(), expected.encode())
        proven = client_name if is_name and is_secret else proven
    if proven:
        g.client = proven
        return None
    problem = {"type": "about:blank", "title": "Niet bekend", "status": 401}
    headers = {"Content-Type": "application/problem+json", "WWW-Authenticate": "Basic"}
    return problem, 401, headers
