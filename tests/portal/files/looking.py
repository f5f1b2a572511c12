"""A file of a test, looked into as the portal does: in a process of its own."""

from tempfile import TemporaryFile

from portal.files.verdict import Verdict
from portal.files.workshop import TimeLimit, look_into


def looked_into(kind: str, content: bytes) -> tuple[Verdict, bytes]:
    """The verdict, and what was written; raises `Refusal`."""
    with TemporaryFile() as came, TemporaryFile() as cleaned:
        came.write(content)
        came.flush()
        verdict = look_into(kind, came, cleaned, TimeLimit())
        cleaned.seek(0)
        return verdict, cleaned.read()
