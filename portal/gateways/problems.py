"""Why a system says no, in its own word (RFC 7807)."""

import json
import re

CODE = re.compile(r"[\w.-]{1,60}")


def code_in(content: bytes) -> str:
    """The most precise code in a problem; '' for any other content."""
    try:
        problem = json.loads(content)
        params = problem.get("invalidParams") or [{}]
        code = params[0].get("code") or problem.get("code") or ""
    except (ValueError, RecursionError, AttributeError, TypeError, IndexError, KeyError):
        return ""
    return code if isinstance(code, str) and CODE.fullmatch(code) else ""
