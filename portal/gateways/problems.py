"""Why a system says no, in its own word (RFC 7807)."""

import json
import re

CODE = re.compile(r"[\w.-]{1,60}")
UNSEEN = frozenset({(403, "permission_denied"), (404, "not_found")})
"""Status and code with which ZGW says that the portal may not see a thing, or that there is none.

Other refusals, of our token for example, say nothing about the thing.
"""


def code_in(content: bytes) -> str:
    """The most precise code in a problem; '' for any other content."""
    try:
        problem = json.loads(content)
        params = problem.get("invalidParams") or [{}]
        code = params[0].get("code") or problem.get("code") or ""
    except (ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError):
        return ""
    return code if isinstance(code, str) and CODE.fullmatch(code) else ""
