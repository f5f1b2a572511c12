"""Why a system says no, in its own word (RFC 7807), and answers of another shape."""

import json
import re
from contextlib import AbstractContextManager

from portal.domain.failures import InvalidSourceAnswer

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


class AnswerParsing(AbstractContextManager[None]):
    """Puts our failure in the place of what an answer of another shape raises.

    Entered some times for each case of a list, so it is no generator.
    """

    __slots__ = ("_system",)

    def __init__(self, system: str) -> None:
        self._system = system

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        """Raise `InvalidSourceAnswer` in the place of what a wrong shape raises."""
        if isinstance(error, KeyError):
            raise InvalidSourceAnswer(self._system, f"no {error.args[0]!r} in the answer") from None
        if isinstance(error, TypeError | ValueError | AttributeError | IndexError):
            reason = f"{type(error).__name__} in the answer"
            raise InvalidSourceAnswer(self._system, reason) from None
