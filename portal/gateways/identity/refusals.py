"""What it means when the provider sends the browser back with an error.

Source: `reference` of the design 1.6, from the code of the brokers in use. The words of the answer
come from the browser's address bar, so anybody can write them: they are never shown nor logged.
"""

from portal.domain.identity import LoginFailed, LoginProblem

CANCEL_WORD = "cancel"
CANCELLED = frozenset({"idp-3200", "authnfailed"})
CANCELLED_IF_SAID = frozenset({"access_denied", "login_required"})
REFUSED = frozenset({"access_denied", "unauthorized_client"})
LEVEL = frozenset({"unmet_authentication_requirements", "noauthncontext"})
OUTAGE = frozenset({"temporarily_unavailable", "server_error", "login_required", "invalid_request"})


def refusal(error: str, description: str) -> LoginFailed:
    """Why the login did not succeed; an unknown error counts as an outage."""
    code = error.lower().rpartition(":")[2]
    codes = CANCELLED | CANCELLED_IF_SAID | REFUSED | LEVEL | OUTAGE
    return LoginFailed(_problem(code, description), code if code in codes else "unknown error")


def _problem(code: str, description: str) -> LoginProblem:
    is_cancel = code in CANCELLED_IF_SAID and CANCEL_WORD in description.lower()
    if code in CANCELLED or is_cancel:
        return LoginProblem.CANCELLED
    if code in REFUSED:
        return LoginProblem.REFUSED
    return LoginProblem.LEVEL if code in LEVEL else LoginProblem.OUTAGE
