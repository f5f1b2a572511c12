"""What an API gave with the mark (ETag) of that version, by which it can say later: no news."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
ETAG = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{1,200}"', re.ASCII)
"""As RFC 9110 writes them; what is written otherwise could break the next request."""


@dataclass(frozen=True, slots=True)
class Version(Generic[T]):
    """What was read, and its ETag."""

    value: T
    etag: str = ""
    """With its quotes, as it is sent back; '' where the API gives none."""


def etag_in(headers: Mapping[str, str]) -> str:
    """The ETag of an answer; '' where it has none that can be sent back."""
    etag = headers.get("ETag", "").strip()
    return etag if ETAG.fullmatch(etag) else ""
