"""What is asked of an API: method, path, parameters and body."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import urlencode

from urllib3.filepost import encode_multipart_formdata

Params = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Body:
    """What is sent along; its `repr` shows nothing of it."""

    content: bytes = field(repr=False)
    media_type: str

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
    def of_file(cls, name: str, content: bytes, fields: Mapping[str, str]) -> Self:
        """A file in a form (multipart), with other fields."""
        file = ("bestand", content, "application/octet-stream")
        return cls(*encode_multipart_formdata({**fields, name: file}))


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
