"""Placeholders in texts that are data: `%(name)s`, and nothing else, stands for a value.

Any other sign is a sign: who writes "50% korting", `{x}` or `<b>` gets just that on the page.
"""

import re
from collections.abc import Mapping

_PLACEHOLDER = re.compile(r"%\(([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*)\)s")


def names(text: str) -> tuple[str, ...]:
    """What its placeholders name, each once, in the order of the text."""
    return tuple(dict.fromkeys(_PLACEHOLDER.findall(text)))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with these values in the place of their placeholders.

    A placeholder of another name stays as it is, and what stands in a value is not looked at again.
    """
    return _PLACEHOLDER.sub(lambda place: values.get(place[1], place[0]), text)
