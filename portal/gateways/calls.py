"""What is asked of an API: method, path, parameters and body."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode

from urllib3.filepost import encode_multipart_formdata

from portal.domain.contents import Content

Params = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent along; its `repr` shows nothing of it."""

    content: bytes | Content = field(repr=False)
    """Sent a piece at a time where it isn't in memory."""
    media_type: str

    @property
    def size(self) -> int:
        """Bytes that are sent."""
        return len(self.content) if isinstance(self.content, bytes) else self.content.size

    def pieces(self) -> Iterator[bytes]:
        """What is sent, from the start."""
        return iter((self.content,)) if isinstance(self.content, bytes) else self.content.pieces()

    def sha256(self) -> str:
        """The hash of what is sent, in hex."""
        return Content(self.size, self.pieces).sha256()

    @classmethod
    def of_json(cls, value: Any) -> Self:
        """A JSON value."""
        return cls(json.dumps(value, separators=(",", ":")).encode(), "application/json")

    @classmethod
    def of_form(cls, fields: Mapping[str, str]) -> Self:
        """The fields of a form."""
        return cls.of_encoded(urlencode(fields))

    @classmethod
    def of_encoded(cls, form: str) -> Self:
        """A form as it is sent."""
        return cls(form.encode(), "application/x-www-form-urlencoded")

    @classmethod
    def of_file(
        cls, name: str, content: Content, fields: Mapping[str, str], file_name: str = "bestand"
    ) -> Self:
        """A file in a form (multipart), with other fields, sent a piece at a time."""
        file = (file_name, b"", "application/octet-stream")
        form, media_type = encode_multipart_formdata({**fields, name: file})
        # The file is last: it stands before what closes the form.
        end = form.rindex(b"\r\n--")

        def pieces() -> Iterator[bytes]:
            yield form[:end]
            yield from content.pieces()
            yield form[end:]

        return cls(Content(len(form) + content.size, pieces), media_type)


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One thing to ask of an API."""

    method: str
    path: str
    """Below the base address; may have a query, as in a link to the next page."""
    params: Params = field(default_factory=dict, repr=False)
    body: Body | None = None
    accept: str = "application/json"
    etag: str = field(default="", repr=False)
    """Of what is known already: without news, the answer is a 304 with nothing in it."""
    key: str = field(default="", repr=False)
    """By which the API knows a request that is sent again, where it can; '' for none."""
    tries: int = 1
    """More than one only for what may be done twice: it is asked again if the connection broke."""

    def __str__(self) -> str:
        """For the log and errors: without what was asked for."""
        return f"{self.method} {self.path.partition('?')[0]}"
